import type { KeyPoint, Question } from '../domain/question.ts';
import type { KeyPointVerdict } from '../domain/verdict.ts';
import type { EvaluationCase } from '../grading/evaluation-case.ts';
import type { Grader } from '../grading/grader.ts';
import type { WrittenPack } from '../knowledge/load-packs.ts';
import type { Problem } from '../knowledge/problem.ts';
import { adviceAt, listPhrases, listQuestions, type Passage, type PhrasePassage } from './passage.ts';
import { cosineOf, weighStems } from './weighed-stems.ts';

/** How sure of a key point the grader is without a phrase for that phrase to bring nothing. */
const deadFrom = 0.8;
/** How sure of another key point it must be for a phrase to be too broad: models differ about what is half-way. */
const broadFrom = 0.6;
/** How alike a phrase must be to one of another key point before the grader is asked, which takes milliseconds. */
const kindredFrom = 0.2;

/** Phrases of one key point that count for another one of the question, too. */
export async function findOverBroad(packs: readonly WrittenPack[], grader: Grader): Promise<readonly Problem[]> {
  const found: Problem[] = [];
  for (const { known, ...passage } of listKindred(packs))
    for (const { keyPointId, coverage, confidence } of await verdictsOf(grader, known, passage.phrase))
      if (coverage === 'covered' && confidence >= broadFrom && keyPointId !== passage.keyPoint.id)
        found.push(adviceAt(passage, `is too broad: it covers the key point "${keyPointId}" as well`));
  return found;
}

/** Phrases that bring nothing: without them the grader is as good as sure of what they say. It takes some milliseconds a phrase. */
export async function findDead(packs: readonly WrittenPack[], grader: Grader): Promise<readonly Problem[]> {
  const found: Problem[] = [];
  for (const { known, ...passage } of listPhrases(packs)) {
    const { keyPoint, phrase } = passage;
    const verdicts = await verdictsOf(grader, without(known, keyPoint, phrase), phrase);
    const verdict = verdicts.find(({ keyPointId }) => keyPointId === keyPoint.id);
    if (verdict?.coverage === 'covered' && verdict.confidence >= deadFrom)
      found.push(adviceAt(passage, 'brings nothing: the others say it already'));
  }
  return found;
}

/** Key points that the grader finds in labelled answers which do not have them, each with the phrase that is most like what was said. */
export async function findWronglyTaken(
  packs: readonly WrittenPack[],
  grader: Grader,
  cases: readonly EvaluationCase[],
): Promise<readonly Problem[]> {
  const found: Problem[] = [];
  const written = new Map(listQuestions(packs).map((each) => [each.question.id, each]));
  for (const { question, answer, labels } of cases) {
    const passage = written.get(question.id);
    if (!passage) continue;
    for (const { keyPointId, coverage, evidence } of await verdictsOf(grader, question, answer)) {
      const wrong = (labels.get(keyPointId) ?? []).filter((label) => label === 'missed' || label === 'contradicted');
      if (coverage !== 'covered' || wrong.length === 0 || wrong.length < (labels.get(keyPointId)?.length ?? 0))
        continue;
      const at = passageOf(passage, keyPointId);
      const phrase = likestPhrase(at.keyPoint, evidence ?? '');
      found.push(adviceAt({ ...at, phrase }, `takes "${evidence}" for covered, which is ${wrong[0]}`));
    }
  }
  return found;
}

/** Phrases that have something in common with one of another key point of their question: no other one is taken for that. */
function listKindred(packs: readonly WrittenPack[]): readonly PhrasePassage[] {
  const phrases = weighStems(listPhrases(packs), ({ phrase }) => phrase);
  const byQuestion = Map.groupBy(phrases, ({ thing }) => thing.question);
  return phrases.flatMap(({ thing, stems }) => {
    const others = (byQuestion.get(thing.question) ?? []).filter((other) => other.thing.keyPoint !== thing.keyPoint);
    return others.some((other) => cosineOf(stems, other.stems) >= kindredFrom) ? [thing] : [];
  });
}

async function verdictsOf(grader: Grader, question: Question, answer: string): Promise<readonly KeyPointVerdict[]> {
  return (await grader.grade({ question, answer })).keyPoints;
}

function passageOf({ pack, question }: Pick<Passage, 'pack' | 'question'>, keyPointId: string): Passage {
  const keyPoint = question.keyPoints.find(({ id }) => id === keyPointId);
  return { pack, question, ...(keyPoint && { keyPoint }) };
}

function without(question: Question, { id }: KeyPoint, phrase: string): Question {
  const keyPoints = question.keyPoints.map((point) =>
    point.id === id ? { ...point, accepts: point.accepts.filter((each) => each !== phrase) } : point,
  );
  return { ...question, keyPoints };
}

function likestPhrase(keyPoint: KeyPoint | undefined, evidence: string): string {
  const [said, ...phrases] = weighStems([evidence, ...(keyPoint?.accepts ?? [])], (text) => text);
  const likeness = phrases.map(({ stems }) => (said ? cosineOf(said.stems, stems) : 0));
  return phrases[likeness.indexOf(Math.max(...likeness))]?.thing ?? '';
}
