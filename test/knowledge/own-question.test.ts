import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DraftKeyPoint,
  keyPointsProblem,
  questionProblem,
  readKeyPoints,
  readLine,
} from '../../src/domain/suggestion.ts';
import { makeOwnQuestion, type OwnDraft, ownSlug } from '../../src/knowledge/own-question.ts';
import { parsePack } from '../../src/knowledge/parse-pack.ts';
import { printPack } from '../../src/knowledge/print-pack.ts';
import { anyText } from '../domain/any-text.ts';

const draft: OwnDraft = {
  ...{ id: 'own-acme/queue', pack: 'own-acme', topic: 'own', level: 'senior', text: 'What is a queue good for?' },
  keyPoints: [{ text: 'It lets the sender go on.', accepts: ['the sender need not wait'] }],
};
const withPoints = (...keyPoints: readonly DraftKeyPoint[]) => makeOwnQuestion({ ...draft, keyPoints });
const point = (text: string) => ({ text, accepts: [] });

describe('a question of a workspace’s own', () => {
  it('has key points with ids of their words, and what else says them', () => {
    expect(makeOwnQuestion(draft)).toMatchObject({
      type: 'question',
      question: {
        id: 'own-acme/queue',
        version: expect.stringMatching(/^[0-9a-f]{12}$/),
        keyPoints: [{ id: 'lets-sender-go', weight: 1, accepts: ['the sender need not wait'], rejects: [], parts: [] }],
      },
    });
  });

  it.each([
    ['a topic of the catalog', { topic: 'caching' }],
    ['another level', { level: 'junior' }],
    ['both', { topic: 'caching', level: 'architect' }],
    ['words without Latin letters', { text: 'キャッシュとは何ですか？' }],
    ['marks of the trade', { text: 'How do C# and C++ differ from `work_mem` in *PostgreSQL*, e.g. <T>?' }],
    ['an id of its own at the end', { text: 'What is an anchor {#like-this}' }],
    ['attributes at the end', { text: 'What is an anchor {#like-this level=junior}' }],
  ] as const)('is the same in a pack with %s', (_, different) => {
    const made = makeOwnQuestion({ ...draft, ...different });
    if (made.type === 'problem') throw new Error(made.field);
    const pack = { id: 'own-acme', title: 'Ours', topic: 'own', level: 'senior', questions: [made.question] } as const;
    expect(parsePack(printPack(pack), 'own-acme.md')).toEqual({ type: 'pack', pack });
  });

  it('tells key points apart that begin alike, and those without a word for an id', () => {
    const made = withPoints(point('It is a cache.'), point('It is a cache, too.'), point('速い'), point('強い'));
    expect(made.type === 'question' && made.question.keyPoints.map(({ id }) => id)).toEqual([
      ...['cache', 'cache-too', 'point', 'point-2'],
    ]);
  });

  it.each(['a\n\nb', 'a\n- b', ''])('is refused when its words take more than a line, or none: "%s"', (text) => {
    expect(makeOwnQuestion({ ...draft, text })).toEqual({ type: 'problem', field: 'question' });
  });

  it.each(['# heading', '- dash', '1. one', '> quotation', '<div>', '```', '<!-- x', 'a\n\nb'])(
    'is refused with a key point that no pack can hold: %s',
    (text) => {
      expect(withPoints(point('It waits.'), point(text))).toEqual({ type: 'problem', field: 'keyPoints' });
      expect(withPoints({ text: 'It waits.', accepts: [text] })).toEqual({ type: 'problem', field: 'keyPoints' });
    },
  );

  it('whatever anybody writes, is refused or comes out of a pack as it went in', () => {
    const lines = fc.array(anyText, { maxLength: 4 }).map((texts) => texts.join('\n'));
    let made = 0;
    fc.assert(
      fc.property(anyText, lines, (text, points) => {
        const keyPoints = readKeyPoints(points);
        const problem = questionProblem(readLine(text)) ?? keyPointsProblem(keyPoints);
        if (problem !== undefined) return;
        const question = makeOwnQuestion({ ...draft, text: readLine(text), keyPoints });
        if (question.type === 'question') made += 1;
      }),
      { numRuns: 300 },
    );
    expect(made).toBeGreaterThan(0);
  });

  it('has a slug that fits into a button, and none that was ever taken', () => {
    expect(ownSlug('What is a queue good for?', [])).toBe('queue-good');
    expect(ownSlug('What is a queue good for?', ['queue-good', 'queue-good-2'])).toBe('queue-good-3');
    expect(ownSlug('速い？', [])).toBe('question');
    expect(ownSlug(`${'x'.repeat(300)} y`, []).length).toBeLessThanOrEqual(48);
  });
});
