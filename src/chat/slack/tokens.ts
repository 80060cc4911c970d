import type { Authorize } from '@slack/bolt';

/** Where the coach's bot tokens come from. */
export type Tokens = {
  /** For Bolt: the token of the place that a payload comes from. Throws a CoachError `not-installed`. */
  readonly authorize: Authorize<boolean>;
  /** For work of our own in a workspace. Throws like `authorize`. */
  tokenFor(workspace: string): Promise<string>;
  /** Forgets the token of a workspace. */
  remove(workspace: string): Promise<void>;
  /**
   * Asks Slack whether a token that was set by hand is good, and gives the workspace that it opens; undefined where every
   * workspace has its own, or when Slack does not answer. Throws a CoachError `config-invalid` when it is not good.
   */
  check(): Promise<string | undefined>;
};
