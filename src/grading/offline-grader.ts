import { readFileSync } from 'node:fs';
import type { Question } from '../domain/question.ts';
import { type Coverage, type KeyPointVerdict, scoreOf } from '../domain/verdict.ts';
import { type CoverageModel, likeliest, probabilitiesOf } from './coverage-model.ts';
import { type English, loadEnglish } from './english.ts';
import { type Finding, findKeyPoints } from './features.ts';
import type { Grader, GradingTask } from './grader.ts';
import { compileQuestion, type QuestionModel } from './question-model.ts';
import type { Match } from './similarity.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import { parseWindows } from './windows.ts';

const name = 'offline-1';

/**
 * Compares the sentences of an answer with all that is known of each key point: the author's words, the ways in which
 * people say it, and the tempting wrong claims; a small model weighs what is found. It needs no network, keeps nothing
 * of an answer, and gives the same verdict on every machine.
 */
export function createOfflineGrader(): Grader {
  const model = loadCoverageModel();
  const find = createFinder();
  return {
    name,
    grade: async (task) => {
      const findings = find(task);
      const keyPoints = findings.map((finding, index) => verdictOf(finding, { model, task, index }));
      return { gradedBy: name, score: scoreOf(task.question, keyPoints), keyPoints };
    },
  };
}

/** Finds the key points of questions in answers; what a question knows is compiled once. */
export function createFinder(english: English = loadEnglish()): (task: GradingTask) => readonly Finding[] {
  const compiled = new WeakMap<Question, { readonly model: QuestionModel; readonly spelling: () => Spelling }>();
  const compile = (question: Question) => {
    const model = compileQuestion(question, english);
    return { model, spelling: createSpelling(model.vocabulary, english) };
  };
  return ({ question, answer }) => {
    const known = compiled.get(question) ?? compile(question);
    compiled.set(question, known);
    return findKeyPoints(known.model, parseWindows(answer, known.model, known.spelling()));
  };
}

function loadCoverageModel(): CoverageModel {
  return JSON.parse(readFileSync(new URL('./assets/coverage-model.json', import.meta.url), 'utf8')) as CoverageModel;
}

type Judging = { readonly model: CoverageModel; readonly task: GradingTask; readonly index: number };

function verdictOf(finding: Finding, { model, task, index }: Judging): KeyPointVerdict {
  const { coverage, confidence, proof } = judge(finding, model);
  return {
    keyPointId: task.question.keyPoints[index]?.id ?? '',
    coverage,
    confidence,
    evidence: proof ? task.answer.slice(proof.window.start, proof.window.end) : null,
  };
}

type Judgement = Pick<KeyPointVerdict, 'coverage' | 'confidence'> & { readonly proof: Match | undefined };

function judge(finding: Finding, model: CoverageModel): Judgement {
  if (finding.verbatim) return { coverage: finding.verbatim.coverage, confidence: 1, proof: finding.verbatim.match };
  const probabilities = probabilitiesOf(model, finding.features);
  const likely = likeliest(probabilities);
  const proof = proofOf(finding, likely);
  const coverage = proof ? likely : 'missed';
  return { coverage, confidence: probabilities[coverage], proof };
}

/** The match that a coverage rests on; nothing proves that a key point was missed. */
function proofOf({ right, wrong }: Finding, coverage: Coverage): Match | undefined {
  switch (coverage) {
    case 'covered':
    case 'partial':
      return right;
    case 'contradicted':
      return wrong && wrong.similarity >= (right?.similarity ?? 0) ? wrong : right;
    case 'missed':
      return undefined;
    default:
      return coverage satisfies never;
  }
}
