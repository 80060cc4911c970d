import type { Interaction } from '../../src/domain/interaction.ts';
import type { Pack } from '../../src/domain/question.ts';
import type { Reply } from '../../src/reply/reply.ts';

/** Around the commit by which somebody's data are deleted, and around the emptying of the log that follows it. */
export const deletionPoints = ['before deletion', 'after deletion', 'before cleaning', 'after cleaning'] as const;

/**
 * Around a call to the model, when its price is set aside and when its answer is not written down yet; as soon as it is; and around telling the
 * member, when they know it not yet and when nobody has written down that they do.
 */
const lookPoints = ['before asking', 'after asking', 'after judging', 'before telling', 'after telling'] as const;

/** The places at which a coach can be told to kill itself. */
export const failPoints = [
  'before begin',
  'after begin',
  'before commit',
  'after commit',
  /** Of what the clock has made due, each in a transaction of its own. */
  'after job',
  ...lookPoints,
  ...deletionPoints,
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

/** The files of a run: all that outlives its processes. */
export type Files = {
  readonly database: string;
  /** What the platform shows. */
  readonly platform: string;
  /** What the provider of the model counts. */
  readonly bill: string;
};

/** What a coach is told to do, one JSON line each. */
export type Order =
  | {
      readonly type: 'open';
      readonly files: Files;
      readonly pack: Pack;
      /** What may be spent on the model in a day, in millionths of a dollar. */
      readonly budgetMicros: number;
      /** Which of the processes over this database it is. */
      readonly boot: number;
      readonly at: number;
      readonly fate?: Fate | undefined;
    }
  /** Some deliveries at one moment, and what is due by the clock after them; a number tells steps apart. Another fate takes the place of the one before. */
  | {
      readonly type: 'step';
      readonly step: number;
      readonly at: number;
      readonly deliveries: readonly Interaction[];
      readonly fate?: Fate | undefined;
    }
  /** Deliveries that were acknowledged before. */
  | { readonly type: 'repeat'; readonly at: number; readonly deliveries: readonly Interaction[] }
  | { readonly type: 'close' };

/** What a coach tells, one JSON line each, written before it does anything else. */
export type Report =
  /** An answer is on the disk, and its grade still to come: its platform is told so. */
  | { readonly type: 'taken'; readonly deliveryId: string }
  /** With the file that the reply is about, where there is one for its member. */
  | {
      readonly type: 'acknowledged';
      readonly deliveryId: string;
      readonly reply: Reply;
      readonly file?: string | undefined;
    }
  | { readonly type: 'done'; readonly step: number }
  | { readonly type: 'error'; readonly error: string };
