import { createPainter, type Painter } from '../../../src/charts/painter.ts';
import type { Listener } from '../../../src/chat/chat-adapter.ts';
import type { Entry, Transcript } from '../../../src/chat/local/transcript.ts';
import { createLocalChat, type LocalChat } from '../../../src/chat/local/web.ts';
import type { Interaction } from '../../../src/domain/interaction.ts';
import { conversationIn } from '../../../src/domain/place.ts';
import type { Message, Reply } from '../../../src/reply/reply.ts';
import { type EventReader, readEvents } from './event-reader.ts';

/** The local page without a coach or a server: a test says what is replied, and asks its routes directly. */
export type BareChat = LocalChat & {
  readonly errors: unknown[];
  readonly transcript: Transcript;
  get(path: string): Promise<Response>;
  post(
    path: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** What the address of a window's stream says when its page is up to date. */
  since(): Promise<string>;
  /** Opens a window's stream of events. */
  listen(path: string): Promise<EventReader>;
};

export function message(text: string): Message {
  return { type: 'message', blocks: [{ type: 'paragraph', text: [{ type: 'plain', text }] }] };
}

/** A listener that replies to what is typed, and gives an overview to whoever looks. */
export function handleBy(reply: (interaction: Interaction) => Reply | Promise<Reply>): Listener {
  return listenerOf(async (interaction) =>
    interaction.action.type === 'home' ? message('overview') : reply(interaction),
  );
}

/** A listener of interactions; the local page tells nothing else. */
export function listenerOf(handle: Listener['handle']): Listener {
  const never = () => Promise.reject(new Error('the local page shows everything at once'));
  return { handle, sendLater: never, topics: async () => [], installed: async () => {}, uninstalled: never };
}

/** Keeps entries in memory, as the contract of a transcript says. */
export function createMemoryTranscript(): Transcript {
  const places = new Map<string, Map<string, Entry>>();
  return {
    write: async (place, entries) => {
      const known = places.get(conversationIn(place)) ?? new Map<string, Entry>();
      places.set(conversationIn(place), known);
      for (const entry of entries) known.set(entry.key, entry);
    },
    list: async (place) => [...(places.get(conversationIn(place))?.values() ?? [])],
  };
}

export function createBareChat(
  transcript: Transcript = createMemoryTranscript(),
  painter: Painter = createPainter(),
): BareChat {
  const errors: unknown[] = [];
  let deliveries = 0;
  const local = createLocalChat({
    transcript,
    hostNames: undefined,
    painter,
    newDelivery: () => `delivery-${++deliveries}`,
    firstEventId: 1,
    onError: (error) => errors.push(error),
  });
  const get = async (path: string) => local.routes.request(path);
  return {
    ...local,
    errors,
    transcript,
    get,
    post: async (path, fields, headers = {}) =>
      local.routes.request(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin: 'http://localhost', ...headers },
      }),
    since: async () => /events(\?since=[^"]+)"/.exec(await (await get('/as/Zoe')).text())?.[1] ?? '',
    listen: async (path) => readEvents(await get(path)),
  };
}
