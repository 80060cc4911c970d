import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { Painter } from './charts/painter.ts';
import { memberOf, pagesOf, pagesPath, pathOf } from './chat/local/member-of.ts';
import { platform as localPlatform, workspace as localWorkspace } from './chat/local/parse.ts';
import { type Chats, localHostNames } from './chats.ts';
import { createGallery } from './html/pictures.ts';
import { protect } from './html/protect.ts';
import type { Config } from './ops/config.ts';
import { renderNotice, renderRefusal } from './web/frame.ts';
import { createPages, type PagesDeps } from './web/pages.ts';
import { createSite, type SiteDeps } from './web/site.ts';
import type { Visitor } from './web/visitor.ts';

export type SitesDeps = Pick<SiteDeps, 'store' | 'clock' | 'handle' | 'newToken' | 'newDelivery' | 'onError'> & {
  readonly config: Config;
  readonly chats: Pick<Chats, 'directories'>;
  readonly painter: Painter;
};

/** Members' pages: behind links from the chat where the coach has a public address, and beside the local page. */
export function createSites({ config, chats, painter, ...deps }: SitesDeps): Hono {
  const routes = new Hono();
  const gallery = createGallery(painter);
  const { publicUrl } = config;
  if (publicUrl !== undefined)
    routes.route('/', createSite({ ...deps, gallery, publicUrl, directories: chats.directories }));
  if (config.localPage) routes.route(`/as/:name${pagesPath}`, createLocalPages({ ...deps, gallery }, config));
  return routes;
}

/** The pages of whoever has a name on the local page, which asks for no more. */
function createLocalPages(deps: Omit<PagesDeps, 'identify' | 'turnAway'>, config: Config): Hono {
  const routes = new Hono();
  const hostNames = localHostNames(config);
  protect(routes, {
    isOwnHost: (name) => hostNames === undefined || hostNames.has(name),
    scripted: false,
    refuse: (c, problem, status) => c.html(renderRefusal(problem, baseOf(c)), status),
    onError: deps.onError,
  });
  return routes.route('/', createPages({ ...deps, identify: async (c) => localVisitor(c), turnAway: toEntrance }));
}

function localVisitor(c: Context): Visitor | undefined {
  const member = memberOf(c);
  return (
    member && {
      platform: localPlatform,
      workspace: localWorkspace,
      member: member.id,
      name: member.name,
      visit: false,
      base: pagesOf(member),
      exit: { type: 'link', label: 'Back to the chat', url: pathOf(member) },
      find: async () => ({ role: member.role, workspaceName: 'This machine' }),
    }
  );
}

/** Where the pages of whoever is named in an address are; nothing where nobody is. */
function baseOf(c: Context): string {
  const member = memberOf(c);
  return member ? pagesOf(member) : '';
}

function toEntrance(c: Context): Response | Promise<Response> {
  return c.html(renderNotice('Nothing here', '', html`<p><a href="/">Give your name first.</a></p>`), 404);
}
