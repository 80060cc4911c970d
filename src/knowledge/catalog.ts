import Fuse from 'fuse.js';
import type { Term } from '../domain/glossary.ts';
import type { LearnedPhrase } from '../domain/learned-phrase.ts';
import type { Level, Pack, Question, Topic } from '../domain/question.ts';
import { wordsOf } from '../domain/wording.ts';
import { createLearnedQuestions } from './learned-questions.ts';

export type QuestionFilter = { readonly topic?: string; readonly level?: Level };

/** The questions that can be asked. */
export type Catalog = {
  /** In pack order. */
  list(filter?: QuestionFilter): readonly Question[];
  /** By id; a part of the id after the pack's name is enough while it is unique. */
  find(id: string): Question | undefined;
  /** By its wording, case, punctuation and marks aside. */
  findByText(text: string): Question | undefined;
  /** The topic that a person means by a few words, typos forgiven. */
  findTopic(words: string): Topic | undefined;
  topics(): readonly Topic[];
  /** A question as it is graded where these phrases were learned; the same object for the same phrases, as long as it is in use. */
  withPhrases(question: Question, phrases: readonly LearnedPhrase[]): Question;
  /** Terms that all packs share. */
  glossary(): readonly Term[];
};

/** Shorter words are within a typo or two of almost anything. */
const shortestFuzzy = 4;
/** Whoever types more than so many characters names no topic; looking for them would take long. */
const longestTopic = 200;

/** Builds a catalog over packs; of two questions with one id the first counts. */
export function createCatalog(packs: readonly Pack[], glossary: readonly Term[] = []): Catalog {
  const questions = packs.flatMap((pack) => pack.questions);
  const byId = indexBy(questions, (question) => question.id);
  const bySlug = groupBySlug(questions);
  const byText = indexBy(questions, (question) => wordsOf(question.text));
  const topics = [
    ...indexBy(
      packs.map(({ topic, title }) => ({ id: topic, title })),
      ({ id }) => id,
    ).values(),
  ];
  const fuse = new Fuse(topics, {
    keys: ['id', 'title'],
    threshold: 0.35,
    ignoreLocation: true,
    minMatchCharLength: 2,
  });
  return {
    list: ({ topic, level } = {}) =>
      questions.filter((question) => (!topic || question.topic === topic) && (!level || question.level === level)),
    find: (id) => byId.get(id) ?? bySlug.get(id),
    findByText: (text) => byText.get(wordsOf(text)),
    findTopic: (words) => {
      const wanted = words.length > longestTopic ? '' : wordsOf(words);
      if (wanted === '') return undefined;
      const named = topics.find(({ id, title }) => wordsOf(id) === wanted || wordsOf(title) === wanted);
      return named ?? (wanted.length < shortestFuzzy ? undefined : fuse.search(wanted)[0]?.item);
    },
    topics: () => topics,
    withPhrases: createLearnedQuestions(),
    glossary: () => glossary,
  };
}

function indexBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  const index = new Map<string, T>();
  for (const item of items) if (!index.has(keyOf(item))) index.set(keyOf(item), item);
  return index;
}

function groupBySlug(questions: readonly Question[]): ReadonlyMap<string, Question> {
  const groups = Map.groupBy(questions, (question) => question.id.slice(question.pack.length + 1));
  const unique = [...groups].flatMap(([slug, [first, ...others]]): [string, Question][] =>
    first && others.length === 0 ? [[slug, first]] : [],
  );
  return new Map(unique);
}
