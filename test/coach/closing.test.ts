import { describe, expect, it } from 'vitest';
import { parkChannel, unparkChannel } from '../../src/store/channels.ts';
import { recordSent } from '../../src/store/outbox.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { asAdmin, outboxOf, saveSetup } from './admin.ts';
import { createFaultyGrader, createLiteralGrader, latency, load } from './literal-grader.ts';
import { buttonsOf, command, pointsOf, practise, press, read, send, submit } from './reading.ts';

const at = (text: string) => Date.parse(`${text}Z`);

/** A world whose channel `general` was asked at nine in Berlin on Tuesday; with the target of its question. */
async function openWorld(): Promise<{ readonly world: World; readonly target: string }> {
  const world = await createWorld({ grader: createLiteralGrader() });
  await saveSetup(world);
  world.clock.now = at('2026-11-24T08:00:00');
  await world.tick();
  const target = (await outboxOf(world)).find(({ key }) => key.startsWith('daily:'))?.key ?? '';
  return { world, target };
}

async function textOf(world: World, start: string): Promise<string | undefined> {
  const outgoing = (await outboxOf(world)).find(({ key }) => key.startsWith(start));
  return outgoing?.message && read(outgoing.message);
}

const goTo = async (world: World, text: string) => {
  world.clock.now = at(text);
  await world.tick();
};

describe('a question of the day that closes', () => {
  it('shows in its thread the model answer, how many covered what, and the best three who let themselves be seen', async () => {
    const { world, target } = await openWorld();
    for (const [index, [member, text]] of (
      [
        ['ann', `${latency} ${load}`],
        ['bob', latency],
        ['cy', load],
        ['dee', `${load} ${latency}`],
        ['eve', 'I would have to guess.'],
      ] as const
    ).entries()) {
      world.clock.now += index;
      await world.act(member, submit(target, text));
    }
    await world.act('dee', command('privacy'));
    await world.act('dee', press('hide-me'));
    expect(await textOf(world, 'close:')).toBeUndefined();
    await goTo(world, '2026-11-24T15:59:59');
    expect(await textOf(world, 'close:')).toBeUndefined();
    await goTo(world, '2026-11-24T16:00:00');
    expect(await textOf(world, 'daily:')).toContain(
      'Closed · 5 people have answered · the model answer is in the thread',
    );
    const closing = (await textOf(world, 'close:')) ?? '';
    expect(closing).toContain('A cache lowers latency because it answers from memory. (✓ 3 covered · ○ 2 missed)');
    expect(closing).toMatch(/Best of the day, out of 100[\s\S]*ann.*100[\s\S]*bob.*67[\s\S]*cy.*33/);
    expect(closing).not.toMatch(/dee|eve/);
    const [picture] = (
      (await outboxOf(world)).find(({ key }) => key.startsWith('close:'))?.message?.blocks ?? []
    ).filter((block) => block.type === 'picture');
    expect(picture?.alt).toContain('3 covered, 2 missed');
    const { thread_key } = await world.store.read((db) =>
      db.selectFrom('outbox').selectAll().where('logical_key', 'like', 'close:%').executeTakeFirstOrThrow(),
    );
    expect(thread_key).toBe(target);
  });

  it('grades a late answer, says kindly that it does not count, and counts it nowhere', async () => {
    const { world, target } = await openWorld();
    await goTo(world, '2026-11-24T16:00:00');
    const closing = await textOf(world, 'close:');
    const late = await world.act('bob', submit(target, latency));
    expect(read(late)).toContain('67 of 100');
    expect(pointsOf(late)).toEqual({ earned: 0, season: 0 });
    expect(read(late)).toMatch(/closed/i);
    await goTo(world, '2026-11-24T16:01:00');
    expect(await textOf(world, 'close:')).toBe(closing);
    expect(await textOf(world, 'daily:')).toContain('Closed · Nobody has answered');
  });

  it('says so when nobody has answered, without best ones and bars', async () => {
    const { world } = await openWorld();
    await goTo(world, '2026-11-24T16:00:00');
    const closing = (await textOf(world, 'close:')) ?? '';
    expect(closing).toContain('Nobody has answered');
    expect(closing).not.toMatch(/Best of the day|covered/);
  });

  it('waits for answers that are being graded, but not for long', async () => {
    const { world, target } = await openWorld();
    const failing = world.restart(createFaultyGrader());
    await failing.act('ann', submit(target, latency));
    await goTo(world, '2026-11-24T16:00:00');
    expect(await textOf(world, 'close:')).toBeUndefined();
    await world.coach.resume();
    await goTo(world, '2026-11-24T16:00:05');
    expect(await textOf(world, 'close:')).toMatch(/ann.*67/);
  });

  it('closes without an answer that cannot be graded', async () => {
    const { world, target } = await openWorld();
    const failing = world.restart(createFaultyGrader());
    await failing.act('ann', submit(target, latency));
    await goTo(world, '2026-11-24T16:00:00');
    await goTo(world, '2026-11-24T16:02:00');
    expect(await textOf(world, 'close:')).toContain('1 person has answered');
  });

  it('closes once, also when nobody was there at its time', async () => {
    const { world } = await openWorld();
    await goTo(world, '2026-11-25T20:00:00');
    await world.restart().tick();
    const closings = (await outboxOf(world)).filter(({ key }) => key.startsWith('close:'));
    expect(closings.map(({ revision }) => revision)).toEqual([1]);
  });
});

