import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Coverage, Verdict } from '../../src/domain/verdict.ts';
import { CheckFailed } from '../../src/grading/checker.ts';
import type { Grader } from '../../src/grading/grader.ts';
import { judgeReply } from '../../src/grading/llm-judgement.ts';
import { writePrompt } from '../../src/grading/llm-prompt.ts';
import type { Finding } from '../../src/grading/llm-schema.ts';
import { smallPack } from '../fixtures/practice-world.ts';

const [question] = smallPack().questions;
if (!question) throw new Error('the small pack has a question');
const [latency, load] = question.keyPoints;
if (!latency || !load) throw new Error('the question has two key points');
const answer = 'Well: reads come straight out of RAM, so callers wait far less! And the database can rest.';
const task = { question, answer };
const prompt = writePrompt(task, () => 0.4);
const idOf = (keyPointId: string) => [...prompt.keyPointOf].find(([, id]) => id === keyPointId)?.[0] ?? '';

/** Sees so much of every key point in any quote, and so much of it in the whole answer. */
function sees({ covered, partial }: { readonly covered: number; readonly partial: number }): Grader {
  return {
    name: 'fixed',
    grade: async () => ({
      gradedBy: 'fixed',
      score: 0,
      keyPoints:
        question?.keyPoints.map(({ id }) => ({
          keyPointId: id,
          coverage: 'missed' as const,
          confidence: 0.6,
          evidence: null,
          probabilities: { covered, partial, missed: 1 - covered - partial, contradicted: 0 },
        })) ?? [],
    }),
  };
}

function verdictWith(coverage: Coverage, evidence: string | null = null): Verdict {
  const keyPoints =
    question?.keyPoints.map(({ id }) => ({ keyPointId: id, coverage, confidence: 0.6, evidence })) ?? [];
  return { gradedBy: 'fixed', score: 0, keyPoints };
}

type Saying = { readonly finding?: Finding; readonly quote?: string; readonly confidence?: number };

function replyOf(about: Saying, others: readonly object[] = []): unknown {
  const { finding = 'met', quote = 'reads come straight out of RAM', confidence = 0.8 } = about;
  const not = { quote: '', finding: 'not', confidence: 0.9 };
  return {
    findings: [
      { id: idOf(latency?.id ?? ''), finding, quote, confidence },
      { id: idOf(load?.id ?? ''), ...not },
      { id: prompt.decoyId, ...not },
      ...others,
    ],
  };
}

async function judge(content: unknown, offline = sees({ covered: 0.9, partial: 0 }), before = verdictWith('missed')) {
  const verdicts = await judgeReply(content, { task, prompt, offline, before });
  return verdicts.find(({ keyPointId }) => keyPointId === latency?.id);
}

