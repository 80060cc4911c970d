import { type CivilDate, civilDateOf, isTimeZone } from '../domain/calendar.ts';
import type { MemberId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import { findTimeZone } from '../store/members.ts';
import type { Db } from '../store/store.ts';

/** The zone in which a member's days begin: their own where the platform tells it, else the workspace's. */
export async function zoneOf(db: Db, workspace: Workspace, memberId: MemberId): Promise<string> {
  return usableZone(await findTimeZone(db, workspace.id, memberId), workspace);
}

/** A zone that was valid once may be unknown to another runtime. */
export function usableZone(zone: string | null | undefined, workspace: Workspace): string {
  return toldZone({ timeZone: zone ?? undefined }) ?? workspace.timeZone;
}

/** The zone that a platform tells of a member, if it is one. */
export function toldZone({ timeZone }: { readonly timeZone?: string | undefined }): string | undefined {
  return timeZone !== undefined && isTimeZone(timeZone) ? timeZone : undefined;
}

/** The civil day of an instant where a member is. */
export async function localDay(
  db: Db,
  workspace: Workspace,
  { memberId, at }: { readonly memberId: MemberId; readonly at: number },
): Promise<CivilDate> {
  return civilDateOf(at, await zoneOf(db, workspace, memberId));
}
