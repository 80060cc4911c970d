import { ownLevel, ownPackTitle, ownTopic } from '../domain/own-pack.ts';
import type { KeyPoint, Question } from '../domain/question.ts';
import { freeSlug, slugOf } from '../domain/slug.ts';
import type { DraftKeyPoint } from '../domain/suggestion.ts';
import { isPrintable } from './is-printable.ts';
import { versionOf } from './parse-pack.ts';

/** A question of a workspace's own as its admins have it. */
export type OwnDraft = Pick<Question, 'id' | 'pack' | 'topic' | 'level' | 'text'> & {
  readonly keyPoints: readonly DraftKeyPoint[];
};

export type MadeQuestion =
  | { readonly type: 'question'; readonly question: Question }
  /** Which field a pack could not hold as it stands. */
  | { readonly type: 'problem'; readonly field: 'question' | 'keyPoints' };

/** Makes a question that is the same when it is written to a pack and read again, or says which field stands in the way. */
export function makeOwnQuestion({ keyPoints: drafts, ...draft }: OwnDraft): MadeQuestion {
  const keyPoints = keyPointsOf(drafts);
  const question: Question = { ...draft, version: versionOf(draft.text, keyPoints), keyPoints };
  if (isFine(question)) return { type: 'question', question };
  const alone = keyPointsOf([{ text: 'A point.', accepts: [] }]);
  const isTextFine = isFine({ ...question, keyPoints: alone, version: versionOf(draft.text, alone) });
  return { type: 'problem', field: isTextFine ? 'keyPoints' : 'question' };
}

function keyPointsOf(drafts: readonly DraftKeyPoint[]): readonly KeyPoint[] {
  const taken = new Set<string>();
  return drafts.map(({ text, accepts }) => {
    const id = freeSlug(slugOf(text, 5) || 'point', taken);
    taken.add(id);
    return { id, text, weight: 1, accepts, rejects: [], parts: [] };
  });
}

/** Longest slug of a question: with it, a button's value fits everywhere. */
const longestSlug = 48;

/** The end of the id of a new question that has this text; none of those taken. */
export function ownSlug(text: string, taken: readonly string[]): string {
  return freeSlug(slugOf(text, 6).slice(0, longestSlug).replace(/-$/, '') || 'question', new Set(taken));
}

function isFine(question: Question): boolean {
  return isPrintable({
    ...{ id: question.pack, title: ownPackTitle, topic: ownTopic, level: ownLevel },
    questions: [question],
  });
}
