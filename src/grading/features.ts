import { decide, type LinearClassifier } from './linear-classifier.ts';
import { mean } from './metrics.ts';
import { meaningOf, type Phrase, tells } from './phrases.ts';
import { evidenceIn, type KeyPointModel, type QuestionModel } from './question-model.ts';
import { bestRecall, isTurned, type Match, matchAll, sharedPairs, turnsOf } from './similarity.ts';
import { stopWords } from './stop-words.ts';
import { lettersOf, type Word } from './text.ts';
import type { Place, Reading, Window } from './windows.ts';
import { dot } from './word-vectors.ts';

/** What speaks for and against a key point in an answer. */
export const featureNames = [
  'similarity',
  'recall',
  'precision',
  'ownRecall',
  'lead',
  'turned',
  'negations',
  'wrongSimilarity',
  'wrongLead',
  'rightLead',
  'wrongTurned',
  'pairs',
  'ownPairs',
  'wrongPairs',
  'length',
  'partsNear',
  'partsAnywhere',
  'evidence',
  'evidenceAnywhere',
  'evidenceLead',
  'denied',
  'topic',
  'topicMean',
  'stance',
  'worstStance',
  'fluency',
  'fluencyHere',
  'functionWords',
  'familiar',
  'phrases',
  'alignment',
  'fullAlignment',
  'letters',
  'ownMeaning',
] as const;
export type FeatureName = (typeof featureNames)[number];
export type Features = Readonly<Record<FeatureName, number>>;

/** What an answer is made of. A list names ideas and says none; words in no order may name them all. */
export type Form = 'prose' | 'list' | 'shuffled';

/** The features of a key point, with the matches that they come from. */
export type Finding = {
  readonly features: Features;
  readonly form: Form;
  readonly right: Match | undefined;
  readonly wrong: Match | undefined;
  /** Where the answer is a known phrase word for word, and what that phrase says. */
  readonly verbatim: { readonly coverage: 'covered' | 'contradicted'; readonly place: Place } | undefined;
};

/** Words from which on a window counts as long. */
const longestLength = 40;
/** Even the tersest notes that say something have some small words: of 1,610 training answers none with fewer covers anything. */
const proseFunctionWords = 0.03;
/**
 * Shuffled words are less fluent than this, have more small words than notes do, and fewer of the neighbours that the question's
 * phrases have. Of the 1,340 training answers to the packs eight look so.
 */
const shuffledFluency = 0.01;
const notesFunctionWords = 0.25;
const phraseNeighbours = 0.38;
/** Logits are kept within this. */
const highest = 6;

/** Looks for each key point of a question in an answer. */
export function findKeyPoints(model: QuestionModel, reading: Reading): readonly Finding[] {
  const answer = summaryOf(reading, model);
  const form = formOf(reading, model);
  return model.keyPoints.map((keyPoint) => ({ ...findKeyPoint(keyPoint, answer), form }));
}

function formOf({ singles }: Reading, { pairs }: QuestionModel): Form {
  const words = singles.flatMap((window) => window.words);
  const functionWords = shareOf(words, ({ form }) => stopWords.has(form));
  if (functionWords < proseFunctionWords) return 'list';
  const fluency = singles.reduce((sum, each) => sum + each.fluency * each.words.length, 0) / words.length;
  const neighbours = new Set(singles.flatMap((window) => [...window.pairs]));
  const known = neighbours.intersection(pairs).size / Math.max(1, neighbours.size);
  const isShuffled = fluency < shuffledFluency && functionWords > notesFunctionWords && known < phraseNeighbours;
  return isShuffled ? 'shuffled' : 'prose';
}

type Answer = {
  readonly model: QuestionModel;
  readonly windows: readonly Window[];
  readonly words: readonly Word[];
  readonly stems: ReadonlySet<string>;
  /** The answer and its windows by their wording. */
  readonly places: ReadonlyMap<string, Place>;
  readonly manner: Pick<Features, 'fluency' | 'functionWords' | 'familiar'>;
};

