import { createHmac } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { stringify } from 'node:querystring';
import { text as readText } from 'node:stream/consumers';
import type { Answer, Delivery, Kind, Packet } from './delivery.ts';
import { parseJson, str } from './json.ts';

/** Where the app listens, and the secret that signs what is sent to it. */
export type HttpTarget = {
  /** One address for all, or one for each kind. */
  readonly url: string | Readonly<Record<Kind, string>>;
  readonly signingSecret: string;
  /** Milliseconds; what signatures are dated by. */
  readonly clock: () => number;
  /** Milliseconds of real time that the app has to answer. */
  readonly ackTimeout: number;
};

function bodyOf({ kind, payload, rawBody }: Packet): string {
  if (rawBody !== undefined) return rawBody;
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'interactive') return stringify({ payload: JSON.stringify(payload) });
  return stringify(Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, str(value)])));
}

/** The header that proves that Slack sent a body: v0 of docs.slack.dev/authentication/verifying-requests-from-slack. */
export function sign(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function headersOf(target: HttpTarget, packet: Packet, body: string): Record<string, string | number> {
  const timestamp = packet.timestamp ?? Math.floor(target.clock() / 1000);
  const { retry } = packet;
  return {
    'content-type': packet.kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': sign(target.signingSecret, timestamp, body),
    ...(retry ? { 'x-slack-retry-num': retry.num, 'x-slack-retry-reason': retry.reason } : {}),
  };
}

async function read(response: IncomingMessage): Promise<Answer> {
  const text = await readText(response);
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299)
    return { type: 'failed', error: 'dispatch_failed', status, noRetry: response.headers['x-slack-no-retry'] === '1' };
  const isJsonBody = `${response.headers['content-type']}`.startsWith('application/json');
  return { type: 'answered', status, body: isJsonBody ? parseJson(text) : text };
}

/** Sends payloads as signed POSTs, each with a connection of its own. */
export function createHttpDelivery(target: HttpTarget): Delivery {
  return {
    send(packet) {
      const body = bodyOf(packet);
      return new Promise((resolve) => {
        const url = typeof target.url === 'string' ? target.url : target.url[packet.kind];
        const call = request(url, { method: 'POST', agent: false, headers: headersOf(target, packet, body) });
        const timer = setTimeout(() => {
          resolve({ type: 'failed', error: 'operation_timeout' });
          call.destroy();
        }, target.ackTimeout);
        const over = (answer: Answer) => {
          clearTimeout(timer);
          resolve(answer);
        };
        call.on('response', (response) => {
          read(response).then(over, () => over({ type: 'failed', error: 'dispatch_failed' }));
        });
        call.on('error', () => over({ type: 'failed', error: 'dispatch_failed' }));
        call.end(body);
      });
    },
  };
}
