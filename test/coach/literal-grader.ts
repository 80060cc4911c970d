import { type KeyPointVerdict, scoreOf } from '../../src/domain/verdict.ts';
import type { Grader } from '../../src/grading/grader.ts';
import { parseInline, textOf } from '../../src/reply/inline.ts';

/** The key points of the small pack as members say them, in too few words for a copy of anything. */
export const latency = 'Memory is faster.';
export const load = 'Databases can rest.';
export const lifetime = 'Entries expire soon.';
export const deletion = 'Delete on change.';

/** The same as the pack says them. */
export const inThePack: Readonly<Record<string, string>> = {
  [latency]: 'A cache lowers latency because it answers from memory.',
  [load]: 'A cache takes load off the database.',
  [lifetime]: 'Give every entry a time to live after which it is fetched again.',
  [deletion]: 'Delete the entry when the record behind it changes.',
};

/** A grader whose verdict a test can tell beforehand: a key point is covered by its own words or the members', and missed otherwise. */
export function createLiteralGrader(): Grader {
  return {
    name: 'literal-1',
    grade: async ({ question, answer }) => {
      const keyPoints = question.keyPoints.map((point): KeyPointVerdict => {
        const text = textOf(parseInline(point.text));
        const said = Object.keys(inThePack).find((words) => inThePack[words] === text);
        const evidence = [text, said].find((words) => words !== undefined && answer.includes(words)) ?? null;
        const coverage = evidence === null ? 'missed' : 'covered';
        return { keyPointId: point.id, coverage, confidence: 1, evidence };
      });
      return { gradedBy: 'literal-1', score: scoreOf(question, keyPoints), keyPoints };
    },
  };
}

/** The literal grader behind a fault that a test switches: while `broken` it throws. */
export function createFaultyGrader(broken = true): Grader & { broken: boolean; readonly fault: Error } {
  const grader = createLiteralGrader();
  const fault = new Error('the grader is out of order');
  const faulty = {
    name: grader.name,
    broken,
    fault,
    grade: (task: Parameters<Grader['grade']>[0]) => (faulty.broken ? Promise.reject(fault) : grader.grade(task)),
  };
  return faulty;
}
