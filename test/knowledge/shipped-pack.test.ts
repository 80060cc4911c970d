import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Pack } from '../../src/domain/question.ts';
import { printPack } from '../../src/knowledge/print-pack.ts';
import { readPack } from './read-pack.ts';

const source = readFileSync(new URL('../../knowledge/aws-api-gateway.md', import.meta.url), 'utf8');
const seed = readFileSync(new URL('../cases/knowledge/aws-api-gateway-interview.md', import.meta.url), 'utf8');
const pack = readPack(source, 'aws-api-gateway.md');
const keyPoints = pack.questions.flatMap((question) => question.keyPoints.map((point) => ({ question, point })));

function wording(of: Pack): readonly (readonly [string, readonly string[]])[] {
  return of.questions.map(({ text, keyPoints: points }) => [text, points.map((point) => point.text)] as const);
}

describe('the pack that is shipped', () => {
  it('says what the seed document says, in the same words and order', () => {
    expect(wording(pack)).toEqual(wording(readPack(seed, 'seed.md')));
  });

  it('is printed back byte for byte', () => {
    expect(printPack(pack)).toBe(source);
  });

  it('says what it is, for whom, under which licence and when it was checked', () => {
    expect(pack).toMatchObject({
      id: 'aws-api-gateway',
      title: 'AWS API Gateway',
      topic: 'api-gateway',
      level: 'architect',
      licence: expect.stringMatching(/./),
      reviewedOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    });
  });

  it.each(keyPoints.map(({ question, point }) => ({ id: `${question.id}#${point.id}`, point })))(
    'knows how people say $id, what they get wrong, and where it is documented',
    ({ point }) => {
      expect(point.accepts.length).toBeGreaterThanOrEqual(8);
      expect(point.rejects.length).toBeGreaterThanOrEqual(2);
      for (const text of [point.hint, point.followUp, point.source]) expect(text ?? '').not.toBe('');
      const phrases = [point.text, ...point.accepts, ...point.rejects].map((phrase) => phrase.toLowerCase());
      expect(new Set(phrases).size).toBe(phrases.length);
    },
  );

  it('has 44 key points', () => {
    expect(keyPoints).toHaveLength(44);
  });
});
