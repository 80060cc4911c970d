import type { Term } from '../domain/glossary.ts';
import type { Question } from '../domain/question.ts';
import { type Coverage, type KeyPointVerdict, scoreOf } from '../domain/verdict.ts';
import {
  type CoverageModel,
  likeliest,
  limitedTo,
  loadCoverageModels,
  probabilitiesOf,
  type Situation,
} from './coverage-model.ts';
import { loadEnglish } from './english.ts';
import { type Finding, findKeyPoints } from './features.ts';
import { createGlossary } from './glossary.ts';
import type { Grader, GradingTask } from './grader.ts';
import { compileQuestion, type Knowledge, type QuestionModel } from './question-model.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import { type Place, readAnswer } from './windows.ts';
import { loadWordOrder, type WordOrder } from './word-order.ts';
import { loadWordVectors } from './word-vectors.ts';

/** Its name and version. */
export const offlineName = 'offline-5';

/**
 * Compares the sentences of an answer with all that is known of each key point: the author's words, the ways in which
 * people say it, and the tempting wrong claims; a small model weighs what is found. It needs no network, keeps nothing
 * of an answer, and gives the same verdict on every machine. The glossary's terms serve all questions.
 */
export function createOfflineGrader(terms: readonly Term[] = []): Grader {
  const models = loadCoverageModels();
  const find = createFinder(loadLanguage(terms));
  return {
    name: offlineName,
    grade: async (task) => {
      const findings = find(task);
      const keyPoints = findings.map((finding, index) => verdictOf(finding, { models, task, index }));
      return { gradedBy: offlineName, score: scoreOf(task.question, keyPoints), keyPoints };
    },
  };
}

/** What is known of English and of the trade, whatever the question. */
export type Language = Knowledge & { readonly order: WordOrder };

export function loadLanguage(terms: readonly Term[]): Language {
  return {
    english: loadEnglish(),
    vectors: loadWordVectors(),
    order: loadWordOrder(),
    glossary: createGlossary(terms),
  };
}

/** Finds the key points of questions in answers; what a question knows is compiled when it is first asked for. */
export function createFinder(language: Language): (task: GradingTask) => readonly Finding[] {
  const compiled = new WeakMap<Question, { readonly model: QuestionModel; readonly spelling: () => Spelling }>();
  const compile = (question: Question) => {
    const model = compileQuestion(question, language);
    return { model, spelling: createSpelling(model.vocabulary, language.english) };
  };
  return ({ question, answer }) => {
    const { model, spelling } = compiled.get(question) ?? compile(question);
    compiled.set(question, { model, spelling });
    return findKeyPoints(model, readAnswer(answer, { ...language, model, spelling: spelling() }));
  };
}

/** What is known of a key point. */
export function situationOf({ keyPoints }: Question, index: number): Situation {
  const point = keyPoints[index];
  if (point && point.accepts.length + point.rejects.length > 0) return 'phrases';
  return keyPoints.length > 1 ? 'text' : 'reference';
}

type Judging = {
  readonly models: Readonly<Record<Situation, CoverageModel>>;
  readonly task: GradingTask;
  readonly index: number;
};

function verdictOf(finding: Finding, { models, task, index }: Judging): KeyPointVerdict {
  const { coverage, probabilities, proof } = judge(finding, models, situationOf(task.question, index));
  return {
    keyPointId: task.question.keyPoints[index]?.id ?? '',
    coverage,
    confidence: probabilities[coverage],
    probabilities,
    evidence: proof ? task.answer.slice(proof.start, proof.end) : null,
  };
}

type Judgement = {
  readonly coverage: Coverage;
  readonly probabilities: Readonly<Record<Coverage, number>>;
  readonly proof: Place | undefined;
};

const impossible = { covered: 0, partial: 0, missed: 0, contradicted: 0 };

function judge(finding: Finding, models: Judging['models'], situation: Situation): Judgement {
  const { features, verbatim, form } = finding;
  if (verbatim)
    return {
      coverage: verbatim.coverage,
      probabilities: { ...impossible, [verbatim.coverage]: 1 },
      proof: verbatim.place,
    };
  const found = probabilitiesOf(models[situation], features);
  // A reference may be a word or two, and so may an answer to its question.
  const probabilities = situation === 'reference' ? found : limitedTo(form, found);
  const likely = likeliest(probabilities);
  const proof = proofOf(finding, likely);
  return { coverage: proof ? likely : 'missed', probabilities, proof };
}

/** The match that a coverage rests on; nothing proves that a key point was missed. */
function proofOf({ right, wrong }: Finding, coverage: Coverage): Place | undefined {
  switch (coverage) {
    case 'covered':
    case 'partial':
      return right?.window;
    case 'contradicted':
      return wrong && wrong.similarity >= (right?.similarity ?? 0) ? wrong.window : right?.window;
    case 'missed':
      return undefined;
    default:
      return coverage satisfies never;
  }
}
