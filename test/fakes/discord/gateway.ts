import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isJson, type Json, obj, parseJson, str } from '../slack/json.ts';
import { type Emit, intents, privileged } from './gateway-events.ts';
import { closeCodes, dataFor, dispatch, hears, opcodes, type Session, sendOp, shardOf } from './gateway-session.ts';
import { guildCreateJson, userJson } from './wire.ts';
import { changed, get, next, type World } from './world.ts';

/** How the gateway behaves. */
export type GatewayOptions = {
  /** Milliseconds between heartbeats: 41,250. */
  readonly heartbeatInterval: number;
  readonly shards: number;
  /** The privileged intents that the app may use, as bits. */
  readonly allowedIntents: number;
};

/** Discord's gateway. */
export type Gateway = {
  readonly emit: Emit;
  readonly options: GatewayOptions;
  /** Every IDENTIFY that was taken, in order. */
  readonly identified: readonly { readonly intents: number; readonly shard: readonly [number, number] }[];
  /** How often a session was resumed. */
  resumes(): number;
  sockets(): number;
  /** Tells the app to reconnect and resume (op 7). */
  reconnect(): void;
  /** Says that the session is invalid; a resumable one is to be resumed on the same socket. */
  invalidate(resumable: boolean): void;
  /** Closes all sockets with a code. */
  disconnect(code: number): void;
  /** Cuts the connections without a word. */
  cut(): void;
  /** Forgets the sessions, so that none can be resumed. */
  forgetSessions(): void;
  /** Answers no heartbeats from now on, or does again. */
  zombie(on: boolean): void;
  /** Asks for a heartbeat. */
  askHeartbeat(): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
};

const knownIntents = (1 << 26) - 1;
const silentOps: readonly number[] = [opcodes.presenceUpdate, opcodes.voiceStateUpdate, opcodes.requestGuildMembers];

