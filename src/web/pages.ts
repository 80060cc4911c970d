import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { CoachError } from '../domain/errors.ts';
import { type Interaction, type MemberAction, pageNames } from '../domain/interaction.ts';
import { baseAssets, serveAssets } from '../html/assets.ts';
import type { Html } from '../html/html.ts';
import { pageUrl, type Spot } from '../html/page-url.ts';
import { parseAct } from '../html/parse-act.ts';
import { type Gallery, servePicture } from '../html/pictures.ts';
import { readForm } from '../html/protect.ts';
import { renderForm } from '../html/render-form.ts';
import { type RenderContext, renderMessage } from '../html/render-html.ts';
import type { Block, Reply } from '../reply/reply.ts';
import { pageTitles } from '../reply/views/web.ts';
import { renderFrame, renderNotice, type Shown } from './frame.ts';
import { interactionOf, type SeatedVisitor, seatOf, type Visitor } from './visitor.ts';

export type PagesDeps = {
  readonly handle: (interaction: Interaction) => Promise<Reply>;
  /** Who asks; undefined for somebody who may not. */
  readonly identify: (c: Context) => Promise<Visitor | undefined>;
  /** What somebody gets who may not ask, or not any more. */
  readonly turnAway: (c: Context) => Response | Promise<Response>;
  readonly gallery: Gallery;
  readonly newDelivery: () => string;
  /** Told of what went wrong; the visitor has been told already. */
  readonly onError: (error: unknown) => void;
};

const assets = { ...baseAssets, '/frame.css': new URL('./assets/frame.css', import.meta.url) };

const spot = z.object({ page: z.enum(pageNames), value: z.string().max(200).default('') });
const home: Spot = { page: 'home', value: '' };

/** The pages of a member: looking changes nothing, and what a page's buttons and forms send is done once. */
export function createPages(deps: PagesDeps): Hono {
  const routes = new Hono();
  serveAssets(routes, assets);
  routes.get('/pictures/:file', async (c) =>
    (await deps.identify(c)) ? servePicture(c, deps.gallery) : deps.turnAway(c),
  );
  routes.get('/', (c) => withVisitor(deps, c, (visitor) => showSpot(deps, c, { visitor, at: home })));
  routes.post('/act', (c) => withVisitor(deps, c, (visitor) => takeAct(deps, c, visitor)));
  routes.get('/act', (c) => withVisitor(deps, c, async ({ base }) => c.redirect(base, 303)));
  routes.get('/:page', (c) => withVisitor(deps, c, (visitor) => showPage(deps, c, visitor)));
  return routes;
}

async function withVisitor(
  { identify, turnAway, onError }: PagesDeps,
  c: Context,
  respond: (visitor: SeatedVisitor) => Promise<Response>,
): Promise<Response> {
  const known = await identify(c);
  const visitor = known && (await seatOf(known, onError));
  if (!visitor) return turnAway(c);
  try {
    return await respond(visitor);
  } catch (error) {
    if (error instanceof CoachError && error.code === 'session-over') return turnAway(c);
    throw error;
  }
}

async function showPage(deps: PagesDeps, c: Context, visitor: SeatedVisitor): Promise<Response> {
  const at = spot.safeParse({ page: c.req.param('page'), value: c.req.query('v') });
  if (at.success) return showSpot(deps, c, { visitor, at: at.data });
  const content = html`<p>There is no such page.</p><p><a href="${visitor.base}">To the overview</a></p>`;
  return c.html(renderNotice('Nothing here', visitor.base, content), 404);
}

type Looking = { readonly visitor: SeatedVisitor; readonly at: Spot };

async function showSpot(deps: PagesDeps, c: Context, { visitor, at }: Looking): Promise<Response> {
  const { page, value } = at;
  const action: MemberAction = page === 'home' ? { type: 'home' } : { type: 'page', page, value };
  const reply = await deps.handle(interactionOf(visitor, action));
  const title = page === 'home' ? 'Overview' : pageTitles[page].title;
  const shown = page === 'home' ? { title, blocks: blocksOf(reply) } : titled(reply, title);
  return c.html(await frame(visitor, at, { ...shown, context: contextOf(deps, { visitor, at }) }));
}

/** Does what a button or form of a page asks for. The page that comes of it can be asked for again: nothing is done twice. */
async function takeAct(deps: PagesDeps, c: Context, visitor: SeatedVisitor): Promise<Response> {
  const at = spot.safeParse({ page: c.req.query('from'), value: c.req.query('v') }).data ?? home;
  const act = parseAct(await readForm(c));
  if (!act) {
    const content = html`<p>That was not sent by a page of yours.</p>${renderBack(visitor, at)}`;
    return c.html(renderNotice('Not done', visitor.base, content), 400);
  }
  const reply = await deps.handle(interactionOf(visitor, act.action, act.delivery));
  const context = contextOf(deps, { visitor, at });
  const back = renderBack(visitor, at);
  if (reply.type === 'message') return c.html(await frame(visitor, at, { ...titled(reply, 'Done'), context, back }));
  const content = html`${renderForm(reply, context)}${back}`;
  return c.html(await renderFrame(visitor, { title: reply.title, page: at.page, content }));
}

type Drawn = {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly context: RenderContext;
  readonly back?: Html;
};

function frame(visitor: SeatedVisitor, { page }: Spot, { title, blocks, context, back = html`` }: Drawn): Html {
  const content = html`<div class="blocks">${renderMessage({ type: 'message', blocks }, context)}</div>${back}`;
  return renderFrame(visitor, { title, page, content } satisfies Shown);
}

/** A heading that comes first is the title of the page. */
function titled(reply: Reply, otherwise: string): { readonly title: string; readonly blocks: readonly Block[] } {
  const [first, ...rest] = blocksOf(reply);
  return first?.type === 'heading'
    ? { title: first.text, blocks: rest }
    : { title: otherwise, blocks: blocksOf(reply) };
}

function blocksOf(reply: Reply): readonly Block[] {
  return reply.type === 'message' ? reply.blocks : [];
}

function renderBack({ base }: SeatedVisitor, at: Spot): Html {
  const title = at.page === 'home' ? 'Overview' : pageTitles[at.page].title;
  return html`<p class="back"><a href="${pageUrl(base, at)}">Back to ${title}</a></p>`;
}

function contextOf({ gallery, newDelivery }: PagesDeps, { visitor: { base }, at }: Looking): RenderContext {
  const from = at.page === 'home' ? '' : `?${new URLSearchParams({ from: at.page, v: at.value })}`;
  return {
    actUrl: `${base}/act${from}`,
    newDelivery,
    hang: (chart) => gallery.hang(chart, `${base}/pictures`),
    pagesUrl: base,
    onPage: true,
  };
}
