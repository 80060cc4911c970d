import { describe, expect, it } from 'vitest';
import { type LintOptions, lintPacks } from '../../src/authoring/lint-packs.ts';
import { scoreOf } from '../../src/domain/verdict.ts';
import type { Grader } from '../../src/grading/grader.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import type { WrittenPack } from '../../src/knowledge/load-packs.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';
import { readPack } from '../knowledge/read-pack.ts';

const grader = createOfflineGrader();
const stampede = `---
title: Caching
reviewed: 2026-11-23
---

## What happens when a popular entry expires? {#stampede}

- All callers **miss at once** and overload the **database**.
  - hint: Who else asks in that second?
  - follow-up: What does the database see?
  - source: Scaling Memcache at Facebook
  - accepts:
    - Thundering herd: everybody misses and hammers the DB at the same moment.
    - A thousand requests find it empty and each of them runs the expensive query.
    - Our Postgres went down every hour, whenever that one key ran out.
    - stampede, the origin gets all of the traffic at once
  - rejects:
    - Only the first request is slow, all others are served as before.
- Let **one caller** refill it while the others get the **stale** value.
  - hint: Does everybody have to do the work?
  - follow-up: Who should refill it?
  - source: Scaling Memcache at Facebook
  - accepts:
    - Take a lease on the key; whoever has it refills, the rest wait a moment.
    - singleflight per key, stale-while-revalidate for everyone else
    - The first one in computes, everybody else gets yesterday's number.
    - We put a mutex around the refill so that only one worker goes to the database.
  - rejects:
    - Have every server refill its entries by itself, so that nobody needs a lock.
`;

function written(source: string, file = 'caching.md'): WrittenPack {
  const pack = readPack(source, file);
  return { file, source, written: pack, pack };
}

async function adviceOn(
  sources: readonly WrittenPack[],
  options: Partial<LintOptions> = {},
): Promise<readonly string[]> {
  const all = { grader, today: '2026-12-01', cases: [], thorough: false, ...options };
  return (await lintPacks(sources, all)).map(formatProblem);
}

/** Covers a key point, and is sure of it, when a text has words of its. */
function createWordGrader(...words: readonly RegExp[]): Grader {
  return {
    name: 'words',
    grade: async ({ question, answer }) => {
      const keyPoints = question.keyPoints.map(({ id }, index) => {
        const coverage = words[index]?.test(answer) ? ('covered' as const) : ('missed' as const);
        return { keyPointId: id, coverage, confidence: 0.9, evidence: coverage === 'covered' ? answer : null };
      });
      return { gradedBy: 'words', score: scoreOf(question, keyPoints), keyPoints };
    },
  };
}

