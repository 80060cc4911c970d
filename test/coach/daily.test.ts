import { describe, expect, it } from 'vitest';
import type { Pack } from '../../src/domain/question.ts';
import { parseMessage } from '../../src/reply/parse-reply.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { schedulerOf } from '../fixtures/scheduler.ts';
import { createAnotherCoach, plainPack } from './another-coach.ts';
import { createLiteralGrader, deletion, latency, load } from './literal-grader.ts';
import { buttonsOf, command, formOf, notOpen, pointsOf, press, read, standingsOf, submit } from './reading.ts';
import { dumpWorld } from './world-dump.ts';

const day = 86_400_000;

async function openWorld(packs?: readonly Pack[]): Promise<World> {
  const world = await createWorld({ grader: createLiteralGrader(), ...(packs && { packs }) });
  await world.coach.addDailyChannel({ platform: 'test', workspace: 'acme', channel: 'general' });
  return world;
}

type Post = { readonly key: string; readonly revision: number; readonly text: string };

/** The questions of the day that the channels are to show, oldest day first. */
async function postsOf({ store }: World): Promise<readonly Post[]> {
  const rows = await store.read((db) =>
    db.selectFrom('outbox').selectAll().where('logical_key', 'like', 'daily:%').orderBy('logical_key').execute(),
  );
  return rows.map(({ logical_key: key, revision, message }) => {
    const parsed = parseMessage(message);
    if (!parsed) throw new Error(`no message: ${message}`);
    return { key, revision, text: read(parsed) };
  });
}

async function dailiesOf({ store }: World): Promise<readonly string[]> {
  const rows = await store.read((db) => db.selectFrom('dailies').selectAll().orderBy('asked_on').execute());
  return rows.map((row) => `${row.asked_on} ${row.question_id}`);
}

/** Opens the dailies of today and gives the value of the newest one's button. */
async function openToday(world: World): Promise<string> {
  await world.tick();
  return (await postsOf(world)).at(-1)?.key ?? '';
}

