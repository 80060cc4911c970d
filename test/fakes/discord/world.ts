import { EventEmitter } from 'node:events';
import type { Json } from '../slack/json.ts';
import type { ChannelRecord, GuildRecord, MemberRecord, UserRecord } from './directory.ts';
import type { InteractionRecord } from './interaction-record.ts';
import type { MessageRecord } from './message-record.ts';
import type { ModalRecord } from './modal-record.ts';

/** The application that the fake knows. */
export type AppSettings = {
  readonly id: string;
  readonly name: string;
  readonly token: string;
};

/** A request that the app made: its route (as faults name it), and the status and code it was answered with. */
export type CallRecord = {
  readonly route: string;
  readonly path: string;
  readonly body: Json;
  /** The channel that it is about; empty when it is about none. */
  readonly channel: string;
  status?: number;
  code?: number;
  fault?: string;
};

/** Something that the app gave to be shown: who it would ping, and the object with the texts. */
export type ShownRecord = { readonly where: string; readonly kind: 'message' | 'modal'; readonly body: Json };

/** Everything that this Discord knows. */
export type World = {
  readonly app: AppSettings;
  readonly now: () => number;
  baseUrl: string;
  readonly users: Map<string, UserRecord>;
  readonly guilds: Map<string, GuildRecord>;
  /** What the bot's own role lacks in a server, as bits, by the server's id. */
  readonly guildsDenied: Map<string, bigint>;
  /** What the application's own pages say, where that is not the usual. */
  application: Readonly<Record<string, unknown>>;
  readonly channels: Map<string, ChannelRecord>;
  /** By guild and user id, `guild:user`. */
  readonly members: Map<string, MemberRecord>;
  readonly interactions: Map<string, InteractionRecord>;
  messages: MessageRecord[];
  /** The modal that is open, by user id. */
  readonly modals: Map<string, ModalRecord>;
  /** The commands registered, by guild id; those for everywhere under the empty string. */
  readonly commands: Map<string, readonly Json[]>;
  readonly shown: ShownRecord[];
  /** All that people ever typed, their names among it. */
  readonly typed: string[];
  readonly violations: string[];
  readonly calls: CallRecord[];
  readonly counters: Map<string, number>;
  readonly changes: EventEmitter;
  /** Requests and interactions that have no answer yet, and how many there ever were. */
  readonly activity: { open: number; total: number };
};

/** A Discord where there is only the app. */
export function createWorld(app: AppSettings, now: () => number): World {
  const bot: UserRecord = {
    id: app.id,
    name: app.name,
    displayName: app.name,
    bot: true,
    installed: false,
    blocksDms: false,
  };
  return {
    app,
    now,
    baseUrl: '',
    users: new Map([[app.id, bot]]),
    guilds: new Map(),
    guildsDenied: new Map(),
    application: {},
    channels: new Map(),
    members: new Map(),
    interactions: new Map(),
    messages: [],
    modals: new Map(),
    commands: new Map(),
    shown: [],
    typed: [],
    violations: [],
    calls: [],
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

const discordEpoch = 1_420_070_400_000;

/** A snowflake: the clock's millisecond, and a count that makes it unique. */
export function nextId(world: World): string {
  const milliseconds = BigInt(Math.max(0, Math.floor(world.now()) - discordEpoch));
  return String((milliseconds << 22n) + BigInt(next(world, 'snowflake')));
}

/** Says that something on somebody's screen may have changed. */
export function changed(world: World): void {
  world.changes.emit('change');
}

/** The value of a key that must be there. */
export function get<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`This fake Discord has no "${key}".`);
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
