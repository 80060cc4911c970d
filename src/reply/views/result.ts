import { formatTarget } from '../../domain/answer-target.ts';
import type { CivilDate } from '../../domain/calendar.ts';
import { countText } from '../../domain/display.ts';
import { type FollowUp, followUpOf } from '../../domain/follow-up.ts';
import type { AttemptId } from '../../domain/ids.ts';
import type { KeyPoint, Question } from '../../domain/question.ts';
import type { UnratedReason } from '../../domain/rating.ts';
import type { Streak } from '../../domain/streak.ts';
import { type Coverage, type KeyPointVerdict, toPercent, type Verdict } from '../../domain/verdict.ts';
import { emphasised, parseInline, plain, strong } from '../inline.ts';
import type { Block, KeyPointItem, Message, RichText } from '../reply.ts';
import { resultActions } from './actions.ts';
import { dayText } from './day.ts';
import { streakText } from './streak.ts';

export type Result = {
  readonly attemptId: AttemptId;
  readonly question: Question;
  readonly verdict: Verdict;
  /** Points that this attempt earned, and all of the member's in this season. */
  readonly earned: number;
  readonly seasonPoints: number;
  /** Why it earns nothing; undefined when it counts. */
  readonly unrated?: UnratedReason | undefined;
  /** Key points that were hinted at before the answer. */
  readonly hints?: number;
  /** The day on which the question comes back. */
  readonly dueOn?: CivilDate | undefined;
  /** The streak that it has kept; undefined when it was not the first one of its day. */
  readonly streak?: Streak | undefined;
  /** Whether the member has seen the model answer, so that nothing is left to hide. */
  readonly revealed: boolean;
  readonly actions: Block;
};

/** The verdict on an answer: score, each key point with the words that prove its coverage, and a follow-up question. */
export function resultView(result: Result): Message {
  const { question, verdict, actions } = result;
  const items = question.keyPoints.map((point, index) =>
    keyPointItem(point, verdict.keyPoints[index], result.revealed),
  );
  const followUp = followUpOf(question, verdict);
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: headline(verdict.score) },
      { type: 'paragraph', text: emphasised(question.text) },
      { type: 'score', value: verdict.score, label: scoreLabel(verdict) },
      { type: 'key-points', items },
      ...(followUp ? followUpBlocks(result.attemptId, followUp) : []),
      ...(result.unrated ? [{ type: 'paragraph' as const, text: plain(unratedText[result.unrated]) }] : []),
      { type: 'note', text: plain(smallPrint(result)) },
      ...(result.dueOn === undefined ? [] : [{ type: 'note' as const, text: plain(comesBack(result.dueOn)) }]),
      ...(result.streak ? [{ type: 'note' as const, text: plain(streakText(result.streak)) }] : []),
      actions,
      resultActions(result.attemptId),
    ],
  };
}

function headline(score: number): string {
  if (score >= 0.85) return 'Strong answer';
  if (score >= 0.6) return 'Good answer, with gaps';
  if (score >= 0.3) return 'A start, with points missing';
  return 'Most of it is still missing';
}

/** A score in words: out of 100, and how many key points are covered. */
export function scoreLabel({ score, keyPoints }: Verdict): string {
  const covered = keyPoints.filter(({ coverage }) => coverage === 'covered').length;
  return `${toPercent(score)} of 100 · ${covered} of ${keyPoints.length} key points covered`;
}

/** A key point with what came of it, as its member may see it. */
export function keyPointItem(point: KeyPoint, verdict: KeyPointVerdict | undefined, revealed: boolean): KeyPointItem {
  const coverage = verdict?.coverage ?? 'missed';
  const text = shownKeyPoint(point, coverage, revealed);
  return { coverage, text, ...(verdict?.evidence && { evidence: verdict.evidence }) };
}

/** A key point as its member may see it: in full when covered or revealed, its area otherwise. */
export function shownKeyPoint(point: KeyPoint, coverage: Coverage, revealed: boolean): RichText {
  return revealed || coverage === 'covered' ? parseInline(point.text) : areaOf(point, coverage);
}

/** What stands for a key point that the member may still find, since its text would be the model answer: its area. */
function areaOf(point: KeyPoint, coverage: 'partial' | 'missed' | 'contradicted'): RichText {
  return point.hint ? parseInline(point.hint) : hiddenText[coverage];
}

const hiddenText: Readonly<Record<'partial' | 'missed' | 'contradicted', RichText>> = {
  partial: plain('you are on to it; one part of the idea is missing'),
  missed: plain('a key point that your answer does not mention'),
  contradicted: plain('this goes against a key point'),
};

function followUpBlocks(attemptId: AttemptId, { index, text }: FollowUp): readonly Block[] {
  const value = formatTarget({ type: 'follow-up', attemptId, index });
  return [
    { type: 'paragraph', text: [strong('Follow-up: '), ...parseInline(text)] },
    { type: 'actions', actions: [{ name: 'answer', label: 'Answer the follow-up', value, style: 'default' }] },
  ];
}

function comesBack(day: CivilDate): string {
  return `Comes back for review on ${dayText(day)}`;
}

/** Why an answer earns nothing, to the one who gave it: a way on, and no accusation. */
export const unratedText: Readonly<Record<UnratedReason, string>> = {
  closed: 'This question had closed, so the answer earns no points: the grade is yours to learn from.',
  'too-many': 'These were many answers in one minute, so this one earns no points: take a minute and it counts again.',
  'model-answer':
    'This answer is very close to the model answer, so it earns no points. Say it in your own words and it counts.',
  copied:
    'This answer is very close to one that was given before, so it earns no points. Say it in your own words and it counts.',
  'not-due':
    'You had answered this question not long ago, so practising it again earns no points before it comes back for review.',
  'follow-up': 'Follow-ups earn no points: they help you to remember.',
};

function smallPrint({ verdict, earned, seasonPoints, hints = 0 }: Result): string {
  const points = countText(earned, 'point');
  const helped = hints > 0 ? ` · with hints on ${countText(hints, 'key point')}` : '';
  return `Graded by ${verdict.gradedBy} · ${points} earned, ${seasonPoints} this season${helped}`;
}
