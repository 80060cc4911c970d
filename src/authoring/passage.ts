import type { KeyPoint, Question } from '../domain/question.ts';
import type { WrittenPack } from '../knowledge/load-packs.ts';
import type { Problem } from '../knowledge/problem.ts';

/** A question of a pack, or one of its key points, or a phrase of that, as its author wrote it. */
export type Passage = {
  readonly pack: WrittenPack;
  readonly question: Question;
  readonly keyPoint?: KeyPoint;
  readonly phrase?: string;
};

/** A question with all that is known of it, what was heard included. */
export type QuestionPassage = Passage & { readonly known: Question };
export type KeyPointPassage = QuestionPassage & { readonly keyPoint: KeyPoint };
export type PhrasePassage = KeyPointPassage & { readonly phrase: string };

/** What is to be said about a passage, with the line where it is written. */
export function adviceAt(passage: Passage, message: string): Problem {
  return { file: passage.pack.file, line: lineOf(passage), message };
}

/** Each text is looked for below the one that it belongs to, and taken for that one's line when it is not found. */
function lineOf({ pack, question, keyPoint, phrase }: Passage): number {
  const lines = pack.source.split(/\r\n?|\n/);
  let found = 0;
  for (const text of [question.text, keyPoint?.text, phrase]) {
    const below = text === undefined ? -1 : lines.findIndex((line, index) => index >= found && line.includes(text));
    if (below >= 0) found = below;
  }
  return found + 1;
}

export function listQuestions(packs: readonly WrittenPack[]): readonly QuestionPassage[] {
  return packs.flatMap((pack) =>
    pack.written.questions.map((question, index) => ({
      ...{ pack, question },
      known: pack.pack.questions[index] ?? question,
    })),
  );
}

export function listKeyPoints(packs: readonly WrittenPack[]): readonly KeyPointPassage[] {
  return listQuestions(packs).flatMap((passage) =>
    passage.question.keyPoints.map((keyPoint) => ({ ...passage, keyPoint })),
  );
}

/** The accepted phrases of all key points. */
export function listPhrases(packs: readonly WrittenPack[]): readonly PhrasePassage[] {
  return listKeyPoints(packs).flatMap((passage) => passage.keyPoint.accepts.map((phrase) => ({ ...passage, phrase })));
}
