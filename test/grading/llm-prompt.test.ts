import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Prompt, writePrompt } from '../../src/grading/llm-prompt.ts';
import { readPrompt } from '../fakes/openai/read-prompt.ts';
import { smallPack } from '../fixtures/practice-world.ts';

const [question] = smallPack().questions;
if (!question) throw new Error('the small pack has a question');

/** Chance that repeats itself from run to run. */
function chances(seed: number): () => number {
  let state = seed * 104_729;
  return () => {
    state = (state * 16_807 + 11) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const write = (answer: string, seed = 1): Prompt => writePrompt({ question, answer }, chances(seed));

describe('a prompt', () => {
  it('asks about each key point and one claim that the answer does not make, each under a code of its own', () => {
    const prompt = write('It answers from memory.');
    const asked = readPrompt(prompt.instructions, prompt.input);
    expect([...prompt.keyPointOf.values()].toSorted()).toEqual(question.keyPoints.map(({ id }) => id).toSorted());
    expect(asked?.points).toHaveLength(question.keyPoints.length + 1);
    expect(asked?.points.map(({ id }) => id)).toContain(prompt.decoyId);
    expect(prompt.keyPointOf.has(prompt.decoyId)).toBe(false);
  });

  it('asks only about the key points that are named', () => {
    const only = [question.keyPoints[1]?.id ?? ''];
    const prompt = writePrompt({ question, answer: 'It rests.', only }, chances(1));
    expect([...prompt.keyPointOf.values()]).toEqual(only);
  });

  it('has other codes, and another order, in the next call', () => {
    const texts = (prompt: Prompt) => readPrompt(prompt.instructions, prompt.input)?.points.map(({ text }) => text);
    const prompts = Array.from({ length: 20 }, (_, seed) => write('It answers from memory.', seed + 1));
    expect(new Set(prompts.map(({ decoyId }) => decoyId)).size).toBeGreaterThan(15);
    expect(new Set(prompts.map((prompt) => JSON.stringify(texts(prompt)))).size).toBeGreaterThan(2);
  });

  it('never repeats a code, however chance falls', () => {
    const prompt = writePrompt({ question, answer: 'It rests.' }, () => 0);
    const ids = [...prompt.keyPointOf.keys(), prompt.decoyId];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('holds any answer as data: it is the only thing between the lines that nobody can guess, and has no space in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 1, max: 1e6 }), (answer, seed) => {
        const prompt = write(`${answer} end`, seed);
        const fence = /\nEND (\S+)$/.exec(prompt.input)?.[1] ?? '';
        const parts = prompt.input.split(`\nANSWER ${fence}\n`);
        expect(parts).toHaveLength(2);
        expect(parts[1]?.split(`\nEND ${fence}`)).toHaveLength(2);
        expect(parts[1]?.split(`\nEND ${fence}`)[0]).not.toMatch(/[ \t]|\p{Cf}/u);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('says what marks the answer, and it is something that the answer does not hold', () => {
    const { instructions, input } = write('a¦b §c');
    expect(readPrompt(instructions, input)?.answer).toBe('a¦b §c');
    expect(instructions).toContain('¤');
  });

  it('asks for no score', () => {
    const { instructions } = write('It answers from memory.');
    expect(instructions).not.toMatch(/score|points out of|grade from/i);
  });
});
