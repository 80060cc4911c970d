import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Json, obj, str } from '../slack/json.ts';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import type { Guild } from './guild.ts';
import { dial } from './raw-gateway.ts';
import { startTinyBot, type TinyBot } from './tiny-bot.ts';
import { until } from './waiting.ts';

describe('the gateway with a stock client', () => {
  let fake: FakeDiscord;
  let guild: Guild;
  let bot: TinyBot;
  const resumed = (times: number) =>
    until(fake.world, () => (fake.gateway.resumes() >= times ? true : undefined), {
      timeout: 2000,
      failure: () => 'The client does not resume.',
    });
  beforeEach(async () => {
    fake = await createFakeDiscord({ ackTimeout: 2000 });
    guild = fake.addGuild();
    bot = await startTinyBot(fake);
  });
  afterEach(async () => {
    await bot.stop();
    await fake.close();
  });

  it('replays on RESUME what came while the connection was down', async () => {
    const ana = guild.member('Ana');
    fake.gateway.cut();
    await until(fake.world, () => (fake.gateway.sockets() === 0 ? true : undefined), {
      timeout: 1000,
      failure: () => 'The socket is still there.',
    });
    expect(await ana.slash('/coach practice')).toEqual({ type: 'answered', by: 'message' });
    expect(fake.gateway.resumes()).toBe(1);
    fake.gateway.reconnect();
    await resumed(2);
    expect(fake.gateway.identified).toHaveLength(1);
    expect(fake.gateway.identified[0]).toEqual({ intents: 1 | 512 | 4096, shard: [0, 1] });
  });

  it('tells of servers and channels that come and go', async () => {
    const { client } = bot;
    const other = fake.addGuild({ name: 'Other' });
    const daily = other.channel('daily');
    await fake.idle();
    expect(client.guilds.cache.map(({ name }) => name)).toContain('Other');
    expect(client.channels.cache.has(daily.id)).toBe(true);
    daily.delete();
    await fake.idle();
    expect(client.channels.cache.has(daily.id)).toBe(false);
    await expect(client.channels.fetch(daily.id)).rejects.toMatchObject({ code: 10_003 });
    other.kick();
    await fake.idle();
    expect(client.guilds.cache.has(other.id)).toBe(false);
    await expect(client.guilds.fetch(other.id)).rejects.toMatchObject({ code: 50_001 });
  });
});

describe('the gateway by itself', () => {
  let fake: FakeDiscord;
  const identify = (fields: Json = {}) => ({ token: fake.token, intents: 1, properties: {}, ...fields });
  beforeEach(async () => {
    fake = await createFakeDiscord();
  });
  afterEach(() => fake.close());

  it.each([
    ['a wrong token', { token: 'no' }, 4004],
    ['a shard that there is not', { shard: [2, 2] }, 4010],
    ['intents that there are not', { intents: 2 ** 27 }, 4013],
    ['privileged intents', { intents: 1 | (1 << 15) }, 4014],
  ])('closes on an IDENTIFY with %s', async (_name, fields, code) => {
    const line = await dial(fake);
    await line.next(10);
    line.send(2, identify(fields));
    expect(await line.closed).toBe(code);
    expect(fake.gateway.identified).toEqual([]);
  });

  it('closes on another version, on unknown opcodes, and on a second IDENTIFY', async () => {
    expect(await (await dial(fake, '?v=9')).closed).toBe(4012);
    const odd = await dial(fake);
    odd.send(99, {});
    expect(await odd.closed).toBe(4001);
    const twice = await dial(fake);
    twice.send(2, identify());
    twice.send(2, identify());
    expect(await twice.closed).toBe(4005);
  });

  it('takes heartbeats until it plays dead, and asks for them', async () => {
    const line = await dial(fake);
    line.send(1, {});
    expect(await line.next(11)).toMatchObject({ op: 11 });
    fake.gateway.askHeartbeat();
    expect(await line.next(1)).toMatchObject({ op: 1 });
    fake.gateway.zombie(true);
    line.send(1, {});
    line.send(2, identify());
    await line.next(0);
    line.socket.close();
    await line.closed;
  });

  it('knows a session until it is forgotten or ended', async () => {
    const line = await dial(fake);
    line.send(2, identify());
    const ready = obj((await line.next(0)).d);
    fake.gateway.invalidate(false);
    expect(await line.next(9)).toMatchObject({ d: false });
    const again = await dial(fake);
    again.send(6, { token: fake.token, session_id: str(ready.session_id), seq: 1 });
    expect(await again.next(9)).toMatchObject({ d: false });
  });

  it('sends any event, a malformed interaction among them', async () => {
    const line = await dial(fake);
    line.send(2, identify());
    await line.next(0);
    fake.event('INTERACTION_CREATE', { id: '1' });
    expect(await line.next(0)).toEqual({ op: 0, t: 'INTERACTION_CREATE', s: 2, d: { id: '1' } });
  });

  it('gives each shard its own servers, and the first one direct messages', async () => {
    const guilds = [1, 2, 3, 4].map(() => {
      fake.advance(1001);
      return fake.addGuild();
    });
    const lines = await Promise.all([0, 1].map(() => dial(fake)));
    expect(new Set(guilds.map(({ id }) => (BigInt(id) >> 22n) % 2n)).size).toBe(2);
    const told = await Promise.all(
      lines.map(async (line, shard) => {
        line.send(2, identify({ intents: 1 | 4096, shard: [shard, 2] }));
        const { guilds: own } = obj((await line.next(0)).d);
        return Array.isArray(own) ? own.map(({ id }) => str(id)) : [];
      }),
    );
    expect(told.flat().toSorted()).toEqual(guilds.map(({ id }) => id).toSorted());
    for (const [shard, ids] of told.entries())
      for (const id of ids) expect(Number((BigInt(id) >> 22n) % 2n)).toBe(shard);
    await fake.user('Eve').dm('hello');
    const [first] = lines;
    for (;;) {
      const event = await first?.next(0);
      if (event?.t !== 'GUILD_CREATE') {
        expect(event).toMatchObject({ t: 'MESSAGE_CREATE', d: { content: 'hello' } });
        break;
      }
    }
  });
});
