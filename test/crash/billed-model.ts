import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { spendingDay } from '../../src/coach/second-look.ts';
import type { KeyPointVerdict } from '../../src/domain/verdict.ts';
import type { Checker } from '../../src/grading/checker.ts';

/** More than a call can cost, in millionths of a dollar. */
export const worstCostMicros = 1_000;

/** A call as its provider counts it, whatever becomes of the answer: the civil day of UTC, and what it costs. */
export type Billed = { readonly on: string; readonly micros: number };

/**
 * A model that says the same whenever it is asked the same; every answer is in doubt. Its provider writes each call down in a
 * file that outlives every process.
 */
export function createBilledModel(bill: string, clock: () => number): Checker {
  return {
    name: 'model-1 (p1, s1)',
    doubtsIn: ({ keyPoints }) => keyPoints.map(({ keyPointId }) => keyPointId),
    prepare: ({ answer, only }) => {
      const prompt = `What of ${only.join(', ')} is in: ${answer}`;
      const run = async () => {
        const micros = worstCostMicros / 2 + answer.length;
        appendFileSync(bill, `${JSON.stringify({ on: spendingDay(clock()), micros } satisfies Billed)}\n`);
        const usage = { inputTokens: answer.length, outputTokens: only.length };
        return { keyPoints: only.map((id) => judged(answer, id)), usage, costMicros: micros };
      };
      return { prompt, worstCostMicros, run };
    },
  };
}

/** Half of what is asked about is there, in its eyes. */
function judged(answer: string, keyPointId: string): KeyPointVerdict {
  const isThere = createHash('sha256').update(`${keyPointId} ${answer}`).digest().readUInt8() % 2 === 0;
  const evidence = answer.trim().slice(0, 8);
  return isThere && evidence !== ''
    ? { keyPointId, coverage: 'covered', confidence: 0.9, evidence }
    : { keyPointId, coverage: 'missed', confidence: 0.9, evidence: null };
}

/** All that the provider has counted. */
export function readBill(bill: string): readonly Billed[] {
  const lines = readFileSync(bill, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}
