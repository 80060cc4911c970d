import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interaction, MemberAction } from '../../src/domain/interaction.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { runsOf } from '../fixtures/databases.ts';
import { createWorld, smallPack, type World } from '../fixtures/practice-world.ts';
import { proof, triesOf } from '../fixtures/proof.ts';
import type { Dump } from '../store/dump.ts';
import { createLiteralGrader, deletion, latency, lifetime, load } from './literal-grader.ts';
import { command, press, read, submit } from './reading.ts';
import { dumpWorld } from './world-dump.ts';

const start = Date.parse('2026-11-23T09:00:00Z');
const packs = [smallPack()];
const everything = [latency, load, lifetime, deletion].join(' ');

/** What a member may do; the value is the target of what they have open at that moment. */
const doings: Readonly<Record<string, (open: string) => MemberAction>> = {
  practice: () => command('practice'),
  'half an answer': () => command(`answer ${latency} ${lifetime}`),
  'a whole answer': () => command(`answer ${everything}`),
  'a submitted answer': (open) => submit(open, `${load} ${deletion}`),
  'an answer to the daily': () => submit('daily', latency),
  'an empty answer': (open) => submit(open, ' '),
  hint: (open) => press('hint', open),
  show: (open) => press('show-answer', open),
  next: (open) => press('next', open),
  form: (open) => press('answer', open),
  board: () => command('leaderboard all'),
  hide: () => press('hide-me'),
  'be seen': () => press('show-me'),
  season: () => command('season'),
  stats: () => command('stats'),
  message: () => ({ type: 'message', text: latency }),
  home: () => ({ type: 'home' }),
};

type Doing = {
  readonly member: string;
  readonly doing: string;
  /** For each repetition, how many doings later it arrives: 0 is at the same moment. */
  readonly repeats: readonly number[];
};

const anyDoing: fc.Arbitrary<Doing> = fc.record({
  member: fc.constantFrom('ann', 'bob'),
  doing: fc.constantFrom(...Object.keys(doings)),
  repeats: fc.array(fc.nat(6), { maxLength: 3 }),
});

async function openWorld(): Promise<World> {
  const world = await createWorld({ grader: createLiteralGrader(), packs });
  await world.coach.addDailyChannel({ platform: 'test', workspace: 'acme', channel: 'general' });
  await world.tick();
  return world;
}

/** Puts the target of the daily question into an answer to it. */
async function aim(world: World, action: MemberAction): Promise<MemberAction> {
  if (action.type !== 'submit' || action.value !== 'daily') return action;
  const daily = await world.store.read((db) => db.selectFrom('dailies').selectAll().executeTakeFirstOrThrow());
  return { ...action, value: `daily:${daily.channel_id}:${daily.asked_on}` };
}

async function openTarget({ store }: World, member: string): Promise<string> {
  const session = await store.read((db) =>
    db
      .selectFrom('sessions')
      .innerJoin('members', 'members.id', 'sessions.member_id')
      .select('sessions.id')
      .where('members.external_id', '=', member)
      .where('sessions.state', '=', 'open')
      .executeTakeFirst(),
  );
  return session ? `session:${session.id}` : '';
}

/** Has two members begin, does everything in order, one a minute, delivers the repetitions when they are due, and dumps it. */
async function live(story: readonly Doing[], repeating: boolean): Promise<Dump> {
  const world = await openWorld();
  for (const member of ['ann', 'bob']) await world.act(member, command('practice'), { deliveryId: `${member} begins` });
  const done: Interaction[] = [];
  const due = (step: number) =>
    story.flatMap(({ repeats }, index) =>
      repeating ? repeats.filter((later) => index + later === step).map(() => index) : [],
    );
  const redeliver = (index: number): Promise<Reply> | undefined => {
    const interaction = done[index];
    return interaction && world.coach.handle(interaction);
  };
  for (const [step, { member, doing }] of story.entries()) {
    world.clock.now = start + step * 60_000;
    const action = doings[doing]?.(await openTarget(world, member)) ?? command('help');
    done.push({
      deliveryId: `delivery ${step}`,
      platform: 'test',
      workspace: 'acme',
      member: { id: member, name: member, role: 'member' },
      action: await aim(world, action),
    });
    await Promise.all([step, ...due(step)].map(redeliver));
  }
  for (let step = story.length; step <= story.length + 6; step += 1) await Promise.all(due(step).map(redeliver));
  expect(world.errors).toEqual([]);
  const dump = await dumpWorld(world);
  await world.store.close();
  return dump;
}

describe('an interaction that is delivered again', () => {
  const stories = triesOf({ usual: runsOf(60), proving: 10_000 });

  it(
    'leaves the same rows however often, whenever and beside whatever else it arrives',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyDoing, { minLength: 1, maxLength: 6 }), async (story) => {
          expect(await live(story, true)).toEqual(await live(story, false));
        }),
        { seed: 20_261_123, numRuns: stories },
      );
      proof(stories, 'stories with 1–4 deliveries of each interaction, at once and up to six steps later');
    },
    60_000 + stories * 200,
  );

  it('is answered as it was the first time, word for word, whatever has been done since', async () => {
    const world = await openWorld();
    const told: { readonly interaction: Interaction; readonly reply: Reply }[] = [];
    const names = Object.keys(doings).filter((name) => name !== 'home');
    for (const [step, name] of [...names, ...names].entries()) {
      const action = doings[name]?.(await openTarget(world, 'ann')) ?? command('help');
      const interaction: Interaction = {
        deliveryId: `delivery ${step}`,
        platform: 'test',
        workspace: 'acme',
        member: { id: 'ann', name: 'ann', role: 'member' },
        action: await aim(world, action),
      };
      const reply = await world.coach.handle(interaction);
      expect(await world.coach.handle(interaction), name).toEqual(reply);
      told.push({ interaction, reply });
    }
    for (const { interaction, reply } of told) {
      const again = await world.coach.handle(interaction);
      // A result speaks of the season as it stands now; everything else is repeated to the letter.
      if (/this season$/m.test(read(reply))) expect(headOf(again)).toBe(headOf(reply));
      else expect(again).toEqual(reply);
    }
  });

  it('is a new one under the same id in another workspace, and on another platform', async () => {
    const world = await openWorld();
    for (const change of [{}, { workspace: 'rival' }, { platform: 'other' }, {}]) {
      await world.act('ann', command('practice'), { deliveryId: 'one', ...change });
    }
    const sessions = await world.store.read((db) => db.selectFrom('sessions').select('workspace_id').execute());
    expect(new Set(sessions.map((session) => session.workspace_id)).size).toBe(3);
    expect(sessions).toHaveLength(3);
  });
});

/** A result up to its score. */
function headOf(reply: Reply): string {
  return read(reply).split('key points covered')[0] ?? '';
}
