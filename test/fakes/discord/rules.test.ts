import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../slack/json.ts';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import type { Channel, Guild } from './guild.ts';
import { liveMentions } from './live-mentions.ts';
import { callApi, quiet, type RawAnswer } from './raw-api.ts';

const messages = 'POST /channels/:channel/messages';

describe('requests', () => {
  let fake: FakeDiscord;
  let guild: Guild;
  let general: Channel;
  let time: number;
  const send = (fields: Json, channel = general.id): Promise<RawAnswer> =>
    callApi(fake, 'POST', `/channels/${channel}/messages`, quiet(fields));
  beforeEach(async () => {
    time = Date.UTC(2026, 0, 1);
    fake = await createFakeDiscord({ now: () => time });
    guild = fake.addGuild();
    general = guild.channel('general');
  });
  afterEach(() => fake.close());

  it('with a nonce that is enforced send one message, for some minutes', async () => {
    const first = await send({ content: 'one', nonce: 'outbox-1', enforce_nonce: true });
    const again = await send({ content: 'one', nonce: 'outbox-1', enforce_nonce: true });
    expect(again.body.id).toBe(first.body.id);
    await send({ content: 'two', nonce: 'outbox-1' });
    fake.advance(600_000);
    await send({ content: 'three', nonce: 'outbox-1', enforce_nonce: true });
    expect(general.text()).toBe('one\n\ntwo\n\nthree');
  });

  it('are refused where the bot may not write or look, or where nothing is', async () => {
    general.deny('SendMessages');
    expect(await send({ content: 'x' })).toMatchObject({ status: 403, body: { code: 50_013 } });
    general.deny('ViewChannel');
    expect(await send({ content: 'x' })).toMatchObject({ status: 403, body: { code: 50_001 } });
    general.deny();
    expect((await send({ content: 'x' })).status).toBe(200);
    expect(await send({ content: 'x' }, '5')).toMatchObject({ status: 404, body: { code: 10_003 } });
    guild.kick();
    expect(await send({ content: 'x' })).toMatchObject({ status: 403, body: { code: 50_001 } });
    expect(fake.violations).toEqual([]);
  });

  it('need the token, and a route that there is', async () => {
    expect(await callApi(fake, 'GET', '/users/@me', undefined, 'wrong')).toMatchObject({
      status: 401,
      body: { message: '401: Unauthorized', code: 0 },
    });
    expect((await callApi(fake, 'GET', '/nothing')).status).toBe(404);
    expect(await callApi(fake, 'POST', `/channels/${general.id}/messages`, '{')).toMatchObject({ status: 400 });
    expect(fake.violations[0]).toBe('GET /api/v10/nothing: Discord has no such route (or the fake)');
    expect(fake.invalidRequests()).toBe(1);
  });

  it('are limited to five messages in five seconds and channel', async () => {
    fake.enforceRates = true;
    for (const left of [4, 3, 2, 1, 0])
      expect((await send({ content: 'x' })).headers.get('x-ratelimit-remaining')).toBe(`${left}`);
    const limited = await send({ content: 'x' });
    expect(limited).toMatchObject({ status: 429, body: { retry_after: 5, global: false } });
    expect(limited.headers.get('retry-after')).toBe('5');
    expect(limited.headers.get('x-ratelimit-scope')).toBe('user');
    expect((await send({ content: 'x' }, guild.channel('other').id)).status).toBe(200);
    fake.advance(5000);
    expect((await send({ content: 'x' })).status).toBe(200);
    expect(fake.invalidRequests()).toBe(1);
  });

  it('are limited to fifty a second in all', async () => {
    fake.enforceRates = true;
    const statuses = [];
    for (let times = 0; times < 51; times += 1) statuses.push((await callApi(fake, 'GET', '/users/@me')).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect(statuses.at(-1)).toBe(429);
  });

  it('go wrong as ordered, for one route and channel', async () => {
    const other = guild.channel('other');
    fake.fail({ route: messages, channel: other.id, how: 'error:50001' });
    fake.fail({ route: messages, channel: general.id, how: '429', retryAfter: 7, scope: 'shared' });
    fake.fail({ route: messages, channel: general.id, how: '502' });
    fake.fail({ route: messages, channel: general.id, how: '401' });
    const limited = await send({ content: 'x' });
    expect(limited).toMatchObject({ status: 429, body: { retry_after: 7 } });
    expect(limited.headers.get('x-ratelimit-scope')).toBe('shared');
    expect((await send({ content: 'x' })).status).toBe(502);
    expect((await send({ content: 'x' })).status).toBe(401);
    expect(await send({ content: 'x' }, other.id)).toMatchObject({ status: 403, body: { code: 50_001 } });
    expect(fake.calls.map(({ fault }) => fault)).toEqual(['429', '502', '401', 'error:50001']);
    expect(fake.invalidRequests()).toBe(2);
    expect(() => fake.fail({ route: 'POST /nothing', how: '500' })).toThrow('no route');
  });

  it('are lost before or after they were taken', async () => {
    fake.fail({ route: messages, how: 'accept-then-drop' });
    await expect(send({ content: 'kept' })).rejects.toThrow();
    fake.fail({ route: messages, how: 'drop' });
    await expect(send({ content: 'lost' })).rejects.toThrow();
    fake.fail({ route: messages, how: 'invalid-json' });
    await expect(send({ content: 'lost' })).rejects.toThrow();
    expect(general.text()).toBe('kept');
  });

  it('open threads, and posts in forums', async () => {
    const { body } = await send({ content: 'Question of the day' });
    const path = `/channels/${general.id}/messages/${body.id}/threads`;
    const thread = await callApi(fake, 'POST', path, { name: 'Answers' });
    expect(thread).toMatchObject({ status: 201, body: { id: body.id, type: 11, parent_id: general.id } });
    expect(await callApi(fake, 'POST', path, { name: 'Again' })).toMatchObject({ body: { code: 160_004 } });
    expect((await send({ content: 'In the thread' }, String(thread.body.id))).status).toBe(200);
    const forum = guild.channel('forum', { type: 'forum' });
    expect(await send({ content: 'x' }, forum.id)).toMatchObject({ status: 400, body: { code: 50_008 } });
    const message = quiet({ content: 'First post' });
    const post = await callApi(fake, 'POST', `/channels/${forum.id}/threads`, { name: 'Today', message });
    expect(post).toMatchObject({ status: 201, body: { parent_id: forum.id, message: { content: 'First post' } } });
    const closed = await callApi(fake, 'PATCH', `/channels/${post.body.id}`, { archived: true });
    expect(closed).toMatchObject({ status: 200, body: { thread_metadata: { archived: true } } });
    expect(guild.member('Ana').sees()).toBe('Question of the day\n\nIn the thread\n\nFirst post');
    expect(fake.violations).toEqual([]);
  });

  it('reach people directly unless they refuse', async () => {
    const eve = fake.user('Eve');
    const { body } = await callApi(fake, 'POST', '/users/@me/channels', { recipient_id: eve.id });
    expect((await send({ content: 'hello' }, String(body.id))).status).toBe(200);
    eve.blockDms(true);
    expect(await send({ content: 'hello' }, String(body.id))).toMatchObject({ status: 403, body: { code: 50_007 } });
    expect(eve.sees()).toBe('hello');
    expect(guild.member('Ana').sees()).toBe('');
  });

  it('show what became live of what people typed', async () => {
    const ana = guild.member('Ana', { nick: '@everyone' });
    const typed = `<@${ana.id}> <#${general.id}> </coach:1> [x](http://evil)`;
    await ana.say(typed);
    await send({ content: `\\${typed.replaceAll(' <', ' \\<').replace('[x]', '\\[x\\]')} @everyone` });
    await send({ content: `\`\`\`\n${typed}\n\`\`\`` });
    expect(liveMentions(fake)).toEqual([]);
    await send({ flags: 32_768, components: [{ type: 17, components: [{ type: 10, content: typed }] }] });
    expect(liveMentions(fake)).toEqual(typed.split(' ').map((form) => `${messages}: ${form}`));
    await callApi(fake, 'POST', `/channels/${general.id}/messages`, { content: '@everyone' });
    expect(liveMentions(fake)).toContain(`${messages}: pings @everyone or @here`);
  });
});
