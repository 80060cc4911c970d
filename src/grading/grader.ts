import type { Question } from '../domain/question.ts';
import type { Verdict } from '../domain/verdict.ts';

export type GradingTask = {
  readonly question: Question;
  readonly answer: string;
  /** The ids of the key points that are asked about, for a grader that can leave others out; all of them when not given. */
  readonly only?: readonly string[];
};

/** Says which key points of a question an answer covers. The same task always gets the same verdict. */
export type Grader = {
  /** Name and version, kept with each verdict. */
  readonly name: string;
  grade(task: GradingTask): Promise<Verdict>;
};
