import type { Word } from './text.ts';

const judges = new Set(
  'grader graders rubric candidate candidates interviewer interviewers examiner evaluator assessor'.split(' '),
);
const judging = new Set(
  `grade grades graded grading score scores scored mark marks marked points covered evaluate evaluated evaluation assess assessed assessment
  instruction instructions prompt ignore previous verified reviewed approved full maximum respond response output keywords override correct
  correctly perfectly complete`.split(/\s+/),
);

const admitting = new Set(
  'i im we do dont does not no know knew idea clue sure remember forgot sorry honestly pass skip this that it the answer one about of a yes depends maybe'.split(
    ' ',
  ),
);

/** Whether a sentence does no more than admit that its writer does not know, or avoid saying so. */
export function isAdmission(words: readonly Pick<Word, 'form'>[]): boolean {
  return words.every(({ form }) => admitting.has(form));
}

/** Whether a sentence talks about the grading instead of the question: such words prove nothing of a key point. */
export function isAboutGrading(words: readonly Pick<Word, 'form'>[]): boolean {
  const forms = new Set(words.map(({ form }) => form));
  const [persons, deeds] = [forms.intersection(judges).size, forms.intersection(judging).size];
  if (persons > 0) return persons + deeds >= 2;
  return deeds >= 4 || (deeds >= 3 && 2 * deeds >= words.length);
}
