import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { html } from 'hono/html';
import type { Directory } from '../chat/directory.ts';
import { isLoopback } from '../domain/loopback.ts';
import { enterPath, linkMinutes, sitePath } from '../domain/site.ts';
import type { Html } from '../html/html.ts';
import { writtenIn } from '../html/parse-act.ts';
import { protect, readForm } from '../html/protect.ts';
import { renderNotice, renderRefusal } from './frame.ts';
import { createPages, type PagesDeps } from './pages.ts';
import { createSessions, type Sessions, type SessionsDeps, sessionLifeMs } from './sessions.ts';
import type { Visitor } from './visitor.ts';

export type SiteDeps = SessionsDeps &
  Pick<PagesDeps, 'handle' | 'gallery' | 'newDelivery' | 'onError'> & {
    /** Where the process is reached from outside, without a slash at its end. */
    readonly publicUrl: string;
    /** Who is in the workspaces of each platform, by its name. */
    readonly directories: Readonly<Record<string, Directory>>;
  };

const cookie = 'coach';
const leavePath = '/leave';

type Site = SiteDeps & { readonly sessions: Sessions; readonly base: string };

/** The web site that members open with a link from the chat: its entrance, and their pages behind it. */
export function createSite(deps: SiteDeps): Hono {
  const { pathname } = new URL(deps.publicUrl);
  const site: Site = { ...deps, sessions: createSessions(deps), base: `${pathname.replace(/\/+$/, '')}${sitePath}` };
  const routes = new Hono();
  routes.use(async (c, next) => {
    await next();
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });
  guard(routes, site);
  routes.get(`${enterPath}/:token`, (c) => c.html(renderDoor(site.base)));
  routes.post(`${enterPath}/:token`, (c) => enter(c, site));
  routes.post(leavePath, (c) => leave(c, site));
  routes.route('/', createPages({ ...site, identify: (c) => identify(c, site), turnAway: (c) => turnAway(c, site) }));
  return new Hono().route(sitePath, routes);
}

/** Answers under the public address, or on this machine itself, and takes forms from there alone. */
function guard(routes: Hono, site: Site): void {
  const { hostname, origin: publicOrigin } = new URL(site.publicUrl);
  protect(routes, {
    isOwnHost: (name) => name === hostname || isLoopback(name),
    isOwnOrigin: (origin, c) => {
      const asked = new URL(c.req.url);
      return origin === publicOrigin || (origin === asked.origin && isLoopback(asked.hostname));
    },
    scripted: false,
    refuse: (c, problem, status) => c.html(renderRefusal(problem, site.base), status),
    onError: site.onError,
  });
}

/** What a link shows, whether it holds or not: fetching it, as previews do, uses nothing up. */
function renderDoor(base: string): Html {
  return renderNotice(
    'Open your pages',
    base,
    html`<p>They open in this browser and stay open for twelve hours, unless you sign out.</p>
    <form method="post"><button class="primary">Open my pages</button></form>`,
  );
}

async function enter(c: Context, site: Site): Promise<Response> {
  const token = await site.sessions.enter(c.req.param('token') ?? '');
  if (token === undefined) return turnAway(c, site);
  await site.sessions.end(getCookie(c, cookie, 'host') ?? '');
  setCookie(c, cookie, token, { prefix: 'host', httpOnly: true, sameSite: 'Lax', maxAge: sessionLifeMs / 1_000 });
  return c.redirect(site.base, 303);
}

async function leave(c: Context, site: Site): Promise<Response> {
  await site.sessions.end(getCookie(c, cookie, 'host') ?? '');
  forget(c);
  return c.html(renderNotice('Signed out', site.base, html`<p>Type /coach web in the chat to come back.</p>`));
}

/** The same words for a link or session that is used up, too old or unknown: whoever guesses learns nothing. */
async function turnAway(c: Context, { base }: Site): Promise<Response> {
  forget(c);
  const written = c.req.method === 'POST' ? writtenIn(await readForm(c)) : [];
  const how = `Your pages open with a link from the chat: type /coach web there. Each link works once, within ${linkMinutes} minutes.`;
  const kept = html`<p>Nothing was sent. Here is what you wrote, to be copied:</p>${written.map((text) => html`<blockquote>${text}</blockquote>`)}`;
  return c.html(renderNotice('Not signed in', base, html`<p>${how}</p>${written.length > 0 ? kept : ''}`), 401);
}

/** Forgets the cookie of a browser that sent one: a foreign page, which sends none, signs nobody out. */
function forget(c: Context): void {
  if (getCookie(c, cookie, 'host') === undefined) return;
  deleteCookie(c, cookie, { prefix: 'host', secure: true, path: '/' });
}

async function identify(c: Context, { sessions, directories, base }: Site): Promise<Visitor | undefined> {
  const token = getCookie(c, cookie, 'host') ?? '';
  const signedIn = await sessions.find(token);
  const directory = signedIn && directories[signedIn.platform];
  if (!directory) return undefined;
  const { workspace, member } = signedIn;
  return {
    ...signedIn,
    visit: true,
    base,
    exit: { type: 'form', label: 'Sign out', url: `${base}${leavePath}` },
    find: async () => {
      const seat = await directory.find({ workspace, member });
      if (!seat) await sessions.end(token);
      return seat;
    },
  };
}
