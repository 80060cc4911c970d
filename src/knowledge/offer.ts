import type { LearnedPhrase } from '../domain/learned-phrase.ts';
import { type OwnQuestionRef, ownLevel, ownPackTitle, ownTopic } from '../domain/own-pack.ts';
import type { Level, Pack, Question, Topic } from '../domain/question.ts';
import { createFindNamed } from './find-named.ts';

export type QuestionFilter = { readonly topic?: string; readonly level?: Level };

/** Questions that can be asked. */
export type Questions = {
  /** In pack order. */
  list(filter?: QuestionFilter): readonly Question[];
  /** By id; a part of the id after the pack's name is enough while it is unique. */
  find(id: string): Question | undefined;
  /** The topic that a person means by a few words, typos forgiven. */
  findTopic(words: string): Topic | undefined;
  topics(): readonly Topic[];
  /** A question as it is graded where these phrases were learned; the same object for the same phrases, as long as it is in use. */
  withPhrases(question: Question, phrases: readonly LearnedPhrase[]): Question;
};

type AllPacks = Questions & { packs(): readonly Pack[] };

/** What makes a workspace's offer another than all packs. */
export type OfferChanges = {
  /** The id of the pack of its own questions. */
  readonly ownPack: string;
  /** The packs that are off, by their ids. */
  readonly off: readonly string[];
  readonly own: readonly OwnQuestionRef[];
};

export type OfferedPack = { readonly pack: Pack; readonly on: boolean };

/** What the members of one workspace can be asked: the packs that are on, and the workspace's own questions. */
export type Offer = Questions & {
  /** A question that a pack has, on or off: for what was asked before. */
  known(id: string): Question | undefined;
  /** Questions of all packs, on or off, for what has begun before. */
  listAll(filter: QuestionFilter): readonly Question[];
  /** The title of a topic, on or off, or its id when no pack bears it any more. */
  titleOf(topic: string): string;
  /** The pack that a person means by a few words, on or off, typos forgiven. */
  findPack(words: string): OfferedPack | undefined;
  /** All packs, on or off, and last the workspace's own where it has questions. */
  packs(): readonly OfferedPack[];
  /** The id of the pack of the workspace's own questions. */
  readonly ownPack: string;
};

/** Loads the questions of a workspace's own that changes name. */
export type LoadOwn = () => Promise<readonly Question[]>;

/** Makes a catalog of some packs. */
type Build = (packs: readonly Pack[]) => Questions;

/** Offers that are remembered, so that their questions stay the objects that graders know; those in use last stay. */
const remembered = 500;

/**
 * Gives workspaces their offers. The same changes give the same object while it is remembered: they name versions, which never
 * change, so a transaction that is undone leaves nothing wrong behind.
 */
export function createOffers(
  catalog: AllPacks,
  build: Build,
): (changes: OfferChanges, loadOwn: LoadOwn) => Promise<Offer> {
  const known = new Map<string, Offer>();
  return async (changes, loadOwn) => {
    const key = JSON.stringify(changes);
    const own = known.has(key) || changes.own.length === 0 ? [] : await loadOwn();
    const found = known.get(key) ?? createOffer(catalog, { ...changes, own }, build);
    known.delete(key);
    known.set(key, found);
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break;
      known.delete(oldest);
    }
    return found;
  };
}

type Changes = Omit<OfferChanges, 'own'> & { readonly own: readonly Question[] };

/** What of a catalog a workspace is offered. Where a pack of the catalog has a question of the workspace's own, the pack's counts. */
function createOffer(catalog: AllPacks, { ownPack, off, own }: Changes, build: Build): Offer {
  const titles = new Map(catalog.topics().map(({ id, title }) => [id, title]));
  const titleOf = (topic: string) => titles.get(topic) ?? (topic === ownTopic ? ownPackTitle : topic);
  const isOff = new Set(off);
  const packs = [...catalog.packs(), ...ownPacks(ownPack, own)].map((pack) => ({ pack, on: !isOff.has(pack.id) }));
  const isAll = own.length === 0 && packs.every(({ on }) => on);
  const offered = packs.flatMap(({ pack, on }) => (on ? byTopic(pack, titleOf) : []));
  const { list, find, findTopic, topics } = isAll ? catalog : build(offered);
  const findPack = createFindNamed(packs.map((one) => namedOf(one, ownPack)));
  const ownById = new Map(own.map((question) => [question.id, question]));
  return {
    ...{ list, find, findTopic, topics, titleOf, ownPack, withPhrases: catalog.withPhrases },
    listAll: (filter) => [...catalog.list(filter), ...own.filter(suits(filter))],
    known: (id) => catalog.find(id) ?? ownById.get(id),
    packs: () => packs,
    findPack: (words) => findPack(words)?.offered,
  };
}

/** What a pack is found by; nobody knows the id of the workspace's own. */
function namedOf(offered: OfferedPack, ownPack: string) {
  const { id, title } = offered.pack;
  return { id: id === ownPack ? ownTopic : id, title, offered };
}

/** Whether a question is of a topic and a level. */
export function suits({ topic, level }: QuestionFilter): (question: Question) => boolean {
  return (question) => (!topic || question.topic === topic) && (!level || question.level === level);
}

/** The pack of a workspace's own questions; none while there are none. */
function ownPacks(id: string, questions: readonly Question[]): readonly Pack[] {
  return questions.length === 0 ? [] : [{ id, title: ownPackTitle, topic: ownTopic, level: ownLevel, questions }];
}

/** A pack as one for each topic of its questions, under the topic's title. */
function byTopic(pack: Pack, titleOf: (topic: Topic['id']) => string): readonly Pack[] {
  const topics = Map.groupBy(pack.questions, ({ topic }) => topic);
  return [...topics].map(([topic, questions]) => ({ ...pack, topic, title: titleOf(topic), questions }));
}
