import { formatTarget } from '../domain/answer-target.ts';
import type { CivilDate } from '../domain/calendar.ts';
import { closesAt, type DailySchedule, dailiesBetween, dailyDueOn, nextDailyAt } from '../domain/daily-schedule.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Job, JobResult } from '../domain/job.ts';
import type { Question } from '../domain/question.ts';
import type { Offer } from '../knowledge/offer.ts';
import { type DailyState, dailyView } from '../reply/views/daily.ts';
import { noticeView } from '../reply/views/help.ts';
import type { AskedQuestion } from '../reply/views/question.ts';
import { countAnswerers } from '../store/attempts.ts';
import { type DailyKey, findDaily, listAskedDays, listDailyUse, recordDaily } from '../store/dailies.ts';
import { type DailyChannel, findDailyAdmin, findDailyChannel } from '../store/daily-channels.ts';
import { listLastMet } from '../store/daily-results.ts';
import { scheduleJob, scheduleJobOnce } from '../store/jobs.ts';
import { dropMissed } from '../store/missed-dailies.ts';
import { recordQuestion } from '../store/questions.ts';
import type { Tx } from '../store/store.ts';
import { closingOf, type DailyTarget, findAskedDaily } from './asked-daily.ts';
import type { CoachDeps, Context, WorkspaceDeps } from './context.ts';
import { noteMissed } from './missed-dailies.ts';
import { pickQuestion } from './pick-question.ts';
import { postIn } from './post-in.ts';
import { sendLater } from './send-later.ts';

/** The message of a daily question is edited once in so many milliseconds at most. */
const countPauseMs = 3_000;
/** How long until a closed channel is looked at again whose question is due. */
const closedPauseMs = 5 * 60_000;
/** How long before a question closes those are reminded who want to be. */
const reminderMs = 60 * 60_000;

/** Asks the question of the day in a channel, if one is due there, and says when the next one is. */
export async function openDaily(deps: WorkspaceDeps, tx: Tx, job: Job): Promise<JobResult> {
  const channel = await findDailyChannel(tx, job.workspaceId, job.subject as ChannelId);
  if (!channel) return {};
  const { schedule, timeZone } = channel;
  const at = deps.clock();
  const nextAt = nextDailyAt(schedule, at, timeZone);
  const askedOn = dailyDueOn(schedule, at, timeZone);
  // A closed channel may be opened while its question can still be asked; what it misses until then is nobody's absence.
  if (!channel.open) {
    if (askedOn !== undefined) await noteMissed(tx, channel, { days: [askedOn], because: 'closed', at });
    return { nextAt: askedOn === undefined ? nextAt : Math.min(nextAt ?? Infinity, at + closedPauseMs) };
  }
  if (askedOn !== undefined) await ask(deps, tx, channel, askedOn);
  const days = await listMissedDays(tx, channel, { from: job.dueAt, until: at, except: askedOn });
  await noteMissed(tx, channel, { days, because: 'absent', at });
  return { nextAt, missed: days.length };
}

/** The days whose question was due in a channel and that nobody was there to ask. */
async function listMissedDays(
  tx: Tx,
  { workspaceId, channelId, schedule, timeZone }: DailyChannel,
  { from, until, except }: { readonly from: number; readonly until: number; readonly except: CivilDate | undefined },
): Promise<readonly CivilDate[]> {
  const since = Math.max(from, schedule.since);
  const due = dailiesBetween(schedule, { from: since, until, zone: timeZone }).filter((day) => day !== except);
  const [first, last] = [due.at(0), due.at(-1)];
  if (first === undefined || last === undefined) return [];
  const asked = await listAskedDays(tx, workspaceId, { channelId, from: first, to: last });
  return due.filter((day) => !asked.includes(day));
}

