import { CoachError } from '../domain/errors.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { Workspace } from '../domain/member.ts';
import { isMember } from '../store/members.ts';
import type { Tx } from '../store/store.ts';
import { findOpenWorkspace } from '../store/workspaces.ts';

/**
 * Sees to it that a visit at the web site brings nothing into being or back: neither a workspace that the platform has
 * closed to the coach nor a member who is gone. Throws a CoachError `session-over`, which undoes all of it.
 */
export async function admitVisit(tx: Tx, workspace: Workspace, { visit, member }: Interaction): Promise<void> {
  if (!visit) return;
  const open = await findOpenWorkspace(tx, workspace.id);
  if (open && (await isMember(tx, workspace.id, member.id))) return;
  throw new CoachError('session-over', 'This session is over: open your pages from the chat again.');
}
