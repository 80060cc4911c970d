import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tinyPng } from '../../fixtures/pictures.ts';
import { obj } from '../slack/json.ts';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import type { Channel } from './guild.ts';
import { quiet } from './raw-api.ts';

let fake: FakeDiscord;
let general: Channel;

beforeEach(async () => {
  fake = await createFakeDiscord();
  general = fake.addGuild().channel('general');
});
afterEach(() => fake.close());

const gallery = { type: 12, items: [{ media: { url: 'attachment://a.png' }, description: 'A chart' }] };
const shown = { flags: 32_768, components: [gallery] };
const described = { attachments: [{ id: '0', filename: 'a.png', description: 'A chart' }] };

/** Sends a message with a file, as multipart. */
async function send(fields: object, bytes: Uint8Array = tinyPng()): Promise<readonly [number, unknown]> {
  const form = new FormData();
  form.append('payload_json', JSON.stringify(quiet({ ...fields })));
  form.append('files[0]', new Blob([Buffer.from(bytes)], { type: 'image/png' }), 'a.png');
  const response = await fetch(`${fake.apiUrl}/v10/channels/${general.id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${fake.token}` },
    body: form,
  });
  return [response.status, obj(await response.json()).code];
}

describe('a file of a message', () => {
  it('is taken with a description, where a component shows it', async () => {
    expect(await send({ ...shown, ...described })).toEqual([200, undefined]);
    expect(fake.violations).toEqual([]);
  });

  it('is refused where the bot may attach none, and when it is larger than 10 MB', async () => {
    expect(await send({ ...shown, ...described }, new Uint8Array(10 * 1024 * 1024 + 1))).toEqual([413, 40_005]);
    general.deny('AttachFiles');
    expect(await send({ ...shown, ...described })).toEqual([403, 50_013]);
    expect(fake.violations).toEqual([]);
  });

  it.each([
    ['is not described', { ...shown }, tinyPng(), 200],
    ['is shown by nothing', { flags: 32_768, components: [{ type: 10, content: 'x' }], ...described }, tinyPng(), 200],
    ['is no picture', { ...shown, ...described }, Buffer.from('<svg/>'), 200],
    ['was not sent', { ...shown, attachments: [{ id: '7', description: 'A chart' }] }, tinyPng(), 400],
    [
      'has too long a description',
      { ...shown, attachments: [{ id: '0', description: 'x'.repeat(1_025) }] },
      tinyPng(),
      400,
    ],
  ])('is a mistake of the app when it %s', async (_what, fields, bytes, status) => {
    expect((await send(fields, bytes))[0]).toBe(status);
    expect(fake.violations).toHaveLength(1);
  });
});
