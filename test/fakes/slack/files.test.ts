import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tinyPng } from '../../fixtures/pictures.ts';
import { createFakeSlack, type FakeSlack } from './fake-slack.ts';
import { silentLogger } from './silent-logger.ts';
import type { Workspace } from './workspace.ts';

let fake: FakeSlack;
let workspace: Workspace;
let client: WebClient;

function clientOf(token: string): WebClient {
  return new WebClient(token, { slackApiUrl: fake.apiUrl, logger: silentLogger, retryConfig: { retries: 0 } });
}

beforeEach(async () => {
  fake = await createFakeSlack({ scopes: ['chat:write', 'files:write'] });
  workspace = fake.addWorkspace();
  client = clientOf(fake.install(workspace).token);
});
afterEach(() => fake.close());

/** Announces and sends a file, and says that it is complete. */
async function upload(bytes: Uint8Array, by = client): Promise<string> {
  const { upload_url = '', file_id = '' } = await by.files.getUploadURLExternal({
    filename: 'chart.png',
    length: bytes.byteLength,
  });
  await fetch(upload_url, { method: 'POST', body: Buffer.from(bytes) });
  await by.files.completeUploadExternal({ files: [{ id: file_id }] });
  return file_id;
}

function show(id: string) {
  const blocks = [{ type: 'image', slack_file: { id }, alt_text: 'a chart' }];
  return client.chat.postMessage({ channel: workspace.channel('general').id, text: 'x', blocks });
}

describe('a file', () => {
  it('is shown when Slack has looked at it, and not before', async () => {
    fake.fileLookMs = 2_000;
    const id = await upload(tinyPng());
    await expect(show(id)).rejects.toThrow('invalid_blocks');
    fake.advance(2_000);
    expect(await show(id)).toMatchObject({ ok: true });
    expect(fake.violations).toEqual([]);
  });

  it.each([
    ['is not there', async () => 'F0BADF11E'],
    ['has no id of a file', async () => 'chart.png'],
    ['is no picture', () => upload(Buffer.from('<svg/>'))],
    ["is another workspace's", () => upload(tinyPng(), clientOf(fake.install(fake.addWorkspace()).token))],
  ])('is a mistake of the app when it %s', async (_what, make) => {
    const id = await make();
    await expect(show(id)).rejects.toThrow('invalid_blocks');
    expect(fake.violations).toHaveLength(1);
  });

  it('is a mistake when its bytes are missing, too few, sent twice or elsewhere, or when it is shared', async () => {
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({ filename: 'a', length: 3 });
    const files: [{ id: string }] = [{ id: file_id }];
    await expect(client.files.completeUploadExternal({ files })).rejects.toThrow('file_update_failed');
    const send = async (url: string, body: string) => (await fetch(url, { method: 'POST', body })).status;
    expect(await send(upload_url, 'ab')).toBe(400);
    expect(await send(upload_url, 'abc')).toBe(200);
    expect(await send(upload_url, 'abc')).toBe(400);
    expect(await send(`${upload_url}x`, 'abc')).toBe(400);
    const channel_id = workspace.channel('general').id;
    await expect(client.files.completeUploadExternal({ files, channel_id })).rejects.toThrow('invalid_arguments');
    expect(fake.violations).toHaveLength(5);
  });
});
