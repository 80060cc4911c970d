import { type CivilDate, daysBetween } from '../../domain/calendar.ts';
import { countText } from '../../domain/display.ts';
import type { InterviewPlan } from '../../domain/interview-plan.ts';
import { formatTimeOfDay } from '../../domain/time-of-day.ts';
import { plain } from '../inline.ts';
import type { Field, Form, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { dayText } from './day.ts';

/** What the form of review settings holds, as a member writes it. */
export type PlanDraft = {
  /** A civil day, or nothing. */
  readonly interviewOn: string;
  readonly perDay: string;
  /** `09:00`, or `never`. */
  readonly remindAt: string;
};

/** What is wrong with a draft, by the field's name. */
export type PlanProblems = Readonly<Partial<Record<keyof PlanDraft, string>>>;

export const perDayChoices = [1, 2, 3, 5, 8, 10, 15, 20, 30, 50] as const;
export const never = 'never';
/** Every hour of the day that most people are awake in. */
export const remindChoices: readonly string[] = [
  never,
  ...Array.from({ length: 18 }, (_, index) => formatTimeOfDay((index + 5) * 60)),
];

const longestDay = 20;

/** The form of what a member sets for their reviews; times are in their zone. */
export function planForm(draft: PlanDraft, zone: string, problems: PlanProblems = {}): Form {
  const fields: readonly (Field & { readonly name: keyof PlanDraft })[] = [
    {
      type: 'text',
      name: 'interviewOn',
      label: 'Interview on, such as 2027-01-15',
      text: draft.interviewOn,
      optional: true,
      maxLength: longestDay,
      multiline: false,
    },
    {
      type: 'choice',
      name: 'perDay',
      label: 'Questions a day',
      options: perDayChoices.map((count) => ({ value: String(count), label: String(count) })),
      chosen: [draft.perDay],
      multiple: false,
    },
    {
      type: 'choice',
      name: 'remindAt',
      label: 'Remind me in private when something is due',
      options: remindChoices.map((time) => ({ value: time, label: time === never ? 'Never' : `At ${time}` })),
      chosen: [draft.remindAt],
      multiple: false,
    },
  ];
  return {
    type: 'form',
    name: 'review-plan',
    title: 'Review settings',
    submitLabel: 'Save',
    value: '',
    context: plain(`Leave the day empty when no interview is near. Times are in ${zone}.`),
    fields: fields.map((field) => {
      const problem = problems[field.name];
      return problem === undefined ? field : { ...field, problem };
    }),
  };
}

export type SavedPlan = {
  readonly perDay: number;
  readonly remindMinute: number | null;
  readonly interview: { readonly on: CivilDate; readonly plan: InterviewPlan } | undefined;
  readonly zone: string;
  readonly today: CivilDate;
};

/** What has been set, and how it fits before the interview. */
export function planSavedView({ perDay, remindMinute, interview, zone, today }: SavedPlan): Message {
  const reminder =
    remindMinute === null ? 'never' : `daily at ${formatTimeOfDay(remindMinute)} (${zone}), when something is due`;
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: plain('Saved.') },
      {
        type: 'facts',
        items: [
          { label: 'Interview', value: interview ? dayText(interview.on) : 'none planned' },
          { label: 'Questions a day', value: String(perDay) },
          { label: 'Reminder', value: reminder },
        ],
      },
      ...(interview
        ? [{ type: 'list' as const, items: planTexts(interview, today).map((sentence) => plain(sentence)) }]
        : []),
      overviewActions(),
    ],
  };
}

function planTexts({ on, plan }: NonNullable<SavedPlan['interview']>, today: CivilDate): readonly string[] {
  const days = daysBetween(today, on);
  const met = plan.plannedOn.size + plan.leftOut;
  return [
    days === 1 ? 'The interview is tomorrow.' : `The interview is in ${days} days.`,
    ...(met === 0 ? [] : [metText(plan.plannedOn.size, plan.leftOut)]),
    ...(plan.newOnes === 0 ? [] : [newText(plan)]),
    ...(plan.newLeftOut === 0
      ? []
      : [`${countText(plan.newLeftOut, 'new question')} will not fit: more questions a day would make room.`]),
  ];
}

function metText(fits: number, leftOut: number): string {
  if (leftOut === 0)
    return fits === 1
      ? 'The question that you have met comes back before it.'
      : `All ${fits} questions that you have met come back before it.`;
  return `${fits} of ${fits + leftOut} questions that you have met come back before it; ${countText(leftOut, 'question')} that you know best will not fit.`;
}

function newText({ newOnes, newPerDay }: InterviewPlan): string {
  return `There is time for ${countText(newOnes, 'new question')}, about ${newPerDay} a day.`;
}
