import type { KeyPoint, Question } from '../domain/question.ts';
import type { WrittenPack } from '../knowledge/load-packs.ts';
import type { Problem } from '../knowledge/problem.ts';

/** A question of a pack, or one of its key points, or a phrase of that. */
export type Place = {
  readonly pack: WrittenPack;
  readonly question: Question;
  readonly keyPoint?: KeyPoint;
  readonly phrase?: string;
};

/** What is to be said about a place, with the line where it is written. */
export function adviceAt(place: Place, message: string): Problem {
  return { file: place.pack.file, line: lineOf(place), message };
}

/** Each text is looked for below the one that it belongs to, and taken for that one's line when it is not found. */
function lineOf({ pack, question, keyPoint, phrase }: Place): number {
  const lines = pack.source.split(/\r\n?|\n/);
  let found = 0;
  for (const text of [question.text, keyPoint?.text, phrase]) {
    const below = text === undefined ? -1 : lines.findIndex((line, index) => index >= found && line.includes(text));
    if (below >= 0) found = below;
  }
  return found + 1;
}

/** Every key point of packs where it is written. */
export function listKeyPoints(packs: readonly WrittenPack[]): readonly (Place & { readonly keyPoint: KeyPoint })[] {
  return packs.flatMap((pack) =>
    pack.written.questions.flatMap((question) => question.keyPoints.map((keyPoint) => ({ pack, question, keyPoint }))),
  );
}
