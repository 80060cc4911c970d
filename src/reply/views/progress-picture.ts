import { countText } from '../../domain/display.ts';
import type { WeekRecord } from '../../domain/progress.ts';
import { toPercent } from '../../domain/verdict.ts';
import type { ProgressChart } from '../chart.ts';
import type { Block } from '../reply.ts';
import { type AltItem, altText } from './alt-text.ts';
import { shortDayText } from './day.ts';
import type { Progress } from './progress.ts';
import { weekdayNames } from './schedule.ts';

const weekdays = weekdayNames.map((name) => name.slice(0, 3));

/** A member's last weeks and their topics as one picture; the words beside it tell each week and each topic. */
export function progressPicture({
  weeks,
  topics,
  moreTopics,
}: Progress): Extract<Block, { type: 'picture' }> & { readonly chart: ProgressChart } {
  const chart: ProgressChart = {
    type: 'progress',
    title: 'Your progress',
    weeks: {
      title: 'Mean score by week, out of 100',
      points: weeks.map(({ startsOn, meanScore }) => ({
        label: shortDayText(startsOn),
        score: meanScore === undefined ? null : toPercent(meanScore),
      })),
    },
    days: {
      title: 'Answers by day',
      rows: weekdays.map((label, day) => ({ label, counts: weeks.map(({ answers }) => answers[day] ?? null) })),
    },
    topics: {
      title: 'Best scores by topic, mean out of 100',
      bars: topics.map((topic) => ({ label: topic.title, score: toPercent(topic.score) })),
      more: moreTopics,
    },
  };
  return {
    type: 'picture',
    chart,
    alt: altText(`Your progress in ${weeks.length} weeks from their Mondays`, itemsOf(weeks, chart.topics)),
  };
}

function itemsOf(weeks: readonly WeekRecord[], { bars, more }: ProgressChart['topics']): readonly AltItem[] {
  const active = weeks.filter(({ answers }) => answersIn(answers) > 0);
  const quiet = weeks.length - active.length;
  return [
    ...active.map((week) => said(weekText(week))),
    ...(quiet > 0 ? [said(active.length === 0 ? 'no answers' : `no answers in ${countText(quiet, 'week')}`)] : []),
    ...bars.map(({ label, score }, index) => ({
      before: index === 0 ? 'by topic: “' : '“',
      label,
      after: `” ${score}`,
    })),
    ...(more > 0 ? [said(countText(more, 'more topic'))] : []),
  ];
}

function said(text: string): AltItem {
  return { before: text, label: '', after: '' };
}

/** `7 Sept: 58 of 100, 4 answers on 3 days`. */
function weekText({ startsOn, meanScore, answers }: WeekRecord): string {
  const count = answersIn(answers);
  const days = answers.filter((day) => day !== undefined && day > 0).length;
  const score = meanScore === undefined ? 'no score' : `${toPercent(meanScore)} of 100`;
  const given = `${countText(count, 'answer')} on ${countText(days, 'day')}`;
  return `${shortDayText(startsOn)}: ${score}, ${given}`;
}

function answersIn(answers: WeekRecord['answers']): number {
  return answers.reduce<number>((sum, day) => sum + (day ?? 0), 0);
}
