/** A button's or a form's name, the same on every platform. */
export const actionNames = [
  'practice',
  'answer',
  'hint',
  'show-answer',
  'next',
  'leaderboard',
  'stats',
  'help',
] as const;
export type ActionName = (typeof actionNames)[number];

/** What a member did. */
export type MemberAction =
  /** Typed a slash command; `text` is what follows its name. */
  | { readonly type: 'command'; readonly text: string }
  /** Wrote to the coach without a command, in private or by a mention. */
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'press'; readonly action: ActionName; readonly value: string }
  /** Sent the answer form; `value` is the form's own value, `text` what was typed. */
  | { readonly type: 'submit'; readonly value: string; readonly text: string }
  /** Opened the coach's home: nothing changes, the overview is shown. */
  | { readonly type: 'home' };

/** What a member did, as every platform tells it to the coach. Ids are the platform's own. */
export type Interaction = {
  /** The platform's id of this delivery: a second interaction with the same id changes nothing. */
  readonly deliveryId: string;
  readonly platform: string;
  readonly workspace: string;
  readonly member: { readonly id: string; readonly name: string };
  readonly action: MemberAction;
};
