import { type CivilDate, civilDateOf, startOf } from '../domain/calendar.ts';
import type { Workspace } from '../domain/member.ts';
import { type Season, seasonOn } from '../domain/season.ts';
import { listSeasons } from '../store/seasons.ts';
import type { Db } from '../store/store.ts';

export type Day = { readonly on: CivilDate; readonly season: Season };

/** The civil day of an instant in a workspace's zone, and the season that it belongs to. */
export async function dayOf(db: Db, workspace: Workspace, at: number): Promise<Day> {
  const on = civilDateOf(at, workspace.timeZone);
  return { on, season: seasonOn(on, await listSeasons(db, workspace.id)) };
}

/** The first instant of the season that an instant falls in, in the workspace's zone. */
export async function seasonStart(db: Db, workspace: Workspace, at: number): Promise<number> {
  const { season } = await dayOf(db, workspace, at);
  return startOf(season.startsOn, workspace.timeZone);
}
