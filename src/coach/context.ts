import type { NewId } from '../domain/ids.ts';
import type { Actor } from '../domain/interaction.ts';
import type { Member, Workspace } from '../domain/member.ts';
import type { Grader } from '../grading/grader.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import type { Offer } from '../knowledge/offer.ts';
import type { Store, Tx } from '../store/store.ts';
import type { LookPolicy } from './look-policy.ts';

/** What the coach needs; all of it is made in `app.ts`. */
export type CoachDeps = {
  readonly store: Store;
  /** Where the offers of workspaces come from; what is asked is in an offer. */
  readonly catalog: Pick<Catalog, 'offerOf'>;
  readonly grader: Grader;
  /** Second looks at doubtful key points; none without a language model. */
  readonly looks?: LookPolicy | undefined;
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  readonly newId: NewId;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Zone of a workspace that has not chosen one. */
  readonly timeZone: string;
  /** The web site, where the operator has given it an address; `newToken` makes 256 random bits that an address can hold. */
  readonly site?: { readonly publicUrl: string; readonly newToken: () => string } | undefined;
  /** Told of a fault that no member can mend. */
  readonly onError: (error: unknown) => void;
};

/** What the coach works with in one workspace. */
export type WorkspaceDeps = CoachDeps & { readonly offer: Offer };

/** One interaction of a member, inside its transaction. */
export type Context = {
  readonly deps: WorkspaceDeps;
  readonly tx: Tx;
  readonly workspace: Workspace;
  readonly member: Member;
  /** The IANA zone in which the member's days begin: their own where the platform tells it, else the workspace's. */
  readonly zone: string;
  /** The same member as the platform knows them. */
  readonly actor: Actor;
  /** The name of the platform, for what is called differently there. */
  readonly platform: string;
  /** The platform's id of the channel in which it happens. */
  readonly channel: string | undefined;
  readonly at: number;
};
