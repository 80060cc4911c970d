import { type Coverage, toPercent } from '../../domain/verdict.ts';
import { coverageMarks } from '../reply.ts';

/** A verdict on a key point, with who gave it. */
export type Judged = {
  readonly coverage: Coverage;
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidence: string | null;
  readonly gradedBy: string;
};

/** A verdict that was replaced, in words. */
export function beforeText({ coverage, gradedBy, confidence }: Judged): string {
  return `before: ${coverageMarks[coverage].word.toLowerCase()}, by ${gradedBy}, ${toPercent(confidence)} % sure`;
}
