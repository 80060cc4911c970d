import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Member } from '../domain/member.ts';
import type { Owner } from './member-rows.ts';
import type { Db, Tx } from './store.ts';

export type NewMember = {
  readonly id: MemberId;
  readonly externalId: string;
  readonly name: string;
  /** Whether a name that is known already is the better one. */
  readonly provisional?: boolean;
  readonly at: number;
};

/** A member, and the IANA time zone that their platform has told; none when it never did. */
export type KnownMember = Member & { readonly timeZone: string | null };

/** The member of a platform's id under the name that the platform gives now; recorded when met for the first time. */
export async function recordMember(tx: Tx, workspaceId: WorkspaceId, member: NewMember): Promise<KnownMember> {
  const found = tx
    .selectFrom('members')
    .select(['id', 'name', 'time_zone as timeZone'])
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', member.externalId);
  const known = await found.executeTakeFirst();
  if (known && (member.provisional || known.name === member.name)) return known;
  await tx
    .insertInto('members')
    .values({
      workspace_id: workspaceId,
      id: member.id,
      external_id: member.externalId,
      name: member.name,
      hidden: 0,
      created_at: member.at,
    })
    .onConflict((conflict) => {
      const known = conflict.columns(['workspace_id', 'external_id']);
      if (member.provisional) return known.doNothing();
      return known.doUpdateSet({ name: member.name }).where('members.name', '!=', member.name);
    })
    .execute();
  return found.executeTakeFirstOrThrow();
}

/** Whether somebody of a platform's id is known in a workspace. */
export async function isMember(db: Db, workspaceId: WorkspaceId, externalId: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Somebody of a platform's id as a workspace knows them; undefined when it does not. `metAt` is in epoch milliseconds. */
export async function findOwner(
  db: Db,
  workspaceId: WorkspaceId,
  externalId: string,
): Promise<(Owner & { readonly metAt: number }) | undefined> {
  const row = await db
    .selectFrom('members')
    .select(['id', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row && { memberId: row.id, externalId, metAt: row.created_at };
}

/** The platform's id of a member. Throws when there is none of that id. */
export async function loadExternalId(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<string> {
  const row = await db
    .selectFrom('members')
    .select('external_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .executeTakeFirstOrThrow();
  return row.external_id;
}

/** The IANA time zone that a member's platform has told; undefined when it never did. */
export async function findTimeZone(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<string | undefined> {
  const row = await db
    .selectFrom('members')
    .select('time_zone')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .executeTakeFirst();
  return row?.time_zone ?? undefined;
}

/** Writes the time zone of a member. */
export async function recordTimeZone(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, timeZone }: { readonly memberId: MemberId; readonly timeZone: string },
): Promise<void> {
  await tx
    .updateTable('members')
    .set({ time_zone: timeZone })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', memberId)
    .execute();
}

/** How many members of a workspace have met the coach; no more than `most` are counted. */
export async function countMembers(db: Db, workspaceId: WorkspaceId, most: number): Promise<number> {
  const row = await db
    .selectFrom((members) =>
      members.selectFrom('members').select('id').where('workspace_id', '=', workspaceId).limit(most).as('some'),
    )
    .select((some) => some.fn.countAll<number>().as('members'))
    .executeTakeFirstOrThrow();
  return Number(row.members);
}
