import { parseTarget } from '../domain/answer-target.ts';
import { type AttemptCursor, formatAttemptCursor, parseAttemptCursor } from '../domain/attempt-cursor.ts';
import { civilDateOf } from '../domain/calendar.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { Message } from '../reply/reply.ts';
import { attemptView, type GradedAttempt, type OwnDispute } from '../reply/views/attempt.ts';
import { type AttemptKind, type AttemptRow, attemptsView } from '../reply/views/attempts.ts';
import { noticeView } from '../reply/views/help.ts';
import { type ListedAttempt, listAttempts } from '../store/attempt-list.ts';
import { findAttempt, type StoredAttempt } from '../store/attempts.ts';
import { listDisputesOf } from '../store/dispute-decisions.ts';
import { findOpenMock } from '../store/mocks.ts';
import { findSession } from '../store/sessions.ts';
import { listVerdictHistory } from '../store/superseded-verdicts.ts';
import { worthOf } from './attempt-worth.ts';
import type { Context } from './context.ts';
import { questionOf } from './question-of.ts';
import { findMockPlace, isRunning } from './running-mock.ts';
import { withLookOf } from './second-look.ts';

/** Attempts on one page. */
const perPage = 25;

/** The member's own attempts, newest first, from a cursor on; from the newest on where the value is none. */
export async function showAttempts(context: Context, value: string): Promise<Message> {
  const { tx, workspace, member } = context;
  const cursor = parseAttemptCursor(value);
  const found = await listAttempts(tx, workspace.id, { memberId: member.id, cursor, limit: perPage + 1 });
  if (cursor && found.length === 0) return showAttempts(context, '');
  const forwards = cursor?.towards === 'newer';
  const more = found.length > perPage;
  const listed = forwards ? found.slice(-perPage) : found.slice(0, perPage);
  return attemptsView({
    rows: await rowsOf(context, listed),
    older: forwards || more ? cursorAt('older', listed.at(-1)) : undefined,
    newer: (forwards ? more : cursor) ? cursorAt('newer', listed[0]) : undefined,
  });
}

function cursorAt(towards: AttemptCursor['towards'], attempt: ListedAttempt | undefined): string | undefined {
  return attempt && formatAttemptCursor({ towards, receivedAt: attempt.receivedAt, id: attempt.id });
}

async function rowsOf(context: Context, listed: readonly ListedAttempt[]): Promise<readonly AttemptRow[]> {
  const { deps, tx, workspace, member, at } = context;
  const open = await findOpenMock(tx, workspace.id, member.id);
  const running = open !== undefined && isRunning(open, at);
  const rows: AttemptRow[] = [];
  for (const { id, question, target, score, localOn } of listed) {
    const hidden = running && (await isHidden(context, target));
    rows.push({
      id,
      question: await questionOf(deps, tx, question),
      kind: await kindOf(context, target),
      on: localOn,
      score: hidden ? 'hidden' : (score ?? 'waiting'),
    });
  }
  return rows;
}

/** Whether an answer belongs to an interview that goes on: until it is over nobody is told what it is worth. */
async function isHidden({ tx, workspace, at }: Context, target: string): Promise<boolean> {
  const place = await findMockPlace(tx, workspace.id, parseTarget(target));
  return place !== undefined && isRunning(place.mock, at);
}

async function kindOf({ tx, workspace, member }: Context, target: string): Promise<AttemptKind> {
  const parsed = parseTarget(target);
  if (parsed?.type !== 'session') return parsed?.type ?? 'practice';
  const session = await findSession(tx, workspace.id, { memberId: member.id, sessionId: parsed.sessionId });
  return session?.purpose ?? 'practice';
}

/** One of the member's own attempts with all that came of it; that of somebody else is as little there as one that never was. */
export async function showAttempt(context: Context, value: string): Promise<Message> {
  const { deps, tx, workspace, member } = context;
  const attempt = await findAttempt(tx, workspace.id, value as AttemptId);
  if (attempt?.memberId !== member.id) return noticeView('There is no such attempt.');
  const { id, target, answer, localOn } = attempt;
  const outcome = await outcomeOf(context, attempt);
  const message = attemptView({
    ...{ id, target, answer, on: localOn, outcome },
    question: await questionOf(deps, tx, attempt.question),
    kind: await kindOf(context, target),
  });
  return outcome.type === 'graded' ? withLookOf(tx, workspace.id, { attemptId: id, message }) : message;
}

async function outcomeOf(
  context: Context,
  attempt: StoredAttempt,
): Promise<GradedAttempt | { readonly type: 'waiting' | 'hidden' }> {
  const { tx, workspace } = context;
  const { id, target, verdict } = attempt;
  if (await isHidden(context, target)) return { type: 'hidden' };
  if (!verdict) return { type: 'waiting' };
  const history = await listVerdictHistory(tx, workspace.id, id);
  return {
    ...{ type: 'graded', verdict },
    ...(await worthOf(tx, workspace, attempt)),
    rejudged: history.filter(({ before }) => before.length > 0),
    disputes: await disputesOf(context, id),
  };
}

async function disputesOf({ tx, workspace, zone }: Context, attemptId: AttemptId): Promise<readonly OwnDispute[]> {
  const disputes = await listDisputesOf(tx, workspace.id, attemptId);
  return disputes.map(({ keyPointId, reason, openedAt, decision }) => ({
    ...{ keyPointId, reason },
    openedOn: civilDateOf(openedAt, zone),
    decision: decision && { ...decision, on: civilDateOf(decision.at, zone) },
  }));
}
