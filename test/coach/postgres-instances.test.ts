import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Coach, createCoach } from '../../src/coach/coach.ts';
import type { Interaction, MemberAction } from '../../src/domain/interaction.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import type { Reply } from '../../src/reply/reply.ts';
import type { Store } from '../../src/store/store.ts';
import { createPostgresDatabase, openStoreAt } from '../fixtures/databases.ts';
import { smallPack } from '../fixtures/practice-world.ts';
import { schedulerOf } from '../fixtures/scheduler.ts';
import { dumpOf } from '../store/dump.ts';
import { createFaultyGrader, deletion, latency, lifetime, load } from './literal-grader.ts';
import { command, pointsOf, press, read } from './reading.ts';

const packs = [smallPack()];

type Instance = { readonly coach: Coach; readonly store: Store; readonly tick: () => Promise<void> };

/** Coaches over connections of their own to one database, as several processes have them, with one grader and one clock. */
async function openInstances(count: number) {
  const url = await createPostgresDatabase();
  const grader = createFaultyGrader(false);
  const clock = { now: Date.parse('2026-11-23T09:00:00Z') };
  const errors: unknown[] = [];
  const open = async (_: unknown, index: number): Promise<Instance> => {
    const store = await openStoreAt(url);
    let ids = 0;
    const coach = createCoach({
      store,
      catalog: createCatalog(packs),
      grader,
      clock: () => clock.now,
      newId: <T>() => `id-${index}-${++ids}` as T,
      random: () => 0,
      timeZone: 'UTC',
      onError: (error) => errors.push(error),
    });
    const { tick } = schedulerOf(coach, { store, clock, errors }, { holder: `process ${index}` });
    return { coach, store, tick };
  };
  const instances = await Promise.all(Array.from({ length: count }, open));
  const coaches = instances.map(({ coach }) => coach);
  const dump = () => instances[0]?.store.read(dumpOf) ?? Promise.reject(new Error('no instance'));
  const close = () => Promise.all(instances.map(({ store }) => store.close()));
  const tick = () => Promise.all(instances.map((instance) => instance.tick()));
  return { coaches, grader, clock, errors, tick, dump, close };
}

type Instances = Awaited<ReturnType<typeof openInstances>>;

function interactionOf(deliveryId: string, member: string, action: MemberAction): Interaction {
  return {
    deliveryId,
    platform: 'test',
    workspace: 'acme',
    member: { id: member, name: member, role: 'member' },
    action,
  };
}

/** The same delivery to every instance, some times each, all at the same moment. */
function toAll({ coaches }: Instances, interaction: Interaction, times = 1): Promise<readonly Reply[]> {
  return Promise.all(coaches.flatMap((coach) => Array.from({ length: times }, () => coach.handle(interaction))));
}

/** Hands different deliveries to the instances in turn, all at the same moment. */
function inTurn({ coaches }: Instances, interactions: readonly Interaction[]): Promise<readonly Reply[]> {
  return Promise.all(
    interactions.map((interaction, index) => {
      const coach = coaches[index % coaches.length];
      return coach?.handle(interaction) ?? Promise.reject(new Error('no instance'));
    }),
  );
}

const answers = [latency, load, `${latency} ${load}`, `${lifetime} ${deletion}`];
const anyStep = fc.record({
  member: fc.constantFrom('ann', 'bob'),
  action: fc.oneof(
    fc.constantFrom(...answers).map((answer) => command(`answer ${answer}`)),
    fc.constantFrom('practice', 'next', 'hint', 'show', 'stats').map(command),
  ),
  times: fc.integer({ min: 1, max: 3 }),
});