describe('a model answer that a closing shows', () => {
  /** What a member earns who practises the question then, and knows two thirds of it. */
  async function earnedInPractice(world: World): Promise<number> {
    await practise(world, 'ann');
    return pointsOf(await world.act('ann', command(`answer ${latency}`))).earned;
  }
  const placeOf = async ({ store }: World) =>
    store.read((db) => db.selectFrom('channels').select(['workspace_id', 'id']).executeTakeFirstOrThrow());
  const park = async (world: World) => {
    const { workspace_id, id: channelId } = await placeOf(world);
    await world.store.transaction((tx) => parkChannel(tx, workspace_id, { channelId, because: 'closed' }));
  };

  it('halves from then on what is gained by that question', async () => {
    const { world } = await openWorld();
    await goTo(world, '2026-11-24T16:00:00');
    expect(await earnedInPractice(world)).toBe(33);
  });

  it('halves nothing when it came days too late to be shown', async () => {
    const { world } = await openWorld();
    await goTo(world, '2026-11-28T12:00:00');
    expect(await textOf(world, 'close:')).toBeUndefined();
    expect(await earnedInPractice(world)).toBe(67);
  });

  it('halves nothing when its channel was closed by then', async () => {
    const { world } = await openWorld();
    await park(world);
    await goTo(world, '2026-11-24T16:00:00');
    expect(await earnedInPractice(world)).toBe(67);
  });

  it('halves nothing while it waits for a closed channel, nor when it was dropped there', async () => {
    const { world } = await openWorld();
    await goTo(world, '2026-11-24T16:00:00');
    await park(world);
    expect(await earnedInPractice(world)).toBe(67);
    const { workspace_id, id: channelId } = await placeOf(world);
    await world.store.transaction((tx) => unparkChannel(tx, workspace_id, channelId));
    await practise(world, 'bob');
    expect(pointsOf(await world.act('bob', command(`answer ${load}`))).earned).toBe(33);
  });

  it('halves on when it was shown before its channel was closed', async () => {
    const { world, target } = await openWorld();
    await goTo(world, '2026-11-24T16:00:00');
    const { workspace_id } = await placeOf(world);
    const shown = { logicalKey: `close:${target}`, revision: 1, messageRef: 'ref', at: world.clock.now };
    await world.store.transaction((tx) => recordSent(tx, workspace_id, shown));
    await park(world);
    expect(await earnedInPractice(world)).toBe(33);
  });
});

