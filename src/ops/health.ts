import { Hono } from 'hono';

/** Something that has to work for the process to be ready; it throws when it does not. */
export type Check = () => Promise<void>;

/** `/healthz` says that the process lives; `/readyz` names each check and answers 503 while one of them fails. */
export function createHealthRoutes(checks: Readonly<Record<string, Check>>): Hono {
  const routes = new Hono();
  routes.get('/healthz', (c) => c.json({ status: 'ok' }));
  routes.get('/readyz', async (c) => {
    const names = Object.keys(checks);
    const results = await Promise.allSettled(Object.values(checks).map((check) => check()));
    const states = results.map(({ status }, index) => [names[index] ?? '', status === 'fulfilled' ? 'ok' : 'failing']);
    const ready = results.every(({ status }) => status === 'fulfilled');
    return c.json({ status: ready ? 'ok' : 'failing', checks: Object.fromEntries(states) }, ready ? 200 : 503);
  });
  return routes;
}
