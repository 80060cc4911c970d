import type { Question } from '../domain/question.ts';
import type { Verdict } from '../domain/verdict.ts';

export type GradingTask = { readonly question: Question; readonly answer: string };

/** Says which key points of a question an answer covers. The same task always gets the same verdict. */
export type Grader = {
  /** Name and version, kept with each verdict. */
  readonly name: string;
  grade(task: GradingTask): Promise<Verdict>;
};
