import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grader } from '../../src/grading/grader.ts';
import { checkStandings } from '../../src/store/check-standings.ts';
import { checkCounts } from '../../src/store/standing-counts.ts';
import { runsOf } from '../fixtures/databases.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { proof, triesOf } from '../fixtures/proof.ts';
import { dumpOf } from '../store/dump.ts';
import { outboxOf, saveSetup } from './admin.ts';
import { accept, openDisputed, queueOf } from './dispute-world.ts';
import { createLiteralGrader, deletion, latency, lifetime, load } from './literal-grader.ts';
import { createLookWorld, createScriptedChecker, findsAll } from './look-world.ts';
import { begin, openMockWorld } from './mock-reading.ts';
import { command, fieldOf, formOf, practise, press, read, send, standingsOf, submit } from './reading.ts';
import { dumpWorld } from './world-dump.ts';

const openWorld = (grader: Grader = createLiteralGrader()) => createWorld({ grader });
const leave = (word = 'delete') => send('delete-data', '', { word: [word] });
const gone = 'Nothing about you is kept any more.';

/** Everything that a world holds, as one text. */
const textOf = async ({ store }: World) => JSON.stringify(await store.read(dumpOf));

async function expectBoardsRight({ store }: World): Promise<void> {
  for (const { id } of await store.read((db) => db.selectFrom('workspaces').select('id').execute())) {
    expect(await store.read((db) => checkStandings(db, id))).toEqual([]);
    expect(await store.read((db) => checkCounts(db, id))).toEqual([]);
  }
}

describe('somebody who wants their data deleted', () => {
  it('is asked to type the word first, by a button and by a typed command', async () => {
    const world = await openWorld();
    for (const wish of [press('delete-data'), command('privacy delete')]) {
      const form = formOf(await world.act('ann', wish));
      expect([form.name, fieldOf(form, 'text', 'word').label]).toEqual(['delete-data', 'Type delete to confirm']);
      expect(read(form)).toContain('It cannot be undone');
    }
  });

  it.each(['', ' ', 'DELET', 'delete everything', 'yes', "delete'; --"])(
    'keeps everything when they type %j instead',
    async (word) => {
      const world = await openWorld();
      await practise(world, 'ann');
      await world.act('ann', command(`answer ${latency}`));
      const { inbox: _before, ...before } = await dumpWorld(world);
      expect(fieldOf(await world.act('ann', leave(word)), 'text', 'word').problem).toContain('Nothing is deleted yet');
      const { inbox: _after, ...after } = await dumpWorld(world);
      expect(after).toEqual(before);
    },
  );

  it('leaves nothing behind but a hash of the delivery, and others lose nothing', async () => {
    const world = await openWorld();
    for (const member of ['ann canary', 'bob']) {
      await practise(world, member);
      await world.act(member, command(`answer ${latency} said by ${member}`));
      await world.act(member, command('leaderboard'));
      await world.act(member, command('goal 2027-01-15'));
    }
    expect(await textOf(world)).toContain('canary');
    expect(read(await world.act('ann canary', leave(' Delete ')))).toContain(gone);
    expect(await textOf(world)).not.toContain('canary');
    await expectBoardsRight(world);
    expect(standingsOf(await world.act('bob', command('leaderboard')))).toEqual(['1. bob 67 *']);
    expect(read(await world.act('bob', command('privacy')))).toContain('Answers: 1');
    expect(world.errors).toEqual([]);
  });

  it('starts anew when they come back, and looking at the overview brings nobody back', async () => {
    const world = await openWorld();
    await practise(world, 'ann');
    await world.act('ann', command(`answer ${latency}`));
    await world.act('ann', leave());
    const empty = await dumpWorld(world);
    await world.act('ann', { type: 'home' });
    await world.act('ann', { type: 'page', page: 'privacy', value: '' });
    expect(await dumpWorld(world)).toEqual(empty);
    expect(read(await world.act('ann', command('privacy')))).toContain('Answers: 0');
  });

  it('may send the form twice, and press what was shown before', async () => {
    const world = await openWorld();
    const target = await practise(world, 'ann');
    for (const deliveryId of ['same', 'same', 'another'])
      expect(read(await world.act('ann', leave(), { deliveryId }))).toContain(gone);
    expect(await textOf(world)).not.toContain('"ann"');
    expect(read(await world.act('ann', submit(target, latency)))).toContain('no longer open');
  });

  it('deletes nobody else: neither by their delivery, nor in another workspace', async () => {
    const world = await openWorld();
    for (const workspace of ['acme', 'rival']) await world.act('ann', command('practice'), { workspace });
    await practise(world, 'bob');
    await world.act('ann', leave(), { deliveryId: 'known' });
    const before = await dumpWorld(world);
    await world.act('bob', leave(), { deliveryId: 'known' });
    expect(await dumpWorld(world)).toEqual(before);
    expect(read(await world.act('ann', command('privacy'), { workspace: 'rival' }))).toContain('Since');
    expect(before.members).toHaveLength(2);
  });

  it('does nothing again by what is delivered again from before', async () => {
    const world = await openWorld();
    const deliveryId = 'ann:practice';
    await world.act('ann', command('practice'), { deliveryId });
    await world.act('ann', leave());
    const before = await dumpWorld(world);
    expect(read(await world.act('ann', command('practice'), { deliveryId }))).toContain('That was done already.');
    expect(await dumpWorld(world)).toEqual(before);
  });
});

