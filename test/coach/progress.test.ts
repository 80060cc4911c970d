import { describe, expect, it } from 'vitest';
import type { Pack } from '../../src/domain/question.ts';
import type { ProgressChart } from '../../src/reply/chart.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { blocksOf, createWorld, smallPack, type World } from '../fixtures/practice-world.ts';
import { createAnotherCoach } from './another-coach.ts';
import { createLiteralGrader, inThePack, latency, load } from './literal-grader.ts';
import { buttonsOf, command, practise, press, read, submit } from './reading.ts';

const nothing = 'I would have to guess.';
const dayMs = 86_400_000;

/** The pictures of progress in a reply. */
function chartsOf(reply: Reply): readonly ProgressChart[] {
  return blocksOf(reply).flatMap((block) =>
    block.type === 'picture' && block.chart.type === 'progress' ? [block.chart] : [],
  );
}

function chartOf(reply: Reply): ProgressChart {
  const [chart] = chartsOf(reply);
  if (!chart) throw new Error(`no progress in: ${read(reply)}`);
  return chart;
}

const stats = (world: World, member = 'ann', workspace = 'acme') => world.act(member, command('stats'), { workspace });
const scoresOf = ({ weeks }: ProgressChart) => weeks.points.map(({ score }) => score);
const countsOf = ({ days }: ProgressChart) => Object.fromEntries(days.rows.map(({ label, counts }) => [label, counts]));
const sumOf = ({ days }: ProgressChart) =>
  days.rows.flatMap(({ counts }) => counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);

/** What stands under a title in the words of a reply. */
function listOf(reply: Reply, title: string): readonly string[] {
  const parts = read(reply).split('\n\n');
  const at = parts.indexOf(title);
  return at === -1 ? [] : (parts[at + 1] ?? '').split('\n');
}

async function openWorld(packs: readonly Pack[] = [smallPack()]): Promise<World> {
  return createWorld({ grader: createLiteralGrader(), packs });
}

/** A pack of a topic with one question. */
function packOf(topic: string, title: string): Pack {
  const [question] = smallPack().questions;
  if (!question) throw new Error('an empty pack');
  return {
    id: topic,
    topic,
    title,
    level: 'mid',
    questions: [{ ...question, id: `${topic}/what`, pack: topic, topic }],
  };
}

describe('progress', () => {
  it('is no picture before the first answer', async () => {
    const world = await openWorld();
    await practise(world, 'ann');
    expect(chartsOf(await stats(world))).toEqual([]);
  });

  it('has the mean score of each week and the answers of each day, over twelve weeks', async () => {
    const world = await openWorld();
    world.clock.now = Date.parse('2026-11-17T09:00:00Z');
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, `${latency} ${load}`));
    await world.act('ann', submit(session, nothing));
    world.clock.now = Date.parse('2026-11-23T09:00:00Z');
    await world.act('ann', submit(session, latency));
    const chart = chartOf(await stats(world));
    expect(scoresOf(chart)).toEqual([...Array(10).fill(null), 50, 67]);
    expect(countsOf(chart)).toMatchObject({
      Mon: [...Array(11).fill(0), 1],
      Tue: [...Array(10).fill(0), 2, null],
      Sun: [...Array(11).fill(0), null],
    });
    expect(chart.weeks.points.map(({ label }) => label).slice(-2)).toEqual(['16 Nov', '23 Nov']);
  });

  it('of an answer given thirteen weeks ago has nothing in the line and the grid, and its topic among the bars', async () => {
    const world = await openWorld();
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, latency));
    world.clock.now += 13 * 7 * dayMs;
    const chart = chartOf(await stats(world));
    expect([scoresOf(chart), sumOf(chart)]).toEqual([Array(12).fill(null), 0]);
    expect(chart.topics.bars).toEqual([{ label: 'Caching', score: 67 }]);
    expect(read(await stats(world))).toContain('Your progress in 12 weeks from their Mondays: no answers; by topic');
  });

  it('leaves follow-ups out of every number', async () => {
    const world = await openWorld();
    const session = await practise(world, 'ann');
    const result = await world.act('ann', submit(session, nothing));
    const before = chartOf(await stats(world));
    const followUp = buttonsOf(result).find(({ label }) => label === 'Answer the follow-up');
    await world.act('ann', submit(followUp?.value ?? '', latency));
    expect(chartOf(await stats(world))).toEqual(before);
    expect(sumOf(before)).toBe(1);
  });

  it('is the member’s own: nothing in it changes by what others do, there or in other workspaces', async () => {
    const world = await openWorld();
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, latency));
    const before = await stats(world);
    for (const [member, workspace] of [
      ['bob', 'acme'],
      ['ann', 'rival'],
    ] as const) {
      await world.act(member, command('practice'), { workspace });
      await world.act(member, command(`answer ${load}`), { workspace });
      await world.act(member, command('next'), { workspace });
      await world.act(member, command(`answer ${nothing}`), { workspace });
    }
    expect(await stats(world)).toEqual(before);
    const bobs = await stats(world, 'bob');
    expect(scoresOf(chartOf(bobs)).at(-1)).toBe(17);
    expect(read(bobs)).not.toContain('lowers latency');
    const rivals = await stats(world, 'ann', 'rival');
    expect(sumOf(chartOf(rivals))).toBe(2);
    expect(chartsOf(await stats(world, 'bob', 'rival'))).toEqual([]);
  });

  it('counts days where the member is when they answer, wherever they go later', async () => {
    const world = await openWorld();
    world.clock.now = Date.parse('2026-11-22T12:00:00Z');
    const inAuckland = { member: { timeZone: 'Pacific/Auckland' } };
    await world.act('ann', command('practice'), inAuckland);
    await world.act('ann', command(`answer ${latency}`), inAuckland);
    // It is Monday in Auckland, and Sunday in Honolulu: an answer of tomorrow.
    const inHonolulu = { member: { timeZone: 'Pacific/Honolulu' } };
    const flown = chartOf(await world.act('ann', command('stats'), inHonolulu));
    expect([flown.weeks.points.at(-1)?.label, sumOf(flown)]).toEqual(['16 Nov', 0]);
    world.clock.now += dayMs;
    const nextDay = chartOf(await world.act('ann', command('stats'), inHonolulu));
    expect([scoresOf(nextDay).at(-1), countsOf(nextDay).Mon?.at(-1)]).toEqual([67, 1]);
  });

  it('stays sound when the clock is set back', async () => {
    const world = await openWorld();
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, latency));
    world.clock.now -= 3 * dayMs;
    await world.act('ann', submit(session, load));
    const chart = chartOf(await stats(world));
    expect([chart.weeks.points.at(-1)?.label, sumOf(chart)]).toEqual(['16 Nov', 1]);
    expect(world.errors).toEqual([]);
  });
});

