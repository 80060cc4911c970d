import { buffer } from 'node:stream/consumers';
import { openCatalog } from '../app.ts';
import { parseAnswer } from '../domain/answer.ts';
import { CoachError } from '../domain/errors.ts';
import type { Question } from '../domain/question.ts';
import { toPercent, type Verdict } from '../domain/verdict.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import { coverageMarks } from '../reply/reply.ts';
import type { Command } from './command.ts';
import { chooseGrader } from './grader-options.ts';
import { loadSettings } from './settings.ts';

/** `coach grade`: grades the answer on standard input. */
export const grade: Command = {
  usage: 'grade <question-id> [--grader offline|llm|cascade] [--json]',
  summary: 'grade the answer on standard input',
  options: { json: { type: 'boolean' }, grader: { type: 'string' } },
  run: async ({ values, positionals, input, print }) => {
    const settings = loadSettings();
    const catalog = await openCatalog(settings);
    const id = positionals[0] ?? '';
    const question = catalog.find(id);
    if (!question) throw new CoachError('input-invalid', `There is no question "${id}": "coach questions" lists them.`);
    const answer = parseAnswer(decode(await buffer(input)));
    if (answer.type === 'problem') throw new CoachError('input-invalid', answer.message);
    const offline = createOfflineGrader(catalog.glossary());
    const { grader } = await chooseGrader(values.grader, offline, settings);
    const verdict = await grader.grade({ question, answer: answer.text });
    print(values.json ? JSON.stringify(jsonOf(question, verdict)) : textOf(question, verdict));
    return 0;
  },
};

function jsonOf(question: Question, { score, gradedBy, keyPoints }: Verdict): unknown {
  return {
    questionId: question.id,
    score,
    gradedBy,
    keyPoints: question.keyPoints.map(({ id, text: said }, index) => {
      const verdict = keyPoints[index];
      const { coverage = 'missed', confidence = 0, evidence = null } = verdict ?? {};
      return { id, text: said, coverage, confidence, evidence };
    }),
  };
}

function textOf(question: Question, verdict: Verdict): string {
  const lines = question.keyPoints.flatMap((point, index) => {
    const { coverage = 'missed', evidence = null } = verdict.keyPoints[index] ?? {};
    const { mark, word } = coverageMarks[coverage];
    return [`${mark} ${word}: ${point.text}`, ...(evidence === null ? [] : [`    "${evidence}"`])];
  });
  return [`${toPercent(verdict.score)} of 100, graded by ${verdict.gradedBy}`, ...lines].join('\n');
}

/** The text of the bytes. Throws a CoachError for what is no text. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CoachError('input-invalid', 'The answer is not UTF-8 text: pipe the words themselves.', { cause });
  }
}