describe('what is running when somebody deletes their data', () => {
  it('is an answer that is being graded: no verdict is written, and they are told', async () => {
    const [graded, began] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const grader = createLiteralGrader();
    const world = await openWorld({
      ...grader,
      grade: async (request) => {
        began.resolve();
        await graded.promise;
        return grader.grade(request);
      },
    });
    const answered = world.act('ann', submit(await practise(world, 'ann'), latency));
    await began.promise;
    await world.act('ann', leave());
    const before = await dumpWorld(world);
    graded.resolve();
    expect(read(await answered)).toContain('This answer was deleted before it was graded.');
    await world.coach.resume();
    expect(await dumpWorld(world)).toEqual(before);
    expect(world.errors).toEqual([]);
  });

  it('is a second look: what the model says is not written, and nobody is told', async () => {
    const checker = createScriptedChecker();
    const world = await createLookWorld(checker);
    checker.script = async (asked) => {
      await world.act('ann', leave());
      return findsAll(asked);
    };
    await practise(world, 'ann');
    await world.act('ann', command('answer Of something else.'));
    await world.look();
    await world.look();
    expect([checker.calls.length, world.revisions, world.errors]).toEqual([1, [], []]);
    expect(await textOf(world)).not.toMatch(/"ann"|Of something else/);
  });

  it('is an interview and a reminder: neither comes back', async () => {
    const world = await openMockWorld();
    await world.act(
      'ann',
      send('review-plan', '', { perDay: ['5'], interviewOn: [''], remind: ['on'], time: ['10:00'] }),
    );
    await begin(world, '3 10');
    await world.act('ann', leave());
    const before = await dumpWorld(world);
    world.clock.now += 2 * 86_400_000;
    await world.tick();
    expect(await dumpWorld(world)).toMatchObject({ ...before, leases: expect.anything() });
    expect(before.jobs).toEqual([]);
    expect(world.errors).toEqual([]);
  });

  it('is a dispute: the admins do not see it any more, and nobody can decide it', async () => {
    const disputed = await openDisputed();
    const { world } = disputed;
    await world.act('ann', leave());
    expect(read(await queueOf(world))).not.toContain('ann');
    expect(read(await accept(disputed))).toContain('That dispute is not there any more');
    await expectBoardsRight(world);
  });

  it('is a decision of an admin: it stays, without their name and their words', async () => {
    const disputed = await openDisputed();
    const { world } = disputed;
    await accept(disputed, { note: 'You did say so.' });
    await world.store.transaction((tx) => tx.updateTable('outbox').set({ state: 'sent' }).execute());
    await world.act('ada', leave());
    expect(await textOf(world)).not.toMatch(/"ada"|You did say so/);
    expect(read(await accept(disputed, { admin: 'bea' }))).toContain('an admin who has left has accepted it');
  });

  it('is a shared result that was not posted yet', async () => {
    const world = await openWorld();
    await saveSetup(world);
    const attempt =
      (await world.act('ann', submit(await practise(world, 'ann'), latency))) && (await lastAttempt(world));
    await world.act('ann', press('share', attempt), { channel: 'general' });
    expect((await outboxOf(world)).filter(({ key }) => key.startsWith('share:'))).toHaveLength(1);
    await world.act('ann', leave());
    expect((await outboxOf(world)).filter(({ key }) => key.startsWith('share:'))).toEqual([]);
  });
});

async function lastAttempt({ store }: World): Promise<string> {
  const rows = await store.read((db) => db.selectFrom('attempts').select('id').execute());
  return rows.at(-1)?.id ?? '';
}

describe('an operator who deletes a member', () => {
  it('deletes what the member could have deleted, and says when there is nobody', async () => {
    const world = await openWorld();
    await practise(world, 'ann');
    const owner = { platform: 'test', workspace: 'acme', member: 'ann' };
    expect(await world.coach.forget({ ...owner, workspace: 'nowhere' })).toBe(false);
    expect(await world.coach.forget({ ...owner, member: 'nobody' })).toBe(false);
    expect(await world.coach.forget(owner)).toBe(true);
    expect(await textOf(world)).not.toContain('"ann"');
    expect(await world.coach.forget(owner)).toBe(false);
  });
});

describe('the boards', () => {
  const stories = triesOf({ usual: runsOf(25), proving: 1_000 });
  const step = fc.record({
    member: fc.constantFrom('ann', 'bob', 'cy'),
    doing: fc.constantFrom('answer', 'answer', 'answer', 'next', 'hide', 'leave'),
    words: fc.subarray([latency, load, lifetime, deletion]),
    channel: fc.option(fc.constant('general'), { nil: undefined }),
  });
  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

  const take = async (world: World, { member, doing, words, channel }: Step) => {
    const change = channel === undefined ? {} : { channel };
    if (doing === 'leave') return world.act(member, leave());
    if (doing === 'hide') return world.act(member, press('hide-me'));
    await world.act(member, command(doing === 'next' ? 'next' : 'practice'), change);
    return world.act(member, command(`answer ${words.join(' ') || 'nothing'}`), change);
  };

  it(
    'are what was earned by those who are left, whoever leaves when',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (story) => {
          const world = await openWorld();
          for (const each of story) {
            world.clock.now += 3_600_000;
            await take(world, each);
          }
          await expectBoardsRight(world);
          const lastOf = (name: string) => story.findLast(({ member }) => member === name)?.doing;
          for (const name of ['ann', 'bob', 'cy'].filter((one) => lastOf(one) === 'leave'))
            expect(await textOf(world)).not.toContain(`"${name}"`);
          expect(world.errors).toEqual([]);
          await world.store.close();
        }),
        { seed: 20_261_123, numRuns: stories },
      );
      proof(stories, 'stories in which members come, answer, hide and leave: boards equal to the ledger');
    },
    60_000 + stories * 200,
  );
});
