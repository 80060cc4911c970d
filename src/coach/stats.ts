import { spanOf } from '../domain/season.ts';
import type { Message } from '../reply/reply.ts';
import { type Stats, statsView } from '../reply/views/stats.ts';
import { listQuestionRecords, type QuestionRecord } from '../store/attempts.ts';
import { pointsOfMember } from '../store/points.ts';
import type { Context } from './context.ts';
import { progressOf } from './progress.ts';
import { reviewState } from './reviews.ts';
import { dayOf } from './season-of.ts';
import { findStreakState } from './streaks.ts';

/** Questions that are named as worth another try. */
const shownWeakest = 3;

/** A member's own progress: how it stands and how it came about. */
export async function showStats(context: Context): Promise<Message> {
  const records = await recordsOf(context);
  const stats = await statsFrom(context, records);
  return statsView(stats, records.length === 0 ? undefined : await progressOf(context, records));
}

/** A member's progress as it stands. */
export async function statsOf(context: Context): Promise<Stats> {
  return statsFrom(context, await recordsOf(context));
}

function recordsOf({ tx, workspace, member }: Context): Promise<readonly QuestionRecord[]> {
  return listQuestionRecords(tx, workspace.id, member.id);
}

async function statsFrom(context: Context, records: readonly QuestionRecord[]): Promise<Stats> {
  const { deps, tx, workspace, member, at } = context;
  const weakest = records
    .filter(({ best }) => best < 1)
    .toSorted((a, b) => a.best - b.best)
    .flatMap(({ questionId, best }) => {
      const question = deps.offer.find(questionId);
      return question ? [{ text: question.text, best }] : [];
    });
  const { on, season } = await dayOf(tx, workspace, at);
  const pointsOf = (window: 'week' | 'season') =>
    pointsOfMember(tx, workspace.id, { memberId: member.id, span: spanOf(window, on, season.id) });
  return {
    attempts: records.reduce((sum, { attempts }) => sum + attempts, 0),
    met: records.filter(({ questionId }) => deps.offer.find(questionId)).length,
    available: deps.offer.list().length,
    meanBest: records.length === 0 ? undefined : records.reduce((sum, { best }) => sum + best, 0) / records.length,
    pointsThisWeek: await pointsOf('week'),
    pointsThisSeason: await pointsOf('season'),
    streak: await findStreakState(tx, workspace, { memberId: member.id, at }),
    reviews: await reviewState(context),
    weakest: weakest.slice(0, shownWeakest),
  };
}
