import { mean } from '../domain/statistics.ts';
import type { Features } from './feature-names.ts';
import { decide, type LinearClassifier } from './linear-classifier.ts';
import { deniedBy } from './negation.ts';
import { type OwnFeatures, withOthers } from './other-key-points.ts';
import { meaningOf, type Phrase, tells } from './phrases.ts';
import { evidenceIn, type KeyPointModel, type QuestionModel } from './question-model.ts';
import { bestRecall, isTurned, type Match, matchAll, sharedPairs, supportOf, turnsOf } from './similarity.ts';
import { stopWords } from './stop-words.ts';
import { lettersOf, type Word } from './text.ts';
import type { Negation, Place, Reading, Window } from './windows.ts';
import { dot } from './word-vectors.ts';

/** What an answer is made of. A list names ideas and says none; words in no order may name them all. */
export type Form = 'prose' | 'list' | 'shuffled';

/** The features of a key point, with the matches that they come from. */
export type Finding = {
  readonly features: Features;
  readonly form: Form;
  readonly right: Match | undefined;
  readonly wrong: Match | undefined;
  /** Where the answer is a known phrase word for word, or denies one as a whole, and what that says. */
  readonly verbatim: { readonly coverage: 'covered' | 'contradicted'; readonly place: Place } | undefined;
};

/** Words from which on a window counts as long. */
const longestLength = 40;
/**
 * Notes that say something have some small words. Of the 1,410 training answers to the packs 57 have fewer in what concerns the
 * question; five of their key points are covered.
 */
const proseFunctionWords = 0.03;
/**
 * Shuffled words are less fluent than this, have more small words than notes do, and fewer of the neighbours that the question's
 * phrases have. Of the 1,410 training answers eight look so.
 */
const shuffledFluency = 0.01;
const notesFunctionWords = 0.25;
const phraseNeighbours = 0.38;
/** Logits are kept within this. */
const highest = 6;

/** Looks for each key point of a question in an answer. */
export function findKeyPoints(model: QuestionModel, reading: Reading): readonly Finding[] {
  const answer = summaryOf(reading, model);
  const form = formOf(answer);
  const found = model.keyPoints.map((keyPoint) => findKeyPoint(keyPoint, answer));
  const features = withOthers(found.map(({ own }) => own));
  return found.flatMap(({ right, wrong, verbatim }, index) => {
    const here = features[index];
    return here ? [{ features: here, form, right, wrong, verbatim }] : [];
  });
}

/** An answer with what is the same for all key points. */
type Answer = {
  readonly model: QuestionModel;
  readonly singles: readonly Window[];
  readonly windows: readonly Window[];
  readonly isNotes: boolean;
  readonly stems: ReadonlySet<string>;
  /** The answer and its windows by their wording, and sentences by what they deny as a whole. */
  readonly places: ReadonlyMap<string, Place>;
  readonly denials: ReadonlyMap<string, Place>;
  readonly manner: Pick<Features, 'fluency' | 'functionWords' | 'familiar' | 'figures'>;
  /** What key points of which nothing but their text is known are compared with. */
  readonly near: Near | undefined;
};

type Near = {
  readonly vectors: readonly Float32Array[];
  readonly letters: ReadonlySet<string>;
  /** What each window means. */
  readonly meanings: readonly Float32Array[];
};

function summaryOf({ windows, singles, words, wholes, isNotes }: Reading, model: QuestionModel): Answer {
  const relevant = singles.flatMap((window) => window.words);
  const relevantTelling = relevant.filter(({ form }) => tells(form));
  const telling = words.filter(({ form }) => tells(form));
  const isBare = model.keyPoints.some(({ nearOwn }) => nearOwn);
  return {
    model,
    singles,
    windows,
    isNotes,
    stems: new Set(telling.map(({ stem }) => stem)),
    places: new Map([...wholes, ...windows].map((place) => [place.wording, place])),
    denials: new Map(singles.map((place) => [deniedBy(place.wording) ?? '', place])),
    manner: {
      fluency: mean(singles.map(({ fluency }) => fluency)),
      functionWords: shareOf(relevant, ({ form }) => stopWords.has(form)),
      figures: shareOf(relevant, ({ form }) => /\d/.test(form)),
      familiar: shareOf(relevantTelling, ({ stem }) => model.postings.has(stem) && !model.given.has(stem)),
    },
    near: isBare ? nearOf(telling, windows, model) : undefined,
  };
}

function nearOf(telling: readonly Word[], windows: readonly Window[], model: QuestionModel): Near {
  const forms = new Set(telling.map(({ form }) => form));
  return {
    vectors: [...forms].map((form) => model.vectors.vectorOf(form)),
    letters: lettersOf(telling),
    meanings: windows.map(({ words }) => meaningOf(words, model)),
  };
}

function formOf({ singles, isNotes, manner: { functionWords }, model }: Answer): Form {
  if (functionWords < proseFunctionWords) return isNotes && singles.length > 0 ? 'prose' : 'list';
  const length = singles.reduce((sum, { words }) => sum + words.length, 0);
  const fluency = singles.reduce((sum, each) => sum + each.fluency * each.words.length, 0) / length;
  const neighbours = new Set(singles.flatMap(({ pairs }) => [...pairs]));
  const known = neighbours.intersection(model.pairs).size / Math.max(1, neighbours.size);
  const isShuffled = fluency < shuffledFluency && functionWords > notesFunctionWords && known < phraseNeighbours;
  return isShuffled ? 'shuffled' : 'prose';
}

