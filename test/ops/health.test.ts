import { describe, expect, it } from 'vitest';
import { type Check, createHealthRoutes } from '../../src/ops/health.ts';

const works: Check = async () => {};
const fails: Check = () => Promise.reject(new Error('disk on fire at /var/secret'));

async function ask(path: string, checks: Readonly<Record<string, Check>>) {
  const response = await createHealthRoutes(checks).request(path);
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) as unknown };
}

describe('/readyz', () => {
  it('says that all is well', async () => {
    const { status, body } = await ask('/readyz', { store: works, chat: works });
    expect([status, body]).toEqual([200, { status: 'ok', checks: { store: 'ok', chat: 'ok' } }]);
  });

  it('names the check that fails and answers 503, without saying more than that', async () => {
    const { status, body, text } = await ask('/readyz', { store: fails, chat: works });
    expect([status, body]).toEqual([503, { status: 'failing', checks: { store: 'failing', chat: 'ok' } }]);
    expect(text).not.toMatch(/fire|secret/);
  });

  it('names every check that fails', async () => {
    const { body } = await ask('/readyz', { store: fails, chat: fails });
    expect(body).toEqual({ status: 'failing', checks: { store: 'failing', chat: 'failing' } });
  });

  it('asks again each time', async () => {
    let broken = true;
    const routes = createHealthRoutes({ store: () => (broken ? fails() : works()) });
    expect((await routes.request('/readyz')).status).toBe(503);
    broken = false;
    expect((await routes.request('/readyz')).status).toBe(200);
  });

  it('is ready when there is nothing to check', async () => {
    expect(await ask('/readyz', {})).toMatchObject({ status: 200, body: { status: 'ok', checks: {} } });
  });
});

describe('/healthz', () => {
  it('says that the process lives, whatever fails', async () => {
    expect(await ask('/healthz', { store: fails })).toMatchObject({ status: 200, body: { status: 'ok' } });
  });
});
