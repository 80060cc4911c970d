import { formatTarget } from '../domain/answer-target.ts';
import type { MockId } from '../domain/ids.ts';
import type { Job, JobResult } from '../domain/job.ts';
import { countUngraded } from '../store/attempts.ts';
import { loadExternalId } from '../store/members.ts';
import { findMock, finishMock, listMockQuestions } from '../store/mocks.ts';
import type { Tx } from '../store/store.ts';
import { findOpenWorkspace } from '../store/workspaces.ts';
import type { CoachDeps } from './context.ts';
import { scorecardOf } from './scorecard.ts';
import { sendLater } from './send-later.ts';

/** The kind of the job that ends an interview. */
export const mockEnd = 'mock-end';
/** An interview ends so long after its time: whoever presses at the last moment sees the scorecard where they are. */
const graceMs = 60_000;
/** For so long more it waits for answers that are just being graded. */
const gradingMs = 2 * 60_000;
const pauseMs = 5_000;

/** When an interview is ended that nobody has finished. */
export function mockEndAt({ endsAt }: { readonly endsAt: number }): number {
  return endsAt + graceMs;
}

/** Ends an interview that nobody has finished; its member gets the scorecard in private if they have answered anything. */
export async function endMock(deps: CoachDeps, tx: Tx, job: Job): Promise<JobResult> {
  const workspace = await findOpenWorkspace(tx, job.workspaceId);
  const mock = workspace && (await findMock(tx, workspace.id, job.subject as MockId));
  if (!mock || mock.finishedAt !== null) return {};
  const at = deps.clock();
  // The clock was set back.
  if (at < mock.endsAt) return { nextAt: mockEndAt(mock) };
  const answered = (await listMockQuestions(tx, workspace.id, mock.id)).filter(({ attemptId }) => attemptId !== null);
  if (at < mockEndAt(mock) + gradingMs)
    for (const { position } of answered)
      if ((await countUngraded(tx, workspace.id, formatTarget({ type: 'mock', mockId: mock.id, position }))) > 0)
        return { nextAt: at + pauseMs };
  await finishMock(tx, workspace.id, { mockId: mock.id, at });
  if (answered.length === 0) return {};
  const member = await loadExternalId(tx, workspace.id, mock.memberId);
  const message = await scorecardOf(tx, workspace, { ...mock, finishedAt: at });
  await sendLater(deps, tx, workspace.id, { key: `mock:${mock.id}`, member, message });
  return {};
}
