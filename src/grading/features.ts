import { mean } from './metrics.ts';
import type { Exemplar, KeyPointModel, QuestionModel } from './question-model.ts';
import { type Match, matchAll, recallOf } from './similarity.ts';
import type { Window } from './windows.ts';

/** What speaks for and against a key point in an answer; each is between −1 and 1. */
export const featureNames = [
  'similarity',
  'support',
  'recall',
  'precision',
  'ownRecall',
  'lead',
  'turned',
  'negations',
  'wrongSimilarity',
  'wrongRecall',
  'wrongLead',
  'rightLead',
  'wrongTurned',
  'pairs',
  'ownPairs',
  'wrongPairs',
  'length',
  'partsNear',
  'partsAnywhere',
] as const;
export type FeatureName = (typeof featureNames)[number];
export type Features = Readonly<Record<FeatureName, number>>;

/** The features of a key point, with the matches that they come from. */
export type Finding = {
  readonly features: Features;
  readonly right: Match | undefined;
  readonly wrong: Match | undefined;
  /** A window that is a known phrase word for word, and what that phrase says. */
  readonly verbatim: { readonly coverage: 'covered' | 'contradicted'; readonly match: Match } | undefined;
};

/** Exemplars whose mean similarity says how many ways of saying it agree. */
const supporters = 4;

/** Words from which on a window counts as long. */
const longestLength = 40;

/** Looks for each key point of a question in the windows of an answer. */
export function findKeyPoints(model: QuestionModel, windows: readonly Window[]): readonly Finding[] {
  const everything = new Set(windows.flatMap(({ stems }) => [...stems]));
  return model.keyPoints.map((keyPoint) => findKeyPoint(keyPoint, { model, windows, everything }));
}

type Answer = {
  readonly model: QuestionModel;
  readonly windows: readonly Window[];
  readonly everything: ReadonlySet<string>;
};

function findKeyPoint(keyPoint: KeyPointModel, { model, windows, everything }: Answer): Finding {
  const accepted = matchAll(keyPoint.accepts, windows);
  const rejected = matchAll(keyPoint.rejects, windows);
  const [right, wrong] = [accepted[0], rejected[0]];
  const others = model.keyPoints.filter((other) => other !== keyPoint).flatMap(({ accepts }) => accepts);
  const features: Features = {
    similarity: right?.similarity ?? 0,
    support: mean(accepted.slice(0, supporters).map(({ similarity }) => similarity)),
    recall: right?.recall ?? 0,
    precision: right?.precision ?? 0,
    ownRecall: recallOf(keyPoint.own, everything),
    lead: right ? right.recall - bestRecall(others, right.window) : 0,
    turned: isTurned(right),
    negations: Math.min(3, right?.window.negations ?? 0) / 3,
    wrongSimilarity: wrong?.similarity ?? 0,
    wrongRecall: wrong?.recall ?? 0,
    wrongLead: right ? bestRecall(keyPoint.rejects, right.window) - right.recall : 0,
    rightLead: wrong ? bestRecall(keyPoint.accepts, wrong.window) - wrong.recall : 0,
    wrongTurned: isTurned(wrong),
    pairs: right ? sharedPairs(right.exemplar, right.window) : 0,
    ownPairs: windows.reduce((best, window) => Math.max(best, sharedPairs(keyPoint.own, window)), 0),
    wrongPairs: wrong ? sharedPairs(wrong.exemplar, wrong.window) : 0,
    length: Math.min(1, (right?.window.length ?? 0) / longestLength),
    partsNear: windows.reduce(
      (best, { stems }) => Math.max(best, partsIn(keyPoint, stems)),
      partsIn(keyPoint, new Set()),
    ),
    partsAnywhere: partsIn(keyPoint, everything),
  };
  return { features, right, wrong, verbatim: verbatimOf(accepted, rejected) };
}

function verbatimOf(accepted: readonly Match[], rejected: readonly Match[]): Finding['verbatim'] {
  const isVerbatim = ({ exemplar, window }: Match) => exemplar.wording === window.wording;
  const [said, denied] = [accepted.find(isVerbatim), rejected.find(isVerbatim)];
  if (said) return { coverage: 'covered', match: said };
  return denied && { coverage: 'contradicted', match: denied };
}

function bestRecall(exemplars: KeyPointModel['accepts'], { recalls }: Window): number {
  return exemplars.reduce((best, exemplar) => Math.max(best, recalls.get(exemplar) ?? 0), 0);
}

/** Share of a key point's ideas that show; ½ where its author does not tell them apart. */
function partsIn({ parts }: KeyPointModel, stems: ReadonlySet<string>): number {
  if (parts.length === 0) return 0.5;
  const shown = parts.filter((part) => part.some((words) => words.every((stem) => stems.has(stem))));
  return shown.length / parts.length;
}

/** Share of an exemplar's neighbouring stems that are neighbours in the window too. */
function sharedPairs({ pairs }: Exemplar, window: Window): number {
  return pairs.size === 0 ? 0 : pairs.intersection(window.pairs).size / pairs.size;
}

/** 1 when one of exemplar and window is negated and the other is not. */
function isTurned(match: Match | undefined): number {
  return match && match.exemplar.negated !== match.window.negations > 0 ? 1 : 0;
}
