import type { WrittenPack } from '../knowledge/load-packs.ts';
import type { Problem } from '../knowledge/problem.ts';
import { adviceAt, listKeyPoints, listPhrases } from './passage.ts';
import { cosineOf, shareOf, weighStems } from './weighed-stems.ts';

/**
 * From here on two texts say the same. In the library that is shipped, no two questions are more alike than 0.45, and key points of
 * different questions that say different things in the same terms reach 0.61.
 */
const alikeFrom = 0.65;
/** From here on a phrase only repeats another one. */
const repeatedFrom = 0.85;
/** A question that says so much of a key point says all of it. */
const givenFrom = 0.6;

/** Questions that are asked twice, and key points of different questions that say the same, across all packs. */
export function findAlike(packs: readonly WrittenPack[]): readonly Problem[] {
  const questions = packs.flatMap((pack) => pack.written.questions.map((question) => ({ pack, question })));
  return [
    ...pairsOf(questions, ({ question }) => question.text).map(([later, earlier]) =>
      adviceAt(later, `asks much the same as ${earlier.question.id}: "${earlier.question.text}"`),
    ),
    ...pairsOf(listKeyPoints(packs), ({ keyPoint }) => keyPoint.text)
      .filter(([later, earlier]) => later.question !== earlier.question)
      .map(([later, earlier]) => adviceAt(later, `says much the same as a key point of ${earlier.question.id}`)),
  ];
}

/** Pairs that are alike, the later one first. */
function pairsOf<T>(passages: readonly T[], textOf: (passage: T) => string): readonly (readonly [T, T])[] {
  const weighed = weighStems(passages, textOf);
  return weighed.flatMap((later, index) =>
    weighed
      .slice(0, index)
      .filter((earlier) => cosineOf(later.stems, earlier.stems) >= alikeFrom)
      .map((earlier) => [later.thing, earlier.thing] as const),
  );
}

/** Key points that whoever repeats the question has said. */
export function findGivenAway(packs: readonly WrittenPack[]): readonly Problem[] {
  const passages = listKeyPoints(packs);
  const stems = new Map(
    weighStems(
      passages.flatMap(({ question, keyPoint }) => [question, keyPoint]),
      ({ text }) => text,
    ).map((weighed) => [weighed.thing, weighed.stems]),
  );
  return passages
    .filter(({ question, keyPoint }) => {
      const [asked, said] = [stems.get(question), stems.get(keyPoint)];
      return asked && said && shareOf(said, asked) >= givenFrom;
    })
    .map((passage) => adviceAt(passage, 'is given away by the question'));
}

/** Phrases that repeat another one of their question, in much the same words. */
export function findRepeated(packs: readonly WrittenPack[]): readonly Problem[] {
  const phrases = weighStems(listPhrases(packs), ({ phrase }) => phrase);
  return [...Map.groupBy(phrases, ({ thing }) => thing.question).values()].flatMap((group) =>
    group.flatMap((later, index) => {
      const earlier = group.slice(0, index).find(({ stems }) => cosineOf(later.stems, stems) >= repeatedFrom);
      return earlier ? [adviceAt(later.thing, `repeats "${earlier.thing.phrase}"`)] : [];
    }),
  );
}
