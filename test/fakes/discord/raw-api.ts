import type { Json } from '../slack/json.ts';
import { obj } from '../slack/json.ts';
import type { FakeDiscord } from './fake-discord.ts';

/** What came back: the status, the body, and the headers. */
export type RawAnswer = { readonly status: number; readonly body: Json; readonly headers: Headers };

/** Calls the fake's API without an SDK, for what no SDK would send. */
export async function callApi(
  fake: FakeDiscord,
  method: string,
  path: string,
  body?: unknown,
  token = fake.token,
): Promise<RawAnswer> {
  const response = await fetch(`${fake.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: obj(text === '' ? {} : JSON.parse(text)), headers: response.headers };
}

/** A message that pings nobody. */
export function quiet(fields: Json): Json {
  return { allowed_mentions: { parse: [] }, ...fields };
}
