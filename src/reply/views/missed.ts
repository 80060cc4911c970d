import type { CivilDate } from '../../domain/calendar.ts';
import type { MissedBecause } from '../../domain/daily-schedule.ts';
import { plain, strong } from '../inline.ts';
import type { Message } from '../reply.ts';
import { homeActions } from './actions.ts';
import { dayText } from './day.ts';

export type MissedView = {
  /** Latest first. */
  readonly rows: readonly {
    /** The platform's id of the channel. */
    readonly channel: string;
    readonly on: CivilDate;
    readonly because: MissedBecause;
  }[];
  /** Whether there are others before them. */
  readonly more: boolean;
  /** How many days are looked back. */
  readonly days: number;
};

const reasons: Readonly<Record<MissedBecause, string>> = {
  absent: 'the coach was not running in time to ask it',
  closed: 'the platform did not let the coach post there',
  empty: 'no pack that is on has one of the topics and levels that are chosen',
};

/** Questions of the day that were due and were not asked, with the reason. */
export function missedView({ rows, more, days }: MissedView): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Days without their question' },
      rows.length > 0
        ? {
            type: 'list',
            items: rows.map(({ channel, on, because }) => [
              strong(dayText(on)),
              ...plain(` in ${channel}: ${reasons[because]}`),
            ]),
          }
        : { type: 'paragraph', text: plain('None: every question that was due was asked.') },
      ...(more ? [{ type: 'note' as const, text: plain('… and more before them') }] : []),
      { type: 'note', text: plain(`Looking back ${days} days`) },
      homeActions(true),
    ],
  };
}
