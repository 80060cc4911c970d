import type { Role } from '../domain/interaction.ts';

/** What somebody is in a workspace, as their platform has it at this moment. */
export type Seat = {
  readonly role: Role;
  /** What people call the workspace. */
  readonly workspaceName: string;
};

/** Who is in a platform's workspaces. Ids are the platform's own. */
export type Directory = {
  /** Asks the platform, each time anew; undefined for somebody who is not there any more. Throws when it does not say. */
  find(who: { readonly workspace: string; readonly member: string }): Promise<Seat | undefined>;
};
