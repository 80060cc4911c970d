import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Brain } from './brains.ts';
import { chatBody, type Dialect, responsesBody, type Said, waysOf } from './dialects.ts';
import type { Fault } from './faults.ts';
import { type AskedPrompt, readPrompt } from './read-prompt.ts';
import { type ModelRequest, readRequest } from './request.ts';

export type ModelCall = { readonly path: string; readonly request: ModelRequest; readonly asked: AskedPrompt };

/** A server that speaks the API of OpenAI as one of its kin does. */
export type FakeOpenAi = {
  /** Up to and including the version. */
  readonly url: string;
  /** Every HTTP request that came in, by path. */
  readonly requests: readonly string[];
  readonly calls: readonly ModelCall[];
  /** What a real server would not have taken. */
  readonly violations: readonly string[];
  /** How calls go wrong, the first one first; `always` for all from now on. */
  breakNext(...faults: readonly Fault[]): void;
  breakAll(fault: Fault | undefined): void;
  think(brain: Brain): void;
  stop(): Promise<void>;
};

export const fakeKey = 'sk-fake-0123456789';

type State = {
  brain: Brain;
  faults: Fault[];
  always: Fault | undefined;
  readonly dialect: Dialect;
  readonly requests: string[];
  readonly calls: ModelCall[];
  readonly violations: string[];
};

export async function startFakeOpenAi(brain: Brain, dialect: Dialect = 'openai'): Promise<FakeOpenAi> {
  const state: State = { brain, faults: [], always: undefined, dialect, requests: [], calls: [], violations: [] };
  const server = createServer((request, response) => {
    handle(state, request, response).catch((error: unknown) => {
      state.violations.push(String(error));
      if (!response.headersSent) sendJson(response, 500, waysOf[dialect].error(500, 'internal error'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests: state.requests,
    calls: state.calls,
    violations: state.violations,
    breakNext: (...faults) => void state.faults.push(...faults),
    breakAll: (fault) => {
      state.always = fault;
    },
    think: (next) => {
      state.brain = next;
    },
    stop: () => stop(server),
  };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { dialect } = state;
  const path = (request.url ?? '').replace(/^\/v1\//, '');
  state.requests.push(path);
  const body = await text(request);
  if (path === 'models') return listModels(state, request, response);
  const known = path === 'chat/completions' || (path === 'responses' && waysOf[dialect].hasResponses);
  if (!known) {
    const { type, body: page } = waysOf[dialect].notFound;
    return void response.writeHead(404, { 'content-type': type }).end(page);
  }
  if (dialect !== 'ollama' && request.headers.authorization !== `Bearer ${fakeKey}`)
    return sendJson(response, 401, waysOf[dialect].error(401, `Incorrect API key: ${request.headers.authorization}`));
  const asked = readRequest(path, JSON.parse(body));
  const prompt = readPrompt(asked.instructions, asked.input);
  if (!prompt) throw new Error('the prompt cannot be read');
  state.calls.push({ path, request: asked, asked: prompt });
  const fault = state.faults.shift() ?? state.always;
  const said = speak(state.brain, asked, prompt);
  if (fault) return misbehave(fault, { state, path, said, response });
  sendJson(response, 200, bodyOf(state.dialect, path, said));
}

const ownModel = 'gpt-4.1-mini';

function listModels({ dialect, always }: State, { headers }: IncomingMessage, response: ServerResponse): void {
  if (always === 'hang') return;
  const [id, mayAsk] =
    dialect === 'ollama' ? [`${ownModel}:latest`, true] : [ownModel, headers.authorization === `Bearer ${fakeKey}`];
  const list = { object: 'list', data: [{ id, object: 'model', created: 0, owned_by: 'somebody' }] };
  if (always === '500') sendJson(response, 500, waysOf[dialect].error(500, 'The server had an error'));
  else if (mayAsk) sendJson(response, 200, list);
  else sendJson(response, 401, waysOf[dialect].error(401, `Incorrect API key: ${headers.authorization}`));
}

function bodyOf(dialect: Dialect, path: string, said: Said): unknown {
  return path === 'responses' ? responsesBody(said) : chatBody(dialect, said);
}

function speak(brain: Brain, { model, instructions, input, maxTokens }: ModelRequest, prompt: AskedPrompt): Said {
  const reply = JSON.stringify({ findings: brain(prompt) });
  const usage = { input: tokensOf(`${instructions}\n${input}`) + 90, output: tokensOf(reply) };
  return { model, text: reply, usage, cut: usage.output > maxTokens };
}

/** About as many tokens as today's tokenizers make: a word of up to seven letters with its space is one, and so is a mark. */
export function tokensOf(words: string): number {
  const pieces = words.match(/ ?\p{L}+| ?\p{N}{1,3}| ?[^\s\p{L}\p{N}]+|\s+/gu) ?? [];
  return pieces.reduce((sum, piece) => sum + Math.max(1, Math.ceil(piece.trim().length / 7)), 0);
}

type Misbehaving = {
  readonly state: State;
  readonly path: string;
  readonly said: Said;
  readonly response: ServerResponse;
};

/** Milliseconds between two bytes of a slow body. */
const dripMs = 40;

function misbehave(fault: Fault, { state, path, said, response }: Misbehaving): void {
  const { dialect } = state;
  const whole = JSON.stringify(bodyOf(dialect, path, said));
  switch (fault) {
    case '429':
      response.setHeader('retry-after', '120');
      sendJson(response, 429, waysOf[dialect].error(429, 'Rate limit reached'));
      return;
    case '500':
      sendJson(response, 500, waysOf[dialect].error(500, 'The server had an error'));
      return;
    case 'hang':
      return;
    case 'reset':
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(whole)),
      });
      response.write(whole.slice(0, 40), () => response.destroy());
      return;
    case 'truncated-json':
      response.writeHead(200, { 'content-type': 'application/json' }).end(whole.slice(0, -25));
      return;
    case 'cut-reply':
      sendJson(response, 200, bodyOf(dialect, path, { ...said, text: said.text.slice(0, -9), cut: true }));
      return;
    case 'wrong-schema':
      sendJson(response, 200, bodyOf(dialect, path, { ...said, text: '{"score": 1, "verdict": "everything met"}' }));
      return;
    case 'refusal':
      sendJson(response, 200, bodyOf(dialect, path, { ...said, refusal: 'I cannot help with that.' }));
      return;
    case 'empty-choices':
      sendJson(response, 200, { ...Object(JSON.parse(whole)), choices: [], output: [] });
      return;
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`${whole.slice(0, -1)},"padding":"${'x'.repeat(10 * 1_024 * 1_024)}"}`);
      return;
    case 'drip':
      drip(response, whole);
      return;
    case 'no-usage':
      sendJson(response, 200, { ...Object(JSON.parse(whole)), usage: null });
      return;
    case 'error-in-200':
      sendJson(response, 200, waysOf[dialect].error(502, 'Provider returned error'));
      return;
    default:
      fault satisfies never;
  }
}

function drip(response: ServerResponse, whole: string): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  let at = 0;
  const timer = setInterval(() => {
    response.write(whole.slice(at, at + 1));
    at += 1;
    if (at >= whole.length) response.end();
    if (at >= whole.length || response.destroyed) clearInterval(timer);
  }, dripMs);
  response.on('close', () => clearInterval(timer));
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
