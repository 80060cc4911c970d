import Fuse from 'fuse.js';
import { type KeyPointVerdict, scoreOf } from '../domain/verdict.ts';
import type { Grader, GradingTask } from '../grading/grader.ts';
import { tells } from '../grading/phrases.ts';
import { parseWords } from '../grading/text.ts';

/** From this strength on, 1 being an exact match, a key point that Fuse.js finds counts as covered. */
const fuseThreshold = 0.05;
/** From this share of its stems on a key point counts as covered. */
const recallThreshold = 0.15;

/**
 * Fuse.js as it is usually used: each key point searched in the sentences of the answer, wherever in them; the best one counts. The
 * threshold is the one, in steps of 0.05, that agrees best with the labels of `test/cases/grading/tune`; other sets had no say.
 */
export function createFuseBaseline(): Grader {
  return createBaseline('Fuse.js', fuseThreshold, ({ question, answer }) => {
    const fuse = new Fuse(answer.split(/[.!?\n]\s*/), { includeScore: true, ignoreLocation: true });
    return question.keyPoints.map(({ text }) => {
      const [best] = fuse.search(text.replaceAll('**', ''), { limit: 1 });
      return 1 - (best?.score ?? 1);
    });
  });
}

/** Which share of a key point's content stems the answer has anywhere. The threshold was found as that of Fuse.js. */
export function createStemRecallBaseline(): Grader {
  return createBaseline('stem recall', recallThreshold, ({ question, answer }) => {
    const said = stemsOf(answer);
    return question.keyPoints.map(({ text }) => {
      const stems = stemsOf(text);
      return stems.intersection(said).size / Math.max(1, stems.size);
    });
  });
}

/** A grader that calls a key point covered from a strength on, 0 to 1, and missed below. */
function createBaseline(
  name: string,
  threshold: number,
  strengthsOf: (task: GradingTask) => readonly number[],
): Grader {
  return {
    name,
    grade: async (task) => {
      const keyPoints = strengthsOf(task).map((covered, index): KeyPointVerdict => {
        const isCovered = covered >= threshold;
        return {
          keyPointId: task.question.keyPoints[index]?.id ?? '',
          coverage: isCovered ? 'covered' : 'missed',
          confidence: isCovered ? covered : 1 - covered,
          evidence: null,
          probabilities: { covered, partial: 0, missed: 1 - covered, contradicted: 0 },
        };
      });
      return { gradedBy: name, score: scoreOf(task.question, keyPoints), keyPoints };
    },
  };
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(parseWords(text).flatMap(({ form, stem }) => (tells(form) ? [stem] : [])));
}