describe('the question of the day', () => {
  it('is posted with its question, an Answer button and nobody counted', async () => {
    const world = await openWorld();
    const value = await openToday(world);
    expect(await postsOf(world)).toMatchObject([
      {
        revision: 1,
        text: [
          'Question of the day',
          'Caching · Senior',
          'What does a cache buy you?',
          'Nobody has answered yet · answers are private · closes Tuesday 00:00 (UTC)',
        ].join('\n\n'),
      },
    ]);
    expect(value).toMatch(/^daily:[\w-]+:2026-11-23$/);
  });

  it('is opened once a day, however often the clock ticks and by however many processes', async () => {
    const world = await openWorld();
    await world.tick();
    const before = await dumpWorld(world);
    await world.tick();
    await Promise.all([world, world.restart(), world.restart()].map(({ tick }) => tick()));
    expect(await dumpWorld(world)).toEqual(before);
    world.clock.now = Date.parse('2026-11-23T23:59:59.999Z');
    await world.tick();
    expect(await dailiesOf(world)).toEqual(['2026-11-23 caching/what']);
    expect(await postsOf(world)).toHaveLength(1);
  });

  it('is another one on the next day', async () => {
    const world = await openWorld();
    await world.tick();
    world.clock.now = Date.parse('2026-11-24T00:00:00Z');
    await world.tick();
    expect(await dailiesOf(world)).toEqual(['2026-11-23 caching/what', '2026-11-24 caching/fresh']);
    // The first one says by now that it is closed.
    expect((await postsOf(world)).map(({ revision }) => revision)).toEqual([2, 1]);
  });

  it.each([0, 0.5, 0.999_999])('does not come back before all others were asked, with chance at %d', async (chance) => {
    const packs = [plainPack(7)];
    const world = await openWorld(packs);
    const { tick } = schedulerOf(createAnotherCoach(world, { packs, chance }), world);
    for (let days = 0; days < 21; days += 1) {
      await tick();
      world.clock.now += day;
    }
    const asked = (await dailiesOf(world)).map((line) => line.slice('2026-11-23 '.length));
    for (const start of [0, 7, 14]) expect(new Set(asked.slice(start, start + 7)).size).toBe(7);
    for (let index = 1; index < 21; index += 1) expect(asked[index]).not.toBe(asked[index - 1]);
  });

  it('belongs to the day of the workspace, not to that of the process', async () => {
    const world = await openWorld();
    await world.coach.addDailyChannel({ platform: 'test', workspace: 'kiwi', channel: 'general' });
    await world.store.transaction((tx) =>
      tx.updateTable('workspaces').set({ time_zone: 'Pacific/Auckland' }).where('external_id', '=', 'kiwi').execute(),
    );
    world.clock.now = Date.parse('2026-11-23T10:59:59Z');
    await world.tick();
    expect(new Set((await dailiesOf(world)).map((line) => line.slice(0, 10)))).toEqual(new Set(['2026-11-23']));
    // In New Zealand it is midnight now, and in UTC nothing has changed.
    world.clock.now = Date.parse('2026-11-23T11:00:00Z');
    await world.tick();
    expect(await dailiesOf(world)).toHaveLength(3);
    expect((await dailiesOf(world)).at(-1)).toMatch(/^2026-11-24 /);
  });

  it('is not asked while there is no question to ask, nor where nobody wants it', async () => {
    const empty = await openWorld([]);
    await empty.tick();
    expect([await dailiesOf(empty), await postsOf(empty)]).toEqual([[], []]);
    const world = await createWorld();
    await world.act('ann', command('help'));
    await world.tick();
    expect([await dailiesOf(world), await postsOf(world)]).toEqual([[], []]);
  });

  it('is asked once in a channel that was added twice, and by itself in each of two channels', async () => {
    const world = await openWorld();
    await world.coach.addDailyChannel({ platform: 'test', workspace: 'acme', channel: 'general' });
    await world.coach.addDailyChannel({ platform: 'test', workspace: 'acme', channel: 'random' });
    await world.tick();
    const posts = await postsOf(world);
    expect(posts).toHaveLength(2);
    await world.act('ann', submit(posts[0]?.key ?? '', latency));
    await world.tick();
    expect((await postsOf(world)).map(({ text }) => /\d person|Nobody/.exec(text)?.[0])).toEqual([
      '1 person',
      'Nobody',
    ]);
  });

  it('is asked in every channel that can be served, although another cannot', async () => {
    const world = await createWorld();
    for (const workspace of ['a', 'b', 'c']) {
      await world.coach.addDailyChannel({ platform: 'test', workspace, channel: 'general' });
    }
    await world.store.transaction((tx) =>
      tx.updateTable('workspaces').set({ time_zone: 'Mars/Olympus' }).where('external_id', '=', 'b').execute(),
    );
    await world.tick();
    expect(await dailiesOf(world)).toHaveLength(2);
    expect(world.errors).toHaveLength(1);
  });
});

