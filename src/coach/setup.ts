import { civilDateOf, isTimeZone } from '../domain/calendar.ts';
import { commandLine } from '../domain/command.ts';
import { type DailySchedule, nextDailyAt, usualSchedule } from '../domain/daily-schedule.ts';
import { clip } from '../domain/display.ts';
import type { ChannelId } from '../domain/ids.ts';
import { type FieldValues, textIn } from '../domain/interaction.ts';
import { formatPlace, parsePlace } from '../domain/place.ts';
import type { Topic } from '../domain/question.ts';
import { formatTimeOfDay, parseTimeOfDay } from '../domain/time-of-day.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { type SetupDraft, type SetupProblems, setupForm, setupSavedView, testPostView } from '../reply/views/setup.ts';
import { findChannel, recordChannel, unparkChannel } from '../store/channels.ts';
import { findDaily } from '../store/dailies.ts';
import { listDailySettings, restartDailies, setDaily } from '../store/daily-channels.ts';
import { setTimeZone } from '../store/workspaces.ts';
import type { Context } from './context.ts';
import { canAsk } from './daily.ts';
import { postIn } from './post-in.ts';
import { scheduleChannel, scheduleWorkspace } from './timetable.ts';

/** Longest id of a channel that is taken, in characters: far longer than any platform's. */
const longestChannel = 100;

/**
 * The setup form for the channel that a button names by our id, or else the one it is asked for in: its settings, or those of the first
 * channel that has a daily, or the usual ones. Asked for in private it is about that first channel.
 */
export async function openSetup(context: Context, named = ''): Promise<Reply> {
  const { deps, tx, workspace, actor, channel } = context;
  const settings = await listDailySettings(tx, workspace.id);
  const here = channel && formatPlace({ type: 'channel', id: channel });
  const chosen = settings.find(({ channelId }) => channelId === named);
  const model = chosen ?? settings.find(({ externalId }) => externalId === here) ?? settings[0];
  const own = chosen ?? (here === undefined || model?.externalId === here ? model : undefined);
  const schedule = model?.schedule ?? usualSchedule;
  const draft: SetupDraft = {
    channel: own ? parsePlace(own.externalId).id : channel,
    time: formatTimeOfDay(schedule.minute),
    timeZone: model ? workspace.timeZone : (actor.timeZone ?? workspace.timeZone),
    weekdays: schedule.weekdays.map(String),
    topics: schedule.topics,
  };
  const topics = deps.offer.topics();
  const lost = draft.topics.filter((topic) => !topics.some(({ id }) => id === topic)).map(deps.offer.titleOf);
  const problems = {
    ...(own?.parkedBecause && { channel: own.parkedBecause }),
    ...(lost.length > 0 && { topics: `Nothing on ${lost.join(', ')} can be asked now: the packs are off or gone.` }),
  };
  return setupForm(draft, topics, problems);
}

/** Saves what an admin has sent, or gives the form back with what is wrong. */
export async function saveSetup(context: Context, fields: FieldValues): Promise<Reply> {
  const { deps, tx, workspace, at } = context;
  const topics = deps.offer.topics();
  const draft = draftOf(fields);
  const problems = problemsOf(draft, topics);
  if (draft.channel === undefined || Object.keys(problems).length > 0) return setupForm(draft, topics, problems);
  const externalId = formatPlace({ type: 'channel', id: draft.channel });
  const channelId = await recordChannel(tx, workspace.id, { id: deps.newId<ChannelId>(), externalId, at });
  const before = (await listDailySettings(tx, workspace.id)).find((setting) => setting.externalId === externalId);
  const sameZone = draft.timeZone === workspace.timeZone;
  if (!sameZone) await restartDailies(tx, workspace.id, at);
  await setTimeZone(tx, workspace.id, draft.timeZone);
  const schedule = scheduleOf(draft, at, { schedule: before?.schedule, sameZone });
  const daily = draft.weekdays.length > 0 ? schedule : undefined;
  await setDaily(tx, workspace.id, { channelId, schedule: daily, by: context.member.id });
  await unparkChannel(tx, workspace.id, channelId);
  await scheduleChannel(deps, tx, { workspaceId: workspace.id, channelId });
  if (!sameZone) await scheduleWorkspace(deps, tx, workspace.id);
  const nextAt = await findNextAt(context, { channelId, schedule, timeZone: draft.timeZone });
  const next = nextAt === undefined ? undefined : formatInstant(nextAt, draft.timeZone);
  return setupSavedView({ ...draft, channelId, next, empty: !canAsk(deps.offer, schedule) }, topics);
}

