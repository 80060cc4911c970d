import { parseTarget } from '../../domain/answer-target.ts';
import type { CivilDate } from '../../domain/calendar.ts';
import { adminName, countText } from '../../domain/display.ts';
import { adminJudge, type Outcome } from '../../domain/dispute.ts';
import { followUpOn } from '../../domain/follow-up.ts';
import type { AttemptId } from '../../domain/ids.ts';
import type { Question } from '../../domain/question.ts';
import type { UnratedReason } from '../../domain/rating.ts';
import { toPercent, type Verdict } from '../../domain/verdict.ts';
import { emphasised, parseInline, plain, strong } from '../inline.ts';
import { type Block, coverageMarks, type Message, type RichText } from '../reply.ts';
import { answeredActions, overviewActions, resultActions } from './actions.ts';
import { type AttemptKind, attemptKinds } from './attempts.ts';
import { dayText } from './day.ts';
import { beforeText, type Judged } from './judged.ts';
import { keyPointItem, scoreLabel, unratedText } from './result.ts';

/** A key point that was judged more than once. */
export type Rejudged = Judged & { readonly keyPointId: string; readonly before: readonly Judged[] };

/** What a member has objected to, and what came of it. */
export type OwnDispute = {
  readonly keyPointId: string;
  readonly reason: string;
  readonly openedOn: CivilDate;
  /** Undefined while it is open. */
  readonly decision:
    | { readonly outcome: Outcome; readonly deciderName: string | null; readonly note: string; readonly on: CivilDate }
    | undefined;
};

export type GradedAttempt = {
  readonly type: 'graded';
  readonly verdict: Verdict;
  /** Whether the member has seen the model answer, so that nothing is left to hide. */
  readonly revealed: boolean;
  readonly earned: number;
  /** Why it earns nothing; undefined when it counts. */
  readonly unrated: UnratedReason | undefined;
  /** Key points that were hinted at before the answer. */
  readonly hints: number;
  readonly rejudged: readonly Rejudged[];
  readonly disputes: readonly OwnDispute[];
};

export type AttemptView = {
  readonly id: AttemptId;
  readonly question: Question;
  /** What was answered, as `formatTarget` writes it. */
  readonly target: string;
  readonly kind: AttemptKind;
  readonly on: CivilDate;
  readonly answer: string;
  /** `waiting` while it is not graded, and `hidden` while its interview goes on. */
  readonly outcome: GradedAttempt | { readonly type: 'waiting' | 'hidden' };
};

/** One of a member's own attempts: the answer as it was given, and all that came of it. */
export function attemptView(view: AttemptView): Message {
  const { kind, on, answer, outcome } = view;
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Your attempt' },
      { type: 'note', text: plain(`${dayText(on)} · ${attemptKinds[kind]}`) },
      ...askedBlocks(view),
      { type: 'paragraph', text: plain('Your answer:') },
      { type: 'quote', text: answer },
      ...(outcome.type === 'graded' ? gradedBlocks(view, outcome) : [ungradedText[outcome.type]]),
      ...waysOn(view),
      { type: 'note', text: [{ type: 'page', text: 'All your attempts', page: 'attempts', value: '' }] },
    ],
  };
}

const ungradedText: Readonly<Record<'waiting' | 'hidden', Block>> = {
  waiting: { type: 'paragraph', text: plain('It is not graded yet. It will be, and you are told in private.') },
  hidden: { type: 'paragraph', text: plain('What it is worth is told by the scorecard, when the interview is over.') },
};

/** The question, and the follow-up question where that was answered. */
function askedBlocks({ question, target }: AttemptView): readonly Block[] {
  const followUp = followUpIn(question, target);
  return [
    { type: 'paragraph', text: emphasised(question.text) },
    ...(followUp ? [{ type: 'paragraph' as const, text: [strong('Follow-up: '), ...parseInline(followUp.text)] }] : []),
  ];
}

function followUpIn(question: Question, target: string) {
  const parsed = parseTarget(target);
  return parsed?.type === 'follow-up' ? followUpOn(question, parsed.index) : undefined;
}

function gradedBlocks({ question, target }: AttemptView, graded: GradedAttempt): readonly Block[] {
  const { verdict, revealed, unrated, rejudged, disputes } = graded;
  const followUp = followUpIn(question, target);
  const judged = question.keyPoints.filter((_, index) => followUp === undefined || index === followUp.index);
  const verdictOn = new Map(verdict.keyPoints.map((point) => [point.keyPointId, point]));
  const nameOf = (keyPointId: string) => `Key point ${judged.findIndex(({ id }) => id === keyPointId) + 1}: `;
  return [
    ...(followUp ? [] : [{ type: 'score' as const, value: verdict.score, label: scoreLabel(verdict) }]),
    { type: 'key-points', items: judged.map((point) => keyPointItem(point, verdictOn.get(point.id), revealed)) },
    ...(unrated ? [{ type: 'paragraph' as const, text: plain(unratedText[unrated]) }] : []),
    { type: 'facts', items: factsOf(graded) },
    ...listed(
      'Judged again',
      rejudged.map((one) => [strong(nameOf(one.keyPointId)), ...plain(rejudgedText(one))]),
    ),
    ...listed(
      'Your disputes',
      disputes.map((one) => [strong(nameOf(one.keyPointId)), ...plain(disputeText(one))]),
    ),
  ];
}

function listed(title: string, items: readonly RichText[]): readonly Block[] {
  return items.length === 0
    ? []
    : [
        { type: 'heading', text: title },
        { type: 'list', items },
      ];
}

function factsOf({ verdict, earned, hints }: GradedAttempt) {
  return [
    { label: 'Graded by', value: verdict.gradedBy },
    { label: 'Points earned', value: String(earned) },
    { label: 'Hints', value: hints === 0 ? 'none' : `on ${countText(hints, 'key point')}` },
  ];
}

/** The verdict that stands and by whom, then those that it has replaced, latest first. */
function rejudgedText({ before, ...now }: Rejudged): string {
  const word = coverageMarks[now.coverage].word.toLowerCase();
  const by =
    now.gradedBy === adminJudge
      ? `${word}, as an admin has decided`
      : `${word}, by a second look of ${now.gradedBy}, ${toPercent(now.confidence)} % sure`;
  return [by, ...before.toReversed().map(beforeText)].join(' · ');
}

function disputeText({ reason, openedOn, decision }: OwnDispute): string {
  const said = `on ${dayText(openedOn)} you said: ${reason}`;
  if (!decision) return `${said} · open, an admin will look at it`;
  const { outcome, deciderName, note, on } = decision;
  return `${said} · ${outcome} by ${adminName(deciderName)} on ${dayText(on)}${note === '' ? '' : `: ${note}`}`;
}

/** What can be done with it: nothing but to go on while its interview is open. */
function waysOn({ id, target, outcome }: AttemptView): readonly Block[] {
  if (outcome.type === 'hidden')
    return [{ type: 'actions', actions: [{ name: 'mock', label: 'Go on', value: '', style: 'primary' }] }];
  if (parseTarget(target)?.type === 'follow-up')
    return [
      { type: 'actions', actions: [{ name: 'answer', label: 'Try again', value: target, style: 'primary' }] },
      overviewActions(),
    ];
  return [answeredActions(target), ...(outcome.type === 'graded' ? [resultActions(id)] : [])];
}
