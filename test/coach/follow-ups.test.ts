import { describe, expect, it } from 'vitest';
import type { MemberAction } from '../../src/domain/interaction.ts';
import { textOf } from '../../src/reply/inline.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { buttonValue, createWorld, type World } from '../fixtures/practice-world.ts';
import { outboxOf } from './admin.ts';
import { createFaultyGrader, createLiteralGrader, inThePack, latency, load } from './literal-grader.ts';
import {
  buttonsOf,
  command,
  formOf,
  keyPointsOf,
  notOpen,
  practise,
  press,
  read,
  send,
  standingsOf,
  submit,
} from './reading.ts';

const nothing = 'I would have to guess.';
const label = 'Answer the follow-up';

/** Ann has missed both key points and is asked about the heavier one. */
async function openWorld(grader = createLiteralGrader()): Promise<{ world: World; result: Reply; followUp: string }> {
  const world = await createWorld({ grader });
  const session = await practise(world, 'ann');
  const result = await world.act('ann', submit(session, nothing));
  return { world, result, followUp: buttonValue(result, label) };
}

const strengthsOf = async (world: World) =>
  Object.fromEntries(
    (await world.store.read((db) => db.selectFrom('strengths').selectAll().execute())).map((row) => [
      row.key_point_id.split('-').slice(-1)[0],
      row.strength,
    ]),
  );

describe('a follow-up', () => {
  it('is asked on the heaviest key point that is open, as an interviewer would, and answered in a form', async () => {
    const { world, result, followUp } = await openWorld();
    expect(read(result)).toContain('Follow-up: How much faster is memory than a disk?');
    const form = formOf(await world.act('ann', press('answer', followUp)));
    expect(textOf(form.context)).toBe('How much faster is memory than a disk?');
    expect(form.value).toBe(followUp);
  });

  it('is asked in general words where the author wrote none', async () => {
    const { world } = await openWorld();
    await world.act('ann', command('next'));
    expect(read(await world.act('ann', command(`answer ${nothing}`)))).toContain(
      'Follow-up: And when it comes to “fetched”: what would you do, and why?',
    );
  });

  it('is not asked when nothing is open', async () => {
    const { world } = await openWorld();
    const whole = await world.act('ann', command(`answer ${latency} ${load}`));
    expect(buttonsOf(whole).map((button) => button.label)).not.toContain(label);
  });

  it('is graded on its key point alone, with the words that prove it, and lifts that key point for reviews', async () => {
    const { world, followUp } = await openWorld();
    const before = await strengthsOf(world);
    expect(Object.values(before)).toEqual([0, 0]);
    const graded = await world.act('ann', submit(followUp, `${latency} ${load}`));
    expect(read(graded)).toContain('That was the missing point');
    expect(keyPointsOf(graded)).toMatchObject([{ coverage: 'covered', evidence: latency }]);
    expect(Object.values(await strengthsOf(world)).toSorted()).toEqual([0, 0.75]);
  });

  it('may be tried again while it is open, and hides what the key point says', async () => {
    const { world, followUp } = await openWorld();
    const graded = await world.act('ann', submit(followUp, load));
    expect(read(graded)).toContain('That is not it yet');
    expect(read(graded)).not.toContain(inThePack[latency]);
    expect(buttonValue(graded, 'Try again')).toBe(followUp);
    expect(read(await world.act('ann', submit(followUp, latency)))).toContain('That was the missing point');
  });

  it('can be typed too, with or without its answer, as long as something is open', async () => {
    const { world, followUp } = await openWorld();
    expect(formOf(await world.act('ann', command('follow-up'))).value).toBe(followUp);
    expect(read(await world.act('ann', command(`follow-up ${latency}`)))).toContain('That was the missing point');
    for (const typed of ['follow-up', `follow-up ${latency}`])
      expect(read(await world.act('bob', command(typed)))).toMatch(/^There is nothing to follow up on/);
  });

  it('earns no points, keeps no streak and is no answer of the statistics', async () => {
    const { world, followUp } = await openWorld();
    await world.act('ann', submit(followUp, latency));
    expect(standingsOf(await world.act('ann', command('leaderboard')))).toEqual(['1. ann 0 *']);
    const stats = read(await world.act('ann', command('stats')));
    expect(stats).toContain('Answers: 1');
    expect(stats).not.toContain('Streak');
  });

  it('leads to the model answer and to the next question', async () => {
    const { world, followUp } = await openWorld();
    const graded = await world.act('ann', submit(followUp, load));
    expect(read(await world.act('ann', press('show-answer', buttonValue(graded, 'Show model answer'))))).toContain(
      inThePack[latency],
    );
    expect(read(await world.act('ann', press('next', buttonValue(graded, 'Next question'))))).toContain('fresh?');
  });

  it('that could not be graded at once is graded later and sent in private', async () => {
    const grader = createFaultyGrader(false);
    const { world, followUp } = await openWorld(grader);
    grader.broken = true;
    expect(read(await world.act('ann', submit(followUp, latency)))).toContain('Your answer is saved');
    grader.broken = false;
    world.clock.now += 1_000;
    await world.coach.resume();
    const sent = (await outboxOf(world)).filter(({ key }) => key.startsWith('result:'));
    expect(sent.map(({ message }) => message && read(message))).toEqual([
      expect.stringContaining('That was the missing point'),
    ]);
  });

  it.each<readonly [string, (value: string) => MemberAction]>([
    ['pressed', (value) => press('answer', value)],
    ['sent', (value) => submit(value, latency)],
  ])('of somebody else, or of nothing, is not open when it is %s', async (_, act) => {
    const { world, followUp } = await openWorld();
    const [start] = followUp.split(/:\d+$/);
    expect(read(await world.act('bob', act(followUp)))).toBe(notOpen);
    expect(read(await world.act('ann', act(followUp), { workspace: 'rival' }))).toBe(notOpen);
    for (const forged of [
      `${start}:2`,
      `${start}:99`,
      `${start}:-1`,
      `${start}:0x1`,
      'follow-up:nothing:0',
      'follow-up::0',
    ])
      expect(read(await world.act('ann', act(forged)))).toBe(notOpen);
  });

  it('has no follow-up of its own, is not shared, and is not disputed', async () => {
    const { world, followUp } = await openWorld();
    const graded = await world.act('ann', submit(followUp, load));
    const names = buttonsOf(graded).map(({ name }) => name);
    expect(names).toEqual(['answer', 'show-answer', 'next']);
    const { id } = await world.store.read((db) =>
      db.selectFrom('attempts').select('id').where('target', '=', followUp).executeTakeFirstOrThrow(),
    );
    for (const act of [
      press('share', id),
      press('dispute', id),
      send('dispute', id, {}),
      press('answer', `follow-up:${id}:0`),
    ])
      expect(read(await world.act('ann', act))).toMatch(/not there any more|no longer open/);
  });
});
