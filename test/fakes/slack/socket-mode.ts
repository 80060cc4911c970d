import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Answer, Delivery, Packet } from './delivery.ts';
import { isJson, obj, parseJson, str } from './json.ts';
import { changed, next, type World } from './world.ts';

/** Why Slack asks for another connection. */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** Slack's side of Socket Mode: any payload goes to any one connection, in turn. */
export type SocketHub = Delivery & {
  /** The address of a new connection, good for one. */
  open(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Asks every connection, or one by its number from 0, to go. */
  disconnect(reason: DisconnectReason, which?: number): void;
  /** Cuts every connection without a word. */
  cut(): void;
  count(): number;
  /** Whether a connection is closed right behind each payload, so that its acknowledgement is lost. */
  loseAcks: boolean;
  /** Says goodbye to every connection, and cuts those that do not answer. */
  close(): Promise<void>;
};

type Waiting = { readonly socket: WebSocket; readonly over: (answer: Answer) => void };

const mostConnections = 10;
const closeTimeout = 200;
/** Real milliseconds; clients give a connection up that is silent for 30 seconds. */
const pingEvery = 10_000;

/** Creates the hub; `ackTimeout` is in milliseconds of real time. */
export function createSocketHub(world: World, ackTimeout: () => number): SocketHub {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const waiting = new Map<string, Waiting>();
  let sockets: WebSocket[] = [];
  let turn = 0;

  const settle = (envelope: string, answer: Answer) => {
    const found = waiting.get(envelope);
    waiting.delete(envelope);
    found?.over(answer);
  };
  const lose = (socket: WebSocket) => {
    sockets = sockets.filter((each) => each !== socket);
    for (const [envelope, each] of waiting)
      if (each.socket === socket) settle(envelope, { type: 'failed', error: 'dispatch_failed' });
    changed(world);
  };
  const take = (data: string) => {
    const message = obj(parseJson(data));
    const { payload } = message;
    const empty = isJson(payload) && Object.keys(payload).length === 0;
    settle(str(message.envelope_id), { type: 'answered', status: 200, body: empty ? undefined : payload });
  };
  const welcome = (socket: WebSocket) => {
    sockets = [...sockets, socket];
    socket.on('message', (data) => take(data.toString()));
    socket.on('close', () => lose(socket));
    socket.on('error', () => lose(socket));
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.length,
        debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: world.app.appId },
      }),
    );
    socket.ping('Ping from applink-1');
    const pings = setInterval(() => socket.ping('Ping from applink-1'), pingEvery);
    socket.on('close', () => clearInterval(pings));
    changed(world);
  };

  return {
    loseAcks: false,
    open() {
      const ticket = `ticket-${next(world, 'ticket')}`;
      tickets.add(ticket);
      return `${world.baseUrl.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${world.app.appId}`;
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', world.baseUrl).searchParams.get('ticket') ?? '';
      if (!tickets.delete(ticket) || sockets.length >= mostConnections) return void socket.destroy();
      server.handleUpgrade(request, socket, head, welcome);
    },
    send(packet: Packet) {
      const socket = sockets[turn++ % Math.max(sockets.length, 1)];
      if (!socket) return Promise.resolve({ type: 'failed', error: 'dispatch_failed' });
      const envelope = `envelope-${next(world, 'envelope')}`;
      const { retry } = packet;
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(envelope, { type: 'failed', error: 'operation_timeout' }), ackTimeout());
        const over = (answer: Answer) => {
          clearTimeout(timer);
          resolve(answer);
        };
        waiting.set(envelope, { socket, over });
        socket.send(
          JSON.stringify({
            envelope_id: envelope,
            payload: packet.payload,
            type: packet.kind,
            accepts_response_payload: packet.kind !== 'events_api',
            ...(packet.kind === 'events_api'
              ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' }
              : {}),
          }),
        );
        if (this.loseAcks) socket.close(1000);
      });
    },
    disconnect(reason, which) {
      for (const socket of which === undefined ? sockets : sockets.slice(which, which + 1))
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink-1' } }));
    },
    cut() {
      for (const socket of sockets) socket.terminate();
    },
    count: () => sockets.length,
    async close() {
      const closed = sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of sockets) socket.close(1000);
      const timer = setTimeout(() => sockets.forEach((socket) => void socket.terminate()), closeTimeout);
      await Promise.all(closed);
      clearTimeout(timer);
      server.close();
    },
  };
}
