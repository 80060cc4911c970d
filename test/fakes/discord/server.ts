import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Json, obj } from '../slack/json.ts';
import { DiscordError, errorCodes, refuse, unauthorized } from './errors.ts';
import type { Fault, Faults } from './faults.ts';
import type { Headers, Limited, Rates } from './rates.ts';
import { readBody } from './request-body.ts';
import { type ApiRequest, channelOf, type Reply, type RouteDeps } from './route.ts';
import { isPublic, type Match, match } from './router.ts';
import { busy, type CallRecord } from './world.ts';

/** What the server needs. */
export type ServerDeps = RouteDeps & { readonly faults: Faults; readonly rates: Rates };

type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Headers; readonly scope?: string };

function tooMany({ retryAfter, scope, headers }: Limited): Answer {
  const global = scope === 'global';
  const message = scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.';
  return {
    status: 429,
    body: { message, retry_after: retryAfter, global },
    headers: {
      ...headers,
      'retry-after': `${retryAfter < 1 ? retryAfter : Math.ceil(retryAfter)}`,
      'x-ratelimit-scope': scope,
    },
    scope,
  };
}

function errorAnswer(error: DiscordError): Answer {
  return { status: error.status, body: error.body };
}

function knownError(how: string): Answer {
  const code = Number(how.slice('error:'.length));
  const known = Object.entries(errorCodes).find(([each]) => Number(each) === code);
  if (!known) return { status: 400, body: { message: 'Error', code } };
  return { status: known[1][0], body: { message: known[1][1], code } };
}

/** Answers a request as a fault wants it; undefined when there is no answer. */
function misbehave(fault: Fault, response: ServerResponse, work: () => Answer): Answer | undefined {
  const { how, retryAfter = 1, scope = 'user' } = fault;
  switch (how) {
    case 'hang':
      return undefined;
    case 'accept-then-drop':
    case 'drop':
      if (how === 'accept-then-drop') work();
      response.destroy();
      return undefined;
    case '429':
      return tooMany({ retryAfter, scope, headers: scope === 'global' ? { 'x-ratelimit-global': 'true' } : {} });
    case '401':
      return errorAnswer(unauthorized());
    case '500':
    case '502':
      return { status: Number(how), body: { message: `${how}: Server Error`, code: 0 } };
    case 'invalid-json':
      return { status: 200, body: undefined };
    default:
      return knownError(how);
  }
}

function write(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const text = body === undefined ? '<html>Sorry</html>' : JSON.stringify(body);
  if (status === 204) return void response.writeHead(204, headers).end();
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

function answerTo(deps: ServerDeps, { handle }: Match, request: ApiRequest, record: CallRecord): Answer {
  const major = record.channel || (request.params.token ?? request.params.guild ?? '');
  const { limited, headers } = deps.rates.count(request.route, major);
  if (limited) return tooMany(limited);
  try {
    const reply: Reply = handle(deps, request);
    return { status: reply.status, body: reply.body ?? null, headers };
  } catch (error) {
    if (!(error instanceof DiscordError)) throw error;
    record.code = error.code;
    return { ...errorAnswer(error), headers };
  }
}

function routed(deps: ServerDeps, request: IncomingMessage, url: URL): Match | undefined {
  const path = /^\/api\/v10(\/.*)$/.exec(url.pathname)?.[1];
  const found = path === undefined ? undefined : match(request.method ?? 'GET', path);
  if (!found) deps.world.violations.push(`${request.method} ${url.pathname}: Discord has no such route (or the fake)`);
  return found;
}

function authorized(deps: ServerDeps, { route }: Match, request: IncomingMessage): boolean {
  return isPublic(route) || request.headers.authorization === `Bot ${deps.world.app.token}`;
}

async function handle(deps: ServerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, rates } = deps;
  const url = new URL(request.url ?? '/', world.baseUrl);
  const { raw, uploads } = await readBody(request);
  const found = routed(deps, request, url);
  if (!found) return write(response, { status: 404, body: { message: '404: Not Found', code: 0 } });
  const { route, params } = found;
  const body = obj(raw);
  const asked: ApiRequest = { route, params, query: url.searchParams, raw, body, uploads };
  const record: CallRecord = { route, path: url.pathname, body, channel: channelOf(world, asked) };
  world.calls.push(record);
  const work = (): Answer =>
    authorized(deps, found, request) ? answerTo(deps, found, asked, record) : errorAnswer(unauthorized());
  const fault = deps.faults.take(route, record.channel);
  if (fault) record.fault = fault.how;
  const answer = fault ? misbehave(fault, response, work) : work();
  if (!answer) return;
  record.status = answer.status;
  const { code } = obj(answer.body);
  if (answer.status >= 400 && typeof code === 'number') record.code = code;
  rates.answered(answer.status, answer.scope ?? '');
  write(response, answer);
}

function failureOf(error: unknown): Answer {
  if (error instanceof DiscordError) return errorAnswer(error);
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } satisfies Json };
}

/** Starts the HTTP side of Discord on an ephemeral port of this machine. */
export async function startServer(deps: ServerDeps): Promise<Server> {
  const server = createServer((request, response) => {
    busy(deps.world, () => handle(deps, request, response)).catch((error: unknown) => {
      deps.world.violations.push(`${request.method} ${request.url}: ${error}`);
      if (!response.headersSent) write(response, failureOf(error));
    });
  });
  server.on('upgrade', deps.gateway.upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw refuse(10_015);
  deps.world.baseUrl = `http://127.0.0.1:${address.port}`;
  return server;
}
