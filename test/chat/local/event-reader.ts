/** An event as an EventSource hands it to a page. */
export type StreamEvent = { readonly id: string | undefined; readonly name: string; readonly data: string };

/** What comes in at a window of the local page. */
export type EventReader = {
  readonly seen: readonly StreamEvent[];
  /** The first event, of those that came and those to come, that a test looks for; fails when the stream ends. */
  find(wanted: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  /** Resolves when the other side has ended the stream. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
};

type Search = {
  readonly wanted: (event: StreamEvent) => boolean;
  readonly found: (event: StreamEvent) => void;
  readonly lost: (reason: Error) => void;
};

/** Opens a stream of events and reads it until it ends. */
export async function openEvents(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers } });
  return readEvents(response);
}

/** Reads the events of a response that has come. */
export function readEvents(response: Response): EventReader {
  if (!response.body) throw new Error(`no stream, but ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const seen: StreamEvent[] = [];
  const searches = new Set<Search>();
  const take = (event: StreamEvent) => {
    seen.push(event);
    for (const search of searches) {
      if (!search.wanted(event)) continue;
      searches.delete(search);
      search.found(event);
    }
  };
  const ended = pump(reader, take).finally(() => {
    for (const { lost } of searches) lost(new Error(`the stream ended after ${JSON.stringify(seen)}`));
  });
  return {
    seen,
    ended,
    find: (wanted) => {
      const known = seen.find(wanted);
      if (known) return Promise.resolve(known);
      const { promise, resolve, reject } = Promise.withResolvers<StreamEvent>();
      searches.add({ wanted, found: resolve, lost: reject });
      return promise;
    },
    close: () => reader.cancel(),
  };
}

async function pump(reader: ReadableStreamDefaultReader<string>, take: (event: StreamEvent) => void): Promise<void> {
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) take(parseEvent(block));
  }
}

function parseEvent(block: string): StreamEvent {
  const fields = block.split('\n').map((line) => {
    const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    return { name, value };
  });
  const valuesOf = (name: string) => fields.filter((field) => field.name === name).map(({ value }) => value);
  return { id: valuesOf('id')[0], name: valuesOf('event')[0] ?? 'message', data: valuesOf('data').join('\n') };
}
