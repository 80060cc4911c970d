import type { KeyPoint, Question } from '../domain/question.ts';
import { type Coverage, coverages } from '../domain/verdict.ts';
import { type CoverageModel, featuresIn, type Situation } from './coverage-model.ts';
import type { EvaluationCase } from './evaluation-case.ts';
import type { Features } from './feature-names.ts';
import type { Form } from './features.ts';
import { fitTrees, type TreeSettings } from './fit-trees.ts';
import { createFinder, type Language, situationOf } from './offline-grader.ts';
import { misplace, type SyntheticAnswer, synthesize } from './synthetic-answers.ts';
import { parseSentences } from './text.ts';
import { fitWordOrder, type WordOrder } from './word-order.ts';

/** One key point of a labelled answer. */
export type Example = {
  readonly situation: Situation;
  readonly features: Features;
  /** What the answer is made of. */
  readonly form: Form;
  readonly coverage: Coverage;
  /** How much it counts when a model is fitted. */
  readonly weight: number;
  /** The set that it comes from, the question, and the kind of answer. */
  readonly set: string;
  readonly question: string;
  readonly kind: string;
};

export type TrainingSets = {
  /** Labelled answers to the packs' questions. */
  readonly tune: readonly EvaluationCase[];
  /** Labelled answers whose telling words are among the packs' phrases. */
  readonly heard: readonly EvaluationCase[];
  /** Labelled sentences and notes, most on one key point each. Those that say or deny it are among the packs' phrases. */
  readonly clauses: readonly EvaluationCase[];
  /** Labelled answers to questions on other topics, of which less is known. */
  readonly topics: readonly EvaluationCase[];
  /** Labelled answers to questions of packs whose key points have some phrases each. */
  readonly packs: readonly EvaluationCase[];
};

/** The questions that cases are about, each once. */
function questionsOf(...cases: readonly (readonly EvaluationCase[])[]): readonly Question[] {
  return [...new Set(cases.flat().map(({ question }) => question))];
}

const settings: Readonly<Record<Situation, TreeSettings>> = {
  phrases: { rounds: 800, depth: 3, rate: 0.05, ridge: 3, featureShare: 0.3, exampleShare: 0.6 },
  text: { rounds: 700, depth: 3, rate: 0.03, ridge: 3, featureShare: 0.3, exampleShare: 0.5 },
  reference: { rounds: 80, depth: 1, rate: 0.1, ridge: 20, featureShare: 1, exampleShare: 1 },
};

/** Kinds of answers that prove nothing; a board is trusted only when these earn nothing, so they count more. */
const worthless = new Set(['cheat', 'name-dropper', 'off-topic', 'restated-question']);
const worthlessWeight = 3;
const bareWeight = 0.5;
/** One in so many answers on other topics is given to each question as one that says nothing of it. */
const elsewhereStep = 5;
/** The same for the many questions of the library. */
const elsewherePackStep = 20;
/** How many phrases and wrong claims a key point of the library has, and of a pack that has just been written. */
const libraryKnowledge = { accepts: 7, rejects: 2 };
const youngKnowledge = { accepts: 3, rejects: 1 };
const libraryWeight = 0.3;
const youngWeight = 0.25;
/** The library's questions are many and on many topics, with one answer of each kind. */
const packWeight = 2;
/** How many phrases and wrong claims a key point has while a pack is being written: models must not rely on many. */
const thinKnowledge = [
  { accepts: 0, rejects: 1 },
  { accepts: 1, rejects: 0 },
  { accepts: 2, rejects: 1 },
  { accepts: 4, rejects: 0 },
] as const;
const thinWeight = 0.5;
const syntheticWeight = 0.3;
const scarceSyntheticWeight = 0.3;
/** One in so many of the packs' phrases is an example, left out of what its key point knows. */
const phraseStep = 8;
const phraseWeight = 0.06;
/** Answers and phrases are left out of what is known a share at a time. */
const folds = 4;

/** Fits the model of a situation to its examples; the same examples give the same model. */
export function fitCoverageModel(examples: readonly Example[], situation: Situation): CoverageModel {
  const features = featuresIn[situation];
  const inputs = examples
    .filter((example) => example.situation === situation)
    .map((example) => ({
      input: features.map((name) => example.features[name]),
      label: coverages.indexOf(example.coverage),
      weight: example.weight,
    }));
  return { features, trees: fitTrees(inputs, coverages.length, settings[situation]) };
}

