import { describe, expect, it } from 'vitest';
import { hintsFor } from '../../src/domain/hints.ts';
import type { KeyPoint, Question } from '../../src/domain/question.ts';
import type { Coverage } from '../../src/domain/verdict.ts';
import { createWorld, smallPack } from '../fixtures/practice-world.ts';
import { createLiteralGrader, latency, load } from './literal-grader.ts';
import { command, practise, press, read, submit } from './reading.ts';

const [what, fresh] = smallPack().questions;
if (!what || !fresh) throw new Error('the small pack has too few questions');

const hints = (question: Question, coverages: readonly Coverage[] = []) => {
  const verdicts = coverages.map((coverage, index) => ({
    keyPointId: question.keyPoints[index]?.id ?? '',
    coverage,
    confidence: 1,
    evidence: null,
  }));
  return hintsFor(question, verdicts).map(({ hint, word }) => (word === undefined ? hint : `${hint} → ${word}`));
};

describe('hints', () => {
  it('come in two steps for each key point, the heaviest first: the area, then a word of it', () => {
    expect(hints(what)).toEqual([
      'Think about how long the caller waits.',
      'Think about how long the caller waits. → latency',
      'Think about what stands behind it.',
      'Think about what stands behind it. → database',
    ]);
  });

  it('are given to a question whose author wrote none', () => {
    expect(hints(fresh)).toEqual([
      'One open key point has to do with “fetched”.',
      'One open key point has to do with “fetched”. → time to live',
      'One open key point has to do with “record”.',
      'One open key point has to do with “record”. → changes',
    ]);
  });

  it('leave out what is covered, and nothing else', () => {
    expect(hints(what, ['covered', 'missed'])).toHaveLength(2);
    expect(hints(what, ['contradicted', 'covered'])[0]).toBe('Think about how long the caller waits.');
    expect(hints(what, ['partial', 'missed'])).toHaveLength(4);
    expect(hints(what, ['covered', 'covered'])).toEqual([]);
  });

  it('put the heaviest key point first wherever it stands', () => {
    const point = (id: string, weight: number): KeyPoint => ({
      id,
      text: id,
      weight,
      accepts: [],
      rejects: [],
      parts: [],
      hint: id,
    });
    const question = { ...what, keyPoints: [point('light', 1), point('heavy', 3), point('mid', 2)] };
    expect(hintsFor(question, []).map(({ hint }) => hint)).toEqual(['heavy', 'heavy', 'mid', 'mid', 'light', 'light']);
  });
});

describe('asking for hints', () => {
  it('goes on after each answer, at what that answer left open, and gives no hint twice', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const session = await practise(world, 'ann');
    const hint = async () => read(await world.act('ann', press('hint', session)));
    expect(await hint()).toBe('Hint: Think about how long the caller waits.');
    expect(await hint()).toBe('Hint: Think about how long the caller waits. A word to start from: latency');
    await world.act('ann', submit(session, latency));
    expect(await hint()).toBe('Hint: Think about what stands behind it.');
    world.clock.now += 60_000;
    await world.act('ann', submit(session, load));
    expect(await hint()).toMatch(/^That was the last hint/);
  });

  it('says when there are no more, as often as it is asked, and reveals nothing', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await practise(world, 'ann');
    for (let step = 0; step < 4; step += 1) await world.act('ann', command('hint'));
    for (let step = 0; step < 3; step += 1) {
      expect(read(await world.act('ann', command('hint')))).toMatch(/^That was the last hint/);
    }
  });

  it('does not speak of a last hint to somebody whose answer left nothing open', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const session = await practise(world, 'ann');
    await world.act('ann', submit(session, `${latency} ${load}`));
    expect(read(await world.act('ann', press('hint', session)))).not.toMatch(/last hint|write what you know/);
  });
});