type Scheduled = { readonly channelId: ChannelId; readonly schedule: DailySchedule; readonly timeZone: string };

/** When the next question is posted: not on a day that has had its question. */
export async function findNextAt({ tx, workspace, at }: Context, scheduled: Scheduled): Promise<number | undefined> {
  const { channelId, schedule, timeZone } = scheduled;
  const nextAt = nextDailyAt(schedule, at, timeZone);
  if (nextAt === undefined) return undefined;
  const asked = await findDaily(tx, workspace.id, { channelId, askedOn: civilDateOf(nextAt, timeZone) });
  return asked ? nextDailyAt(schedule, nextAt, timeZone) : nextAt;
}

/** Posts a message in a channel of the workspace, so that an admin sees whether it arrives. */
export async function postTest(context: Context, value: string): Promise<Message> {
  const { deps, tx, workspace, member } = context;
  const channelId = await findChannel(tx, workspace.id, value as ChannelId);
  if (channelId === undefined)
    return noticeView(`That channel is not set up: start with ${commandLine(context.platform, 'setup')}.`);
  await unparkChannel(tx, workspace.id, channelId);
  await postIn(deps, tx, workspace.id, { key: `test:${deps.newId()}`, channelId, message: testPostView(member.name) });
  return noticeView(
    'A test message is on its way to the channel. If it does not appear within a minute, invite the coach there and try again.',
  );
}

function draftOf(fields: FieldValues): SetupDraft {
  return {
    channel: textIn(fields, 'channel') || undefined,
    time: textIn(fields, 'time'),
    timeZone: textIn(fields, 'timeZone'),
    weekdays: [...new Set(fields.weekdays)].toSorted(),
    topics: [...new Set(fields.topics)],
  };
}

function problemsOf(draft: SetupDraft, known: readonly Topic[]): SetupProblems {
  const { channel, time, timeZone, weekdays, topics } = draft;
  return {
    ...((channel === undefined || channel.length > longestChannel) && {
      channel: 'Choose the channel in which the question is posted.',
    }),
    ...(parseTimeOfDay(time) === undefined && { time: 'Give a time from 00:00 to 23:59, such as 09:00.' }),
    ...(weekdays.some((day) => !/^[1-7]$/.test(day)) && { weekdays: 'Choose days from Monday to Sunday.' }),
    ...(!isTimeZone(timeZone) && {
      timeZone: `There is no time zone "${clip(timeZone, 40)}": write it like Europe/Berlin or America/New_York.`,
    }),
    ...(topics.some((topic) => !known.some(({ id }) => id === topic)) && {
      topics: 'A topic that you chose is not there any more: choose again.',
    }),
  };
}

/** The schedule of a draft; at the time of the one before it goes on, at another one it begins at `at`. */
function scheduleOf({ time, weekdays, topics }: SetupDraft, at: number, before: Before): DailySchedule {
  const minute = parseTimeOfDay(time) ?? usualSchedule.minute;
  const since = before.sameZone && before.schedule?.minute === minute ? before.schedule.since : at;
  return { ...usualSchedule, ...before.schedule, minute, weekdays: weekdays.map(Number), topics, since };
}

type Before = { readonly schedule: DailySchedule | undefined; readonly sameZone: boolean };

/** An instant (epoch milliseconds) in words, on the clocks of a zone: `Monday 23 November at 09:00`. */
export function formatInstant(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  return `${format.format(at)} at ${time.format(at)}`;
}
