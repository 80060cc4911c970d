import type { MemberId, WorkspaceId } from './ids.ts';

/** A team or study group on a platform. */
export type Workspace = {
  readonly id: WorkspaceId;
  /** IANA zone in which the workspace's days, weeks and seasons begin. */
  readonly timeZone: string;
};

/** A person in a workspace. */
export type Member = { readonly id: MemberId; readonly name: string };
