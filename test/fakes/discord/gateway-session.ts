import type { WebSocket } from 'ws';
import type { Json } from '../slack/json.ts';
import { type GatewayEvent, intents } from './gateway-events.ts';

/** A session of the gateway: what was sent in it, and over which socket it goes, if any. */
export type Session = {
  readonly id: string;
  readonly shard: number;
  readonly shards: number;
  readonly intents: number;
  readonly events: { readonly seq: number; readonly text: string }[];
  socket: WebSocket | undefined;
  /** Whether it can be resumed. */
  live: boolean;
};

/** The opcodes that travel. */
export const opcodes = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presenceUpdate: 3,
  voiceStateUpdate: 4,
  resume: 6,
  reconnect: 7,
  requestGuildMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** The reasons that the gateway closes for. */
export const closeCodes = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSeq: 4007,
  invalidShard: 4010,
  invalidVersion: 4012,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;

/** The shard that a guild belongs to. */
export function shardOf(guild: string, shards: number): number {
  return guild === '' ? 0 : Number((BigInt(guild) >> 22n) % BigInt(shards));
}

/** Whether a session hears an event. */
export function hears(session: Session, { guild, intent }: GatewayEvent): boolean {
  const wanted = intent === 0 || (session.intents & intent) !== 0;
  return session.live && wanted && shardOf(guild, session.shards) === session.shard;
}

/** Sends an event in a session, or keeps it until the session is resumed. */
export function dispatch(session: Session, name: string, data: unknown): void {
  const seq = session.events.length + 1;
  const text = JSON.stringify({ op: opcodes.dispatch, t: name, s: seq, d: data });
  session.events.push({ seq, text });
  session.socket?.send(text);
}

/** The data of an event as a session may see it. */
export function dataFor(session: Session, { data, withoutContent }: GatewayEvent): unknown {
  const reads = (session.intents & intents.messageContent) !== 0;
  return reads || withoutContent === undefined ? data : withoutContent;
}

/** Sends something that is no event. */
export function sendOp(socket: WebSocket, op: number, d: unknown): void {
  socket.send(JSON.stringify({ op, d, s: null, t: null } satisfies Json));
}
