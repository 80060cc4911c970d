import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelyWords, type ParsedPhrase, parsePhrase, phraseLimits } from '../../src/domain/learned-phrase.ts';
import { wordsOf } from '../../src/domain/wording.ts';
import { beginsBlock } from '../../src/knowledge/outline.ts';
import { keyPoints, question } from '../reply/views/asked.ts';
import { anyText } from './any-text.ts';

const keyPoint = { ...keyPoints[0], accepts: ['Memory is faster than a disk.'], rejects: ['A cache adds a hop.'] };
const parse = (raw: string): ParsedPhrase => parsePhrase(raw, { question, keyPoint });
const problemOf = (raw: string): string => {
  const parsed = parse(raw);
  return parsed.type === 'problem' ? parsed.message : `taken as ${parsed.phrase}`;
};

describe('a phrase to learn', () => {
  it.each([
    ['Callers wait less', 'Callers wait less'],
    ['  - Callers\n\twait less.  ', 'Callers wait less.'],
    ['1. Callers wait less', '1. Callers wait less'.slice(3)],
    ['"Callers wait **less**"', 'Callers wait less "'.trim()],
    ['=cmd callers wait', 'cmd callers wait'],
    ['@channel <!here> wait less', 'channel !here wait less'],
    ['Callers\u202e wait\u200b less\u0000', 'Callers wait less'],
    ['Ein schneller Zugriff spart Wartezeit', 'Ein schneller Zugriff spart Wartezeit'],
  ])('is plain words on one line: %j', (raw, phrase) => {
    expect(parse(raw)).toEqual({ type: 'phrase', phrase });
  });

  it.each([
    ['', /at least 2 words/],
    ['   \n', /at least 2 words/],
    ['🙂🙂🙂', /at least 2 words/],
    ['Speed', /at least 2 words/],
    ['word '.repeat(41), /at most 40 words/],
    [`${'long'.repeat(80)} words`, /300 characters/],
    ['x '.repeat(5_000), /at most 40 words/],
    ['a cache buy you', /words of the question/],
    ['What does a CACHE buy you??', /words of the question/],
    ['you buy a cache', /words of the question/],
    ['memory is FASTER than a disk', /knows these words/],
    ['A cache lowers latency', /knows these words/],
    ['A cache adds a hop', /wrong claim/],
  ])('is refused with a sentence: %j', (raw, sentence) => {
    expect(problemOf(raw)).toMatch(sentence);
  });

  it('is within the limits and beginning like no block of Markdown, whatever was sent, and the same when sent again', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 6 }), (texts) => {
        const parsed = parse(texts.join(' '));
        if (parsed.type === 'problem') return;
        const { phrase } = parsed;
        expect(wordsOf(phrase).split(' ').length).toBeLessThanOrEqual(phraseLimits.mostWords);
        expect([...phrase].length).toBeLessThanOrEqual(phraseLimits.characters);
        expect(phrase).not.toMatch(/[\n\r`*_#<>[\]{}|\\~]/);
        expect(beginsBlock(phrase)).toBe(false);
        expect(parse(phrase)).toEqual(parsed);
      }),
      { seed: 20_261_123, numRuns: 500 },
    );
  });
});

describe('the words that probably say a key point', () => {
  const answer = 'I like it. Callers have low latency then!\nThe rest is fine.';
  const likely = (different: { readonly evidence?: string; readonly reason?: string; readonly answer?: string }) =>
    likelyWords({ answer, evidence: null, reason: 'Why not?', keyPoint, ...different });

  it('are the evidence, what the reason quotes, or the sentence that shares most words', () => {
    expect(likely({ evidence: 'I like it.' })).toBe('I like it.');
    expect(likely({ reason: 'I said “The rest is fine” and "so on".' })).toBe('The rest is fine');
    expect(likely({ reason: 'I said "something else entirely".' })).toBe('Callers have low latency then!');
    expect(likely({ answer: 'Nothing of it.' })).toBe('');
  });

  it('are words of the answer, for any answer and reason', () => {
    fc.assert(
      fc.property(anyText, anyText, (said, reason) => {
        expect(said).toContain(likely({ answer: said, reason: `"${reason}" and "${said}"` }));
      }),
      { seed: 20_261_123, numRuns: 300 },
    );
  });

  it('are found quickly in 100 KB of quotation marks', () => {
    const marks = '"'.repeat(100_000);
    expect(likely({ answer: marks, reason: marks })).toBe('');
  });
});
