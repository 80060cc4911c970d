import type { WorkspaceId } from './ids.ts';

/** What the coach does by the clock. */
export const jobKinds = [
  'daily-open',
  'daily-count',
  'daily-reminder',
  'daily-close',
  'week-recap',
  'season-end',
  'review-begin',
  'review-reminder',
  'mock-end',
] as const;
export type JobKind = (typeof jobKinds)[number];

/** Something that is to be done at an instant. */
export type Job = {
  readonly workspaceId: WorkspaceId;
  readonly kind: JobKind;
  /** What it is about: a channel, a daily question as `formatTarget` writes it, a member, a mock interview, or nothing. One job of a kind for each subject. */
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
};

/** What came of a job. */
export type JobResult = {
  /** When it is due again (epoch milliseconds); never when undefined. */
  readonly nextAt?: number | undefined;
  /** How often it was due and is not done, because nobody was there in time. */
  readonly missed?: number;
};
