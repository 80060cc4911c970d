import type { Triggers } from './capabilities.ts';
import type { Json } from './json.ts';
import type { WorkspaceRecord, World } from './world.ts';

/** A call of a Web API method by a bot token. */
export type Call = {
  readonly world: World;
  readonly triggers: Triggers;
  readonly method: string;
  readonly params: Json;
  readonly workspace: WorkspaceRecord;
  readonly token: string;
};

/** Does what a method does and gives the fields of its answer; throws SlackApiError for `ok: false`. */
export type Method = (call: Call) => Json;
