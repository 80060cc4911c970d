import { sql } from 'kysely';
import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';

/** What a channel is to show under a key; a later message of the same key replaces what is shown. */
export type OutgoingMessage = {
  readonly logicalKey: string;
  readonly channelId: ChannelId;
  readonly message: string;
  readonly at: number;
  /** The key of the message in whose thread this one belongs; it waits until that one is shown, or given up. */
  readonly threadKey?: string;
};

/**
 * Has a message delivered: posted once for its key, and edited when another one follows under that key. False when the key
 * has that very message already.
 */
export async function recordOutgoing(tx: Tx, workspaceId: WorkspaceId, outgoing: OutgoingMessage): Promise<boolean> {
  const { logicalKey, channelId, message, at, threadKey = null } = outgoing;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('outbox')
    .values({
      workspace_id: workspaceId,
      logical_key: logicalKey,
      channel_id: channelId,
      message,
      state: 'pending',
      revision: 1,
      tries: 0,
      next_try_at: at,
      message_ref: null,
      thread_key: threadKey,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'logical_key'])
        .doUpdateSet({
          message,
          state: 'pending',
          revision: sql`outbox.revision + 1`,
          // While nobody knows whether an earlier revision is shown, its tries count: the platform is asked before it is posted again.
          tries: sql`case when outbox.message_ref is null then outbox.tries else 0 end`,
          next_try_at: sql`case when outbox.message_ref is null and outbox.tries > 0 then outbox.next_try_at else ${at} end`,
        })
        .where('outbox.message', '!=', message),
    )
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export type DueMessage = {
  readonly workspaceId: WorkspaceId;
  readonly channelId: ChannelId;
  readonly logicalKey: string;
  readonly revision: number;
  readonly tries: number;
  readonly message: string;
  /** The platform's id of the message that shows this key, once posted. */
  readonly messageRef: string | null;
  /** The platform's id of the message in whose thread this one belongs, if it does and that one was ever shown. */
  readonly thread: string | null;
  /** The platform's ids. */
  readonly workspace: string;
  readonly channel: string;
};

/** Which of the messages that are due are wanted. */
export type DueShare = {
  readonly platform: string;
  /** Now, in epoch milliseconds. */
  readonly at: number;
  /** How many in all, of each workspace, and of each channel. */
  readonly most: number;
  readonly perWorkspace: number;
  readonly perChannel: number;
  /** None of these. */
  readonly withoutChannels?: readonly string[];
  readonly withoutWorkspaces?: readonly string[];
};

/**
 * Messages of a platform whose next try is due, longest due first: of each channel and each workspace only so many that
 * one of them with thousands leaves room for the others.
 */
export function listDueMessages(db: Db, share: DueShare): Promise<readonly DueMessage[]> {
  return db
    .with('turns', () => turnsInChannel(db, share))
    .with('fair', (cte) =>
      cte
        .selectFrom('turns')
        .select(['workspace_id', 'logical_key', 'thread', 'workspace', 'channel'])
        .select(sql<number>`row_number() over (partition by workspace_id order by next_try_at, logical_key)`.as('turn'))
        .where('turns.turn', '<=', share.perChannel),
    )
    .selectFrom('fair')
    .innerJoin('outbox', (join) =>
      join.onRef('outbox.workspace_id', '=', 'fair.workspace_id').onRef('outbox.logical_key', '=', 'fair.logical_key'),
    )
    .select([
      'outbox.workspace_id as workspaceId',
      'outbox.channel_id as channelId',
      'outbox.logical_key as logicalKey',
      'outbox.revision',
      'outbox.tries',
      'outbox.message',
      'outbox.message_ref as messageRef',
      'fair.thread',
      'fair.workspace',
      'fair.channel',
    ])
    .where('fair.turn', '<=', share.perWorkspace)
    .orderBy('outbox.next_try_at')
    .orderBy('outbox.logical_key')
    .limit(share.most)
    .execute();
}

/** All messages that are due where the platform lets the coach in, numbered in each channel. */
function turnsInChannel(db: Db, { platform, at, withoutChannels = [], withoutWorkspaces = [] }: DueShare) {
  return openOutbox(db, platform)
    .leftJoin('outbox as parent', (join) =>
      join
        .onRef('parent.workspace_id', '=', 'outbox.workspace_id')
        .onRef('parent.logical_key', '=', 'outbox.thread_key'),
    )
    .select([
      'outbox.workspace_id',
      'outbox.logical_key',
      'outbox.next_try_at',
      'parent.message_ref as thread',
      'workspaces.external_id as workspace',
      'channels.external_id as channel',
    ])
    .select(
      sql<number>`row_number() over (partition by outbox.workspace_id, outbox.channel_id
        order by outbox.next_try_at, outbox.logical_key)`.as('turn'),
    )
    .where('outbox.next_try_at', '<=', at)
    .where((message) => message.or([message('parent.state', 'is', null), message('parent.state', '=', 'sent')]))
    .$if(withoutChannels.length > 0, (due) =>
      due.where(sql<boolean>`outbox.channel_id not in (${listed(withoutChannels)})`),
    )
    .$if(withoutWorkspaces.length > 0, (due) =>
      due.where(sql<boolean>`outbox.workspace_id not in (${listed(withoutWorkspaces)})`),
    );
}

