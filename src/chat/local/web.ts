import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Painter } from '../../charts/painter.ts';
import { baseAssets, serveAssets } from '../../html/assets.ts';
import { createGallery, type Gallery, servePicture } from '../../html/pictures.ts';
import { protect, readForm } from '../../html/protect.ts';
import { renderForm } from '../../html/render-form.ts';
import type { RenderContext } from '../../html/render-html.ts';
import type { Form } from '../../reply/reply.ts';
import type { ChatAdapter, Outcome, Post } from '../chat-adapter.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { createHub, type Hub, type PageEvent } from './hub.ts';
import { memberOf, pagesOf, pathOf } from './member-of.ts';
import { renderEntrance, renderPage } from './page.ts';
import { type LocalMember, parseMember, parseWindow, platform } from './parse.ts';
import type { Transcript } from './transcript.ts';

export type LocalChatDeps = {
  readonly transcript: Transcript;
  /** Host names under which the page may be asked for; undefined for any. Keeps foreign names off a loopback page. */
  readonly hostNames: ReadonlySet<string> | undefined;
  readonly newDelivery: () => string;
  /** Where events are counted from; another number in each run. */
  readonly firstEventId: number;
  readonly painter: Painter;
  /** Told of a fault while a request was served. */
  readonly onError: (error: unknown) => void;
};

export type LocalChat = { readonly adapter: ChatAdapter; readonly routes: Hono };

type Site = LocalChatDeps & {
  readonly hub: Hub;
  readonly gallery: Gallery;
  readonly conversation: () => Conversation;
};

const badName = 'Please give a name with letters or digits, at most 40 characters, without slashes.';
const pingMs = 15_000;
const assets = {
  ...baseAssets,
  '/style.css': new URL('./assets/style.css', import.meta.url),
  '/page.js': new URL('./assets/page.js', import.meta.url),
};

/** The local page: a chat platform of its own for a newcomer's browser, without accounts. */
export function createLocalChat(deps: LocalChatDeps): LocalChat {
  const hub = createHub(deps.firstEventId);
  const gallery = createGallery(deps.painter);
  let conversation: Conversation | undefined;
  const current = () => {
    if (!conversation) throw new Error('the local page has not been started');
    return conversation;
  };
  const adapter: ChatAdapter = {
    platform,
    start: async ({ handle }) => {
      const contextFor = (member: LocalMember) => contextOf(member, { ...deps, gallery });
      conversation = createConversation({ ...deps, handle, hub, contextFor });
    },
    post: async (post) => show(current(), post),
    // An entry's key is its reference, be it a post or a reply.
    edit: async (ref, post) => show(current(), { ...post, key: ref }),
    // What was asked before is answered to its end; the HTTP server takes nothing new.
    stop: async () => {},
  };
  return { adapter, routes: createRoutes({ ...deps, hub, gallery, conversation: current }) };
}

async function show(conversation: Conversation, post: Post): Promise<Outcome> {
  await conversation.show(post);
  return { type: 'shown', ref: post.key };
}

function createRoutes(site: Site): Hono {
  const routes = new Hono();
  protect(routes, {
    isOwnHost: (name) => site.hostNames === undefined || site.hostNames.has(name),
    scripted: true,
    // Whoever uses this page is likely to run the coach.
    refuse: (c, problem, status) =>
      refuse(c, status === 500 ? `${problem} If it keeps failing, look at the log.` : problem, status),
    onError: site.onError,
  });
  serveAssets(routes, assets);
  routes.get('/pictures/:file', (c) => servePicture(c, site.gallery));
  routes.get('/', (c) => c.html(renderEntrance()));
  routes.post('/enter', async (c) => {
    const { name } = await readForm(c);
    const member = parseMember(typeof name === 'string' ? name : '');
    return member ? c.redirect(pathOf(member), 303) : c.html(renderEntrance(badName), 400);
  });
  routes.get('/as/:name', (c) => withMember(c, (member) => showPage(c, site, { member })));
  routes.get('/as/:name/events', (c) => withMember(c, (member) => streamEvents(c, site, member)));
  routes.post('/as/:name/act', (c) => withMember(c, (member) => takeAct(c, site, member)));
  return routes;
}

async function withMember(c: Context, respond: (member: LocalMember) => Promise<Response>): Promise<Response> {
  const member = memberOf(c);
  return member ? respond(member) : c.html(renderEntrance(badName), 404);
}

async function showPage(
  c: Context,
  site: Site,
  { member, form }: { member: LocalMember; form?: Form },
): Promise<Response> {
  const eventId = site.hub.lastId();
  const parts = await site.conversation().partsFor(member);
  return c.html(renderPage({ ...parts, member, eventId, ...(form && { form }) }, contextOf(member, site)));
}

async function takeAct(c: Context, site: Site, member: LocalMember): Promise<Response> {
  const interaction = parseWindow(member, await readForm(c));
  if (!interaction) return refuse(c, 'That was not sent by this page: reload it and try again.', 400);
  const form = await site.conversation().act(member, interaction);
  if (wantsJson(c)) return c.json({ form: form ? String(await renderForm(form, contextOf(member, site))) : null });
  return form ? showPage(c, site, { member, form }) : c.redirect(`${pathOf(member)}#form`, 303);
}

/** Sends what happens from now on; a window that has missed something gets everything anew first. */
async function streamEvents(c: Context, site: Site, member: LocalMember): Promise<Response> {
  const since = Number(c.req.header('last-event-id') ?? c.req.query('since'));
  return streamSSE(c, async (stream) => {
    const send = ({ id, name, data }: PageEvent) =>
      void stream.writeSSE({ id: String(id), event: name, data }).catch(site.onError);
    const ping = () => stream.writeSSE({ event: 'ping', data: '' });
    const gone = Promise.withResolvers<void>();
    stream.onAbort(gone.resolve);
    if (stream.aborted) gone.resolve();
    const close = site.hub.open({ memberId: member.id, name: member.name, send });
    const pings = setInterval(() => void ping().catch(site.onError), pingMs);
    try {
      if (since !== site.hub.lastId()) await site.conversation().refresh(member);
      await ping();
      await gone.promise;
    } catch (error) {
      site.onError(error);
    } finally {
      clearInterval(pings);
      close();
    }
  });
}

function refuse(c: Context, problem: string, status: 400 | 403 | 413 | 500): Response | Promise<Response> {
  return wantsJson(c) ? c.json({ problem }, status) : c.html(renderEntrance(problem), status);
}

function wantsJson(c: Context): boolean {
  return c.req.header('accept') === 'application/json';
}

function contextOf(
  member: LocalMember,
  { newDelivery, gallery }: Pick<Site, 'newDelivery' | 'gallery'>,
): RenderContext {
  return {
    actUrl: `${pathOf(member)}/act`,
    newDelivery,
    hang: (chart) => gallery.hang(chart),
    pagesUrl: pagesOf(member),
  };
}
