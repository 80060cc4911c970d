import { toPercent } from '../../domain/verdict.ts';
import { parseInline, plain } from '../inline.ts';
import type { Block, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { knownPointBlocks, type Progress } from './progress.ts';
import { progressPicture } from './progress-picture.ts';
import { type ReviewState, reviewFact } from './review.ts';
import { type StreakShown, streakFact } from './streak.ts';

export type Stats = {
  readonly attempts: number;
  /** Questions that were answered at least once, of those that can be asked. */
  readonly met: number;
  readonly available: number;
  /** Mean of the best score on each question met, 0 to 1; undefined before the first. */
  readonly meanBest: number | undefined;
  readonly pointsThisWeek: number;
  readonly pointsThisSeason: number;
  /** How the streak stands today; undefined before the first one. */
  readonly streak?: StreakShown | undefined;
  readonly reviews: ReviewState;
  /** Questions with room to grow, weakest first. */
  readonly weakest: readonly { readonly text: string; readonly best: number }[];
};

/** A member's own progress: as it stands, and where there is any, how it came about. */
export function statsView(stats: Stats, progress?: Progress): Message {
  const blocks = progress ? [...standing(stats), ...cameAbout(stats, progress)] : statsBlocks(stats);
  return {
    type: 'message',
    blocks: [{ type: 'heading', text: 'Your progress' }, ...blocks, overviewActions()],
  };
}

/** How progress stands, in short: its figures, and the questions that are worth another try. */
export function statsBlocks(stats: Stats): readonly Block[] {
  return [...standing(stats), ...worthAnotherTry(stats)];
}

/** The weakest key points name their questions, so that a list of these says nothing new. */
function cameAbout(stats: Stats, progress: Progress): readonly Block[] {
  const questions = progress.weakest.length > 0 ? [] : worthAnotherTry(stats);
  return [progressPicture(progress), ...knownPointBlocks(progress), ...questions];
}

function standing(stats: Stats): readonly Block[] {
  if (stats.meanBest === undefined)
    return [{ type: 'paragraph', text: plain('No answers yet. Practise one question to see your progress here.') }];
  return [
    {
      type: 'score',
      value: stats.meanBest,
      label: `${toPercent(stats.meanBest)} of 100 on average, best attempt of each question`,
    },
    {
      type: 'facts',
      items: [
        { label: 'Questions answered', value: `${stats.met} of ${stats.available}` },
        { label: 'Answers', value: String(stats.attempts) },
        { label: 'Points this week', value: String(stats.pointsThisWeek) },
        { label: 'Points this season', value: String(stats.pointsThisSeason) },
        { label: 'Due for review', value: reviewFact(stats.reviews) },
        ...(stats.streak ? [{ label: 'Streak', value: streakFact(stats.streak) }] : []),
      ],
    },
  ];
}

function worthAnotherTry({ weakest }: Stats): readonly Block[] {
  if (weakest.length === 0) return [];
  const items = weakest.map(({ text, best }) => [...plain(`${toPercent(best)} of 100: `), ...parseInline(text)]);
  return [
    { type: 'paragraph', text: plain('Worth another try:') },
    { type: 'list', items },
  ];
}