function listed(names: readonly string[]) {
  return sql.join(names.map((name) => sql`${name}`));
}

/** What is not delivered yet where the platform lets the coach in. */
function openOutbox(db: Db, platform: string) {
  return db
    .selectFrom('outbox')
    .innerJoin('workspaces', 'workspaces.id', 'outbox.workspace_id')
    .innerJoin('channels', (join) =>
      join.onRef('channels.workspace_id', '=', 'outbox.workspace_id').onRef('channels.id', '=', 'outbox.channel_id'),
    )
    .where('workspaces.platform', '=', platform)
    .where('outbox.state', '=', 'pending')
    .where('workspaces.parked_because', 'is', null)
    .where('channels.parked_because', 'is', null);
}

type MessageKey = Pick<DueMessage, 'logicalKey' | 'revision'>;

/** Counts a try before it is made; the next one is due at `nextTryAt`. False when another revision or another try has taken over. */
export async function recordTry(
  tx: Tx,
  workspaceId: WorkspaceId,
  { logicalKey, revision, tries, nextTryAt }: MessageKey & { readonly tries: number; readonly nextTryAt: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ tries: sql`tries + 1`, next_try_at: nextTryAt })
    .where('workspace_id', '=', workspaceId)
    .where('logical_key', '=', logicalKey)
    .where('revision', '=', revision)
    .where('tries', '=', tries)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Takes back a try that never reached the platform; the message is due again at `nextTryAt`. */
export async function postpone(
  tx: Tx,
  workspaceId: WorkspaceId,
  { logicalKey, nextTryAt }: { readonly logicalKey: string; readonly nextTryAt: number },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ tries: sql`tries - 1`, next_try_at: nextTryAt })
    .where('workspace_id', '=', workspaceId)
    .where('logical_key', '=', logicalKey)
    .where('tries', '>', 0)
    .where('state', '=', 'pending')
    .execute();
}

/** Has a message that failed tried again at `nextTryAt`, unless another try has begun. */
export async function recordFailure(
  tx: Tx,
  workspaceId: WorkspaceId,
  { logicalKey, tries, nextTryAt }: { readonly logicalKey: string; readonly tries: number; readonly nextTryAt: number },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ next_try_at: nextTryAt })
    .where('workspace_id', '=', workspaceId)
    .where('logical_key', '=', logicalKey)
    .where('tries', '=', tries)
    .where('state', '=', 'pending')
    .execute();
}

/** What is said by the clock, and out of date once it has waited for a closed channel. */
const timely = ['daily:', 'close:', 'recap:', 'season:'] as const;

/** Has what a workspace, or a part of it, was to be told by the clock not delivered any more. */
export function dropTimely(tx: Tx, workspaceId: WorkspaceId) {
  return tx
    .updateTable('outbox')
    .set({ state: 'sent' })
    .where('workspace_id', '=', workspaceId)
    .where((message) => message.or(timely.map((start) => message('logical_key', 'like', `${start}%`))))
    .where('state', '=', 'pending');
}

/** Gives up a message that the platform will never take in this form; another revision is tried again. */
export async function giveUp(tx: Tx, workspaceId: WorkspaceId, { logicalKey, revision }: MessageKey): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ state: 'sent', tries: 0 })
    .where('workspace_id', '=', workspaceId)
    .where('logical_key', '=', logicalKey)
    .where('revision', '=', revision)
    .execute();
}

/** When the next message of a platform is due (epoch milliseconds); undefined when none is waiting. */
export async function nextDueAt(db: Db, platform: string): Promise<number | undefined> {
  const row = await openOutbox(db, platform)
    .select('outbox.next_try_at as at')
    .orderBy('outbox.next_try_at')
    .limit(1)
    .executeTakeFirst();
  return row?.at;
}

/** How many messages of all workspaces are not delivered yet. */
export async function countPending(db: Db): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((message) => message.fn.countAll<number>().as('messages'))
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return row.messages;
}

/** Notes where a message is shown; it is done unless another revision has come in meanwhile, which is due at `at`. */
export async function recordSent(
  tx: Tx,
  workspaceId: WorkspaceId,
  { logicalKey, revision, messageRef, at }: MessageKey & { readonly messageRef: string; readonly at: number },
): Promise<void> {
  const ofKey = tx.updateTable('outbox').where('workspace_id', '=', workspaceId).where('logical_key', '=', logicalKey);
  await ofKey.set({ message_ref: messageRef }).execute();
  await ofKey.set({ state: 'sent' }).where('revision', '=', revision).execute();
  await ofKey.set({ tries: 0, next_try_at: at }).where('state', '=', 'pending').execute();
}
