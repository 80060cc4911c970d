import { parseTarget } from '../domain/answer-target.ts';
import type { Job, JobResult } from '../domain/job.ts';
import { reminderView } from '../reply/views/reminder.ts';
import { findDaily } from '../store/dailies.ts';
import { findDailyChannel } from '../store/daily-channels.ts';
import { loadQuestion } from '../store/questions.ts';
import { listToRemind } from '../store/reminders.ts';
import type { Tx } from '../store/store.ts';
import { type CoachDeps, topicTitle } from './context.ts';
import { sendLater } from './send-later.ts';

/** Reminds those in private who want it and have not answered a daily question; once it is closed nobody. */
export async function remindOfDaily(deps: CoachDeps, tx: Tx, { workspaceId, subject }: Job): Promise<JobResult> {
  const target = parseTarget(subject);
  if (target?.type !== 'daily') return {};
  const daily = await findDaily(tx, workspaceId, target);
  const channel = await findDailyChannel(tx, workspaceId, target.channelId);
  if (!daily || daily.closesAt <= deps.clock() || !channel?.open) return {};
  const question = await loadQuestion(tx, daily.question);
  const asked = { question, topic: topicTitle(deps.catalog, question.topic), target: subject };
  const closes = { askedOn: target.askedOn, at: daily.closesAt, timeZone: channel.timeZone };
  for (const member of await listToRemind(tx, workspaceId, { channelId: target.channelId, target: subject }))
    await sendLater(deps, tx, workspaceId, {
      key: `remind:${subject}:${member.memberId}`,
      member: member.externalId,
      message: reminderView(asked, closes),
    });
  return {};
}
