import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeDiscord, type FakeDiscord } from './fake-discord.ts';
import type { Guild } from './guild.ts';
import type { Member } from './member.ts';
import { startTinyBot, type TinyBot } from './tiny-bot.ts';

describe('a stock discord.js client', () => {
  let fake: FakeDiscord;
  let guild: Guild;
  let bot: TinyBot;
  let ana: Member;
  beforeEach(async () => {
    fake = await createFakeDiscord({ ackTimeout: 300 });
    guild = fake.addGuild();
    ana = guild.member('Ana');
    bot = await startTinyBot(fake);
  });
  afterEach(async () => {
    await bot.stop();
    await fake.close();
  });

  it('answers a command in private, opens a form, and grades what it gets', async () => {
    const bob = guild.member('Bob');
    expect(await ana.slash('/coach practice topic:caching level:Senior')).toEqual({ type: 'answered', by: 'message' });
    expect(ana.sees()).toContain('Question about caching (senior)\n[Answer] (Later)');
    expect(bob.sees()).not.toContain('Question');
    expect(await ana.click('Answer')).toEqual({ type: 'answered', by: 'modal' });
    expect(ana.modal()?.text).toBe('== Your answer ==\nAnswer: \nIn your own words\n[Cancel] [Submit]');
    expect(await ana.submit({ Answer: 'Because.' })).toEqual({ type: 'answered', by: 'deferred-message' });
    await fake.idle();
    expect(ana.modal()).toBeUndefined();
    expect(ana.sees()).toContain('### Graded\n8 characters\n{A chart that climbs}');
    expect(bob.sees()).not.toContain('Graded');
    expect(fake.violations).toEqual([]);
    expect(bot.errors).toEqual([]);
  });

  it('offers choices', async () => {
    expect(await ana.autocomplete('/coach practice topic:cac')).toEqual([{ name: 'Caching', value: 'caching' }]);
    await ana.slash('/coach practice topic:Caching');
    expect(ana.sees()).toContain('about caching');
  });

  it('hears direct messages and mentions, and nothing else', async () => {
    await ana.dm('hello');
    await ana.waitFor('Heard: hello');
    await ana.mention('are you there');
    await ana.waitFor(/Heard: @Coach are you there/);
    await ana.say('my secret');
    await ana.waitFor('Heard: nothing');
    expect(guild.member('Bob').sees()).not.toContain('Heard: hello');
    expect(fake.violations).toEqual([]);
  });

  it('takes the time that it needs after a defer', async () => {
    expect(await ana.slash('/coach slow')).toEqual({ type: 'answered', by: 'deferred-message' });
    await fake.idle();
    expect(ana.sees()).toBe('Done thinking');
  });

  it('that says nothing leaves its person with what Discord says', async () => {
    expect(await ana.slash('/coach silence')).toEqual({ type: 'failed', error: 'no-response' });
    expect(ana.sees()).toBe('⚠ The application did not respond');
    await bot.stop();
    expect(await ana.slash('/coach practice')).toEqual({ type: 'failed', error: 'not-connected' });
  });

  it.each([
    ['/nothing', 'There is no command "/nothing" here.'],
    ['/coach frobnicate', '/coach has no "frobnicate"; there is practice, silence, slow.'],
    ['/coach practice level:junior', '"junior" is no choice of "level".'],
    ['/coach slow now', 'There is no option for "now".'],
    ['/admin', 'There is no command "/admin" here.'],
  ])('is not sent %s, which the client refuses', async (line, problem) => {
    expect(await ana.slash(line)).toEqual({ type: 'refused', problem });
    expect(ana.problems()).toEqual([problem]);
  });

  it('is sent a command by those who may give it', async () => {
    const admin = guild.member('Admin', { admin: true });
    expect((await admin.slash('/admin')).type).toBe('answered');
    guild.change(ana, { permissions: ['ManageGuild'] });
    expect((await ana.slash('/admin')).type).toBe('answered');
  });

  it('serves people who installed it for themselves where it is not', async () => {
    const eve = fake.user('Eve', { installed: true });
    await eve.in('elsewhere');
    expect((await eve.slash('/coach practice')).type).toBe('answered');
    expect([...fake.world.interactions.values()].at(-1)?.payload).toMatchObject({
      context: 2,
      authorizing_integration_owners: { 1: eve.id },
      user: { id: eve.id },
    });
    await eve.in('dm');
    expect((await eve.slash('/coach practice')).type).toBe('answered');
    const stranger = fake.addGuild({ name: 'Elsewhere', installed: false });
    expect((await stranger.member('Eve').slash('/coach practice')).type).toBe('answered');
    expect((await stranger.member('Zoe').slash('/coach practice')).type).toBe('refused');
    expect(bot.errors).toEqual([]);
  });

  it('is clicked twice, and sent the same thing twice', async () => {
    await ana.slash('/coach practice');
    const answers = await ana.clickTwice('Answer');
    expect(answers.map(({ type }) => type)).toEqual(['answered', 'answered']);
    await ana.submit({ text: 'A good answer' });
    await fake.idle();
    await ana.redeliver();
    await fake.idle();
    expect(ana.sees().match(/Graded/g)).toHaveLength(1);
    expect(bot.errors).toMatchObject([{ code: 40_060 }]);
    expect(fake.violations).toEqual([]);
  });

  it('is not sent a form that the client finds wrong', async () => {
    await ana.slash('/coach practice');
    await ana.click('Answer');
    for (const [text, problem] of [
      ['  ', 'Answer: This field is required'],
      ['x', 'Answer: Must be at least 5 in length.'],
      ['x'.repeat(4001), 'Answer: Must be 4000 or fewer in length.'],
    ] as const)
      expect(await ana.submit({ Answer: text })).toEqual({ type: 'refused', problem });
    await ana.close();
    expect(ana.modal()).toBeUndefined();
  });

  it('keeps a private channel from those who are not in it', async () => {
    const secret = guild.channel('secret', { private: true });
    await expect(ana.in('secret')).rejects.toThrow('does not see');
    secret.invite(ana);
    await ana.in('#secret');
    await ana.mention('psst');
    await ana.waitFor('Heard: @Coach psst');
    expect(guild.member('Bob').sees()).toBe('');
    expect(guild.member('Admin', { admin: true }).sees()).toContain('psst');
  });
});
