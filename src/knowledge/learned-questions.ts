import type { LearnedPhrase } from '../domain/learned-phrase.ts';
import type { Question } from '../domain/question.ts';
import { versionOf } from './parse-pack.ts';

/**
 * Questions with learned phrases that are remembered, so that graders know them again; those asked for last stay. What the
 * offline grader compiles of one takes about 3 MB, and 50 to 100 ms when it is met anew.
 */
const remembered = 12;

/**
 * Gives questions with further phrases that they accept, under a version of their own. The same phrases of the same question
 * give the same object while it is remembered, whoever has learned them; phrases of key points that are gone are left out.
 */
export function createLearnedQuestions(): (question: Question, phrases: readonly LearnedPhrase[]) => Question {
  const known = new Map<string, Question>();
  return (question, phrases) => {
    const learned = withPhrases(question, phrases);
    if (learned === question) return question;
    const key = `${learned.id} ${learned.version}`;
    const found = known.get(key) ?? learned;
    known.delete(key);
    known.set(key, found);
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break;
      known.delete(oldest);
    }
    return found;
  };
}

function withPhrases(question: Question, phrases: readonly LearnedPhrase[]): Question {
  const byKeyPoint = Map.groupBy(phrases, ({ keyPointId }) => keyPointId);
  const keyPoints = question.keyPoints.map((point) => {
    const learned = byKeyPoint.get(point.id) ?? [];
    const unknown = learned.map(({ phrase }) => phrase).filter((phrase) => !point.accepts.includes(phrase));
    return unknown.length === 0 ? point : { ...point, accepts: [...point.accepts, ...unknown] };
  });
  if (keyPoints.every((point, index) => point === question.keyPoints[index])) return question;
  return { ...question, keyPoints, version: versionOf(question.text, keyPoints) };
}