describe('a reminder', () => {
  it('comes in private an hour before closing, to those who want it and have not answered', async () => {
    const { world, target } = await openWorld();
    for (const member of ['ann', 'bob', 'cy'])
      expect(read(await world.act(member, command('remind')))).toContain('an hour');
    await world.act('bob', submit(target, latency));
    await world.act('cy', command('remind off'));
    await goTo(world, '2026-11-24T14:59:00');
    expect(await textOf(world, 'remind:')).toBeUndefined();
    await goTo(world, '2026-11-24T15:00:00');
    const reminders = (await outboxOf(world)).filter(({ key }) => key.startsWith('remind:'));
    expect(reminders.map(({ channel }) => channel)).toEqual(['@ann']);
    const [reminder] = reminders;
    if (!reminder?.message) throw new Error('no reminder');
    expect(read(reminder.message)).toContain('Closes 17:00 (Europe/Berlin)');
    const [answer, off] = buttonsOf(reminder.message);
    expect([answer?.label, off?.label]).toEqual(['Answer', 'No more reminders']);
    expect(read(await world.act('ann', press('remind-off', off?.value)))).toBe('You will get no more reminders.');
    await goTo(world, '2026-11-25T15:30:00');
    expect((await outboxOf(world)).filter(({ key }) => key.startsWith('remind:'))).toHaveLength(1);
  });

  it('is refused in a sentence where there is no question, and for words that mean nothing', async () => {
    const world = await createWorld();
    expect(read(await world.act('ann', command('remind')))).toContain('no question of the day to be reminded of');
    expect(read(await world.act('ann', command('remind maybe')))).toContain('I do not know "remind maybe"');
    expect(read(await world.act('ann', press('remind-on', "daily:' or 1=1:2026-11-24")))).toContain(
      'no question of the day',
    );
  });
});

describe('the form of further settings', () => {
  const details = { closeTime: ['18:30'], levels: ['senior'], skippedDays: ['2026-12-24, 2026-12-25'] };

  async function openForm() {
    const world = await createWorld({ grader: createLiteralGrader() });
    const saved = await saveSetup(world);
    const value = buttonsOf(saved).find(({ name }) => name === 'daily-details')?.value ?? '';
    const save = (change: object = {}) =>
      world.act('ada', send('daily-details', value, { ...details, ...change }), asAdmin());
    return { world, value, save };
  }

  it('sets when questions close, on which levels, and days off; the first form leaves that as it is', async () => {
    const { world, save } = await openForm();
    expect(read(await save())).toContain('2026-12-24, 2026-12-25');
    await saveSetup(world, { time: ['10:00'] });
    world.clock.now = at('2026-12-24T12:00:00');
    await world.tick();
    expect(await textOf(world, 'daily:')).toBeUndefined();
    await goTo(world, '2026-12-28T09:00:00');
    expect(await textOf(world, 'daily:')).toContain('closes 18:30 (Europe/Berlin)');
  });

  it.each([
    ['24:00', { closeTime: ['24:00'] }, 'from 00:00 to 23:59'],
    ['no time', { closeTime: [] }, 'from 00:00 to 23:59'],
    ['a day that is none', { skippedDays: ['2026-02-30'] }, 'There is no day "2026-02-30"'],
    ['words', { skippedDays: ['<!channel> Christmas'] }, 'There is no day "<!channel>"'],
    ['a year of days', { skippedDays: [manyDays(61)] }, 'Give 60 days at most'],
    ['a level that is none', { levels: ['wizard'] }, 'Choose levels from the list'],
  ])('comes back with what was written and a sentence for %s', async (_, change, sentence) => {
    const { save } = await openForm();
    const form = await save(change);
    expect(form.type).toBe('form');
    expect(JSON.stringify(form)).toContain(JSON.stringify(sentence).slice(1, -1));
  });

  it.each(['', 'nowhere', "' or 1=1 --", 'x'.repeat(200)])(
    'says where to start for a channel that is none: %s',
    async (value) => {
      const { world } = await openForm();
      const reply = await world.act('ada', send('daily-details', value, details), asAdmin());
      expect(read(reply)).toContain('has no question of the day');
      expect(read(await world.act('ada', press('daily-details', value), asAdmin()))).toContain(
        'has no question of the day',
      );
    },
  );
});

function manyDays(count: number): string {
  return Array.from({ length: count }, (_, index) =>
    new Date(at('2027-01-01T00:00:00') + index * 86_400_000).toISOString().slice(0, 10),
  ).join(' ');
}
