import type { Json } from './json.ts';

/** Which of the three kinds of payload it is; the names are those of Socket Mode's envelopes. */
export type Kind = 'slash_commands' | 'interactive' | 'events_api';

/** Something that Slack sends to the app. */
export type Packet = {
  readonly kind: Kind;
  readonly payload: Json;
  readonly retry?: { readonly num: number; readonly reason: string };
  /** Seconds; when it was signed. HTTP only. */
  readonly timestamp?: number;
  /** The body in the place of the payload's own encoding. HTTP only. */
  readonly rawBody?: string;
};

/** What the app answered: a body, a text, or nothing; or why there is no answer. */
export type Answer =
  | { readonly type: 'answered'; readonly body: unknown; readonly status: number }
  | {
      readonly type: 'failed';
      readonly error: 'operation_timeout' | 'dispatch_failed';
      readonly status?: number;
      readonly noRetry?: boolean;
    };

/** A way to the app. */
export type Delivery = { send(packet: Packet): Promise<Answer> };
