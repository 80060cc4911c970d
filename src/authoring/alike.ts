import type { WrittenPack } from '../knowledge/load-packs.ts';
import type { Problem } from '../knowledge/problem.ts';
import { likenessOf, sharedBy, wordingsOf } from './likeness.ts';
import { adviceAt, listKeyPoints, type Place } from './place.ts';

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
  const keyPoints = listKeyPoints(packs);
  return [
    ...pairsOf(questions, ({ question }) => question.text).map(([later, earlier]) =>
      adviceAt(later, `asks much the same as ${earlier.question.id}: "${earlier.question.text}"`),
    ),
    ...pairsOf(keyPoints, ({ keyPoint }) => keyPoint?.text ?? '')
      .filter(([later, earlier]) => later.question !== earlier.question)
      .map(([later, earlier]) => adviceAt(later, `says much the same as a key point of ${earlier.question.id}`)),
  ];
}

/** Key points that whoever repeats the question has said. */
export function findGivenAway(packs: readonly WrittenPack[]): readonly Problem[] {
  const places = listKeyPoints(packs);
  const wordings = wordingsOf(places.flatMap(({ question, keyPoint }) => [question.text, keyPoint.text]));
  return places
    .filter((_, index) => sharedBy(wordings[2 * index + 1] ?? new Map(), wordings[2 * index] ?? new Map()) >= givenFrom)
    .map((place) => adviceAt(place, 'is given away by the question'));
}

/** Phrases that repeat another one of their question, in much the same words. */
export function findRepeated(packs: readonly WrittenPack[]): readonly Problem[] {
  const phrases = listKeyPoints(packs).flatMap((place) =>
    place.keyPoint.accepts.map((phrase) => ({ ...place, phrase })),
  );
  const wordings = new Map(
    wordingsOf(phrases.map(({ phrase }) => phrase)).map((wording, index) => [phrases[index], wording]),
  );
  const likeness = (a: (typeof phrases)[number], b: (typeof phrases)[number]) =>
    likenessOf(wordings.get(a) ?? new Map(), wordings.get(b) ?? new Map());
  return [...Map.groupBy(phrases, ({ question }) => question).values()].flatMap((group) =>
    group.flatMap((later, index) => {
      const earlier = group.slice(0, index).find((each) => likeness(later, each) >= repeatedFrom);
      return earlier ? [adviceAt(later, `repeats "${earlier.phrase}"`)] : [];
    }),
  );
}

/** Pairs that are alike, the later one first. */
function pairsOf<T extends Place>(places: readonly T[], textOf: (place: T) => string): readonly (readonly [T, T])[] {
  const wordings = wordingsOf(places.map(textOf));
  return places.flatMap((later, index) =>
    places
      .slice(0, index)
      .filter((_, before) => likenessOf(wordings[index] ?? new Map(), wordings[before] ?? new Map()) >= alikeFrom)
      .map((earlier) => [later, earlier] as const),
  );
}
