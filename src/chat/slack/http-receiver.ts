import type { App, Receiver } from '@slack/bolt';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createInFlight, type InFlight } from '../in-flight.ts';
import { eventsPath } from './manifest.ts';
import { type AckBody, takePayload } from './take.ts';
import { createVerifier } from './verify-request.ts';

export type HttpReceiverDeps = {
  readonly signingSecret: string;
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** Told why a payload was not taken. */
  readonly onError: (error: unknown) => void;
};

export type HttpReceiver = Receiver & { readonly routes: Hono };

const maxBodyBytes = 1_000_000;

/** Takes Slack's signed requests at `/slack/events`: commands, presses, modals and events. */
export function createHttpReceiver(deps: HttpReceiverDeps): HttpReceiver {
  const routes = new Hono();
  let app: App | undefined;
  const inFlight = createInFlight(deps.onError);
  const verifier = createVerifier(deps.signingSecret, deps.clock);
  routes.use(eventsPath, bodyLimit({ maxSize: maxBodyBytes }));
  routes.post(eventsPath, async (c) => {
    const request = {
      body: await c.req.text(),
      timestamp: c.req.header('x-slack-request-timestamp') ?? '',
      signature: c.req.header('x-slack-signature') ?? '',
    };
    if (!verifier.accepts(request)) return c.text('This request is not signed by Slack.', 401);
    const body = parseBody(request.body, c.req.header('content-type') ?? '');
    if (!body) return c.text('This request cannot be read.', 400);
    if (body.type === 'url_verification') return c.json({ challenge: body.challenge });
    if (body.ssl_check !== undefined) return c.body(null, 200);
    if (!app) return c.text('The coach is starting: try again.', 503);
    const response = await respond(c, app, { body, inFlight });
    if (response.ok) verifier.remember(request);
    return response;
  });
  return {
    routes,
    init: (bolt) => {
      app = bolt;
    },
    start: async () => {},
    stop: async () => {
      app = undefined;
      await inFlight.idle();
    },
  };
}

type Body = Readonly<Record<string, unknown>>;

/** Answers as soon as the payload is acknowledged; the work that comes after it goes on. */
function respond(
  c: Context,
  app: App,
  { body, inFlight }: { readonly body: Body; readonly inFlight: InFlight },
): Promise<Response> {
  const { promise, resolve } = Promise.withResolvers<Response>();
  const payload = {
    body,
    ...retryOf(c.req.header('x-slack-retry-num'), c.req.header('x-slack-retry-reason')),
  };
  const work = takePayload(
    (event) => app.processEvent(event),
    payload,
    async (ack) => resolve(toResponse(c, ack)),
  );
  inFlight.add(work.finally(() => resolve(c.text('That did not work: try again.', 500))));
  return promise;
}

function toResponse(c: Context, ack: AckBody): Response {
  if (ack === undefined || ack === '') return c.body(null, 200);
  return typeof ack === 'string' ? c.text(ack) : c.json(ack);
}

function retryOf(num: string | undefined, reason: string | undefined): { retryNum?: number; retryReason?: string } {
  return { ...(num !== undefined && { retryNum: Number(num) }), ...(reason !== undefined && { retryReason: reason }) };
}

/** JSON for events; a form for commands, and a form with JSON in it for everything interactive. */
function parseBody(text: string, contentType: string): Body | undefined {
  try {
    if (contentType.startsWith('application/json')) return objectOf(JSON.parse(text));
    const form = new URLSearchParams(text);
    const payload = form.get('payload');
    return payload === null ? Object.fromEntries(form) : objectOf(JSON.parse(payload));
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Body | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
