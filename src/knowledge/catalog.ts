import type { Term } from '../domain/glossary.ts';
import type { Pack, Question } from '../domain/question.ts';
import { wordsOf } from '../domain/wording.ts';
import { createFindNamed } from './find-named.ts';
import { createLearnedQuestions } from './learned-questions.ts';
import { createOffers, type LoadOwn, type Offer, type OfferChanges, type Questions, suits } from './offer.ts';

/** The questions of all packs. */
export type Catalog = Questions & {
  packs(): readonly Pack[];
  /** By its wording, case, punctuation and marks aside. */
  findByText(text: string): Question | undefined;
  /** Terms that all packs share. */
  glossary(): readonly Term[];
  /** What a workspace can be asked that has turned packs off or has questions of its own. */
  offerOf(changes: OfferChanges, loadOwn: LoadOwn): Promise<Offer>;
};

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
  const catalog: Omit<Catalog, 'offerOf'> = {
    packs: () => packs,
    list: (filter = {}) => questions.filter(suits(filter)),
    find: (id) => byId.get(id) ?? bySlug.get(id),
    findByText: (text) => byText.get(wordsOf(text)),
    findTopic: createFindNamed(topics),
    topics: () => topics,
    withPhrases: createLearnedQuestions(),
    glossary: () => glossary,
  };
  return { ...catalog, offerOf: createOffers(catalog, createCatalog) };
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