async function ask(deps: WorkspaceDeps, tx: Tx, channel: DailyChannel, askedOn: string): Promise<void> {
  const { workspaceId, channelId, schedule, timeZone } = channel;
  const key: DailyKey = { channelId, askedOn };
  if (await findDaily(tx, workspaceId, key)) return;
  const question = await pickDaily(deps, tx, channel);
  const at = deps.clock();
  if (!question) {
    await noteMissed(tx, channel, { days: [askedOn], because: 'empty', at });
    return tellEmpty(deps, tx, channel, askedOn);
  }
  const endsAt = closesAt(schedule, askedOn, { at, zone: timeZone });
  await recordQuestion(tx, question, at);
  await recordDaily(tx, workspaceId, { ...key, question, closesAt: endsAt, at });
  await dropMissed(tx, workspaceId, key);
  const subject = formatTarget({ type: 'daily', ...key });
  const asked = { question, topic: deps.offer.titleOf(question.topic), target: subject };
  await showDaily(deps, tx, channel, {
    asked,
    state: { answered: 0, closes: closingOf(key, { closesAt: endsAt }, channel) },
  });
  await scheduleJob(tx, workspaceId, { kind: 'daily-close', subject, dueAt: endsAt });
  if (endsAt - reminderMs > at)
    await scheduleJob(tx, workspaceId, { kind: 'daily-reminder', subject, dueAt: endsAt - reminderMs });
}

/** A question that the channel has had least often, of those the one that its members have not met for longest. */
async function pickDaily(deps: WorkspaceDeps, tx: Tx, channel: DailyChannel): Promise<Question | undefined> {
  const { workspaceId, channelId, schedule } = channel;
  const asked = await listDailyUse(tx, workspaceId, channelId);
  const met = await listLastMet(tx, workspaceId, channelId);
  const questions = deps.offer.list().filter((question) => suits(schedule, question));
  const used = questions.map(({ id }) => {
    const lastAt = Math.max(asked.get(id)?.lastAt ?? 0, met.get(id) ?? 0);
    return [id, { times: asked.get(id)?.times ?? 0, lastAt }] as const;
  });
  return pickQuestion(questions, new Map(used), { chance: deps.random() });
}

/** Whether there is any question for a schedule. */
export function canAsk(offer: Offer, schedule: DailySchedule): boolean {
  return offer.list().some((question) => suits(schedule, question));
}

function suits({ topics, levels }: DailySchedule, { topic, level }: Question): boolean {
  return (topics.length === 0 || topics.includes(topic)) && (levels.length === 0 || levels.includes(level));
}

/** Tells whoever has set up a channel that there was nothing to ask. */
async function tellEmpty(deps: CoachDeps, tx: Tx, channel: DailyChannel, askedOn: string): Promise<void> {
  const member = await findDailyAdmin(tx, channel.workspaceId, channel.channelId);
  if (member === undefined) return;
  const message = noticeView(
    'There was no question of the day to ask: no pack that is on has one of the topics and levels that you have chosen. Choose others in the settings, or turn packs on.',
  );
  await sendLater(deps, tx, channel.workspaceId, { key: `empty:${channel.channelId}:${askedOn}`, member, message });
}

/** Has the channel's message say how many members have answered by now: soon, and together with others who answer meanwhile. */
export async function countSoon({ tx, workspace, at }: Context, target: DailyTarget): Promise<void> {
  await scheduleJobOnce(tx, workspace.id, { kind: 'daily-count', subject: formatTarget(target), dueAt: at });
}

/** Has the channel's message say how many members have answered. */
export async function showDailyCount(deps: WorkspaceDeps, tx: Tx, job: Job): Promise<JobResult> {
  const found = await findAskedDaily(deps, tx, job);
  if (!found?.channel?.open || found.daily.closedAt !== null) return {};
  const { target, daily, asked, channel } = found;
  const answered = await countAnswerers(tx, job.workspaceId, job.subject);
  const state = { answered, closes: closingOf(target, daily, channel) };
  const changed = await showDaily(deps, tx, channel, { asked, state });
  // Once more after the pause, for those who answer in it; then nothing changes and it rests.
  return changed ? { nextAt: deps.clock() + countPauseMs } : {};
}

type ShownDaily = { readonly asked: AskedQuestion; readonly state: DailyState };

function showDaily(
  deps: CoachDeps,
  tx: Tx,
  { workspaceId, channelId }: DailyChannel,
  { asked, state }: ShownDaily,
): Promise<boolean> {
  return postIn(deps, tx, workspaceId, { key: asked.target, channelId, message: dailyView(asked, state) });
}
