import type { Json } from '../slack/json.ts';

/** How an app answered an interaction at first. */
export type Acknowledgement =
  | 'pong'
  | 'message'
  | 'deferred-message'
  | 'deferred-update'
  | 'update'
  | 'choices'
  | 'modal';

/** What came of an interaction: the first response, nothing in three seconds, or nobody to send it to. */
export type Answer =
  | { readonly type: 'answered'; readonly by: Acknowledgement }
  | { readonly type: 'failed'; readonly error: 'no-response' | 'not-connected' }
  /** The client did not send it, and says why. */
  | { readonly type: 'refused'; readonly problem: string };

/** The kinds of interactions by Discord's numbers. */
export const interactionTypes = { ping: 1, command: 2, component: 3, autocomplete: 4, modal: 5 } as const;

/** The number of a kind of interaction. */
export type InteractionType = (typeof interactionTypes)[keyof typeof interactionTypes];

/** An interaction as Discord keeps it. */
export type InteractionRecord = {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly user: string;
  readonly channel: string;
  /** Empty outside of servers. */
  readonly guild: string;
  readonly createdAt: number;
  /** The message whose component it comes from, at first or by a modal. */
  readonly message: string | undefined;
  readonly payload: Json;
  acknowledged: Acknowledgement | undefined;
  /** Whether the three seconds passed without a response. */
  late: boolean;
  /** The message that `@original` means. */
  original: string | undefined;
  /** The choices given for autocomplete. */
  choices: readonly Json[];
  /** Tells the driver what came of it. */
  readonly settled: ((answer: Answer) => void)[];
};
