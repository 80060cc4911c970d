import { addDays, civilDateOf } from '../domain/calendar.ts';
import { progressFrom, weeksUntil } from '../domain/progress.ts';
import { knownAbove } from '../domain/recall.ts';
import { mondayOf } from '../domain/season.ts';
import type { KnownPoint, Progress, TopicScore } from '../reply/views/progress.ts';
import type { QuestionRecord } from '../store/attempts.ts';
import { listDayRecords, listStrongest, listWeakest, type Strength } from '../store/progress.ts';
import type { Context } from './context.ts';
import { listGone } from './reviews.ts';

/** Key points that are named as the strongest, and as the weakest. */
const shownPoints = 3;
/** Read to find those: a few may have left their questions since. */
const readPoints = 50;
/** Topics that are shown. */
const shownTopics = 8;

/** How a member's progress came about: their last weeks, their topics, and the key points that they know best and least. */
export async function progressOf(context: Context, records: readonly QuestionRecord[]): Promise<Progress> {
  const { deps, tx, workspace, member, zone, at } = context;
  const today = civilDateOf(at, zone);
  const span = { from: progressFrom(today), to: addDays(mondayOf(today), 6) };
  const by = { memberId: member.id, gone: await listGone(deps, tx, workspace.id), limit: readPoints };
  const topics = topicsOf(context, records);
  return {
    weeks: weeksUntil(today, await listDayRecords(tx, workspace.id, { memberId: member.id, ...span })),
    topics: topics.slice(0, shownTopics).map(({ id, score }) => ({ title: deps.offer.titleOf(id), score })),
    moreTopics: Math.max(0, topics.length - shownTopics),
    strongest: knownPoints(context, await listStrongest(tx, workspace.id, { ...by, above: knownAbove })),
    weakest: knownPoints(context, await listWeakest(tx, workspace.id, { ...by, upTo: knownAbove })),
  };
}

type TopicRecord = { readonly id: string; readonly score: TopicScore['score'] };

/** Mean best score in each topic that the member has met and that can still be asked, the most practised first. */
function topicsOf({ deps }: Context, records: readonly QuestionRecord[]): readonly TopicRecord[] {
  const sums = new Map<string, { attempts: number; best: number; questions: number }>();
  for (const { questionId, attempts, best } of records) {
    const topic = deps.offer.find(questionId)?.topic;
    if (topic === undefined) continue;
    const sum = sums.get(topic) ?? { attempts: 0, best: 0, questions: 0 };
    sums.set(topic, {
      attempts: sum.attempts + attempts,
      best: sum.best + best,
      questions: sum.questions + 1,
    });
  }
  return [...sums]
    .toSorted(([, a], [, b]) => b.attempts - a.attempts)
    .map(([id, { best, questions }]) => ({ id, score: best / questions }));
}

/** The first key points of those that their questions still have. */
function knownPoints({ deps }: Context, strengths: readonly Strength[]): readonly KnownPoint[] {
  return strengths
    .flatMap(({ questionId, keyPointId, strength }) => {
      const question = deps.offer.find(questionId);
      const point = question?.keyPoints.find(({ id }) => id === keyPointId);
      return question && point ? [{ question: question.text, point, strength }] : [];
    })
    .slice(0, shownPoints);
}
