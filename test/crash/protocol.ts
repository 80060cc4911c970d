import type { Interaction } from '../../src/domain/interaction.ts';
import type { Pack } from '../../src/domain/question.ts';
import type { Reply } from '../../src/reply/reply.ts';

/** The places at which a coach can be told to kill itself. */
export const failPoints = [
  'before begin',
  'after begin',
  'before commit',
  'after commit',
  'before grading',
  'after grading',
  'before post',
  'after post',
  'before edit',
  'after edit',
  'before acknowledgement',
  'after acknowledgement',
] as const;
export type FailPoint = (typeof failPoints)[number];

/** Where a coach kills itself: when it comes to the point for the `nth` time. */
export type Fate = { readonly point: FailPoint; readonly nth: number };

/** What a coach is told to do, one JSON line each. */
export type Order =
  | {
      readonly type: 'open';
      readonly database: string;
      /** The file that stands for what the platform shows. */
      readonly platform: string;
      readonly pack: Pack;
      /** Which of the processes over this database it is. */
      readonly boot: number;
      readonly at: number;
      readonly fate?: Fate | undefined;
    }
  /** Some deliveries at one moment, and what is due by the clock after them; a number tells steps apart. */
  | { readonly type: 'step'; readonly step: number; readonly at: number; readonly deliveries: readonly Interaction[] }
  /** Deliveries that were acknowledged before. */
  | { readonly type: 'repeat'; readonly at: number; readonly deliveries: readonly Interaction[] }
  | { readonly type: 'close' };

/** What a coach tells, one JSON line each, written before it does anything else. */
export type Report =
  | { readonly type: 'acknowledged'; readonly deliveryId: string; readonly reply: Reply }
  | { readonly type: 'done'; readonly step: number }
  | { readonly type: 'error'; readonly error: string };