describe('the topics of progress', () => {
  it('are those that were met, the most practised first, with the mean of their best scores', async () => {
    const world = await openWorld([smallPack(), packOf('queues', 'Queues')]);
    for (const [topic, answers] of [
      ['caching', [latency]],
      ['queues', [nothing, load, nothing]],
    ] as const) {
      const session = await practise(world, 'ann', topic);
      for (const answer of answers) await world.act('ann', submit(session, answer));
    }
    expect(chartOf(await stats(world)).topics).toMatchObject({
      bars: [
        { label: 'Queues', score: 33 },
        { label: 'Caching', score: 67 },
      ],
      more: 0,
    });
  });

  it('are eight at most, and the others are counted', async () => {
    const topics = Array.from({ length: 11 }, (_, index) => `topic-${index}`);
    const world = await openWorld(topics.map((topic) => packOf(topic, `Title of ${topic}`)));
    for (const topic of topics) {
      const session = await practise(world, 'ann', topic);
      await world.act('ann', submit(session, latency));
    }
    const chart = chartOf(await stats(world));
    expect([chart.topics.bars.length, chart.topics.more]).toEqual([8, 3]);
    expect(read(await stats(world))).toContain('; 3 more topics.');
  });

  it('are none when no pack has their questions any more', async () => {
    const world = await openWorld();
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, latency));
    const coach = createAnotherCoach(world, { packs: [packOf('queues', 'Queues')] });
    const member = { id: 'ann', name: 'ann', role: 'member' } as const;
    const place = { deliveryId: 'later', platform: 'test', workspace: 'acme', member };
    const reply = await coach.handle({ ...place, action: command('stats') });
    expect(chartOf(reply).topics.bars).toEqual([]);
    expect(listOf(reply, 'Strongest key points:')).toEqual([]);
  });
});

describe('the key points of progress', () => {
  it('are told in full where the member has said them, and by their area where not', async () => {
    const world = await openWorld();
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, latency));
    const reply = await stats(world);
    expect(listOf(reply, 'Strongest key points:')).toEqual([
      '• 100 of 100: A cache lowers latency because it answers from memory. (What does a cache buy you?)',
    ]);
    expect(listOf(reply, 'Weakest key points:')).toEqual([
      '• 0 of 100: Think about what stands behind it. (What does a cache buy you?)',
    ]);
  });

  it('never give a model answer away, even to one who has asked for it', async () => {
    const world = await openWorld();
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, nothing));
    await world.act('ann', press('show-answer', session));
    await world.act('ann', command('next'));
    await world.act('ann', command(`answer ${nothing}`));
    const reply = await stats(world);
    for (const text of Object.values(inThePack)) expect(JSON.stringify(reply)).not.toContain(text);
    expect(listOf(reply, 'Strongest key points:')).toEqual([]);
    expect(listOf(reply, 'Weakest key points:')).toEqual([
      '• 0 of 100: a key point that is still to be found (How do you keep a cache fresh?)',
      '• 0 of 100: a key point that is still to be found (How do you keep a cache fresh?)',
      '• 0 of 100: Think about how long the caller waits. (What does a cache buy you?)',
    ]);
  });

  it('are three of each', async () => {
    const packs = ['a', 'b', 'c', 'd'].map((topic) => packOf(topic, topic));
    const world = await openWorld(packs);
    for (const topic of ['a', 'b', 'c', 'd']) {
      const session = await practise(world, 'ann', topic);
      await world.act('ann', submit(session, latency));
    }
    const reply = await stats(world);
    expect(listOf(reply, 'Strongest key points:')).toHaveLength(3);
    expect(listOf(reply, 'Weakest key points:')).toHaveLength(3);
  });
});

describe('the overview that stays in view', () => {
  it('has no picture of progress', async () => {
    const world = await openWorld();
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, latency));
    const home = await world.act('ann', { type: 'home' });
    expect(read(home)).toContain('Your progress');
    expect(blocksOf(home).filter(({ type }) => type === 'picture')).toEqual([]);
  });
});
