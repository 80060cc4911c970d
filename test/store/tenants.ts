import type { WorkspaceId } from '../../src/domain/ids.ts';
import type { Tx } from '../../src/store/store.ts';

/** A call of a store function with acme's ids in the name of a workspace. */
export type Call = (tx: Tx, workspaceId: WorkspaceId) => Promise<unknown>;

/** A call that reads, and what a workspace that does not own the ids is to get. */
export type Reader = { readonly call: Call; readonly nothing: unknown };

/** A call that undoes what was done to acme before. */
export type Undoer = { readonly done: Call; readonly call: Call };
