import { afterEach, describe, expect, it } from 'vitest';
import { startApp } from '../../../src/app.ts';
import { createFakeDiscord } from '../../fakes/discord/fake-discord.ts';
import type { Member } from '../../fakes/discord/member.ts';
import { holdWriters } from '../../fixtures/databases.ts';
import { createScratch } from '../../fixtures/scratch.ts';
import { dumpOf } from '../../store/dump.ts';
import { createDiscordWorld, type DiscordWorld } from './discord-world.ts';

const answer = 'A cache lowers latency because it answers from memory.';

let world: DiscordWorld | undefined;
afterEach(() => {
  const { discord, errors } = world ?? {};
  world = undefined;
  expect([discord?.violations ?? [], errors ?? []]).toEqual([[], []]);
});

async function open(): Promise<DiscordWorld> {
  world = await createDiscordWorld();
  return world;
}

async function askedAna(on: DiscordWorld): Promise<Member> {
  const ana = on.guild.member('Ana');
  await ana.slash('/coach practice');
  await ana.waitFor('2 key points');
  await on.discord.idle();
  return ana;
}

async function count({ store }: DiscordWorld, table: 'attempts' | 'sessions' | 'members'): Promise<number> {
  return (await store.read(dumpOf))[table]?.length ?? 0;
}

describe('somebody who is too fast', () => {
  it.each([
    ['Next question', 2],
    ['Hint', 1],
  ])('clicks twice on %s and it counts once', async (label, sessions) => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.clickTwice(label);
    await on.discord.idle();
    expect(await count(on, 'sessions')).toBe(sessions);
    expect(ana.sees()).not.toContain('A word to start from');
  });

  it('sends one form twice and is graded once', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.redeliver();
    await ana.redeliver();
    await on.discord.idle();
    expect(await count(on, 'attempts')).toBe(1);
    expect(ana.sees().match(/Graded by/g)).toHaveLength(1);
  });
});

describe('an answer on Discord', () => {
  it('may have 4,000 characters', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.submit({ answer: `${answer} `.repeat(90).slice(0, 4_000).trim() });
    await ana.waitFor('67 of 100');
  });

  it('is refused without words, is not lost, and is mended in the form', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.submit({ answer: '🙂🙂' });
    await ana.waitFor('The answer has no words in it');
    await ana.click('Back to the form');
    await ana.waitFor('🙂🙂');
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    expect(await count(on, 'attempts')).toBe(1);
  });

  it('is not lost when it cannot be saved just now', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await on.store.close();
    await ana.submit({ answer });
    await ana.waitFor('That did not work');
    // The question stands, the words are there, and the form remembers them.
    expect(ana.sees()).toContain('What does a cache buy you?');
    expect(ana.sees()).toContain('because it answers from memory');
    expect(ana.sees()).toContain('[Back to the form]');
    on.errors.splice(0);
  });

  it('to a question of before the next one is taken all the same', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.fill({ answer });
    await on.coach.handle({
      deliveryId: 'elsewhere',
      platform: 'discord',
      workspace: on.guild.id,
      member: { id: ana.id, name: 'Ana', role: 'member' },
      action: { type: 'command', text: 'next' },
    });
    await ana.submit();
    await ana.waitFor('67 of 100');
  });
});

describe('what nobody was given', () => {
  it("does nothing: another member's, another server's and invented ids, and those of another version", async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.waitFor('Graded by');
    const bob = on.guild.member('Bob');
    const eve = on.discord.addGuild({ name: 'Rival' }).member('Eve');
    const session = await on.store.read((db) => db.selectFrom('sessions').select('id').executeTakeFirstOrThrow());
    const before = await count(on, 'attempts');
    for (const person of [bob, eve]) {
      await person.slash('/coach help');
      await on.discord.idle();
      for (const id of [
        `1|hint|session:${session.id}||`,
        `1|answer|session:${session.id}|${on.guild.id}|`,
        '1|share|__proto__||',
        '0|hint|x||',
        'launch-rockets',
        '',
        'x'.repeat(100),
      ]) {
        await person.raw(3, { custom_id: id, component_type: 2 }, on.discord.world.messages.at(-1)?.id);
        await on.discord.idle();
      }
      expect(person.sees()).toMatch(/no longer open|another version/);
    }
    expect(await count(on, 'attempts')).toBe(before);
    expect(on.errors.splice(0).filter((error) => !/Unknown interaction|custom_id/i.test(String(error)))).toEqual([]);
  });

  it('does nothing in a server that its member has left', async () => {
    const on = await open();
    const ana = on.guild.member('Ana');
    await ana.mention('practice');
    await ana.waitFor('What does a cache buy you?');
    on.guild.leave(ana);
    await ana.in('dm');
    await ana.click('Hint');
    await ana.waitFor('You are not in the server that this belongs to any more');
    expect(ana.sees()).not.toContain('Think about');
  });

  it('ends nothing: an interaction that is malformed, after which everybody is served as ever', async () => {
    const on = await open();
    for (const data of [{}, { type: 2 }, { id: 'x', type: 3, data: null }, { type: 99, id: '1', token: 't' }, null])
      on.discord.event('INTERACTION_CREATE', data);
    await on.discord.idle();
    await askedAna(on);
    on.errors.splice(0);
  });

  it('is not answered: words of bots, and words in a channel that are not for the coach', async () => {
    const on = await open();
    const ana = on.guild.member('Ana');
    await ana.say('what a day');
    await on.discord.idle();
    expect(await count(on, 'members')).toBe(0);
  });
});

describe('the coach when it is slow', () => {
  it('asks Discord for patience, and shows the result when it is there', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    // Another process keeps the database locked for longer than Discord waits for a first answer.
    const letGo = await holdWriters(on.store);
    const submitted = ana.submit({ answer });
    expect(await submitted).toMatchObject({ type: 'answered', by: 'deferred-message' });
    await letGo();
    await ana.waitFor('67 of 100');
  });

  it('shows the result, too, when nobody knows whether Discord has heard that it takes long', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    const letGo = await holdWriters(on.store);
    on.discord.fail({ route: 'POST /interactions/:interaction/:token/callback', how: 'accept-then-drop' });
    await ana.submit({ answer });
    await letGo();
    await ana.waitFor('67 of 100');
    expect(ana.sees()).not.toContain('thinking');
    on.errors.splice(0);
  });

  it('sends the result in private when Discord has given the interaction up', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    on.discord.fail({ route: 'POST /interactions/:interaction/:token/callback', how: 'error:10062' });
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    expect(ana.sees().match(/67 of 100/g)).toHaveLength(1);
    on.errors.splice(0);
  });
});

describe('a token that Discord does not take', () => {
  it('is said in one sentence, and nothing starts', async () => {
    const discord = await createFakeDiscord();
    const scratch = await createScratch();
    const config = {
      ...scratch.config,
      localPage: false,
      discord: { token: 'wrong.token.altogether', apiUrl: discord.apiUrl, shards: undefined },
    };
    const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const refusal = await startApp({ config, log: silent }).catch((error) => error);
    expect(refusal.message).toMatch(/^Discord does not take DISCORD_TOKEN: .+\.$/);
    expect(refusal.message).not.toContain('altogether');
    await discord.close();
    await scratch.remove();
  });
});
