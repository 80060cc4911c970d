import { describe, expect, it } from 'vitest';
import type { FieldValues } from '../../src/domain/interaction.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { outboxOf } from './admin.ts';
import { plainPack } from './another-coach.ts';
import { createLiteralGrader } from './literal-grader.ts';
import { buttonsOf, command, fieldOf, practise, press, questionOf, read, send } from './reading.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const nothing = 'I would have to guess.';

async function openWorld(questions = 7): Promise<World> {
  const world = await createWorld({ grader: createLiteralGrader(), packs: [plainPack(questions)] });
  await practise(world, 'ann');
  await world.act('ann', command(`answer ${nothing}`));
  return world;
}

const usual = { interviewOn: [''], perDay: ['5'], remindAt: ['never'] };
const save = (world: World, fields: FieldValues) => world.act('ann', send('review-plan', '', { ...usual, ...fields }));
const reminders = async (world: World) => (await outboxOf(world)).filter(({ key }) => key.startsWith('review:'));

describe('the settings of reviews', () => {
  it('come as a form with what holds, from a command and from a button', async () => {
    const world = await openWorld();
    for (const act of [command('goal'), press('review-plan')]) {
      const form = await world.act('ann', act);
      expect(fieldOf(form, 'text', 'interviewOn').text).toBe('');
      expect(fieldOf(form, 'choice', 'perDay').chosen).toEqual(['5']);
      expect(fieldOf(form, 'choice', 'remindAt').chosen).toEqual(['never']);
    }
    await save(world, { interviewOn: [' 2026-12-24 '], perDay: ['10'], remindAt: ['08:00'] });
    const form = await world.act('ann', command('goal'));
    expect(fieldOf(form, 'text', 'interviewOn').text).toBe('2026-12-24');
    expect(fieldOf(form, 'choice', 'perDay').chosen).toEqual(['10']);
    expect(fieldOf(form, 'choice', 'remindAt').chosen).toEqual(['08:00']);
    const others = await world.act('bob', command('goal'));
    expect(fieldOf(others, 'text', 'interviewOn').text).toBe('');
  });

  it.each<readonly [string, FieldValues, string]>([
    ['a day that is over', { interviewOn: ['2026-11-22'] }, 'interviewOn'],
    ['today', { interviewOn: ['2026-11-23'] }, 'interviewOn'],
    ['a day of another age', { interviewOn: ['9999-12-31'] }, 'interviewOn'],
    ['a day that no calendar has', { interviewOn: ['2027-02-30'] }, 'interviewOn'],
    ['no day at all', { interviewOn: ['<!channel> soon'] }, 'interviewOn'],
    ['a very long day', { interviewOn: ['2'.repeat(10_000)] }, 'interviewOn'],
    ['no number', { perDay: [] }, 'perDay'],
    ['an absurd number', { perDay: ['1000000'] }, 'perDay'],
    ['a number below one', { perDay: ['-1'] }, 'perDay'],
    ['a fraction', { perDay: ['2.5'] }, 'perDay'],
    ['a time that is not offered', { remindAt: ['03:33'] }, 'remindAt'],
    ['a time that no clock shows', { remindAt: ['25:00'] }, 'remindAt'],
    ['no time', { remindAt: [] }, 'remindAt'],
  ])('refuse %s, keep what was written, and change nothing', async (_, fields, wrong) => {
    const world = await openWorld();
    const reply = await save(world, fields);
    if (reply.type !== 'form') throw new Error(read(reply));
    expect(reply.fields.filter(({ problem }) => problem !== undefined).map(({ name }) => name)).toEqual([wrong]);
    expect(await world.store.read((db) => db.selectFrom('review_plans').selectAll().execute())).toEqual([]);
  });
});

