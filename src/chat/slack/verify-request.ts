import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far Slack's clock and ours may be apart, either way. */
const windowMs = 5 * 60_000;

export type SignedRequest = {
  readonly body: string;
  /** The headers `x-slack-request-timestamp` (epoch seconds) and `x-slack-signature`. */
  readonly timestamp: string;
  readonly signature: string;
};

/** Tells Slack's own requests from all others. */
export type Verifier = {
  /** Whether the signature is Slack's, made within five minutes of now, and was not used before. */
  accepts(request: SignedRequest): boolean;
  /** Remembers a request that has been taken, so that a copy of it is refused. */
  remember(request: SignedRequest): void;
};

/**
 * Checks Slack's request signatures: HMAC-SHA-256 over `v0:timestamp:body`. Unlike the SDK's own check it also refuses
 * timestamps of the future, and copies of a request that was taken already.
 */
export function createVerifier(signingSecret: string, clock: () => number): Verifier {
  const taken = new Map<string, number>();
  const isFresh = (timestamp: string) =>
    /^\d{1,12}$/.test(timestamp) && Math.abs(clock() - Number(timestamp) * 1_000) <= windowMs;
  return {
    accepts: ({ body, timestamp, signature }) =>
      isFresh(timestamp) &&
      !taken.has(signature) &&
      isEqual(signature, signatureOf({ body, timestamp }, signingSecret)),
    remember: ({ timestamp, signature }) => {
      // They come about in the order in which they were sent.
      for (const [oldest, sentAt] of taken) {
        if (clock() - sentAt <= 2 * windowMs) break;
        taken.delete(oldest);
      }
      taken.set(signature, Number(timestamp) * 1_000);
    },
  };
}

function signatureOf({ body, timestamp }: Omit<SignedRequest, 'signature'>, secret: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
