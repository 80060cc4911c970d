import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { parse } from 'node:querystring';
import { buffer } from 'node:stream/consumers';
import type { ResponseUrls } from './capabilities.ts';
import type { Fault, Faults } from './faults.ts';
import { takeUpload } from './file-methods.ts';
import { type Json, obj, parseJson, str } from './json.ts';
import { takeResponse } from './response-url.ts';
import { type ApiDeps, callMethod } from './web-api.ts';
import { busy, SlackApiError, violation } from './world.ts';

/** What the server needs. */
export type ServerDeps = ApiDeps & {
  readonly urls: ResponseUrls;
  readonly faults: Faults;
  /** Whether a message to a channel comes too soon: the seconds to wait, or 0. */
  readonly tooSoon: (method: string, params: Json) => number;
};

type Reply = { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };

function asJson(status: number, body: Json): Reply {
  return { status, body: JSON.stringify(body), headers: { 'content-type': 'application/json; charset=utf-8' } };
}

function rateLimited(seconds: number): Reply {
  const reply = asJson(429, { ok: false, error: 'ratelimited' });
  return { ...reply, headers: { ...reply.headers, 'retry-after': `${seconds}` } };
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  response.writeHead(status, headers).end(body);
}

/** Answers a call as a fault wants it; undefined when there is no answer. */
function misbehave(fault: Fault, response: ServerResponse, work: () => Reply): Reply | undefined {
  const { how } = fault;
  if (how === 'accept-then-drop') work();
  if (how === 'drop' || how === 'accept-then-drop') response.destroy();
  if (how === 'hang' || how === 'drop' || how === 'accept-then-drop') return undefined;
  if (how === '429') return rateLimited(fault.retryAfter ?? 1);
  if (how === '500') return { status: 500, body: 'Internal Server Error' };
  if (how === 'invalid-json') return { status: 200, body: '<html>Sorry</html>' };
  return asJson(200, { ok: false, error: how.slice('error:'.length) });
}

function paramsOf(request: IncomingMessage, url: URL, bytes: Buffer): Json {
  const body = bytes.toString();
  const isJsonBody = `${request.headers['content-type']}`.startsWith('application/json');
  return { ...Object.fromEntries(url.searchParams), ...(isJsonBody ? obj(parseJson(body)) : parse(body)) };
}

function bearer(request: IncomingMessage): string {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

function answerCall(deps: ServerDeps, request: IncomingMessage, method: string, params: Json): Reply {
  const wait = deps.tooSoon(method, params);
  if (wait > 0) return rateLimited(wait);
  const token = bearer(request) || str(params.token);
  const reply = asJson(200, callMethod(deps, { method, params, token }));
  const { scopes } = deps.world.app;
  // Slack tells a bot token with each answer what it may do.
  if (!scopes || deps.world.tokens.get(token)?.use !== 'bot') return reply;
  return { ...reply, headers: { ...reply.headers, 'x-oauth-scopes': scopes.join(',') } };
}

function answerResponseUrl(deps: ServerDeps, path: string, body: Json): Reply {
  try {
    takeResponse(deps.world, deps.urls, path, body);
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (!(error instanceof SlackApiError)) throw error;
    const spent = ['used_url', 'expired_url', 'no_service'].includes(error.code);
    return asJson(spent ? 404 : 400, { ok: false, error: error.code });
  }
}

async function handle(deps: ServerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', deps.world.baseUrl);
  const bytes = await buffer(request);
  const isCall = url.pathname.startsWith('/api/');
  const isUpload = url.pathname.startsWith('/upload/');
  const params = isUpload ? {} : paramsOf(request, url, bytes);
  const method = isCall ? url.pathname.slice('/api/'.length) : isUpload ? 'upload' : 'response_url';
  if (!isCall && !isUpload && !/^\/(commands|actions|app)\//.test(url.pathname)) {
    violation(deps.world, url.pathname, 'not_found', ['the app asked for a page that Slack does not have']);
    return send(response, { status: 404, body: 'Not Found' });
  }
  const work = () => {
    if (isUpload) return takeUpload(deps.world, url.pathname, bytes);
    return isCall ? answerCall(deps, request, method, params) : answerResponseUrl(deps, url.pathname, params);
  };
  const fault = deps.faults.take(method, params);
  if (fault && fault.how !== 'accept-then-drop')
    deps.world.calls.push({ method, params, error: `fault: ${fault.how}` });
  const reply = fault ? misbehave(fault, response, work) : work();
  if (reply) send(response, reply);
}

/** Starts the HTTP side of Slack on an ephemeral port of this machine. */
export async function startServer(deps: ServerDeps): Promise<Server> {
  const server = createServer((request, response) => {
    busy(deps.world, () => handle(deps, request, response)).catch((error: unknown) => {
      deps.world.violations.push(`${request.url}: ${error}`);
      if (!response.headersSent) send(response, asJson(500, { ok: false, error: 'internal_error' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fake Slack has no port.');
  deps.world.baseUrl = `http://127.0.0.1:${address.port}`;
  return server;
}