function summaryOf({ windows, singles, words, whole }: Reading, model: QuestionModel): Answer {
  const relevant = singles.flatMap((window) => window.words);
  const telling = relevant.filter(({ form }) => tells(form));
  const known = telling.filter(({ stem }) => model.postings.has(stem) && !model.given.has(stem));
  return {
    model,
    windows,
    words,
    stems: new Set(words.filter(({ form }) => tells(form)).map(({ stem }) => stem)),
    places: new Map([whole, ...windows].map((place) => [place.wording, place])),
    manner: {
      fluency: mean(singles.map(({ fluency }) => fluency)),
      functionWords: shareOf(relevant, ({ form }) => stopWords.has(form)),
      familiar: known.length / Math.max(1, telling.length),
    },
  };
}

function shareOf<T>(items: readonly T[], has: (item: T) => boolean): number {
  return items.filter(has).length / Math.max(1, items.length);
}

function findKeyPoint(keyPoint: KeyPointModel, answer: Answer): Omit<Finding, 'form'> {
  const { windows } = answer;
  const accepted = matchAll(keyPoint.accepts, windows);
  const rejected = matchAll(keyPoint.rejects, windows);
  const [right, wrong] = [accepted[0], rejected[0]];
  const features: Features = {
    ...rightFeatures(keyPoint, right, answer),
    ...wrongFeatures(keyPoint, right, wrong),
    ...evidenceFeatures(keyPoint, right, answer),
    ...classifierFeatures(keyPoint, windows),
    ...ownFeatures(keyPoint, answer),
    ...answer.manner,
    phrases: Math.log1p(keyPoint.accepts.length - 1) / 5,
  };
  return { features, right, wrong, verbatim: verbatimOf(keyPoint, answer.places) };
}

function verbatimOf({ accepts, rejects }: KeyPointModel, places: ReadonlyMap<string, Place>): Finding['verbatim'] {
  const placeOf = (phrases: readonly Phrase[]) =>
    phrases.map(({ wording }) => places.get(wording)).find((place) => place !== undefined);
  const [said, denied] = [placeOf(accepts), placeOf(rejects)];
  if (said) return { coverage: 'covered', place: said };
  return denied && { coverage: 'contradicted', place: denied };
}

function rightFeatures(keyPoint: KeyPointModel, right: Match | undefined, { model, windows, stems }: Answer) {
  const others = model.keyPoints.filter((other) => other !== keyPoint).flatMap(({ accepts }) => accepts);
  return {
    similarity: right?.similarity ?? 0,
    recall: right?.recall ?? 0,
    precision: right?.precision ?? 0,
    lead: right ? right.recall - bestRecall(others, right.window) : 0,
    turned: isTurned(right),
    negations: right ? Math.min(3, turnsOf(right.window, right.phrase).length) / 3 : 0,
    pairs: right ? sharedPairs(right.phrase, right.window) : 0,
    ownPairs: windows.reduce((best, window) => Math.max(best, sharedPairs(keyPoint.own, window)), 0),
    length: Math.min(1, (right?.window.words.length ?? 0) / longestLength),
    fluencyHere: right?.window.fluency ?? 0,
    partsNear: windows.reduce(
      (best, { stems: here }) => Math.max(best, partsIn(keyPoint, here)),
      partsIn(keyPoint, new Set()),
    ),
    partsAnywhere: partsIn(keyPoint, stems),
  };
}

function wrongFeatures(keyPoint: KeyPointModel, right: Match | undefined, wrong: Match | undefined) {
  return {
    wrongSimilarity: wrong?.similarity ?? 0,
    wrongLead: right ? bestRecall(keyPoint.rejects, right.window) - right.recall : 0,
    rightLead: wrong ? bestRecall(keyPoint.accepts, wrong.window) - wrong.recall : 0,
    wrongTurned: isTurned(wrong),
    wrongPairs: wrong ? sharedPairs(wrong.phrase, wrong.window) : 0,
  };
}

