import { formatTarget } from '../domain/answer-target.ts';
import type { CivilDate } from '../domain/calendar.ts';
import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import { wasOneShown } from './outbox.ts';
import type { QuestionRef } from './questions.ts';
import type { Db, Tx } from './store.ts';

/** Which daily question: one per channel and civil day. */
export type DailyKey = { readonly channelId: ChannelId; readonly askedOn: CivilDate };

export type Daily = {
  readonly question: QuestionRef;
  /** When answers no longer count (epoch milliseconds). */
  readonly closesAt: number;
  /** When it was closed; none while it is open. */
  readonly closedAt: number | null;
};

/** Records the daily question of a channel's day; false when that day already has one. */
export async function recordDaily(
  tx: Tx,
  workspaceId: WorkspaceId,
  daily: DailyKey & Pick<Daily, 'question' | 'closesAt'> & { readonly at: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('dailies')
    .values({
      workspace_id: workspaceId,
      channel_id: daily.channelId,
      asked_on: daily.askedOn,
      question_id: daily.question.id,
      question_version: daily.question.version,
      opened_at: daily.at,
      closes_at: daily.closesAt,
      closed_at: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'channel_id', 'asked_on']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findDaily(db: Db, workspaceId: WorkspaceId, key: DailyKey): Promise<Daily | undefined> {
  const row = await db
    .selectFrom('dailies')
    .select(['question_id', 'question_version', 'closes_at', 'closed_at'])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', key.channelId)
    .where('asked_on', '=', key.askedOn)
    .executeTakeFirst();
  if (!row) return undefined;
  const question = { id: row.question_id, version: row.question_version };
  return { question, closesAt: row.closes_at, closedAt: row.closed_at };
}

/** The last daily question that a channel has had, and its day. */
export async function findLastDaily(
  db: Db,
  workspaceId: WorkspaceId,
  channelId: ChannelId,
): Promise<{ readonly askedOn: CivilDate; readonly question: QuestionRef } | undefined> {
  const row = await db
    .selectFrom('dailies')
    .select(['asked_on', 'question_id', 'question_version'])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .orderBy('asked_on', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { askedOn: row.asked_on, question: { id: row.question_id, version: row.question_version } };
}

/** Closes a daily question; false when it is closed already. */
export async function closeDaily(
  tx: Tx,
  workspaceId: WorkspaceId,
  { channelId, askedOn, at }: DailyKey & { readonly at: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('dailies')
    .set({ closed_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('asked_on', '=', askedOn)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The key under which the closing of a daily question, which shows its model answer, is posted; by its target. */
export function closingKeyOf(target: string): string {
  return `close:${target}`;
}

/**
 * Whether the model answer of a question was shown in any channel since an instant (epoch milliseconds), or is on its way:
 * a question that was closed while nobody could be told has shown none.
 */
export async function wasAnswerPublished(
  db: Db,
  workspaceId: WorkspaceId,
  { questionId, since }: { readonly questionId: string; readonly since: number },
): Promise<boolean> {
  const closed = await db
    .selectFrom('dailies')
    .select(['channel_id as channelId', 'asked_on as askedOn'])
    .where('workspace_id', '=', workspaceId)
    .where('question_id', '=', questionId)
    .where('closed_at', '>=', since)
    .execute();
  if (closed.length === 0) return false;
  const keys = closed.map((daily) => closingKeyOf(formatTarget({ type: 'daily', ...daily })));
  return wasOneShown(db, workspaceId, keys);
}

/** The civil days of a span, both ends included, on which a channel has had its question. */
export async function listAskedDays(
  db: Db,
  workspaceId: WorkspaceId,
  { channelId, from, to }: { readonly channelId: ChannelId; readonly from: CivilDate; readonly to: CivilDate },
): Promise<readonly CivilDate[]> {
  const rows = await db
    .selectFrom('dailies')
    .select('asked_on')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('asked_on', '>=', from)
    .where('asked_on', '<=', to)
    .execute();
  return rows.map((row) => row.asked_on);
}

/** How often each question was a channel's daily and when it last was (epoch milliseconds). */
export async function listDailyUse(
  db: Db,
  workspaceId: WorkspaceId,
  channelId: ChannelId,
): Promise<ReadonlyMap<string, { readonly times: number; readonly lastAt: number }>> {
  const rows = await db
    .selectFrom('dailies')
    .select((use) => ['question_id as id', use.fn.countAll<number>().as('times'), use.fn.max('opened_at').as('lastAt')])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .groupBy('question_id')
    .execute();
  return new Map(rows.map(({ id, times, lastAt }) => [id, { times, lastAt }]));
}
