import { once } from 'node:events';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpServer, listen } from '../../src/ops/http-server.ts';

const host = '127.0.0.1';
const hello = new Hono().get('/', (c) => c.text('hello'));
const servers: HttpServer[] = [];

async function open(app = hello, where = { host, port: 0 }): Promise<HttpServer> {
  const server = await listen(app, where);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('the HTTP server', () => {
  it('listens on a free port when it is given none, and says which', async () => {
    const { url } = await open();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(await (await fetch(url)).text()).toBe('hello');
  });

  it('writes an address of IPv6 as one', async ({ skip }) => {
    const server = await open(hello, { host: '::1', port: 0 }).catch(() => skip('this machine has no IPv6'));
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect(await (await fetch(server.url)).text()).toBe('hello');
  });

  it('says in a sentence that the port is in use, and what to do', async () => {
    const port = Number(new URL((await open()).url).port);
    await expect(listen(hello, { host, port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: `Port ${port} is in use: stop what listens there, or set PORT to another number.`,
    });
  });

  it('says in a sentence that the host is none of this machine', async () => {
    await expect(listen(hello, { host: '203.0.113.1', port: 0 })).rejects.toMatchObject({
      code: 'config-invalid',
      message: '"203.0.113.1" is not an address of this machine: set HOST to another, such as 127.0.0.1.',
    });
  });

  it('ends what is open when it closes: a stream of events, a slow answer and an idle connection', async () => {
    const { promise: never } = Promise.withResolvers<Response>();
    const { promise: aborted, resolve: onAbort } = Promise.withResolvers<void>();
    const app = new Hono()
      .get('/slow', () => never)
      .get('/events', (c) =>
        streamSSE(c, async (stream) => {
          stream.onAbort(onAbort);
          await stream.writeSSE({ data: 'first' });
          await aborted;
        }),
      );
    const server = await open(app);
    const idle = connect(Number(new URL(server.url).port), host);
    await once(idle, 'connect');
    const idleEnd = once(idle.resume(), 'close');
    const events = await fetch(`${server.url}/events`);
    const reader = events.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('first');
    const slow = fetch(`${server.url}/slow`).then(
      () => 'answered',
      () => 'ended',
    );
    await server.close();
    await Promise.all([idleEnd, aborted]);
    expect(await slow).toBe('ended');
    const rest = await reader?.read().catch(() => ({ done: true }));
    expect(rest?.done).toBe(true);
  });

  it('frees its port when it has closed', async () => {
    const first = await open();
    const port = Number(new URL(first.url).port);
    await first.close();
    const second = await open(hello, { host, port });
    expect(second.url).toBe(first.url);
  });

  it('can be closed twice', async () => {
    const server = await open();
    await server.close();
    await server.close();
    await expect(fetch(server.url)).rejects.toThrow();
  });
});