describe('what is said about packs', () => {
  it('is nothing where nothing is wrong', async () => {
    expect(await adviceOn([written(stampede)], { thorough: true })).toEqual([]);
  });

  it.each([
    ['hint', '  - hint: Does everybody have to do the work?\n', 'has no hint'],
    ['follow-up', '  - follow-up: Who should refill it?\n', 'has no follow-up'],
    [
      'a wrong claim',
      '  - rejects:\n    - Have every server refill its entries by itself, so that nobody needs a lock.\n',
      'has no rejects: write a wrong claim that people make',
    ],
    [
      'a fourth way of saying it',
      '    - singleflight per key, stale-while-revalidate for everyone else\n',
      'has 3 accepts: write at least 4 ways in which people say it',
    ],
  ])('names the line of a key point that lacks %s', async (_, lines, message) => {
    expect(stampede).toContain(lines);
    expect(await adviceOn([written(stampede.replace(lines, ''))])).toEqual([`caching.md:19: ${message}`]);
  });

  it('names a key point of two ideas, unless its parts are named', async () => {
    const two = stampede.replace('overload the **database**.', 'overload the **database**. Jitter spreads them.');
    expect(await adviceOn([written(two)])).toEqual(['caching.md:8: says two things: split it, or name its parts']);
    const parts = '  - parts:\n    - miss | herd\n    - jitter | spread\n  - accepts:\n    - Thundering';
    expect(await adviceOn([written(two.replace('  - accepts:\n    - Thundering', parts))])).toEqual([]);
  });

  it('tells how long ago a review was, after a year, and when there was none', async () => {
    expect(await adviceOn([written(stampede)], { today: '2027-11-23' })).toEqual([]);
    expect(await adviceOn([written(stampede)], { today: '2027-11-24' })).toEqual([
      'caching.md:1: was reviewed 366 days ago: check its facts',
    ]);
    expect(await adviceOn([written(stampede.replace('reviewed: 2026-11-23\n', ''))])).toEqual([
      'caching.md:1: has no "reviewed" day',
    ]);
  });

  it('names questions and key points that another pack has, too', async () => {
    const twin = stampede
      .replace('popular entry expires?', 'popular entry expires, then?')
      .replace(
        '- Let **one caller** refill it while the others get the **stale** value.',
        '- Spread expiry by **jitter**.',
      );
    const advice = await adviceOn([written(stampede), written(twin, 'other.md')]);
    expect(advice).toContain(
      'other.md:6: asks much the same as caching/stampede: "What happens when a popular entry expires?"',
    );
    expect(advice).toContain('other.md:8: says much the same as a key point of caching/stampede');
    expect(advice.filter((line) => line.includes('much the same'))).toHaveLength(2);
  });

  it('names a key point that the question gives away', async () => {
    const telling = stampede.replace(
      'What happens when a popular entry expires?',
      'Why let one caller refill a popular entry and give the others a stale value?',
    );
    expect(await adviceOn([written(telling)])).toEqual(['caching.md:19: is given away by the question']);
  });

  it('names a phrase that repeats another one, of the same key point or of a neighbour', async () => {
    const phrase = 'Thundering herd: everybody misses and hammers the DB at the same moment.';
    const again = 'Everybody misses and hammers the DB at the same moment: thundering herd';
    const [own, next] = ['    - stampede, the origin gets all of the traffic at once\n', '    - singleflight per key'];
    expect(await adviceOn([written(stampede.replace(own, `${own}    - ${again}\n`))])).toEqual([
      `caching.md:17: repeats "${phrase}"`,
    ]);
    expect(await adviceOn([written(stampede.replace(next, `    - ${again}\n${next}`))])).toContain(
      `caching.md:25: repeats "${phrase}"`,
    );
  });

  it('names a phrase that the grader takes for another key point, too', async () => {
    const broad = stampede.replace(
      'only one worker goes',
      'only one worker and not everybody hammers the DB at the same moment, and goes',
    );
    const options = { grader: createWordGrader(/same moment/, /mutex|lease/) };
    expect(await adviceOn([written(broad)], options)).toEqual([
      'caching.md:27: is too broad: it covers the key point "all-callers-miss-once-overload" as well',
    ]);
  });

  it('names, on request, a phrase that the grader is as sure of without it', async () => {
    const options = { grader: createWordGrader(/same moment|query/, /nothing/), thorough: true };
    expect(await adviceOn([written(stampede)], options)).toEqual([
      'caching.md:13: brings nothing: the others say it already',
      'caching.md:14: brings nothing: the others say it already',
    ]);
    expect(await adviceOn([written(stampede)], { ...options, thorough: false })).toEqual([]);
  });

  it('names the phrase by which a labelled answer is taken for more than it is', async () => {
    const pack = written(stampede);
    const [question] = pack.pack.questions;
    if (!question) throw new Error('there is a question');
    const answer = 'We put a mutex around the refill so that only one worker goes to the database.';
    const labels = new Map([[question.keyPoints[1]?.id ?? '', ['missed', 'missed'] as const]]);
    expect(await adviceOn([pack], { cases: [{ question, answer, labels, kind: '' }] })).toEqual([
      `caching.md:27: takes "${answer.slice(0, -1)}" for covered, which is missed`,
    ]);
  });

  it('survives packs in which nothing can be found again', async () => {
    const odd = '1. **Why?**\n   - **So**\n';
    expect((await adviceOn([written(odd, 'odd.md')])).length).toBeGreaterThan(3);
  });
});
