import type { App, Receiver } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import { CoachError } from '../../domain/errors.ts';
import { createInFlight } from '../in-flight.ts';
import { clientOptions, errorCodeOf, quietLogger } from './client.ts';
import { takePayload } from './take.ts';

export type SocketReceiverDeps = {
  readonly appToken: string;
  readonly apiUrl: string;
  /** Waits so many milliseconds, or until the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told why a payload was not taken, or why there is no connection. */
  readonly onError: (error: unknown) => void;
};

export type SocketReceiver = Receiver & {
  /** Whether Slack reaches the coach now. */
  isConnected(): boolean;
};

const firstDelayMs = 1_000;
const longestDelayMs = 60_000;

type Envelope = {
  readonly ack: (body?: unknown) => Promise<void>;
  readonly body: Record<string, unknown>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
};

/**
 * Takes Slack's payloads over Socket Mode. It connects again for ever by itself: the client's own way gives up at the
 * first network error, with a rejection that nobody hears.
 */
export function createSocketReceiver(deps: SocketReceiverDeps): SocketReceiver {
  const client = new SocketModeClient({
    appToken: deps.appToken,
    autoReconnectEnabled: false,
    logger: quietLogger,
    clientOptions: clientOptions(deps.apiUrl),
  });
  const stopping = new AbortController();
  const inFlight = createInFlight(deps.onError);
  let app: App | undefined;
  let connected = false;
  let connections = 0;
  client.on('connected', () => {
    connected = true;
    connections += 1;
  });
  client.on('disconnected', () => {
    connected = false;
  });
  let keeping = Promise.resolve();
  client.on('slack_event', (envelope: Envelope) => {
    // What comes while we stop is not acknowledged: Slack gives it to the next connection.
    const connection = connections;
    const ack = ackOver(envelope.ack, () => connections === connection);
    if (app && !stopping.signal.aborted) inFlight.add(takeEnvelope(app, { ...envelope, ack }));
  });
  return {
    isConnected: () => connected,
    init: (bolt) => {
      app = bolt;
    },
    start: async () => {
      const up = await connectFirst(client, deps);
      keeping = keepConnected(client, deps, { connected: up, signal: stopping.signal });
    },
    stop: async () => {
      stopping.abort();
      await inFlight.idle();
      await client.disconnect();
      await keeping;
    },
  };
}

/** An acknowledgement counts on the connection of its payload alone: what it carries would be lost on the next one. */
function ackOver(ack: Envelope['ack'], isSame: () => boolean): Envelope['ack'] {
  return async (body) => {
    if (isSame()) return ack(body);
    await ack().catch(() => {});
    throw new Error('the connection to Slack has changed since the payload came');
  };
}

function takeEnvelope(app: App, { ack, body, retry_num, retry_reason }: Envelope): Promise<void> {
  const payload = {
    body,
    ...(retry_num !== undefined && { retryNum: retry_num }),
    ...(retry_reason !== undefined && { retryReason: retry_reason }),
  };
  return takePayload((event) => app.processEvent(event), payload, ack);
}

/** Connects if Slack can be reached. Throws a CoachError when it says that the token is no good. */
async function connectFirst(client: SocketModeClient, { onError }: SocketReceiverDeps): Promise<boolean> {
  try {
    await client.start();
    return true;
  } catch (cause) {
    const code = errorCodeOf(cause);
    if (code !== undefined) {
      const advice = "make an app-level token with connections:write on the app's page Basic Information";
      throw new CoachError('config-invalid', `Slack does not take SLACK_APP_TOKEN (${code}): ${advice}.`, { cause });
    }
    onError(cause);
    return false;
  }
}

type Keeping = { readonly connected: boolean; readonly signal: AbortSignal };

/** Connects again whenever the connection ends, with growing pauses, until the signal is aborted. */
async function keepConnected(
  client: SocketModeClient,
  { sleep, onError }: SocketReceiverDeps,
  { connected, signal }: Keeping,
): Promise<void> {
  for (let tries = 0, up = connected; !signal.aborted; ) {
    if (up) await nextDisconnection(client, signal);
    else await sleep(Math.min(longestDelayMs, firstDelayMs * 2 ** tries), signal);
    if (signal.aborted) return;
    up = await client.start().then(
      () => true,
      (error) => {
        onError(error);
        return false;
      },
    );
    tries = up ? 0 : tries + 1;
    if (up && signal.aborted) await client.disconnect();
  }
}

function nextDisconnection(client: SocketModeClient, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = () => resolve();
  client.once('disconnected', stop);
  signal.addEventListener('abort', stop, { once: true });
  return promise.finally(() => signal.removeEventListener('abort', stop));
}