/** What naive Bayes finds: in the window with the most, and how much of it stands near a negation. */
function evidenceFeatures(keyPoint: KeyPointModel, right: Match | undefined, { model, windows, stems }: Answer) {
  const { item: window, value } = highestOf(windows, ({ stems: here }) => evidenceIn(keyPoint, here));
  const others = model.keyPoints.filter((other) => other !== keyPoint);
  const rival = window ? Math.max(0, ...others.map((other) => evidenceIn(other, window.stems))) : 0;
  const near = window ? turnsOf(window, right?.phrase).flatMap((turn) => turn.near) : [];
  const denied = evidenceIn(keyPoint, new Set(near).intersection(window?.stems ?? new Set()));
  return {
    evidence: value,
    evidenceAnywhere: evidenceIn(keyPoint, stems),
    evidenceLead: value - rival,
    denied: value > 0 ? denied / value : 0,
  };
}

function classifierFeatures({ topic, stance }: KeyPointModel, windows: readonly Window[]) {
  const logits = (classifier: LinearClassifier) => windows.map(({ row }) => decide(classifier, row));
  const [topics, stances] = [logits(topic), logits(stance)];
  const onTopic = highestOf(topics, Number);
  return {
    topic: clipped(onTopic.value),
    topicMean: clipped(mean(topics)),
    stance: clipped(stances[onTopic.index] ?? 0),
    worstStance: clipped(stances.reduce((worst, each) => Math.min(worst, each), highest)),
  };
}

/** How far the answer comes to the author's own words; by meaning only where nothing but these is known. */
function ownFeatures(keyPoint: KeyPointModel, { model, windows, words, stems }: Answer) {
  const ownRecall = keyPoint.ownWords.reduce((sum, { stem, share }) => (stems.has(stem) ? sum + share : sum), 0);
  if (!keyPoint.bare) return { ownRecall, alignment: 0, fullAlignment: 0, letters: 0, ownMeaning: 0 };
  const vectors = new Map(
    words.filter(({ form }) => tells(form)).map(({ form }) => [form, model.vectors.vectorOf(form)]),
  );
  const near = keyPoint.ownWords.map(({ form, stem }) => {
    if (stems.has(stem)) return 1;
    const vector = model.vectors.vectorOf(form);
    return vectors.values().reduce((best, other) => Math.max(best, dot(vector, other)), 0);
  });
  const own = meaningOf(keyPoint.ownWords, model);
  const letters = lettersOf(words.filter(({ form }) => tells(form)));
  const ownLetters = lettersOf(keyPoint.ownWords);
  return {
    ownRecall,
    alignment: keyPoint.ownWords.reduce((sum, { share }, index) => sum + share * (near[index] ?? 0), 0),
    fullAlignment: keyPoint.ownWords.reduce((sum, { fullShare }, index) => sum + fullShare * (near[index] ?? 0), 0),
    letters: ownLetters.intersection(letters).size / Math.max(1, ownLetters.size),
    ownMeaning: windows.reduce((best, window) => Math.max(best, dot(own, meaningOf(window.words, model))), 0),
  };
}

/** Share of a key point's ideas that show; ½ where its author does not tell them apart. */
function partsIn({ parts }: KeyPointModel, stems: ReadonlySet<string>): number {
  if (parts.length === 0) return 0.5;
  const shown = parts.filter((part) => part.some((words) => words.every((stem) => stems.has(stem))));
  return shown.length / parts.length;
}

function clipped(logit: number): number {
  return Math.max(-highest, Math.min(highest, logit));
}

/** The first item with the highest value; value 0 and place −1 when there is none. */
function highestOf<T>(items: readonly T[], measure: (item: T) => number) {
  let best: { readonly item: T | undefined; readonly value: number; readonly index: number } | undefined;
  for (const [index, item] of items.entries()) {
    const value = measure(item);
    if (!best || value > best.value) best = { item, value, index };
  }
  return best ?? { item: undefined, value: 0, index: -1 };
}
