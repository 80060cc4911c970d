import { EventEmitter } from 'node:events';
import type { Json } from './json.ts';

/** The Slack app that the fake knows: its ids and secrets. */
export type AppSettings = {
  readonly appId: string;
  readonly appName: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appToken: string;
  /** The bot scopes of its tokens; all of them when not given. */
  readonly scopes?: readonly string[] | undefined;
};

/** A workspace, with the installation in it when there is one. */
export type WorkspaceRecord = {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly enterprise?: { readonly id: string; readonly name: string };
  /** Whether the app is installed for the whole organization. */
  readonly orgInstall: boolean;
  /** Whether tokens last 12 hours and must be refreshed. */
  readonly rotation: boolean;
  readonly botUserId: string;
  readonly botId: string;
};

/** A channel or a direct message with the app. */
export type ChannelRecord = {
  readonly id: string;
  readonly name: string;
  readonly workspace: string;
  readonly type: 'public' | 'private' | 'im';
  readonly members: Set<string>;
  archived: boolean;
  bot: boolean;
};

/** A view as Slack keeps it. */
export type ViewRecord = {
  readonly id: string;
  readonly workspace: string;
  readonly owner: string;
  source: Json;
  hash: string;
  blocks: readonly Json[];
  readonly rootId: string;
  readonly previousId: string | null;
  /** What is typed and chosen, by block_id and action_id. */
  readonly inputs: Map<string, unknown>;
  errors: Readonly<Record<string, string>>;
};

/** A person, with what only their client shows. */
export type MemberRecord = {
  readonly id: string;
  readonly name: string;
  readonly workspace: string;
  readonly homeTeam: string;
  admin: boolean;
  /** Whether they have left the workspace. */
  deactivated: boolean;
  readonly bot: boolean;
  readonly stranger: boolean;
  readonly timeZone: string;
  readonly dm: string;
  readonly problems: string[];
  modals: ViewRecord[];
  home: ViewRecord | undefined;
};

/** A message in a channel; one with `onlyFor` is ephemeral. */
export type MessageRecord = {
  readonly ts: string;
  readonly channel: string;
  readonly author: string;
  readonly botId?: string;
  readonly onlyFor?: string;
  readonly threadTs?: string;
  text: string;
  blocks: readonly Json[];
  metadata: Json | undefined;
  edited: boolean;
};

/** A bot token, or the refresh token or code that gives one. */
export type TokenRecord = {
  readonly value: string;
  readonly workspace: string;
  readonly use: 'bot' | 'refresh' | 'code';
  readonly expiresAt?: number;
  state: 'live' | 'used' | 'revoked';
};

/** A file that the app uploads: announced, then sent, then completed. */
export type FileRecord = {
  readonly id: string;
  readonly workspace: string;
  readonly path: string;
  readonly length: number;
  /** The bytes that were sent, as Latin-1. */
  bytes: string | undefined;
  completedAt: number | undefined;
  /** The direct conversation in which it is shared. */
  sharedIn: string | undefined;
};

/** A call that the app made. */
export type CallRecord = { readonly method: string; readonly params: Json; error?: string };

/** A payload that Slack sent to the app. */
export type SentRecord = { readonly kind: string; readonly payload: Json };

/** Everything that this Slack knows. */
export type World = {
  readonly app: AppSettings;
  readonly now: () => number;
  baseUrl: string;
  readonly workspaces: Map<string, WorkspaceRecord>;
  readonly channels: Map<string, ChannelRecord>;
  readonly members: Map<string, MemberRecord>;
  readonly views: Map<string, ViewRecord>;
  readonly tokens: Map<string, TokenRecord>;
  /** The files that the app uploads, by id. */
  readonly files: Map<string, FileRecord>;
  /** Milliseconds that Slack looks at a file before it can be shown. */
  fileLookMs: number;
  messages: MessageRecord[];
  /** All that the app ever sent to be shown: message bodies and views as they came. */
  readonly shown: Json[];
  /** All that people ever typed. */
  readonly typed: string[];
  readonly violations: string[];
  readonly calls: CallRecord[];
  readonly sent: SentRecord[];
  readonly counters: Map<string, number>;
  readonly changes: EventEmitter;
  /** Calls and deliveries that have no answer yet, and how many there ever were. */
  readonly activity: { open: number; total: number };
};

/** An empty Slack. */
export function createWorld(app: AppSettings, now: () => number): World {
  return {
    app,
    now,
    baseUrl: '',
    workspaces: new Map(),
    channels: new Map(),
    members: new Map(),
    views: new Map(),
    tokens: new Map(),
    files: new Map(),
    fileLookMs: 0,
    messages: [],
    shown: [],
    typed: [],
    violations: [],
    calls: [],
    sent: [],
    counters: new Map(),
    changes: new EventEmitter().setMaxListeners(0),
    activity: { open: 0, total: 0 },
  };
}

/** The next number of a kind, from 1. */
export function next(world: World, kind: string): number {
  const number = (world.counters.get(kind) ?? 0) + 1;
  world.counters.set(kind, number);
  return number;
}

/** A timestamp id: the clock's second, and a count that makes it unique and ascending. */
export function nextTs(world: World): string {
  return `${Math.floor(world.now() / 1000)}.${String(next(world, 'ts')).padStart(6, '0')}`;
}

/** Says that something on somebody's screen may have changed. */
export function changed(world: World): void {
  world.changes.emit('change');
}

/** What Slack answers with `ok: false`. */
export class SlackApiError extends Error {
  readonly code: string;
  readonly messages: readonly string[];
  constructor(code: string, messages: readonly string[] = []) {
    super(`${code}${messages.length > 0 ? `: ${messages.join('; ')}` : ''}`);
    this.code = code;
    this.messages = messages;
  }
}

/** Refuses a call whose shape is wrong, and writes that down for the tests. */
export function violation(world: World, where: string, code: string, messages: readonly string[]): SlackApiError {
  world.violations.push(...(messages.length > 0 ? messages : ['refused']).map((text) => `${where}: ${code}: ${text}`));
  return new SlackApiError(code, messages);
}

/** The value of a key that must be there. */
export function get<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`This fake Slack has no "${key}".`);
  return value;
}

/** Runs something that counts as open until it is over. */
export async function busy<T>(world: World, work: () => Promise<T>): Promise<T> {
  world.activity.open += 1;
  world.activity.total += 1;
  try {
    return await work();
  } finally {
    world.activity.open -= 1;
    changed(world);
  }
}

/** Whether an installation in one workspace reaches another: its own, or all of the organization. */
export function covers(installation: WorkspaceRecord, other: WorkspaceRecord): boolean {
  const sameOrg = installation.enterprise !== undefined && installation.enterprise.id === other.enterprise?.id;
  return installation.id === other.id || (installation.orgInstall && sameOrg);
}
