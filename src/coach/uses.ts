import { listInterviewed } from '../store/mocks.ts';
import { listPractised } from '../store/sessions.ts';
import type { Context } from './context.ts';
import type { Use } from './pick-question.ts';

/** How often the member was asked each question in practice and in interviews, and when last. */
export async function listUses({ tx, workspace, member }: Context): Promise<ReadonlyMap<string, Use>> {
  const uses = new Map(await listPractised(tx, workspace.id, member.id));
  for (const [id, { times, lastAt }] of await listInterviewed(tx, workspace.id, member.id)) {
    const use = uses.get(id);
    uses.set(id, use ? { times: use.times + times, lastAt: Math.max(use.lastAt, lastAt) } : { times, lastAt });
  }
  return uses;
}
