import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';

/** How long a call may take, in milliseconds. */
const usualTimeoutMs = 10_000;

/** Slack's libraries log addresses and bodies that nobody should read; faults reach us as errors. */
export const quietLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** One try, which ends: whoever asks tries again, and nothing waits behind a limit of Slack's. */
export function clientOptions(apiUrl: string, timeoutMs = usualTimeoutMs): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    timeout: timeoutMs,
    rejectRateLimitedCalls: true,
    logger: quietLogger,
  };
}

/** A client of the Web API whose calls are tried once. */
export function createClient(apiUrl: string, token?: string, timeoutMs?: number): WebClient {
  return new WebClient(token, clientOptions(apiUrl, timeoutMs));
}

const platformError = z.object({ data: z.object({ error: z.string() }) });

/** What Slack called an error of a call, such as `channel_not_found`; undefined when Slack said nothing. */
export function errorCodeOf(error: unknown): string | undefined {
  return platformError.safeParse(error).data?.data.error;
}
