import { type Client, Events, Routes } from 'discord.js';
import type { Topic } from '../../domain/question.ts';
import type { Rates } from '../../domain/rates.ts';
import type { ChatAdapter, Outcome } from '../chat-adapter.ts';
import type { Directory } from '../directory.ts';
import type { FilesDeps } from '../files.ts';
import { createInFlight } from '../in-flight.ts';
import type { PaintDeps } from '../paint.ts';
import { createShownReplies } from '../shown-replies.ts';
import { createCommands } from './commands.ts';
import { type ConnectionDeps, createConnection } from './connection.ts';
import { createDirectory } from './directory.ts';
import { createDrafts } from './drafts.ts';
import { rates } from './limits.ts';
import { registerListeners } from './listeners.ts';
import { platform } from './parse.ts';
import { createPainter } from './pictures.ts';
import { editMessage, postMessage } from './post.ts';
import { isRegistered } from './registered.ts';

export type DiscordChatDeps = ConnectionDeps &
  Omit<PaintDeps, 'onError'> &
  FilesDeps & {
    /** What commands name as an example. */
    readonly topics: readonly Topic[];
    /** Now, in epoch milliseconds. */
    readonly clock: () => number;
  };

export type DiscordChat = {
  readonly adapter: ChatAdapter;
  /** Who is in the servers. */
  readonly directory: Directory;
  /** How fast Discord takes messages. */
  readonly rates: Rates;
  /** Whether the gateway reaches the coach now. */
  isConnected(): boolean;
};

/** A message waits so long for the connection to come back. */
const reconnectMs = 5_000;
const longestDelayMs = 60_000;
/** An interaction can be answered for a quarter of an hour; its own clock began a little earlier than ours. */
const interactionLifeMs = 14 * 60_000;

/** Discord as a chat platform, through its gateway and its HTTP API. */
export function createDiscordChat(deps: DiscordChatDeps): DiscordChat {
  const { clock, onError } = deps;
  const inFlight = createInFlight(onError);
  const drafts = createDrafts();
  const replies = createShownReplies(clock, interactionLifeMs);
  const paint = createPainter(deps);
  const stopping = new AbortController();
  let prepare = (_client: Client) => {};
  const connection = createConnection(deps, (client) => prepare(client));
  const connected = async (work: (client: Client<true>) => Promise<Outcome>): Promise<Outcome> => {
    const client = connection.client();
    return client ? work(client) : { type: 'wait', ms: reconnectMs };
  };
  const adapter: ChatAdapter = {
    platform,
    start: async (listener) => {
      prepare = (client) => {
        registerListeners(client, { listener, inFlight, drafts, replies, paint, clock, onError });
        client.on(Events.ClientReady, (ready) => inFlight.add(registerCommands(ready, deps, stopping.signal)));
      };
      await connection.start();
    },
    post: (post) => connected((client) => postMessage(client, paint, post)),
    edit: (ref, post) =>
      replies.edit(ref, post.message) ?? connected((client) => editMessage(client, paint, { ref, post })),
    stop: async () => {
      stopping.abort();
      await inFlight.idle();
      await connection.stop();
    },
  };
  const directory = createDirectory(connection.client);
  return { adapter, directory, rates, isConnected: () => connection.client() !== undefined };
}

/** Tells Discord the commands, in one call, and only when they are not what it knows already. */
async function registerCommands(
  client: Client<true>,
  { topics, sleep, onError }: DiscordChatDeps,
  signal: AbortSignal,
): Promise<void> {
  const route = Routes.applicationCommands(client.application.id);
  const commands = createCommands(topics);
  for (let tries = 0; !signal.aborted; tries += 1) {
    try {
      if (!isRegistered(commands, await client.rest.get(route))) await client.rest.put(route, { body: commands });
      return;
    } catch (error) {
      onError(error);
      await sleep(Math.min(longestDelayMs, 1_000 * 2 ** tries), signal);
    }
  }
}
