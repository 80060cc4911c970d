/** At most so many calls begin within any span of so many milliseconds. */
export type Rate = { readonly calls: number; readonly perMs: number };

/** How fast a platform may be sent messages; what is left out has no limit. */
export type Rates = {
  /** All that this process sends to the platform. */
  readonly inAll?: Rate;
  /** What is posted in one workspace. */
  readonly inWorkspace?: Rate;
  /** What is edited in one workspace, where that is counted apart. */
  readonly editsInWorkspace?: Rate;
  /** One channel or direct conversation. */
  readonly inPlace?: Rate;
  /** How many calls it takes to post in a thread, and to a member in private: one when not given. */
  readonly callsInThread?: number;
  readonly callsToMember?: number;
};