/** Learns the order of words from the answers that people would write. */
export function learnWordOrder({ tune, heard }: TrainingSets): WordOrder {
  const answers = [...tune, ...heard].filter(({ kind }) => !worthless.has(kind)).map(({ answer }) => answer);
  const phrases = questionsOf(heard).flatMap(({ keyPoints }) =>
    keyPoints.flatMap(({ accepts, rejects }) => [...accepts, ...rejects]),
  );
  const sentences = [...answers, ...phrases].flatMap(parseSentences);
  return fitWordOrder(sentences.map(({ words }) => words.map(({ form }) => form)));
}

/** All examples for the situations `phrases` and `text`. */
export function examplesOf(sets: TrainingSets, language: Language): readonly Example[] {
  const find = createFinder(language);
  const label = (set: string, cases: readonly EvaluationCase[], weight: number) =>
    cases.flatMap((each) => examplesOfCase({ set, find, weight }, each));
  return [
    ...label('tune', sets.tune, 1),
    ...heardExamples('heard', sets.heard, find),
    ...heardExamples('clauses', sets.clauses, find),
    ...label('topics', sets.topics, 1),
    ...thinKnowledge.flatMap((limits) => label('thin', asking(sets.topics, thinner(limits)), thinWeight)),
    ...label('library', asking(sets.tune, shorter(libraryKnowledge)), libraryWeight),
    ...label('library', asking(sets.heard, shorter(libraryKnowledge)), libraryWeight),
    ...label('packs', sets.packs, packWeight),
    ...label('young', asking(sets.packs, shorter(youngKnowledge)), youngWeight),
    ...label('tune', asking(sets.tune, bare), bareWeight),
    ...label('heard', asking(sets.heard, bare), bareWeight),
    ...label('topics', asking(sets.topics, bare), 1),
    ...label('packs', asking(sets.packs, bare), 1),
    ...questionsOf(sets.heard, sets.packs).flatMap((question) => phraseExamples(question, find)),
    ...syntheticAnswers(sets).flatMap((made) => examplesOfSynthetic(made, find, syntheticWeight)),
    ...scarceSyntheticAnswers(sets).flatMap((made) => examplesOfSynthetic(made, find, scarceSyntheticWeight)),
  ];
}

/** The cases with their questions changed, each question once. */
function asking(cases: readonly EvaluationCase[], change: (question: Question) => Question): readonly EvaluationCase[] {
  const questions = new Set(cases.map(({ question }) => question));
  const changed = new Map([...questions].map((question) => [question, change(question)]));
  return cases.map((each) => ({ ...each, question: changed.get(each.question) ?? each.question }));
}

/** Examples for the situation `reference`: answers that people scored against one reference answer. */
export function referenceExamples(
  cases: readonly EvaluationCase[],
  set: string,
  language: Language,
): readonly Example[] {
  const find = createFinder(language);
  return cases.flatMap(({ question, answer, score = 0, kind }) => {
    const coverage =
      kind === 'contradictory' ? 'contradicted' : score >= 0.75 ? 'covered' : score >= 0.35 ? 'partial' : 'missed';
    return find({ question, answer }).map(
      ({ features, form }): Example => ({
        situation: 'reference',
        features,
        form,
        coverage,
        weight: 1,
        set,
        question: question.text,
        kind,
      }),
    );
  });
}

type Find = ReturnType<typeof createFinder>;
type Labelling = { readonly set: string; readonly find: Find; readonly weight: number };

function examplesOfCase(
  { set, find, weight }: Labelling,
  { question, answer, labels, kind }: EvaluationCase,
): readonly Example[] {
  return find({ question, answer }).flatMap(({ features, form }, index) => {
    const given = labels.get(question.keyPoints[index]?.id ?? '') ?? [];
    const each = ((worthless.has(kind) ? worthlessWeight : 1) * weight) / given.length;
    const situation = situationOf(question, index);
    return given.map(
      (coverage): Example => ({
        situation,
        features,
        form,
        coverage,
        weight: each,
        set,
        question: question.text,
        kind,
      }),
    );
  });
}

/** Examples of answers that were heard, each read without the phrases that come from it. */
function heardExamples(set: string, cases: readonly EvaluationCase[], find: Find): readonly Example[] {
  const byQuestion = Map.groupBy(cases, ({ question }) => question);
  return [...byQuestion].flatMap(([question, answers]) =>
    Array.from({ length: folds }, (_, fold) => {
      const held = answers.filter((__, index) => index % folds === fold);
      const texts = held.map(({ answer }) => answer.replaceAll(/\s+/g, ' '));
      const rest = withoutPhrases(question, (phrase) => texts.some((text) => text.includes(phrase)));
      return held.flatMap((each) => examplesOfCase({ set, find, weight: 1 }, { ...each, question: rest }));
    }).flat(),
  );
}