describe('several instances on one database', () => {
  it('take each delivery once, however many of them get it at the same moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 8 }), async (story) => {
        const instances = await openInstances(3);
        for (const member of ['ann', 'bob'])
          await toAll(instances, interactionOf(`${member} begins`, member, command('practice')));
        for (const [index, { member, action, times }] of story.entries()) {
          instances.clock.now += 60_000;
          const [first, ...others] = await toAll(instances, interactionOf(`delivery ${index}`, member, action), times);
          for (const other of others) expect(other).toEqual(first);
        }
        const { attempts = [], points = [], inbox } = await instances.dump();
        const answered = story.filter(({ action }) => action.type === 'command' && action.text.startsWith('answer'));
        expect(instances.errors).toEqual([]);
        expect(attempts.map(({ answer }) => `answer ${answer}`).toSorted()).toEqual(
          answered.map(({ action }) => (action.type === 'command' ? action.text : '')).toSorted(),
        );
        expect(points.map((row) => row.attempt_id).toSorted()).toEqual(attempts.map((row) => row.id).toSorted());
        expect(inbox).toHaveLength(story.length + 2);
        await instances.close();
      }),
      { seed: 20_261_123, numRuns: 12 },
    );
  });

  it('meet a member and their workspace once, whoever is the first', async () => {
    const instances = await openInstances(3);
    await inTurn(
      instances,
      Array.from({ length: 12 }, (_, index) => interactionOf(`${index}`, 'ann', command('practice'))),
    );
    const { workspaces, members, sessions = [] } = await instances.dump();
    expect([workspaces, members]).toEqual([[expect.anything()], [expect.anything()]]);
    expect(sessions).toHaveLength(12);
    expect(sessions.filter(({ state }) => state === 'open')).toHaveLength(1);
    expect(instances.errors).toEqual([]);
  });

  it('give points for different answers of one member at the same moment as if they had come one by one', async () => {
    const instances = await openInstances(3);
    await toAll(instances, interactionOf('begin', 'ann', command('practice')));
    const many = Array.from({ length: 12 }, (_, index) =>
      interactionOf(`${index}`, 'ann', command(`answer ${index % 2 ? latency : load}`)),
    );
    const earned = (await inTurn(instances, many)).map((reply) => pointsOf(reply).earned);
    const { attempts, points = [] } = await instances.dump();
    expect(attempts).toHaveLength(12);
    expect(points.map((row) => row.points).toSorted()).toEqual(earned.toSorted());
    // No more than the best of the answers, in whichever order they were graded.
    expect(earned.reduce((sum, one) => sum + one, 0)).toBe(67);
    expect(instances.errors).toEqual([]);
  });

  it('grade what was left ungraded once, though all of them take it up at the same moment', async () => {
    const instances = await openInstances(3);
    instances.grader.broken = true;
    await toAll(instances, interactionOf('begin', 'ann', command('practice')));
    for (const [index, answer] of [load, latency].entries()) {
      instances.clock.now += 60_000;
      expect(
        read((await toAll(instances, interactionOf(`${index}`, 'ann', command(`answer ${answer}`))))[0] ?? nothing),
      ).toMatch(/^Your answer is saved/);
    }
    instances.grader.broken = false;
    instances.errors.length = 0;
    await Promise.all(instances.coaches.map((coach) => coach.resume()));
    const { points = [], outbox } = await instances.dump();
    expect(points.map((row) => row.points).toSorted()).toEqual([33, 34]);
    expect(outbox).toMatchObject([{ revision: 1 }, { revision: 1 }]);
    expect(instances.errors).toEqual([]);
  });

  it('ask one question of the day, and count each of its answers', async () => {
    const instances = await openInstances(3);
    const place = { platform: 'test', workspace: 'acme' };
    await Promise.all(instances.coaches.map((coach) => coach.addDailyChannel({ ...place, channel: 'general' })));
    await instances.tick();
    const { dailies = [], channels } = await instances.dump();
    expect(dailies).toHaveLength(1);
    expect(channels).toHaveLength(1);
    const target = `daily:${dailies[0]?.channel_id}:${dailies[0]?.asked_on}`;
    const many = Array.from({ length: 9 }, (_, index) =>
      interactionOf(`${index}`, `member-${index}`, {
        type: 'submit',
        form: 'answer',
        value: target,
        fields: { answer: [latency] },
      }),
    );
    await inTurn(instances, many);
    await instances.tick();
    const { outbox = [] } = await instances.dump();
    expect(outbox.find(({ logical_key }) => logical_key === target)?.message).toContain('9 ');
    expect(instances.errors).toEqual([]);
  });

  it('purge a workspace once, and know nothing of it afterwards', async () => {
    const instances = await openInstances(3);
    const place = { platform: 'test', workspace: 'acme' };
    await toAll(instances, interactionOf('begin', 'ann', command('practice')));
    await instances.coaches[0]?.closeWorkspace(place);
    instances.clock.now += 31 * 86_400_000;
    const again = interactionOf('again', 'ann', press('next'));
    await Promise.all([...instances.coaches.map((coach) => coach.purge()), toAll(instances, again)]);
    const { workspaces, sessions } = await instances.dump();
    expect(workspaces?.length).toBeLessThanOrEqual(1);
    expect(sessions?.length).toBeLessThanOrEqual(2);
    expect(instances.errors).toEqual([]);
  });
});

const nothing: Reply = { type: 'message', blocks: [] };
