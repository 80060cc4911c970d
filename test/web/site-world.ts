import { type HTMLElement, parse } from 'node-html-parser';
import { createPainter } from '../../src/charts/painter.ts';
import type { Seat } from '../../src/chat/directory.ts';
import { createGallery } from '../../src/html/pictures.ts';
import { createSite } from '../../src/web/site.ts';
import { command, read } from '../coach/reading.ts';
import { type Change, createWorld, type World } from '../fixtures/practice-world.ts';

export const publicUrl = 'https://coach.example';

/** The web site over a coach with a real database, and what its platform says of people. */
export type SiteWorld = World & {
  /** What the platform says of somebody, by their id; a member where nothing is set, and a fault where it throws. */
  readonly seats: Map<string, () => Seat | undefined>;
  /** What the site was told went wrong. */
  readonly faults: unknown[];
  /** Asks the site as a browser without script does, with the cookies that it was given. */
  browser(): Browser;
  /** The path of the link that `/coach web` gives somebody. */
  linkOf(member: string, change?: Change): Promise<string>;
  /** A browser in which somebody has opened their pages. */
  signIn(member: string, change?: Change): Promise<Browser>;
};

export type Seen = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly page: HTMLElement;
};

export type Fields = Readonly<Record<string, string>>;

export type Browser = {
  cookie: string;
  get(path: string, headers?: Fields): Promise<Seen>;
  post(path: string, fields?: Fields, headers?: Fields): Promise<Seen>;
  /** Presses the button of a label on a page that was seen. */
  press(seen: Seen, label: string, changes?: Fields): Promise<Seen>;
};

export const member: Seat = { role: 'member', workspaceName: 'Acme' };
export const admin: Seat = { role: 'admin', workspaceName: 'Acme' };

export async function openSiteWorld(url = publicUrl): Promise<SiteWorld> {
  let [tokens, deliveries] = [0, 0];
  const newToken = () => `${++tokens}`.padStart(43, 'secret');
  const world = await createWorld({ site: { publicUrl: url, newToken } });
  const [seats, faults] = [new Map<string, () => Seat | undefined>(), [] as unknown[]];
  const site = createSite({
    ...{ store: world.store, publicUrl: url, newToken, gallery: createGallery(createPainter()) },
    clock: () => world.clock.now,
    handle: world.coach.handle,
    makeFile: world.coach.makeFile,
    newDelivery: () => `delivery-${++deliveries}`,
    directories: { test: { find: async ({ member: id }) => (seats.get(id) ?? (() => member))() } },
    onError: (error) => faults.push(error),
  });
  const browser = () =>
    createBrowser(async (path, init) => site.request(new URL(path, url), init), new URL(url).origin);
  const linkOf: SiteWorld['linkOf'] = async (name, change) => {
    const link = /https?:\S+\/web\/enter\/\S+/.exec(read(await world.act(name, command('web'), change)))?.[0];
    // The proxy before the coach takes the path of the public address away.
    return `/web${link?.split('/web').at(-1)}`;
  };
  return {
    ...world,
    ...{ seats, faults, browser, linkOf },
    signIn: async (name, change) => {
      const own = browser();
      await own.post(await linkOf(name, change));
      return own;
    },
  };
}

type Ask = (path: string, init: RequestInit) => Promise<Response>;

/** A browser without script that posts from `origin`. */
export function createBrowser(ask: Ask, origin: string): Browser {
  const send = async (path: string, init: RequestInit) => {
    const response = await ask(path, { ...init, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) browser.cookie = line.split(';')[0] ?? '';
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, page: parse(text) };
  };
  const browser: Browser = {
    cookie: '',
    get: (path, headers = {}) => send(path, { headers: { cookie: browser.cookie, ...headers } }),
    post: (path, fields = {}, headers = {}) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { cookie: browser.cookie, origin, ...headers },
      }),
    press: (seen, label, changes = {}) => {
      const form = formOf(seen, label);
      return browser.post(form.getAttribute('action') ?? '', { ...fieldsOf(form), ...changes });
    },
  };
  return browser;
}

/** The last form of a page whose button bears a label. */
export function formOf({ page }: Pick<Seen, 'page'>, label: string): HTMLElement {
  const forms = page.querySelectorAll('form');
  const form = forms.findLast((one) => one.querySelector('button')?.text.trim() === label);
  if (!form) throw new Error(`no button "${label}" in: ${page.structuredText}`);
  return form;
}

/** What a browser sends of a form as it stands. */
export function fieldsOf(form: HTMLElement): Fields {
  const areas = form.querySelectorAll('textarea').map((area) => [area.getAttribute('name') ?? '', area.text] as const);
  const inputs = form
    .querySelectorAll('input')
    .filter((input) => !/radio|checkbox/.test(input.getAttribute('type') ?? '') || input.hasAttribute('checked'))
    .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''] as const);
  return Object.fromEntries([...inputs, ...areas]);
}

/** The words of the main part of a page. */
export function wordsOf({ page }: Pick<Seen, 'page'>): string {
  return (page.querySelector('main')?.structuredText ?? '').replaceAll(/\s+/g, ' ').trim();
}