/** Opens the gateway of a world. */
export function createGateway(world: World, options: GatewayOptions): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sockets = new Map<WebSocket, Session | undefined>();
  const sessions = new Map<string, Session>();
  const identified: { intents: number; shard: [number, number] }[] = [];
  let deaf = false;
  let resumes = 0;

  const ready = (session: Session) => {
    const own = [...world.guilds.values()].filter(
      ({ id, installed }) => installed && shardOf(id, session.shards) === session.shard,
    );
    dispatch(session, 'READY', {
      v: 10,
      user: { ...userJson(get(world.users, world.app.id)), verified: true, mfa_enabled: false, email: null, flags: 0 },
      guilds: own.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: world.baseUrl.replace('http', 'ws'),
      session_type: 'normal',
      private_channels: [],
      relationships: [],
      presences: [],
      shard: [session.shard, session.shards],
      application: { id: world.app.id, flags: 0 },
    });
    if ((session.intents & intents.guilds) === 0) return;
    for (const guild of own) dispatch(session, 'GUILD_CREATE', guildCreateJson(world, guild));
  };

  const identify = (socket: WebSocket, data: Json) => {
    const wanted = Number(data.intents);
    const [shard, shards] = Array.isArray(data.shard) ? data.shard.map(Number) : [0, 1];
    if (sockets.get(socket)) return socket.close(closeCodes.alreadyAuthenticated, 'Already authenticated.');
    if (data.token !== world.app.token) return socket.close(closeCodes.authenticationFailed, 'Authentication failed.');
    if (shard === undefined || shards === undefined || !(shard >= 0 && shard < shards))
      return socket.close(closeCodes.invalidShard, 'Invalid shard.');
    if (!Number.isInteger(wanted) || wanted < 0 || (wanted & ~knownIntents) !== 0)
      return socket.close(closeCodes.invalidIntents, 'Invalid intent(s).');
    if ((wanted & privileged & ~options.allowedIntents) !== 0) {
      world.violations.push(`IDENTIFY: the intents ${wanted} have privileged ones that the app may not use`);
      return socket.close(closeCodes.disallowedIntents, 'Disallowed intent(s).');
    }
    const id = `session-${next(world, 'session')}`;
    const session: Session = { id, shard, shards, intents: wanted, events: [], socket, live: true };
    sessions.set(id, session);
    sockets.set(socket, session);
    identified.push({ intents: wanted, shard: [shard, shards] });
    ready(session);
  };

  const resume = (socket: WebSocket, data: Json) => {
    const session = sessions.get(str(data.session_id));
    if (data.token !== world.app.token) return socket.close(closeCodes.authenticationFailed, 'Authentication failed.');
    if (!session?.live) return sendOp(socket, opcodes.invalidSession, false);
    if (Number(data.seq) > session.events.length) return socket.close(closeCodes.invalidSeq, 'Invalid seq.');
    if (session.socket && session.socket !== socket) session.socket.terminate();
    session.socket = socket;
    sockets.set(socket, session);
    for (const { seq, text } of session.events) if (seq > Number(data.seq)) socket.send(text);
    resumes += 1;
    dispatch(session, 'RESUMED', { _trace: [] });
  };

  const take = (socket: WebSocket, text: string) => {
    const message = parseJson(text);
    if (!isJson(message)) return socket.close(closeCodes.decodeError, 'Error while decoding payload.');
    const { op, d } = message;
    if (op === opcodes.heartbeat) {
      if (!deaf) sendOp(socket, opcodes.heartbeatAck, null);
    } else if (op === opcodes.identify) identify(socket, obj(d));
    else if (op === opcodes.resume) resume(socket, obj(d));
    else if (!silentOps.includes(Number(op))) socket.close(closeCodes.unknownOpcode, 'Unknown opcode.');
    else if (!sockets.get(socket)) socket.close(closeCodes.notAuthenticated, 'Not authenticated.');
    changed(world);
  };

  const lose = (socket: WebSocket, code: number) => {
    const session = sockets.get(socket);
    sockets.delete(socket);
    if (session?.socket === socket) {
      session.socket = undefined;
      if (code === 1000 || code === 1001) session.live = false;
    }
    changed(world);
  };

  const welcome = (socket: WebSocket, request: IncomingMessage) => {
    sockets.set(socket, undefined);
    socket.on('message', (data) => take(socket, data.toString()));
    socket.on('close', (code) => lose(socket, code));
    socket.on('error', () => socket.terminate());
    const asked = new URL(request.url ?? '/', world.baseUrl).searchParams;
    if (asked.get('v') !== '10') return socket.close(closeCodes.invalidVersion, 'Invalid API version.');
    sendOp(socket, opcodes.hello, { heartbeat_interval: options.heartbeatInterval });
  };

  const each = (act: (socket: WebSocket) => void): void => {
    for (const socket of [...sockets.keys()]) act(socket);
  };

  return {
    options,
    identified,
    emit(event) {
      const hearing = [...sessions.values()].filter((session) => hears(session, event));
      for (const session of hearing) dispatch(session, event.name, dataFor(session, event));
      if (hearing.some(({ socket }) => socket)) return 'sent';
      return hearing.length > 0 ? 'kept' : 'nobody';
    },
    resumes: () => resumes,
    sockets: () => sockets.size,
    reconnect: () => each((socket) => sendOp(socket, opcodes.reconnect, null)),
    invalidate(resumable) {
      each((socket) => {
        const session = sockets.get(socket);
        if (session) {
          session.live = resumable;
          session.socket = undefined;
        }
        sockets.set(socket, undefined);
        sendOp(socket, opcodes.invalidSession, resumable);
      });
    },
    disconnect: (code) => each((socket) => socket.close(code)),
    cut: () => each((socket) => socket.terminate()),
    forgetSessions() {
      for (const session of sessions.values()) session.live = false;
    },
    zombie(on) {
      deaf = on;
    },
    askHeartbeat: () => each((socket) => sendOp(socket, opcodes.heartbeat, null)),
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (opened) => welcome(opened, request));
    },
    async close() {
      const closed = [...sockets.keys()].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      each((socket) => socket.terminate());
      await Promise.all(closed);
      server.close();
    },
  };
}
