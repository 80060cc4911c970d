import { addDays, type CivilDate, civilDateOf, isCivilDate } from '../domain/calendar.ts';
import { clip } from '../domain/display.ts';
import { type FieldValues, textIn } from '../domain/interaction.ts';
import { formatTimeOfDay, parseTimeOfDay } from '../domain/time-of-day.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { dayText } from '../reply/views/day.ts';
import { noticeView } from '../reply/views/help.ts';
import {
  never,
  type PlanDraft,
  type PlanProblems,
  perDayChoices,
  planForm,
  planSavedView,
  remindChoices,
} from '../reply/views/review-plan.ts';
import { type ReviewPlan, recordReviewPlan } from '../store/review-plans.ts';
import type { Context } from './context.ts';
import { currentPlan, planFor } from './interview-plan.ts';
import { scheduleReviewReminder } from './review-reminders.ts';

/** How far ahead an interview may be. */
const mostDaysAhead = 730;

/** The form of what a member may set for their reviews. */
export async function openPlan(context: Context): Promise<Reply> {
  const { deps, tx, workspace, member, zone } = context;
  const { perDay, interviewOn, remindMinute } = await currentPlan(deps, tx, workspace, member.id);
  const draft = {
    interviewOn: interviewOn ?? '',
    perDay: String(perDay),
    remindAt: remindMinute === null ? never : formatTimeOfDay(remindMinute),
  };
  return planForm(draft, zone);
}

/** Saves what a member has sent, or gives the form back with what is wrong. */
export async function savePlan(context: Context, fields: FieldValues): Promise<Reply> {
  const draft = {
    interviewOn: textIn(fields, 'interviewOn'),
    perDay: textIn(fields, 'perDay'),
    remindAt: textIn(fields, 'remindAt'),
  };
  const problems = problemsOf(context, draft);
  if (Object.keys(problems).length > 0) return planForm(draft, context.zone, problems);
  return save(context, {
    perDay: Number(draft.perDay),
    interviewOn: draft.interviewOn === '' ? null : draft.interviewOn,
    remindMinute: parseTimeOfDay(draft.remindAt) ?? null,
  });
}

/** Sets the day of the member's interview as it was typed, or forgets it; asks for it when nothing was typed. */
export async function setGoal(context: Context, typed: string): Promise<Reply> {
  if (typed === '') return openPlan(context);
  const { deps, tx, workspace, member } = context;
  const plan = await currentPlan(deps, tx, workspace, member.id);
  if (typed.toLowerCase() === 'off') return save(context, { ...plan, interviewOn: null });
  const problem = problemOfDay(context, typed);
  return problem === undefined ? save(context, { ...plan, interviewOn: typed }) : noticeView(problem);
}

async function save(context: Context, plan: ReviewPlan): Promise<Message> {
  const { deps, tx, workspace, member, zone } = context;
  await recordReviewPlan(tx, workspace.id, { memberId: member.id, plan });
  await scheduleReviewReminder(deps, tx, workspace, member.id);
  const interview = await planFor(deps, tx, workspace, member.id);
  return planSavedView({ ...plan, interview, zone, today: todayOf(context) });
}

function problemsOf(context: Context, { interviewOn, perDay, remindAt }: PlanDraft): PlanProblems {
  const day = interviewOn === '' ? undefined : problemOfDay(context, interviewOn);
  return {
    ...(day !== undefined && { interviewOn: day }),
    ...(!perDayChoices.some((count) => String(count) === perDay) && { perDay: 'Choose a number from the list.' }),
    ...(!remindChoices.includes(remindAt) && { remindAt: 'Choose a time from the list.' }),
  };
}

function problemOfDay(context: Context, day: string): string | undefined {
  if (!isCivilDate(day)) return `There is no day "${clip(day, 20)}": write it like 2027-01-15, or off for none.`;
  const today = todayOf(context);
  const [first, last] = [addDays(today, 1), addDays(today, mostDaysAhead)];
  if (day < first) return `${dayText(day)} is not ahead: tomorrow is the first day that can be planned for.`;
  return day > last ? `That is far away: plan for a day up to ${dayText(last)}.` : undefined;
}

function todayOf({ zone, at }: Context): CivilDate {
  return civilDateOf(at, zone);
}