describe('an interview', () => {
  it('has everything that was met come back before it, and says what new ones fit', async () => {
    const world = await openWorld();
    const saved = read(await world.act('ann', command('goal 2026-11-25')));
    expect(saved).toContain('Interview: Wed, 25 Nov 2026');
    expect(saved).toContain('The interview is in 2 days.');
    expect(saved).toContain('The question that you have met comes back before it.');
    expect(saved).toContain('There is time for 6 new questions, about 3 a day.');
  });

  it('says what will not fit', async () => {
    const world = await openWorld(20);
    const saved = read(await save(world, { interviewOn: ['2026-11-25'], perDay: ['3'] }));
    expect(saved).toContain('There is time for 4 new questions, about 2 a day.');
    expect(saved).toContain('15 new questions will not fit');
  });

  it('has reviews go on with new questions when nothing is due, and only then', async () => {
    const world = await openWorld();
    expect(read(await world.act('ann', command('review')))).toMatch(/^Nothing is due/);
    await world.act('ann', command('goal 2026-12-24'));
    expect(read(await world.act('ann', command('review')))).toContain('new, before your interview');
  });

  it('shortens intervals: what would come back after it comes back on its eve at the latest', async () => {
    const world = await openWorld();
    await world.store.transaction((tx) =>
      tx.updateTable('reviews').set({ due_on: '2027-06-01', weakest: 1 }).execute(),
    );
    await world.act('ann', command('goal 2026-11-30'));
    const planned = () => world.store.read((db) => db.selectFrom('reviews').select('planned_on').executeTakeFirst());
    expect(await planned()).toEqual({ planned_on: '2026-11-29' });
    await world.act('ann', command('goal off'));
    expect(await planned()).toEqual({ planned_on: '2027-06-01' });
  });

  it('is forgotten when its day has come, and memory decides again', async () => {
    const world = await openWorld();
    await world.store.transaction((tx) =>
      tx.updateTable('reviews').set({ due_on: '2027-06-01', weakest: 1 }).execute(),
    );
    await world.act('ann', command('goal 2026-11-30'));
    world.clock.now += 7 * dayMs;
    expect(read(await world.act('ann', command('review')))).toContain('Next: 1 question on Tue, 1 Jun 2027.');
    expect(fieldOf(await world.act('ann', command('goal')), 'text', 'interviewOn').text).toBe('');
  });

  it.each(['yesterday', '2026-11-23', '2026-13-01', '@everyone', '1'.repeat(5_000)])(
    'is not planned for %s',
    async (day) => {
      const world = await openWorld();
      expect(read(await world.act('ann', command(`goal ${day}`)))).toMatch(/There is no day|is not ahead/);
      expect(await world.store.read((db) => db.selectFrom('review_plans').selectAll().execute())).toEqual([]);
    },
  );
});

describe('a reminder of reviews', () => {
  /** Looks every quarter of an hour. */
  async function runFor(world: World, days: number): Promise<void> {
    for (const end = world.clock.now + days * dayMs; world.clock.now < end; world.clock.now += hourMs / 4)
      await world.tick();
    expect(world.errors).toEqual([]);
  }

  it('comes in private to those who asked, once a day at their time, while something is due', async () => {
    const world = await openWorld();
    await save(world, { remindAt: ['08:00'] });
    await runFor(world, 3);
    const sent = await reminders(world);
    expect(sent.map(({ key }) => key.slice(-10))).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
    expect(sent.every(({ channel }) => channel.includes('ann'))).toBe(true);
    const [message] = sent.flatMap((one) => (one.message ? [one.message] : []));
    if (!message) throw new Error('nothing was sent');
    expect(read(message)).toContain('1 question is due before you forget the answer.');
    const [button] = buttonsOf(message);
    expect(questionOf(await world.act('ann', press('review', button?.value)))).toMatch(/\?$/);
  });

  it('does not come when nothing is due, when the number of the day is reached, nor after it was turned off', async () => {
    const world = await openWorld();
    await save(world, { remindAt: ['08:00'], perDay: ['1'] });
    world.clock.now = Date.parse('2026-11-24T07:00:00Z');
    await world.act('ann', command('review'));
    await world.act('ann', command(`answer ${nothing}`));
    await runFor(world, 0.5);
    expect(await reminders(world)).toEqual([]);
    await save(world, {});
    await runFor(world, 3);
    expect(await reminders(world)).toEqual([]);
  });

  it('is at that time of the member’s clock, moves with them, and never comes twice on a day', async () => {
    const world = await openWorld();
    await world.act('ann', send('review-plan', '', { ...usual, remindAt: ['08:00'] }), {
      member: { timeZone: 'Asia/Tokyo' },
    });
    world.clock.now = Date.parse('2026-11-23T22:00:00Z');
    await runFor(world, 0.25);
    expect((await reminders(world)).map(({ key }) => key.slice(-10))).toEqual(['2026-11-24']);
    await world.act('ann', command('help'), { member: { timeZone: 'Europe/Berlin' } });
    await runFor(world, 0.5);
    expect((await reminders(world)).map(({ key }) => key.slice(-10))).toEqual(['2026-11-24']);
    await runFor(world, 1);
    expect((await reminders(world)).map(({ key }) => key.slice(-10))).toEqual(['2026-11-24', '2026-11-25']);
  });

  it('that nobody was there to send is made up for within six hours, and not later', async () => {
    const world = await openWorld();
    await save(world, { remindAt: ['08:00'] });
    world.clock.now = Date.parse('2026-11-24T13:59:00Z');
    await world.tick();
    expect(await reminders(world)).toHaveLength(1);
    world.clock.now = Date.parse('2026-11-28T15:00:00Z');
    await world.tick();
    expect(await reminders(world)).toHaveLength(1);
    world.clock.now = Date.parse('2026-11-29T08:00:00Z');
    await world.tick();
    expect(await reminders(world)).toHaveLength(2);
  });

  it('is not put off by a clock that was a year ahead when it was asked for', async () => {
    const world = await openWorld();
    world.clock.now += 365 * dayMs;
    await save(world, { remindAt: ['08:00'] });
    world.clock.now -= 365 * dayMs;
    await world.coach.reschedule();
    await runFor(world, 1);
    expect(await reminders(world)).toHaveLength(1);
  });
});
