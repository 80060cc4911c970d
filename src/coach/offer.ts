import type { WorkspaceId } from '../domain/ids.ts';
import { ownPackId } from '../domain/own-pack.ts';
import type { Topic } from '../domain/question.ts';
import type { Offer } from '../knowledge/offer.ts';
import { listOwnQuestions } from '../store/own-questions.ts';
import { listPackStates } from '../store/pack-states.ts';
import type { Db } from '../store/store.ts';
import { findWorkspaceId } from '../store/workspaces.ts';
import type { CoachDeps, WorkspaceDeps } from './context.ts';

/** What the coach works with in one workspace: all it has, and the workspace's offer. */
export async function inWorkspace(deps: CoachDeps, db: Db, workspaceId: WorkspaceId): Promise<WorkspaceDeps> {
  return { ...deps, offer: await offerOf(deps, db, workspaceId) };
}

/** What a workspace can be asked, as its transaction sees it: one small query, and one more when it was never met like this. */
export async function offerOf(
  { catalog }: Pick<CoachDeps, 'catalog'>,
  db: Db,
  workspaceId: WorkspaceId,
): Promise<Offer> {
  const changes = { ownPack: ownPackId(workspaceId), ...(await listPackStates(db, workspaceId)) };
  return catalog.offerOf(changes, () => listOwnQuestions(db, workspaceId));
}

/** What the members of a workspace can be asked about; in one that nobody has been met in, all there is. */
export async function topicsIn(
  deps: Pick<CoachDeps, 'catalog'>,
  db: Db,
  place: { readonly platform: string; readonly externalId: string },
): Promise<readonly Topic[]> {
  const workspaceId = await findWorkspaceId(db, place);
  const offer = workspaceId
    ? await offerOf(deps, db, workspaceId)
    : await deps.catalog.offerOf({ ownPack: '', off: [], own: [] }, async () => []);
  return offer.topics();
}
