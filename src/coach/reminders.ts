import { parseTarget } from '../domain/answer-target.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Job, JobResult } from '../domain/job.ts';
import { formatPlace } from '../domain/place.ts';
import type { Message } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { remindersView, reminderView } from '../reply/views/reminder.ts';
import { listDailySettings } from '../store/daily-channels.ts';
import { listToRemind, setReminder } from '../store/reminders.ts';
import type { Tx } from '../store/store.ts';
import { closingOf, findAskedDaily } from './asked-daily.ts';
import type { Context, WorkspaceDeps } from './context.ts';
import { sendLater } from './send-later.ts';

/**
 * Has the member reminded of daily questions, or not any more: of those of the channel that a target names, else of the
 * channel it is asked for in, else of all channels of the workspace.
 */
export async function setReminders(context: Context, on: boolean, value = ''): Promise<Message> {
  const { tx, workspace, member } = context;
  const channels = await channelsOf(context, value);
  if (channels.length === 0) return noticeView('There is no question of the day to be reminded of yet.');
  for (const channelId of channels) await setReminder(tx, workspace.id, { channelId, memberId: member.id, on });
  return remindersView(on);
}

async function channelsOf({ tx, workspace, channel }: Context, value: string): Promise<readonly ChannelId[]> {
  const settings = await listDailySettings(tx, workspace.id);
  const target = parseTarget(value);
  const here = channel && formatPlace({ type: 'channel', id: channel });
  const chosen = settings.filter(({ channelId, externalId }) =>
    target?.type === 'daily' ? channelId === target.channelId : externalId === here,
  );
  return (chosen.length > 0 ? chosen : settings).map(({ channelId }) => channelId);
}

/** Reminds those in private who want it and have not answered a daily question; once it is closed nobody. */
export async function remindOfDaily(deps: WorkspaceDeps, tx: Tx, job: Job): Promise<JobResult> {
  const found = await findAskedDaily(deps, tx, job);
  if (!found?.channel?.open || found.daily.closesAt <= deps.clock()) return {};
  const { target, daily, asked, channel } = found;
  const message = reminderView(asked, closingOf(target, daily, channel));
  const { workspaceId, subject } = job;
  for (const { memberId, externalId } of await listToRemind(tx, workspaceId, { ...target, target: subject }))
    await sendLater(deps, tx, workspaceId, { key: `remind:${subject}:${memberId}`, member: externalId, message });
  return {};
}
