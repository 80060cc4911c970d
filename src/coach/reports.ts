import { civilDateOf } from '../domain/calendar.ts';
import type { Message } from '../reply/reply.ts';
import { type ReportRow, reportsView } from '../reply/views/reports.ts';
import { countOpenReports, listNewestReports } from '../store/reports.ts';
import type { Context } from './context.ts';
import { questionOf } from './question-of.ts';

/** Reports that are shown. */
const shown = 50;

/** The key points that members of the workspace hold to be outdated, as they were when they were reported. */
export async function showReports({ deps, tx, workspace }: Context): Promise<Message> {
  const rows: ReportRow[] = [];
  for (const { question: ref, keyPointId, reason, reportedAt } of await listNewestReports(tx, workspace.id, shown)) {
    const question = await questionOf(deps, tx, ref);
    const keyPoint = question.keyPoints.find(({ id }) => id === keyPointId);
    rows.push({ question, keyPoint, reason, on: civilDateOf(reportedAt, workspace.timeZone) });
  }
  return reportsView({ rows, open: await countOpenReports(tx, workspace.id) });
}
