import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { CoachError } from '../domain/errors.ts';

export type HttpServer = {
  /** For instance `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Ends all connections, open event streams included; over when nothing that was asked is being done any more. */
  close(): Promise<void>;
};

/** Listens for HTTP. Throws a CoachError when the port is taken or the host is not one of this machine's. */
export function listen(
  app: Hono,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpServer>();
  const running = new Set<Promise<unknown>>();
  const fetch: typeof app.fetch = (...asked) => {
    const response = Promise.resolve(app.fetch(...asked));
    const over = response.catch(() => {}).finally(() => running.delete(over));
    running.add(over);
    return response;
  };
  const server = serve({ fetch, hostname: host, port }, (address) => {
    const name = host.includes(':') ? `[${host}]` : host;
    resolve({ url: `http://${name}:${address.port}`, close: () => close(server as Server, running) });
  });
  server.on('error', (cause: NodeJS.ErrnoException) => reject(refusal(cause, host, port)));
  return promise;
}

function refusal(cause: NodeJS.ErrnoException, host: string, port: number): CoachError {
  if (cause.code === 'EADDRINUSE') {
    return new CoachError(
      'port-in-use',
      `Port ${port} is in use: stop what listens there, or set PORT to another number.`,
      { cause },
    );
  }
  if (cause.code === 'EACCES') {
    return new CoachError(
      'config-invalid',
      `Port ${port} may not be opened by this user: set PORT to a number above 1023.`,
      { cause },
    );
  }
  return new CoachError(
    'config-invalid',
    `"${host}" is not an address of this machine: set HOST to another, such as 127.0.0.1.`,
    { cause },
  );
}

async function close(server: Server, running: ReadonlySet<Promise<unknown>>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
  await Promise.all(running);
}