/** What a pack says of itself: a phrase says what it stands for, even when it is not known. */
function phraseExamples(question: Question, find: Find): readonly Example[] {
  const origin = {
    situation: 'phrases',
    weight: phraseWeight,
    set: 'phrases',
    question: question.text,
    kind: 'phrase',
  } as const;
  return Array.from({ length: folds }, (_, fold) => {
    const isHeld = (__: string, index: number) => index % folds === fold;
    const rest = withoutPhrases(question, isHeld);
    const example = (answer: string, index: number, coverage: Coverage): readonly Example[] =>
      find({ question: rest, answer })
        .slice(index, index + 1)
        .map(({ features, form }) => ({ ...origin, features, form, coverage }));
    return question.keyPoints.flatMap(({ accepts, rejects }, index) => {
      const sample = (phrases: readonly string[]) => phrases.filter((__, place) => place % phraseStep === fold);
      return [
        ...sample(accepts).flatMap((phrase) => example(phrase, index, 'covered')),
        ...sample(rejects).flatMap((phrase) => example(phrase, index, 'contradicted')),
      ];
    });
  }).flat();
}

/** Answers that prove nothing, or the opposite, or what their words say, to the packs' questions. */
function syntheticAnswers({ heard, topics, packs }: TrainingSets): readonly SyntheticAnswer[] {
  const elsewhere = (question: Question, place: number, step: number) =>
    topics.filter((_, index) => index % step === place % step).map(({ answer }) => misplace(question, answer));
  return [
    ...questionsOf(heard).flatMap((question, place) => {
      const isGood = (each: EvaluationCase) => each.question.id === question.id && each.kind === 'solid';
      const good = heard.filter(isGood).map(({ answer }) => answer);
      return [...synthesize(question, good), ...elsewhere(question, place, elsewhereStep)];
    }),
    ...questionsOf(packs).flatMap((question, place) => elsewhere(question, place, elsewherePackStep)),
  ];
}

/** The same for questions of which little is known. */
function scarceSyntheticAnswers({ heard, topics }: TrainingSets): readonly SyntheticAnswer[] {
  const [questions, others] = [questionsOf(heard), questionsOf(topics)];
  const thinned = others.flatMap((question) => thinKnowledge.map((limits) => thinner(limits)(question)));
  return [...[...questions, ...others].map(bare), ...others, ...thinned].flatMap((question) =>
    synthesize(question, []),
  );
}

function examplesOfSynthetic(
  { question, answer, coverages: given, kind }: SyntheticAnswer,
  find: Find,
  weight: number,
): readonly Example[] {
  return find({ question, answer }).flatMap(({ features, form }, index): readonly Example[] => {
    const coverage = given[index];
    if (!coverage) return [];
    const situation = situationOf(question, index);
    return [{ situation, features, form, coverage, weight, set: 'synthetic', question: question.text, kind }];
  });
}

function withoutPhrases(question: Question, isOut: (phrase: string, index: number) => boolean): Question {
  const keep = (phrases: readonly string[]) => phrases.filter((phrase, index) => !isOut(phrase, index));
  const without = (point: KeyPoint) => ({ ...point, accepts: keep(point.accepts), rejects: keep(point.rejects) });
  return { ...question, keyPoints: question.keyPoints.map(without) };
}

/** The question as one of which nothing but its texts is known. */
function bare(question: Question): Question {
  return thinner({ accepts: 0, rejects: 0 })(question);
}

type Limits = { readonly accepts: number; readonly rejects: number };

/** Makes of a question one of which little is known. */
function thinner(limits: Limits): (question: Question) => Question {
  const shorten = shorter(limits);
  return (question) => {
    const { keyPoints, ...rest } = shorten(question);
    return { ...rest, keyPoints: keyPoints.map((point) => ({ ...point, parts: [] })) };
  };
}

/** Makes of a question one with fewer phrases. */
function shorter({ accepts, rejects }: Limits): (question: Question) => Question {
  const shorten = (point: KeyPoint) => ({
    ...point,
    accepts: point.accepts.slice(0, accepts),
    rejects: point.rejects.slice(0, rejects),
  });
  return (question) => ({ ...question, keyPoints: question.keyPoints.map(shorten) });
}
