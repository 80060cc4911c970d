import { civilDateOf, isCivilDate } from '../domain/calendar.ts';
import { commandLine } from '../domain/command.ts';
import { clip } from '../domain/display.ts';
import type { ChannelId } from '../domain/ids.ts';
import { type FieldValues, textIn } from '../domain/interaction.ts';
import { levels } from '../domain/question.ts';
import { formatTimeOfDay, parseTimeOfDay } from '../domain/time-of-day.ts';
import type { Message, Reply } from '../reply/reply.ts';
import {
  type DetailsDraft,
  type DetailsProblems,
  detailsForm,
  detailsSavedView,
} from '../reply/views/daily-details.ts';
import { noticeView } from '../reply/views/help.ts';
import { findDailyChannel, setDaily } from '../store/daily-channels.ts';
import type { Context } from './context.ts';
import { scheduleChannel } from './timetable.ts';

/** Most days off that one channel keeps. */
const mostDays = 60;

/** The form of a channel's further settings; `value` is our id of the channel. */
export async function openDetails(context: Context, value: string): Promise<Reply> {
  const daily = await findDailyChannel(context.tx, context.workspace.id, value as ChannelId);
  if (!daily) return notSetUp(context);
  const { closeMinute, levels: chosen, skippedDays } = daily.schedule;
  const today = civilDateOf(context.at, daily.timeZone);
  return detailsForm(daily.channelId, {
    closeTime: formatTimeOfDay(closeMinute),
    levels: chosen,
    skippedDays: skippedDays.filter((day) => day >= today).join(' '),
  });
}

/** Saves what an admin has sent, or gives the form back with what is wrong. */
export async function saveDetails(context: Context, value: string, fields: FieldValues): Promise<Reply> {
  const { deps, tx, workspace, member } = context;
  const daily = await findDailyChannel(tx, workspace.id, value as ChannelId);
  if (!daily) return notSetUp(context);
  const draft = draftOf(fields);
  const problems = problemsOf(draft);
  const closeMinute = parseTimeOfDay(draft.closeTime);
  if (closeMinute === undefined || Object.keys(problems).length > 0)
    return detailsForm(daily.channelId, draft, problems);
  const skippedDays = daysOf(draft);
  const schedule = {
    ...daily.schedule,
    closeMinute,
    skippedDays,
    levels: levels.filter((level) => draft.levels.includes(level)),
  };
  await setDaily(tx, workspace.id, { channelId: daily.channelId, schedule, by: member.id });
  await scheduleChannel(deps, tx, daily);
  return detailsSavedView({ ...draft, skippedDays: skippedDays.join(', ') });
}

function notSetUp({ platform }: Context): Message {
  return noticeView(`That channel has no question of the day: start with ${commandLine(platform, 'setup')}.`);
}

function draftOf(fields: FieldValues): DetailsDraft {
  return {
    closeTime: textIn(fields, 'closeTime'),
    levels: [...new Set(fields.levels)],
    skippedDays: textIn(fields, 'skippedDays'),
  };
}

function problemsOf(draft: DetailsDraft): DetailsProblems {
  const days = daysOf(draft);
  const wrong = days.find((day) => !isCivilDate(day));
  return {
    ...(parseTimeOfDay(draft.closeTime) === undefined && {
      closeTime: 'Give a time from 00:00 to 23:59, such as 17:00.',
    }),
    ...(draft.levels.some((level) => !levels.some((name) => name === level)) && {
      levels: 'Choose levels from the list.',
    }),
    ...(wrong !== undefined && {
      skippedDays: `There is no day "${clip(wrong, 20)}": write days like 2026-12-24, with blanks between them.`,
    }),
    ...(days.length > mostDays && { skippedDays: `Give ${mostDays} days at most.` }),
  };
}

/** The days of a draft as they were written, each once, in their order. */
function daysOf({ skippedDays }: DetailsDraft): readonly string[] {
  return [...new Set(skippedDays.split(/[\s,;]+/).filter((day) => day !== ''))].toSorted();
}
