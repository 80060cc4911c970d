import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPacks } from '../../src/knowledge/load-packs.ts';
import { printPack } from '../../src/knowledge/print-pack.ts';

const { writtenPacks, problems } = await loadPacks(fileURLToPath(new URL('../../knowledge', import.meta.url)));
const packs = writtenPacks.map(({ written }) => written);

describe('the library', () => {
  it('has more than 120 questions in 14 packs beside the first one, and nothing to mend', () => {
    expect(problems).toEqual([]);
    const others = packs.filter(({ id }) => id !== 'aws-api-gateway');
    expect(others).toHaveLength(14);
    expect(others.flatMap(({ questions }) => questions).length).toBeGreaterThan(120);
  });

  it('asks no question twice', () => {
    const texts = packs.flatMap(({ questions }) => questions.map(({ text }) => text));
    expect(new Set(texts).size).toBe(texts.length);
  });

  describe.each(writtenPacks.map((pack) => ({ id: pack.written.id, ...pack })))('$id', ({ id, written, source }) => {
    it('stands in its file as it is printed, named after it, with a title, a licence and a day of review', () => {
      expect(printPack(written)).toBe(source);
      expect(written).toMatchObject({ licence: 'CC-BY-4.0', reviewedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
      expect(written.title).not.toBe(id);
    });

    it('has three to six key points a question, each with what a grader and a coach need', () => {
      for (const { id: question, keyPoints } of written.questions) {
        expect(keyPoints.length, question).toBeGreaterThanOrEqual(3);
        expect(keyPoints.length, question).toBeLessThanOrEqual(6);
        for (const point of keyPoints) {
          const place = `${question}#${point.id}`;
          expect(point.accepts.length, place).toBeGreaterThanOrEqual(6);
          expect(point.rejects.length, place).toBeGreaterThanOrEqual(2);
          for (const text of [point.hint, point.followUp, point.source]) expect(text ?? '', place).not.toBe('');
          const phrases = [point.text, ...point.accepts, ...point.rejects].map((phrase) => phrase.toLowerCase());
          expect(new Set(phrases).size, place).toBe(phrases.length);
        }
      }
    });
  });
});
