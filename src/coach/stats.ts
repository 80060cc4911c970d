import { spanOf } from '../domain/season.ts';
import type { Stats } from '../reply/views/stats.ts';
import { listQuestionRecords } from '../store/attempts.ts';
import { pointsOfMember } from '../store/points.ts';
import type { Context } from './context.ts';
import { reviewState } from './reviews.ts';
import { dayOf } from './season-of.ts';
import { findStreakState } from './streaks.ts';

/** Questions that are named as worth another try. */
const shownWeakest = 3;

/** A member's progress as it stands. */
export async function statsOf(context: Context): Promise<Stats> {
  const { deps, tx, workspace, member, at } = context;
  const records = await listQuestionRecords(tx, workspace.id, member.id);
  const weakest = records
    .filter(({ best }) => best < 1)
    .toSorted((a, b) => a.best - b.best)
    .flatMap(({ questionId, best }) => {
      const question = deps.catalog.find(questionId);
      return question ? [{ text: question.text, best }] : [];
    });
  const { on, season } = await dayOf(tx, workspace, at);
  const pointsOf = (window: 'week' | 'season') =>
    pointsOfMember(tx, workspace.id, { memberId: member.id, span: spanOf(window, on, season.id) });
  return {
    attempts: records.reduce((sum, { attempts }) => sum + attempts, 0),
    met: records.filter(({ questionId }) => deps.catalog.find(questionId)).length,
    available: deps.catalog.list().length,
    meanBest: records.length === 0 ? undefined : records.reduce((sum, { best }) => sum + best, 0) / records.length,
    pointsThisWeek: await pointsOf('week'),
    pointsThisSeason: await pointsOf('season'),
    streak: await findStreakState(tx, workspace, { memberId: member.id, at }),
    reviews: await reviewState(context),
    weakest: weakest.slice(0, shownWeakest),
  };
}
