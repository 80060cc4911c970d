import { z } from 'zod';
import type { KeyPoint, Question } from '../domain/question.ts';
import { type Coverage, coverages } from '../domain/verdict.ts';
import { wordsOf } from '../domain/wording.ts';

const label = z.enum(coverages);

const evaluationLine = z.object({
  question: z.string().min(1),
  keyPoints: z.array(z.string().min(1)).min(1).optional(),
  reference: z.string().min(1).optional(),
  answer: z.string(),
  score: z.number().min(0).max(1).optional(),
  labels: z.union([z.array(label), z.array(z.array(label))]).optional(),
  kind: z.string().optional(),
});

export type EvaluationCase = {
  readonly question: Question;
  readonly answer: string;
  /** What people gave it, 0 to 1. */
  readonly score?: number;
  /** What people found for each key point by its id: one coverage for each annotator. */
  readonly labels: ReadonlyMap<string, readonly Coverage[]>;
  /** What sort of answer it is; empty when nobody said. */
  readonly kind: string;
};

export type Known = {
  /** By id or wording. */
  readonly findQuestion: (text: string) => Question | undefined;
  /** Questions that no catalog has, by what was asked: each is made once, so that a grader compiles it once. */
  readonly unknown: Map<string, Question>;
};

/**
 * Reads one line of an evaluation file: `{question, keyPoints?, reference?, answer, score?, labels?, kind?}`. A question that is
 * found (by id or wording) is graded with all that is known of it, another with its key points, or its reference, alone.
 * Labels are one for each key point, or such a list for each annotator. Throws an Error that says what is wrong.
 */
export function parseCase(json: string, { findQuestion, unknown }: Known): EvaluationCase {
  const parsed = evaluationLine.safeParse(parseJson(json));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'unreadable'}`);
  }
  const { answer, score, labels, kind = '', ...asked } = parsed.data;
  const known = findQuestion(asked.question);
  const question = known ? narrow(known, asked.keyPoints) : rememberIn(unknown, asked);
  return { question, answer, labels: labelsOf(question, labels), kind, ...(score !== undefined && { score }) };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error('not JSON');
  }
}

type Asked = Pick<z.infer<typeof evaluationLine>, 'question' | 'keyPoints' | 'reference'>;

function rememberIn(unknown: Map<string, Question>, asked: Asked): Question {
  const key = JSON.stringify(asked);
  const question = unknown.get(key) ?? questionOf(asked);
  unknown.set(key, question);
  return question;
}

function questionOf({ question, keyPoints, reference }: Asked): Question {
  const texts = keyPoints ?? (reference === undefined ? undefined : [reference]);
  if (!texts) throw new Error('the question is not in the catalog: give its keyPoints or a reference');
  return {
    id: 'unknown',
    version: '',
    pack: '',
    topic: '',
    level: 'senior',
    text: question,
    keyPoints: texts.map(bareKeyPoint),
  };
}

/** A key point of which nothing but its text is known. */
function bareKeyPoint(text: string, index: number): KeyPoint {
  return { id: `k${index + 1}`, text, weight: 1, accepts: [], rejects: [], parts: [] };
}

/** A catalog's question with the key points that a line names, in its order; one that the catalog lacks stands alone. */
function narrow(question: Question, texts: readonly string[] | undefined): Question {
  if (!texts) return question;
  const byWords = new Map(question.keyPoints.map((point) => [wordsOf(point.text), point]));
  const keyPoints = texts.map((text, index) => byWords.get(wordsOf(text)) ?? bareKeyPoint(text, index));
  const same =
    keyPoints.length === question.keyPoints.length &&
    keyPoints.every((point, index) => point === question.keyPoints[index]);
  return same ? question : { ...question, keyPoints };
}

function labelsOf(
  question: Question,
  labels: readonly Coverage[] | readonly Coverage[][] | undefined,
): ReadonlyMap<string, readonly Coverage[]> {
  if (!labels) return new Map();
  const ids = question.keyPoints.map(({ id }) => id);
  const annotators = isFlat(labels) ? [labels] : transposeIfByKeyPoint(labels, ids.length);
  if (annotators.some((list) => list.length !== ids.length))
    throw new Error(`labels: ${ids.length} are needed, one for each key point`);
  return new Map(ids.map((id, index) => [id, annotators.flatMap((list) => list[index] ?? [])]));
}

function isFlat(labels: readonly Coverage[] | readonly Coverage[][]): labels is readonly Coverage[] {
  return labels.every((label) => typeof label === 'string');
}

/** Some files list the annotators' labels for each key point instead of the key points' labels for each annotator. */
function transposeIfByKeyPoint(
  labels: readonly (readonly Coverage[])[],
  count: number,
): readonly (readonly Coverage[])[] {
  const byAnnotator = labels.every((list) => list.length === count);
  if (byAnnotator || labels.length !== count) return labels;
  const annotators = labels[0]?.length ?? 0;
  return Array.from({ length: annotators }, (_, annotator) => labels.flatMap((list) => list[annotator] ?? []));
}
