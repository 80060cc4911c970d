import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Json, obj, parseJson } from '../slack/json.ts';
import type { FakeDiscord } from './fake-discord.ts';

/** A connection to the gateway without an SDK. */
export type Line = {
  readonly socket: WebSocket;
  /** The code that it is closed with. */
  readonly closed: Promise<number>;
  /** The next message with an opcode. */
  next(op: number): Promise<Json>;
  send(op: number, data: Json): void;
};

/** Connects to the gateway. */
export async function dial(fake: FakeDiscord, query = '?v=10&encoding=json'): Promise<Line> {
  const socket = new WebSocket(`${fake.world.baseUrl.replace('http', 'ws')}/${query}`);
  const seen: Json[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data) => {
    seen.push(obj(parseJson(data.toString())));
    for (const look of waiting.splice(0)) look();
  });
  const closed = once(socket, 'close').then(([code]) => Number(code));
  await once(socket, 'open');
  return {
    socket,
    closed,
    async next(op) {
      for (;;) {
        const at = seen.findIndex((message) => message.op === op);
        if (at >= 0) return seen.splice(at, 1)[0] ?? {};
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    send: (op, data) => socket.send(JSON.stringify({ op, d: data })),
  };
}

/** Connects and identifies, for tests that answer by hand. */
export async function connectByHand(fake: FakeDiscord): Promise<Line> {
  const line = await dial(fake);
  line.send(2, { token: fake.token, intents: 1 | 512 | 4096, properties: {} });
  await line.next(0);
  return line;
}