describe('a finding', () => {
  it('with a true quote that the offline grader confirms counts, with the words as the member wrote them', async () => {
    expect(await judge(replyOf({ quote: 'callers WAIT far less and the database' }))).toEqual({
      keyPointId: latency.id,
      coverage: 'covered',
      confidence: 0.8,
      evidence: 'callers wait far less! And the database',
    });
  });

  it('is worth half when the offline grader sees only half of the key point in the quote', async () => {
    expect(await judge(replyOf({}), sees({ covered: 0.3, partial: 0.4 }))).toMatchObject({ coverage: 'partial' });
    expect(await judge(replyOf({ finding: 'partly' }))).toMatchObject({ coverage: 'partial' });
  });

  it('raises nothing when the offline grader sees nothing of the key point in the quote', async () => {
    expect(await judge(replyOf({}), sees({ covered: 0.2, partial: 0.2 }))).toBeUndefined();
    expect(await judge(replyOf({ finding: 'partly' }), sees({ covered: 0.2, partial: 0.2 }))).toBeUndefined();
  });

  it.each([
    ['empty', ''],
    ['invented', 'memory makes every request fast'],
    ['changed', 'reads come quickly out of RAM'],
    ['glued together', 'reads come database can rest'],
    ['without enough words of its own', 'out of RAM so'],
    ['of the question', 'What does a cache buy you?'],
    ['of the key point', 'A cache lowers latency because it answers from memory.'],
    ['longer than a proof', Array.from({ length: 60 }, () => 'reads').join(' ')],
    ['without a word', '…'],
  ])('whose quote is %s is left out', async (_, quote) => {
    expect(await judge(replyOf({ quote }))).toBeUndefined();
    expect(await judge(replyOf({ quote, finding: 'contradicted' }))).toBeUndefined();
  });

  it('may rest on a single word where that is a term of the key point', async () => {
    const inAnswer = async (quote: string) => {
      const judging = { task: { question, answer: 'It lowers latency.' }, prompt, before: verdictWith('missed') };
      const verdicts = await judgeReply(replyOf({ quote }), {
        ...judging,
        offline: sees({ covered: 0.9, partial: 0 }),
      });
      return verdicts.find(({ keyPointId }) => keyPointId === latency.id)?.coverage;
    };
    expect(await inAnswer('It lowers latency')).toBe('covered');
    // These very words are the key point's.
    expect(await inAnswer('lowers latency')).toBeUndefined();
  });

  it('of nothing needs no quote and has no evidence', async () => {
    expect(await judge(replyOf({ finding: 'not' }))).toMatchObject({ coverage: 'missed', evidence: null });
  });

  it('that agrees with a covered key point keeps the evidence that is there', async () => {
    const before = verdictWith('covered', 'so callers wait');
    expect(await judge(replyOf({ quote: '' }), sees({ covered: 0, partial: 0 }), before)).toMatchObject({
      coverage: 'covered',
      evidence: 'so callers wait',
    });
  });

  it('is never surer than our own code allows', async () => {
    expect(await judge(replyOf({ confidence: 1 }))).toMatchObject({ confidence: 0.95 });
    expect(await judge(replyOf({ confidence: 0 }))).toMatchObject({ confidence: 0.5 });
  });
});

describe('a whole reply is discarded', () => {
  const not = { quote: '', finding: 'not', confidence: 0.9 };
  it.each([
    ['names an id twice', replyOf({}, [{ id: idOf(latency.id), ...not }])],
    ['names an id that was not asked about', replyOf({}, [{ id: 'zzzz', ...not }])],
    ['leaves an id out', { findings: [{ id: idOf(latency.id), ...not }] }],
    ['has no findings', { findings: [] }],
    ['has another form', { score: 1 }],
    ['has a confidence that is none', replyOf({ confidence: 7 })],
    ['is nothing', null],
    ['is a flood', { findings: Array.from({ length: 5_000 }, () => ({ id: idOf(latency.id), ...not })) }],
  ])('when it %s', async (_, content) => {
    await expect(judge(content)).rejects.toMatchObject({ code: 'untrusted' });
  });

  it.each(['met', 'partly'])('when it finds the claim that the answer does not make %s', async (finding) => {
    const findings = [latency.id, load.id].map((id) => ({ id: idOf(id), ...not }));
    const content = { findings: [...findings, { ...not, id: prompt.decoyId, finding }] };
    await expect(judge(content)).rejects.toBeInstanceOf(CheckFailed);
  });
});

describe('whatever a model replies', () => {
  const quotes = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.constantFrom('reads come straight out of RAM', answer, 'A cache lowers latency', 'the database can rest', ''),
  );
  const finding = fc.record({
    quote: quotes,
    finding: fc.constantFrom('met', 'partly', 'not', 'contradicted'),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('is discarded or judged, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (content) => {
        await expect(judge(content)).rejects.toMatchObject({ code: 'untrusted' });
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('nothing counts without words that stand in the answer as they are quoted, and no key point but those asked about', async () => {
    await fc.assert(
      fc.asyncProperty(finding, finding, async (first, second) => {
        const [one, other] = [idOf(latency.id), idOf(load.id)];
        const decoy = { id: prompt.decoyId, quote: '', finding: 'not', confidence: 1 };
        const content = { findings: [{ id: one, ...first }, decoy, { id: other, ...second }] };
        const judging = { task, prompt, offline: sees({ covered: 0.9, partial: 0.1 }), before: verdictWith('missed') };
        for (const { keyPointId, coverage, confidence, evidence } of await judgeReply(content, judging)) {
          expect([latency.id, load.id]).toContain(keyPointId);
          expect(confidence).toBeLessThanOrEqual(0.95);
          if (coverage === 'missed') expect(evidence).toBeNull();
          else expect(answer).toContain(evidence ?? 'nothing');
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});
