import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Pack } from '../../src/domain/question.ts';
import { readPack } from './read-pack.ts';

const source = readFileSync(new URL('../../knowledge/aws-api-gateway.md', import.meta.url), 'utf8');
const seed = readFileSync(new URL('../cases/knowledge/aws-api-gateway-interview.md', import.meta.url), 'utf8');
const pack = readPack(source, 'aws-api-gateway.md');
const keyPoints = pack.questions.flatMap((question) => question.keyPoints.map((point) => ({ question, point })));

function wording(of: Pack): readonly (readonly [string, readonly string[]])[] {
  return of.questions.map(({ text, keyPoints: points }) => [text, points.map((point) => point.text)] as const);
}

describe('the pack of the seed document', () => {
  it('says what the seed document says, in the same words and order', () => {
    expect(wording(pack)).toEqual(wording(readPack(seed, 'seed.md')));
  });

  it('knows at least eight ways of saying each key point', () => {
    for (const { question, point } of keyPoints)
      expect(point.accepts.length, `${question.id}#${point.id}`).toBeGreaterThanOrEqual(8);
  });

  it('has 44 key points', () => {
    expect(keyPoints).toHaveLength(44);
  });
});
