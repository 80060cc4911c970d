import type { WorkspaceId } from '../domain/ids.ts';
import { type Figures, healthOf } from '../domain/question-health.ts';
import type { Message } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { packHealthView, packsHealthView } from '../reply/views/pack-health.ts';
import { listDecisionsByQuestion, listNewestAnswers } from '../store/health-figures.ts';
import { listNewestReports } from '../store/reports.ts';
import type { Db } from '../store/store.ts';
import type { Context } from './context.ts';
import { packById, shownPack } from './packs.ts';

/** What health is told from: so many of the newest attempts and decisions, of a year at most, and so many of the newest open reports. */
export const healthWindow = { attempts: 10_000, objections: 2_000, days: 365 } as const;

/** What is known of a workspace's questions, from a bounded number of its newest rows, however much it has recorded. */
export async function listFigures(db: Db, workspaceId: WorkspaceId, at: number): Promise<Figures> {
  const since = at - healthWindow.days * 86_400_000;
  const { attempts, objections: limit } = healthWindow;
  const reports = await listNewestReports(db, workspaceId, limit);
  return {
    answers: await listNewestAnswers(db, workspaceId, { since, limit: attempts }),
    decisions: await listDecisionsByQuestion(db, workspaceId, { since, limit }),
    reports: reports.map(({ question }) => ({ questionId: question.id })),
  };
}

/** The packs and how many of their questions need care, or one of them question by question. */
export async function showHealth({ deps: { offer }, tx, workspace, at }: Context, value: string): Promise<Message> {
  const wanted = packById(offer, value);
  if (value !== '' && !wanted) return noticeView('There is no such pack.');
  const packs = offer.packs();
  const health = healthOf(
    packs.map(({ pack }) => pack),
    await listFigures(tx, workspace.id, at),
  );
  if (!wanted)
    return packsHealthView(
      packs.map((one) => shownPack(offer, one)),
      health,
    );
  const own = health.filter(({ question }) => question.pack === wanted.pack.id);
  return packHealthView(shownPack(offer, wanted), own, healthWindow);
}
