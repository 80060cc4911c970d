/** A button's name, the same on every platform. */
export const actionNames = [
  'practice',
  'answer',
  'hint',
  'show-answer',
  'next',
  'share',
  'dispute',
  'leaderboard',
  'season',
  'privacy',
  'hide-me',
  'show-me',
  'stats',
  'review',
  'review-plan',
  'mock',
  'mock-next',
  'mock-stop',
  'help',
  'setup',
  'test-post',
  'daily-details',
  'remind-on',
  'remind-off',
  'disputes',
  'accept',
  'reject',
  'keep-phrase',
  'packs',
  'pack-on',
  'pack-off',
  'pack-preview',
  'suggest',
  'suggestions',
  'approve',
  'decline',
  'edit-question',
  'retire',
] as const;
export type ActionName = (typeof actionNames)[number];

/** A form's name, the same on every platform. */
export const formNames = [
  'answer',
  'dispute',
  'review-plan',
  'setup',
  'daily-details',
  'accept',
  'reject',
  'keep-phrase',
  'suggest',
  'approve',
  'decline',
  'edit-question',
] as const;
export type FormName = (typeof formNames)[number];

/** A page of the web site that a member can open. */
export const pageNames = [
  'progress',
  'attempts',
  'attempt',
  'mocks',
  'mock',
  'leaderboard',
  'settings',
  'packs',
  'disputes',
  'reports',
  'missed',
] as const;
export type PageName = (typeof pageNames)[number];

/** What was put into the fields of a form, by the field's name; one that was left empty has no values. */
export type FieldValues = Readonly<Record<string, readonly string[]>>;

/** The text of a field, without blanks around it and with each line ended by `\n`; empty when it was left empty. */
export function textIn(fields: FieldValues, name: string): string {
  return fields[name]?.[0]?.replaceAll(/\r\n?/g, '\n').trim() ?? '';
}

/** What a member did. */
export type MemberAction =
  /** Typed a slash command; `text` is what follows its name. */
  | { readonly type: 'command'; readonly text: string }
  /** Wrote to the coach without a command, in private or by a mention. */
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'press'; readonly action: ActionName; readonly value: string }
  /** Sent a form; `value` is the form's own value. */
  | { readonly type: 'submit'; readonly form: FormName; readonly value: string; readonly fields: FieldValues }
  /** Opened the coach's home: nothing changes, the overview is shown. */
  | { readonly type: 'home' }
  /** Opened a page of the web site: nothing changes, it is shown. `value` says which part of it, in the page's own words. */
  | { readonly type: 'page'; readonly page: PageName; readonly value: string };

/** The one who acts, as the platform knows them at this moment. */
export type Actor = {
  readonly id: string;
  readonly name: string;
  /** Whether the name only stands in, for a member who is met for the first time, until the platform tells the real one. */
  readonly provisional?: boolean;
  /** What the platform lets them do in the workspace; asked for whenever `roleFor` says that it matters. */
  readonly role: Role;
  /** Their IANA time zone, where the platform tells. */
  readonly timeZone?: string;
};

export type Role = 'member' | 'admin';

/** What a member did, as every platform tells it to the coach. Ids are the platform's own. */
export type Interaction = {
  /** The platform's id of this delivery: a second interaction with the same id changes nothing. */
  readonly deliveryId: string;
  readonly platform: string;
  readonly workspace: string;
  /** The channel in which it happened; none in private and on a home. */
  readonly channel?: string;
  readonly member: Actor;
  /** Whether it was done at the web site, where only those are who are known. */
  readonly visit?: boolean;
  readonly action: MemberAction;
};
