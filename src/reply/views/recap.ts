import type { CivilDate } from '../../domain/calendar.ts';
import { countText } from '../../domain/display.ts';
import type { Standing } from '../../domain/leaderboard.ts';
import type { Season } from '../../domain/season.ts';
import { plain } from '../inline.ts';
import type { Block, Message } from '../reply.ts';
import { pointsText, rowOf } from './leaderboard.ts';

export type Recap = {
  /** First and last day of the week. */
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly top: readonly Standing[];
  /** Answers to the daily questions of the week, and members who gave them. */
  readonly answers: number;
  readonly members: number;
  /** Who has earned most more than in the week before. */
  readonly improved: { readonly name: string; readonly gain: number } | undefined;
};

/** What a channel sees of its last week. */
export function recapView({ from, to, top, answers, members, improved }: Recap): Message {
  const answered = countText(answers, 'answer');
  const by = countText(members, 'member');
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Last week here' },
      { type: 'note', text: plain(`${from} to ${to} · ${answered} by ${by}`) },
      { type: 'board', rows: top.map((standing) => rowOf(standing)) },
      ...(improved
        ? [
            {
              type: 'paragraph' as const,
              text: plain(`Most improved: ${improved.name}, ${pointsText(improved.gain)} more than the week before.`),
            },
          ]
        : []),
      channelActions('season:here', 'Board of this channel'),
    ],
  };
}

/** The final board of a season, as its channel sees it. */
export function seasonEndView({ title, startsOn, endsOn, id }: Season, top: readonly Standing[]): Message {
  const winners = top.filter(({ rank, points }) => rank === 1 && points > 0).map(({ name }) => name);
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: `Season ${title} is over` },
      { type: 'note', text: plain(`${startsOn} to ${endsOn}`) },
      ...(winners.length > 0
        ? [{ type: 'paragraph' as const, text: plain(`Congratulations, ${winners.join(' and ')}!`) }]
        : []),
      { type: 'board', rows: top.map((standing) => rowOf(standing)) },
      channelActions(`season:${id}:here`, 'The whole board'),
    ],
  };
}

function channelActions(value: string, label: string): Block {
  return {
    type: 'actions',
    actions: [
      { name: 'leaderboard', label, value, style: 'default' },
      { name: 'practice', label: 'Practise', value: '', style: 'default' },
    ],
  };
}