function shareOf<T>(items: readonly T[], has: (item: T) => boolean): number {
  return items.filter(has).length / Math.max(1, items.length);
}

type Found = Omit<Finding, 'form' | 'features'> & { readonly own: OwnFeatures };

function findKeyPoint(keyPoint: KeyPointModel, answer: Answer): Found {
  const { windows } = answer;
  const accepted = matchAll(keyPoint.accepts, windows);
  const rejected = matchAll(keyPoint.rejects, windows);
  const [right, wrong] = [accepted[0], rejected[0]];
  const own: OwnFeatures = {
    ...rightFeatures(keyPoint, right, answer),
    ...wrongFeatures(keyPoint, right, wrong),
    ...supportFeatures(keyPoint, accepted, rejected),
    ...evidenceFeatures(keyPoint, right, answer),
    ...classifierFeatures(keyPoint, windows),
    ...ownFeatures(keyPoint, answer),
    ...answer.manner,
    phrases: Math.log1p(keyPoint.accepts.length - 1) / 5,
  };
  return { own, right, wrong, verbatim: verbatimOf(keyPoint, answer) };
}

function verbatimOf({ accepts, rejects }: KeyPointModel, { places, denials }: Answer): Finding['verbatim'] {
  const placeOf = (phrases: readonly Phrase[], where: ReadonlyMap<string, Place>) =>
    phrases.map(({ wording }) => where.get(wording)).find((place) => place !== undefined);
  const said = placeOf(accepts, places);
  if (said) return { coverage: 'covered', place: said };
  const denied = placeOf(rejects, places) ?? placeOf(accepts, denials);
  return denied && { coverage: 'contradicted', place: denied };
}

function rightFeatures(keyPoint: KeyPointModel, right: Match | undefined, { model, windows, stems }: Answer) {
  const others = model.keyPoints.filter((other) => other !== keyPoint).flatMap(({ accepts }) => accepts);
  const turns = right ? turnsOf(right.window, right.phrase) : [];
  return {
    similarity: right?.similarity ?? 0,
    recall: right?.recall ?? 0,
    precision: right?.precision ?? 0,
    lead: right ? right.recall - bestRecall(others, right.window) : 0,
    turned: isTurned(right),
    negations: Math.min(3, turns.length) / 3,
    harmful: Math.min(3, turns.filter(({ isInnocent }) => !isInnocent).length) / 3,
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

/** How well several phrases are said, so that one alone does not decide. */
function supportFeatures({ accepts, rejects }: KeyPointModel, accepted: readonly Match[], rejected: readonly Match[]) {
  const [support, wrongSupport] = [supportOf(accepted, accepts.length), supportOf(rejected, rejects.length)];
  return { support, wrongSupport, supportLead: support - wrongSupport };
}

/** What naive Bayes finds: in the window with the most, and how much of it stands near a negation. */
function evidenceFeatures(keyPoint: KeyPointModel, right: Match | undefined, { model, windows, stems }: Answer) {
  const { item: window, value } = highestOf(windows, ({ stems: here }) => evidenceIn(keyPoint, here));
  const others = model.keyPoints.filter((other) => other !== keyPoint);
  const rival = window ? Math.max(0, ...others.map((other) => evidenceIn(other, window.stems))) : 0;
  const turns = window ? turnsOf(window, right?.phrase) : [];
  const shareDenied = (some: readonly Negation[]) => {
    const near = new Set(some.flatMap((turn) => turn.near)).intersection(window?.stems ?? new Set());
    return value > 0 ? evidenceIn(keyPoint, near) / value : 0;
  };
  return {
    evidence: value,
    evidenceAnywhere: evidenceIn(keyPoint, stems),
    evidenceLead: value - rival,
    denied: shareDenied(turns),
    harmDenied: shareDenied(turns.filter(({ isInnocent }) => !isInnocent)),
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

/** How far the answer comes to the author's own words; how near by meaning only where nothing but these is known. */
function ownFeatures({ ownWords, nearOwn }: KeyPointModel, { model, stems, near }: Answer) {
  const ownRecall = ownWords.reduce((sum, { stem, share }) => (stems.has(stem) ? sum + share : sum), 0);
  if (!nearOwn || !near) return { ownRecall, alignment: 0, fullAlignment: 0, letters: 0, ownMeaning: 0 };
  const nearest = ownWords.map(({ form, stem }) =>
    stems.has(stem) ? 1 : highestCosine(model.vectors.vectorOf(form), near.vectors),
  );
  return {
    ownRecall,
    alignment: ownWords.reduce((sum, { share }, index) => sum + share * (nearest[index] ?? 0), 0),
    fullAlignment: ownWords.reduce((sum, { fullShare }, index) => sum + fullShare * (nearest[index] ?? 0), 0),
    letters: nearOwn.letters.intersection(near.letters).size / Math.max(1, nearOwn.letters.size),
    ownMeaning: highestCosine(nearOwn.meaning, near.meanings),
  };
}

/** The highest cosine of a unit vector with others, at least 0. */
function highestCosine(vector: Float32Array, others: readonly Float32Array[]): number {
  return others.reduce((best, other) => Math.max(best, dot(vector, other)), 0);
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