describe('an answer to the question of the day', () => {
  it('is given in a form and graded in private, with ways on that work', async () => {
    const world = await openWorld();
    const value = await openToday(world);
    const form = formOf(await world.act('ann', press('answer', value)));
    expect(read(form)).toContain('What does a cache buy you?');
    const result = await world.act('ann', submit(form.value, latency));
    expect(pointsOf(result)).toEqual({ earned: 67, season: 67 });
    expect(buttonsOf(result).map(({ label }) => label)).toEqual([
      'Answer the follow-up',
      'Try again',
      'Show model answer',
      'Leaderboard',
      'Share',
      'This grade is wrong',
    ]);
    expect(standingsOf(await world.act('ann', command('board')))).toEqual(['1. ann 67 *']);
  });

  it('counts each member once in the message, even those who answer twice or badly', async () => {
    const world = await openWorld();
    const value = await openToday(world);
    const count = async () => {
      world.clock.now += 3_000;
      await world.tick();
      return /(Nobody|\d+ (person|people)) ha(s|ve) answered/.exec((await postsOf(world))[0]?.text ?? '')?.[0];
    };
    expect(await count()).toBe('Nobody has answered');
    await world.act('ann', submit(value, load));
    expect(await count()).toBe('1 person has answered');
    await world.act('ann', submit(value, latency));
    expect(await count()).toBe('1 person has answered');
    await world.act('bob', submit(value, '👍'));
    await world.act('bob', press('answer', value));
    await world.act('bob', press('show-answer', value));
    expect(await count()).toBe('1 person has answered');
    await world.act('bob', submit(value, 'I would have to guess.'));
    expect(await count()).toBe('2 people have answered');
    await world.act('cy', submit(value, latency));
    expect(await count()).toBe('3 people have answered');
    expect(await postsOf(world)).toHaveLength(1);
  });

  it('has the message edited once per member: a second answer leaves nothing to edit', async () => {
    const world = await openWorld();
    const value = await openToday(world);
    await world.act('ann', submit(value, load));
    const posts = await postsOf(world);
    await world.act('ann', submit(value, latency));
    expect(await postsOf(world)).toEqual(posts);
  });

  it('never shows in the channel', async () => {
    const world = await openWorld();
    const value = await openToday(world);
    await world.act('ann', submit(value, `${latency} My secret.`));
    const [post] = await postsOf(world);
    expect(post?.text).not.toMatch(/secret|latency|ann/);
  });

  it('is still taken on a later day, for its own question, without points: the channel has seen the model answer', async () => {
    const world = await openWorld();
    const monday = await openToday(world);
    world.clock.now += day;
    const tuesday = await openToday(world);
    expect(tuesday).not.toBe(monday);
    expect(pointsOf(await world.act('ann', submit(monday, latency)))).toEqual({ earned: 0, season: 0 });
    expect(pointsOf(await world.act('ann', submit(tuesday, deletion)))).toEqual({ earned: 50, season: 50 });
    // In practice the same question earns half of its gain from now on.
    await world.act('bob', command('practice'));
    expect(pointsOf(await world.act('bob', command(`answer ${latency} It lowers it a lot.`)))).toMatchObject({
      earned: 33,
    });
    await world.tick();
    const texts = (await postsOf(world)).map(({ text }) => text);
    expect(texts[0]).toMatch(/What does a cache buy you\?\n\nClosed · Nobody has answered/);
    expect(texts[1]).toMatch(/How do you keep a cache fresh\?\n\n1 person has answered/);
  });

  it('is measured against the practice of the same question, and the model answer halves it there and here', async () => {
    const world = await openWorld();
    const value = await openToday(world);
    await world.act('ann', command('practice'));
    await world.act('ann', command(`answer ${load}`));
    expect(pointsOf(await world.act('ann', submit(value, latency)))).toEqual({ earned: 34, season: 67 });
    await world.act('ann', press('show-answer', value));
    const practised = await world.act('ann', command(`answer ${latency} ${load}`));
    expect(pointsOf(practised)).toEqual({ earned: 16, season: 83 });
  });

  it('does not touch the open practice session', async () => {
    const world = await openWorld();
    const value = await openToday(world);
    await world.act('ann', command('practice'));
    await world.act('ann', command('next'));
    await world.act('ann', submit(value, latency));
    expect(read(await world.act('ann', { type: 'message', text: '?' }))).toMatch(/How do you keep a cache fresh\?$/);
  });

  it('is judged by the question as it was asked, although its author has changed it since', async () => {
    const world = await openWorld();
    const value = await openToday(world);
    const coach = createAnotherCoach(world, { packs: [plainPack(1)] });
    const member = { id: 'ann', name: 'ann', role: 'member' } as const;
    const interaction = { deliveryId: 'd', platform: 'test', workspace: 'acme', member };
    const result = await coach.handle({ ...interaction, action: submit(value, latency) });
    expect(read(result)).toContain('67 of 100');
  });
});

describe('every button that the coach offers leads somewhere', () => {
  async function expectWaysOn(world: World, replies: readonly Reply[]): Promise<void> {
    for (const button of replies.flatMap(buttonsOf)) {
      const reply = read(await world.act('ann', press(button.name, button.value)));
      expect(reply, `${button.label} (${button.value})`).not.toBe(notOpen);
    }
  }

  it('in practice', async () => {
    const world = await openWorld();
    const texts = ['practice', `answer ${latency}`, 'show', 'hint', 'board', 'stats', 'help'];
    const replies = [];
    for (const text of texts) replies.push(await world.act('ann', command(text)));
    await expectWaysOn(world, replies);
  });

  it('on a result of the day', async () => {
    const world = await openWorld();
    await expectWaysOn(world, [await world.act('ann', submit(await openToday(world), latency))]);
  });

  it('on a model answer of the day', async () => {
    const world = await openWorld();
    await expectWaysOn(world, [await world.act('ann', press('show-answer', await openToday(world)))]);
  });
});
