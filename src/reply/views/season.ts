import { addDays, type CivilDate, daysBetween } from '../../domain/calendar.ts';
import { commandLine } from '../../domain/command.ts';
import type { Standing } from '../../domain/leaderboard.ts';
import type { Season } from '../../domain/season.ts';
import { plain, strong } from '../inline.ts';
import type { Action, Block, Message, RichText } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { pointsText } from './leaderboard.ts';

export type SeasonView = {
  readonly season: Season;
  readonly today: CivilDate;
  /** Own seasons that are still to come. */
  readonly coming: readonly Season[];
  /** How an admin who looks at it defines another; none for members. */
  readonly platform: string | undefined;
};

/** The season of today, and those that are planned. */
export function seasonView({ season, today, coming, platform }: SeasonView): Message {
  const left = daysBetween(today, season.endsOn);
  const define = platform && commandLine(platform, 'define-season');
  const cancel = platform && coming[0] && `${commandLine(platform, 'cancel-season')} ${coming[0].id}`;
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: `Season ${season.title}` },
      {
        type: 'facts',
        items: [
          { label: 'From', value: season.startsOn },
          { label: 'To', value: season.endsOn },
          { label: 'Days left', value: left === 0 ? 'this is the last day' : String(left) },
        ],
      },
      ...(coming.length > 0
        ? [
            { type: 'paragraph' as const, text: plain('Planned:') },
            { type: 'list' as const, items: coming.map(spanText) },
          ]
        : []),
      {
        type: 'note',
        text: plain('With a season points begin anew: each question counts once in it, by the best attempt.'),
      },
      ...(define
        ? [
            {
              type: 'note' as const,
              text: plain(`Admins plan one with ${define} "Winter Cup" ${addDays(today, 1)} ${addDays(today, 60)}.`),
            },
          ]
        : []),
      ...(cancel ? [{ type: 'note' as const, text: plain(`Until it begins they can cancel it with ${cancel}.`) }] : []),
      seasonActions([pastSeasons]),
      overviewActions(),
    ],
  };
}

const pastSeasons: Action = { name: 'season', label: 'Past seasons', value: 'list', style: 'default' };
const thisSeason: Action = { name: 'leaderboard', label: 'This season', value: 'season', style: 'default' };

function seasonActions(actions: readonly Action[]): Block {
  return { type: 'actions', actions: [thisSeason, ...actions] };
}

function spanText({ title, startsOn, endsOn }: Season): RichText {
  return [strong(title), ...plain(`: ${startsOn} to ${endsOn}`)];
}

export type PastSeason = { readonly season: Season; readonly winners: readonly Standing[] };

/** The seasons that are over with those who won them, latest first, and their boards behind buttons. */
export function pastSeasonsView(past: readonly PastSeason[]): Message {
  const boards = past.map(
    ({ season }): Action => ({
      name: 'leaderboard',
      label: `Board of ${season.title}`,
      value: `season:${season.id}`,
      style: 'default',
    }),
  );
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Past seasons' },
      past.length > 0
        ? { type: 'list', items: past.map(pastText) }
        : { type: 'paragraph', text: plain('No season with answers is over yet.') },
      seasonActions(boards),
      overviewActions(),
    ],
  };
}

function pastText({ season, winners }: PastSeason): RichText {
  const names = winners.map(({ name }) => name).join(', ');
  const points = winners[0]?.points ?? 0;
  return [strong(season.title), ...plain(` (${season.startsOn} to ${season.endsOn}): ${names}, ${pointsText(points)}`)];
}

/** What an admin has planned. */
export function seasonPlannedView({ title, startsOn, endsOn }: Season): Message {
  return noteOn(title, ` is planned, from ${startsOn} to ${endsOn}. Days outside of it belong to their quarter.`);
}

/** What an admin has cancelled. */
export function seasonCancelledView({ title, startsOn, endsOn }: Season): Message {
  return noteOn(title, ` is cancelled: the days from ${startsOn} to ${endsOn} belong to their quarter again.`);
}

function noteOn(title: string, sentence: string): Message {
  return {
    type: 'message',
    blocks: [{ type: 'paragraph', text: [strong(title), ...plain(sentence)] }, overviewActions()],
  };
}
