import { type AnswerTarget, formatTarget } from '../domain/answer-target.ts';
import { dailyDueOn } from '../domain/daily-schedule.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import { dailyView } from '../reply/views/daily.ts';
import { countAnswerers } from '../store/attempts.ts';
import { type DailyChannel, listDailyChannels } from '../store/channels.ts';
import { type DailyKey, findDaily, listDailyUse, recordDaily } from '../store/dailies.ts';
import { recordOutgoing } from '../store/outbox.ts';
import { loadQuestion, recordQuestion } from '../store/questions.ts';
import type { Tx } from '../store/store.ts';

import { type CoachDeps, type Context, topicTitle } from './context.ts';
import { pickQuestion } from './pick-question.ts';

/** Posts the question of the day in each channel where one is due and not asked yet; one that fails stops no other. */
export async function openDailies(deps: CoachDeps): Promise<void> {
  const channels = await deps.store.read(listDailyChannels);
  for (const channel of channels) {
    try {
      await deps.store.transaction((tx) => openDaily(deps, tx, channel));
    } catch (error) {
      deps.onError(error);
    }
  }
}

async function openDaily(deps: CoachDeps, tx: Tx, channel: DailyChannel): Promise<void> {
  const { workspaceId, channelId, timeZone, schedule } = channel;
  const at = deps.clock();
  const askedOn = dailyDueOn(schedule, at, timeZone);
  if (askedOn === undefined) return;
  const key: DailyKey = { channelId, askedOn };
  if (await findDaily(tx, workspaceId, key)) return;
  const used = await listDailyUse(tx, workspaceId, channelId);
  const { topics } = schedule;
  const questions = deps.catalog.list().filter(({ topic }) => topics.length === 0 || topics.includes(topic));
  const question = pickQuestion(questions, used, { chance: deps.random() });
  if (!question) return;
  await recordQuestion(tx, question, at);
  const opened = await recordDaily(tx, workspaceId, { ...key, question, at });
  if (opened) await showDaily(deps, tx, { workspaceId, key, question, answered: 0, at });
}

/** Has the channel's message say how many members have answered by now. */
export async function showDailyCount(
  context: Context,
  target: Extract<AnswerTarget, { type: 'daily' }>,
): Promise<void> {
  const { deps, tx, workspace, at } = context;
  const daily = await findDaily(tx, workspace.id, target);
  if (!daily) return;
  const question = await loadQuestion(tx, daily);
  const answered = await countAnswerers(tx, workspace.id, formatTarget(target));
  await showDaily(deps, tx, { workspaceId: workspace.id, key: target, question, answered, at });
}

type ShownDaily = {
  readonly workspaceId: WorkspaceId;
  readonly key: DailyKey;
  readonly question: Question;
  readonly answered: number;
  readonly at: number;
};

async function showDaily(deps: CoachDeps, tx: Tx, daily: ShownDaily): Promise<void> {
  const { workspaceId, key, question, answered, at } = daily;
  const target = formatTarget({ type: 'daily', channelId: key.channelId, askedOn: key.askedOn });
  const message = dailyView({ question, topic: topicTitle(deps.catalog, question.topic), target }, answered);
  await recordOutgoing(tx, workspaceId, {
    logicalKey: target,
    channelId: key.channelId,
    message: JSON.stringify(message),
    at,
  });
}
