import type { MemberId, SuggestionId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';

/** A question that a member wants asked, in their own words. */
export type NewSuggestion = {
  readonly id: SuggestionId;
  readonly memberId: MemberId;
  readonly question: string;
  /** One a line. */
  readonly keyPoints: string;
  readonly topic: string;
  /** For the admins; may be empty. */
  readonly note: string;
  readonly at: number;
};

export async function recordSuggestion(tx: Tx, workspaceId: WorkspaceId, suggestion: NewSuggestion): Promise<void> {
  const { id, memberId, question, keyPoints, topic, note, at } = suggestion;
  await tx
    .insertInto('suggestions')
    .values({
      workspace_id: workspaceId,
      id,
      member_id: memberId,
      question,
      key_points: keyPoints,
      topic,
      note,
      suggested_at: at,
      decided_by: null,
      decided_at: null,
    })
    .execute();
}

export type Suggestion = Omit<NewSuggestion, 'memberId'> & {
  /** None once its member has left. */
  readonly memberId: MemberId | null;
  readonly memberName: string | null;
  readonly state: 'open' | 'approved' | 'declined';
  /** Who has decided it; none while it is open. */
  readonly deciderName: string | null;
};

/** A suggestion of the workspace, open or decided. */
export function findSuggestion(db: Db, workspaceId: WorkspaceId, id: SuggestionId): Promise<Suggestion | undefined> {
  return ofWorkspace(db, workspaceId).where('suggestions.id', '=', id).executeTakeFirst();
}

/** The open suggestion that has waited for longest; of those that came after another one, if that is given. */
export function findOpenSuggestion(
  db: Db,
  workspaceId: WorkspaceId,
  after?: Pick<Suggestion, 'at' | 'id'>,
): Promise<Suggestion | undefined> {
  const open = ofWorkspace(db, workspaceId).where('suggestions.state', '=', 'open');
  const wanted = after
    ? open.where((one) =>
        one(one.refTuple('suggestions.suggested_at', 'suggestions.id'), '>', one.tuple(after.at, after.id)),
      )
    : open;
  return wanted.orderBy('suggestions.suggested_at').orderBy('suggestions.id').limit(1).executeTakeFirst();
}

/** How many suggestions of a workspace wait for a decision. */
export async function countOpenSuggestions(db: Db, workspaceId: WorkspaceId): Promise<number> {
  const { open } = await db
    .selectFrom('suggestions')
    .select((one) => one.fn.countAll<number>().as('open'))
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(open);
}

export type SuggestionDecision = {
  readonly id: SuggestionId;
  readonly state: 'approved' | 'declined';
  readonly decidedBy: MemberId;
  readonly at: number;
};

/** Decides a suggestion; false, and nothing changes, when it is decided already or not there. */
export async function decideSuggestion(
  tx: Tx,
  workspaceId: WorkspaceId,
  { id, state, decidedBy, at }: SuggestionDecision,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('suggestions')
    .set({ state, decided_by: decidedBy, decided_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What a member has suggested, oldest first. */
export function listSuggestionsOf(
  db: Db,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<readonly Suggestion[]> {
  return ofWorkspace(db, workspaceId)
    .where('suggestions.member_id', '=', memberId)
    .orderBy('suggestions.suggested_at')
    .orderBy('suggestions.id')
    .execute();
}

/** Takes a member's name off all suggestions: those that are approved stay without it, the others go. */
export async function forgetSuggester(tx: Tx, workspaceId: WorkspaceId, memberId: MemberId): Promise<void> {
  await tx
    .deleteFrom('suggestions')
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .where('state', '!=', 'approved')
    .execute();
  for (const column of ['member_id', 'decided_by'] as const)
    await tx
      .updateTable('suggestions')
      .set({ [column]: null })
      .where('workspace_id', '=', workspaceId)
      .where(column, '=', memberId)
      .execute();
}

function ofWorkspace(db: Db, workspaceId: WorkspaceId) {
  return db
    .selectFrom('suggestions')
    .leftJoin('members', (join) =>
      join
        .onRef('members.workspace_id', '=', 'suggestions.workspace_id')
        .onRef('members.id', '=', 'suggestions.member_id'),
    )
    .leftJoin('members as deciders', (join) =>
      join
        .onRef('deciders.workspace_id', '=', 'suggestions.workspace_id')
        .onRef('deciders.id', '=', 'suggestions.decided_by'),
    )
    .select([
      'suggestions.id',
      'suggestions.member_id as memberId',
      'members.name as memberName',
      'suggestions.question',
      'suggestions.key_points as keyPoints',
      'suggestions.topic',
      'suggestions.note',
      'suggestions.suggested_at as at',
      'suggestions.state',
      'deciders.name as deciderName',
    ])
    .where('suggestions.workspace_id', '=', workspaceId);
}
