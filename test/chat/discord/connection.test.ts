import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Connection, createConnection } from '../../../src/chat/discord/connection.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

async function discordWith(options: Parameters<typeof createFakeDiscord>[0] = {}): Promise<FakeDiscord> {
  const discord = await createFakeDiscord(options);
  open.push(() => discord.close());
  return discord;
}

function connectionTo(apiUrl: string, token: string, shards?: 'auto' | number): Connection & { errors: unknown[] } {
  const errors: unknown[] = [];
  const connection = createConnection(
    {
      token,
      apiUrl,
      shards,
      callTimeoutMs: 200,
      // Long pauses pass at once; the first wait for Discord is as short as a test wants.
      sleep: (ms, signal) => wait(Math.min(ms, 200), undefined, { signal }).catch(() => {}),
      onError: (error) => errors.push(error),
    },
    () => {},
  );
  open.push(() => connection.stop());
  return { ...connection, errors };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe('the connection to Discord', () => {
  it('comes about later when Discord is down at the start, and then is a whole one', async () => {
    const discord = await discordWith();
    discord.fail({ route: 'GET /gateway/bot', how: '500', times: 2 });
    const connection = connectionTo(discord.apiUrl, discord.token);
    await connection.start();
    await until(() => connection.client() !== undefined);
    expect(connection.errors.length).toBeGreaterThan(0);
    await connection.stop();
    await until(() => discord.gateway.sockets() === 0);
  });

  it('keeps nobody waiting when Discord takes the connection and says nothing, neither at the start nor at the end', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    open.push(async () => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const connection = connectionTo(`http://127.0.0.1:${port}/api`, 'fake.token.secret');
    await connection.start();
    expect(connection.client()).toBeUndefined();
    await connection.stop();
  });

  it.each([
    ['one', undefined, 1],
    ['two, because it was told so', 2, 2],
    ['as many as Discord wants', 'auto', 3],
  ] as const)('has shards: %s', async (_what, shards, count) => {
    const discord = await discordWith({ shards: 3 });
    const connection = connectionTo(discord.apiUrl, discord.token, shards);
    const started = connection.start();
    await until(() => discord.gateway.identified.length > 0);
    expect(discord.gateway.identified[0]?.shard?.[1]).toBe(count);
    await connection.stop();
    await started;
  });

  it('asks for no intent that Discord has to approve', async () => {
    const discord = await discordWith();
    const connection = connectionTo(discord.apiUrl, discord.token);
    await connection.start();
    const privileged = (1 << 1) | (1 << 8) | (1 << 15);
    expect(discord.gateway.identified.map(({ intents }) => intents & privileged)).toEqual([0]);
  });

  it('is known to be gone when Discord ends it for good', async () => {
    const discord = await discordWith();
    const connection = connectionTo(discord.apiUrl, discord.token);
    await connection.start();
    await until(() => connection.client() !== undefined);
    discord.gateway.disconnect(4004);
    await until(() => connection.client() === undefined);
    await until(() => connection.errors.length > 0);
    expect(connection.errors.map(String).join()).toMatch(/4004|Authentication failed/);
  });

  it('comes back by itself when it is cut, and nothing that was asked for meanwhile is lost', async () => {
    const discord = await discordWith();
    const connection = connectionTo(discord.apiUrl, discord.token);
    await connection.start();
    await until(() => connection.client() !== undefined);
    discord.gateway.cut();
    await until(() => discord.gateway.resumes() > 0);
    await until(() => connection.client() !== undefined);
  });
});
