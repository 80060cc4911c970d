import { callbackRoutes } from './callback-routes.ts';
import { channelRoutes } from './channel-routes.ts';
import { directoryRoutes } from './directory-routes.ts';
import type { Route } from './route.ts';
import { threadRoutes } from './thread-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

/** A route that a request goes to. */
export type Match = {
  readonly route: string;
  readonly handle: Route;
  readonly params: Readonly<Record<string, string>>;
};

const routes = Object.entries({
  ...directoryRoutes,
  ...callbackRoutes,
  ...webhookRoutes,
  ...channelRoutes,
  ...threadRoutes,
}).map(([route, handle]) => {
  const [method = '', path = ''] = route.split(' ');
  return { route, handle, method, pattern: new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) };
});

/** The names of all routes that this fake answers. */
export const routeNames: readonly string[] = routes.map(({ route }) => route);

/** Finds the route of a path below the API's version. */
export function match(method: string, path: string): Match | undefined {
  for (const { route, handle, method: own, pattern } of routes) {
    const found = own === method ? pattern.exec(path) : null;
    if (!found) continue;
    const groups = Object.entries(found.groups ?? {});
    return {
      route,
      handle,
      params: Object.fromEntries(groups.map(([key, value]) => [key, decodeURIComponent(value)])),
    };
  }
  return undefined;
}

/** Whether a route takes its right from the token in its path. */
export function isPublic(route: string): boolean {
  return /^\w+ \/(interactions|webhooks)\//.test(route);
}
