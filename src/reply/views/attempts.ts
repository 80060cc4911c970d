import type { CivilDate } from '../../domain/calendar.ts';
import type { AttemptId } from '../../domain/ids.ts';
import type { Question } from '../../domain/question.ts';
import { toPercent } from '../../domain/verdict.ts';
import { plain } from '../inline.ts';
import type { Block, Inline, Message, RichText } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { dayText } from './day.ts';
import { questionLine } from './line.ts';

/** How an attempt came about, in words. */
export const attemptKinds = {
  practice: 'practice',
  review: 'review',
  daily: 'question of the day',
  mock: 'mock interview',
  'follow-up': 'follow-up',
} as const;
export type AttemptKind = keyof typeof attemptKinds;

export type AttemptRow = {
  readonly id: AttemptId;
  readonly question: Pick<Question, 'text'>;
  readonly kind: AttemptKind;
  readonly on: CivilDate;
  /** 0 to 1; `waiting` while it is not graded, and `hidden` while its interview goes on. */
  readonly score: number | 'waiting' | 'hidden';
};

export type AttemptsView = {
  /** Newest first. */
  readonly rows: readonly AttemptRow[];
  /** The values of the pages before and after this one; undefined where there is none. */
  readonly older: string | undefined;
  readonly newer: string | undefined;
};

/** A stretch of a member's own attempts, each a way to its verdict. */
export function attemptsView({ rows, older, newer }: AttemptsView): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Your attempts' },
      rows.length > 0
        ? { type: 'list', items: rows.map(rowText) }
        : { type: 'paragraph', text: plain('None yet: answer a question, and it is kept here.') },
      ...stretchLinks(older, newer),
      overviewActions(),
    ],
  };
}

function rowText({ id, question, kind, on, score }: AttemptRow): RichText {
  return [
    ...plain(`${dayText(on)}: `),
    { type: 'page', text: questionLine(question), page: 'attempt', value: id },
    ...plain(` · ${scoreText(score)} · ${attemptKinds[kind]}`),
  ];
}

function scoreText(score: AttemptRow['score']): string {
  if (score === 'waiting') return 'not graded yet';
  return score === 'hidden' ? 'told when the interview is over' : `${toPercent(score)} of 100`;
}

function stretchLinks(older: string | undefined, newer: string | undefined): readonly Block[] {
  const link = (text: string, value: string | undefined): readonly Inline[] =>
    value === undefined ? [] : [{ type: 'page', text, page: 'attempts', value }];
  const [back, forth] = [link('Newer', newer), link('Older', older)];
  const text = [...back, ...(back.length > 0 && forth.length > 0 ? plain(' · ') : []), ...forth];
  return text.length === 0 ? [] : [{ type: 'paragraph', text }];
}
