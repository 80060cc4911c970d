import { displayName } from '../domain/display.ts';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { Workspace } from '../domain/member.ts';
import { findOutcome, recordDelivery, recordLeaving } from '../store/inbox.ts';
import { isMember, recordMember } from '../store/members.ts';
import type { Tx } from '../store/store.ts';
import { type FoundWorkspace, recordWorkspace, unparkWorkspace } from '../store/workspaces.ts';
import type { CoachDeps, Context } from './context.ts';
import { decide, home } from './decide.ts';
import { toldZone, usableZone } from './member-zone.ts';
import { inWorkspace } from './offer.ts';
import { openPage } from './pages.ts';
import { moveTimeZone } from './streaks.ts';
import { formatTaken, parseTaken, type Taken } from './taken.ts';
import { admitVisit } from './visits.ts';

/** A workspace by the platform's ids. */
export type Place = Pick<Interaction, 'platform' | 'workspace'>;

/** What was taken, and in which workspace. */
export type TakenIn = { readonly workspace: Workspace; readonly taken: Taken };

/** Everything of an interaction but grading, in one transaction. */
export async function take(deps: CoachDeps, tx: Tx, interaction: Interaction): Promise<TakenIn> {
  const at = deps.clock();
  const { deliveryId, platform, action } = interaction;
  const workspace = await workspaceOf(deps, tx, interaction);
  await admitVisit(tx, workspace, interaction);
  const known = await findOutcome(tx, workspace.id, deliveryId);
  if (known !== undefined) return { workspace, taken: parseTaken(known) };
  if (workspace.parked) await unparkWorkspace(tx, workspace.id);
  const { member: actor, channel } = interaction;
  const looks = action.type === 'home' || action.type === 'page';
  const stranger = { id: deps.newId<MemberId>(), externalId: actor.id, name: displayName(actor.name) };
  // Looking brings nobody into being, nor back.
  const isStranger = looks && !(await isMember(tx, workspace.id, actor.id));
  const { timeZone, ...member } = isStranger
    ? { ...stranger, timeZone: null }
    : await recordMember(tx, workspace.id, { ...stranger, provisional: actor.provisional ?? false, at });
  const told = isStranger ? undefined : toldZone(actor);
  const context: Context = {
    deps: await inWorkspace(deps, tx, workspace.id),
    tx,
    workspace,
    member,
    zone: told ?? usableZone(timeZone, workspace),
    actor,
    platform,
    channel,
    at,
  };
  if (told !== undefined && told !== timeZone) await moveTimeZone(context, usableZone(timeZone, workspace));
  if (action.type === 'home') return { workspace, taken: { type: 'reply', reply: await home(context) } };
  if (action.type === 'page') return { workspace, taken: { type: 'reply', reply: await openPage(context, action) } };
  const taken = await decide(context, action);
  const delivery = { deliveryId, outcome: formatTaken(taken), at };
  if (taken.type === 'deleted') await recordLeaving(tx, workspace.id, delivery);
  else await recordDelivery(tx, workspace.id, { ...delivery, memberId: member.id });
  return { workspace, taken };
}

/** A place's workspace, locked; it is recorded when nobody has been met in it. */
export function workspaceOf(deps: CoachDeps, tx: Tx, place: Place): Promise<FoundWorkspace> {
  return recordWorkspace(tx, {
    id: deps.newId<WorkspaceId>(),
    platform: place.platform,
    externalId: place.workspace,
    timeZone: deps.timeZone,
    at: deps.clock(),
  });
}
