import { randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { type HTMLElement, parse } from 'node-html-parser';
import { afterEach, beforeEach } from 'vitest';
import { type App, startApp } from '../../../src/app.ts';
import type { Config } from '../../../src/ops/config.ts';
import { createLog } from '../../../src/ops/log.ts';
import { createScratch, type Scratch } from '../../fixtures/scratch.ts';
import { type EventReader, openEvents } from './event-reader.ts';

/** A local page of its own for each test of a file. */
export type Site = {
  url(): string;
  config(): Config;
  /** Stops the process's part and starts it over the same database. */
  restart(): Promise<void>;
  /** Stops it for good, so that a test can look into the database. */
  stop(): Promise<void>;
  /** Opens a window's stream of events; it is closed when the test is over. */
  listen(path: string, headers?: Readonly<Record<string, string>>): Promise<EventReader>;
};

export function useSite(): Site {
  let scratch: Scratch | undefined;
  let app: App | undefined;
  let readers: EventReader[] = [];
  const config = () => {
    if (!scratch) throw new Error('no test is running');
    return scratch.config;
  };
  const start = async () => {
    app = await startApp({ config: config(), log: createLog('silent') });
  };
  const url = () => {
    if (!app) throw new Error('the site has stopped');
    return app.url;
  };
  const stop = async () => {
    await app?.stop();
    app = undefined;
  };
  beforeEach(async () => {
    scratch = await createScratch();
    await start();
  });
  afterEach(async () => {
    await Promise.all(readers.map((reader) => reader.close()));
    readers = [];
    await stop();
    await scratch?.remove();
  });
  return {
    url,
    config,
    restart: async () => {
      await stop();
      await start();
    },
    stop,
    listen: async (path, headers) => {
      const reader = await openEvents(url() + path, headers);
      readers.push(reader);
      return reader;
    },
  };
}

export const goodAnswer = 'Lower latency from memory. Less database load.';

export type Fields = Readonly<Record<string, string>>;

/** A member's browser with script: it posts what the page's script posts. */
export type Visitor = {
  readonly path: string;
  page(): Promise<HTMLElement>;
  /** Number of the last event that the page takes in. */
  since(): Promise<string>;
  /** Posts fields with a new delivery id, and gives what the script would get. */
  post(fields: Fields): Promise<{ readonly status: number; readonly body: unknown }>;
  say(line: string): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Fields of the newest form of a part of the page whose button bears the label. */
  formOf(part: '#channel' | '#thread', label: string): Promise<Fields>;
  /** Words of a part of the page. */
  reads(part: '#channel' | '#thread' | '#home'): Promise<string>;
};

export function createVisitor(url: string, name: string): Visitor {
  const path = `/as/${encodeURIComponent(name)}`;
  const page = async () => parse(await (await fetch(url + path)).text());
  const post = async (fields: Fields) => {
    const response = await fetch(`${url}${path}/act`, {
      method: 'POST',
      body: new URLSearchParams({ delivery: randomUUID(), ...fields }),
      headers: { origin: url, accept: 'application/json' },
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    path,
    page,
    post,
    since: async () =>
      /since=(.*)$/.exec((await page()).querySelector('main')?.getAttribute('data-events') ?? '')?.[1] ?? '',
    say: (line) => post({ type: 'say', text: line }),
    formOf: async (part, label) => {
      const forms = (await page()).querySelectorAll(`${part} form[data-act]`);
      const form = forms.findLast((candidate) => candidate.querySelector('button')?.text.trim() === label);
      if (!form) throw new Error(`no button "${label}" in ${part}`);
      return fieldsOf(form);
    },
    reads: async (part) => ((await page()).querySelector(part)?.structuredText ?? '').replaceAll(/\s+/g, ' '),
  };
}

/** The hidden fields of a form. */
export function fieldsOf(form: HTMLElement): Fields {
  const inputs = form.querySelectorAll('input[type=hidden]');
  return Object.fromEntries(
    inputs.map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
  );
}

/** The fields of the form that an answer to a post opens. */
export function openedForm({ body }: { readonly body: unknown }): Fields {
  const opened = typeof body === 'object' && body !== null && 'form' in body ? String(body.form) : '';
  const form = parse(opened).querySelector('form');
  if (!form) throw new Error(`no form opened: ${JSON.stringify(body)}`);
  return fieldsOf(form);
}

export type RawRequest = {
  readonly method?: string;
  /** Sent as it is, without the tidying that `fetch` does. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type RawResponse = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

/** Sends a request as no browser would, each on a connection of its own. */
export async function sendRaw(
  url: string,
  { method = 'GET', path, headers = {}, body }: RawRequest,
): Promise<RawResponse> {
  const { hostname: name, port } = new URL(url);
  const hostname = name.replaceAll(/[[\]]/g, '');
  const { promise, resolve, reject } = Promise.withResolvers<RawResponse>();
  const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
    text(response).then(
      (read) => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: read }),
      reject,
    );
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

/** Headers with which a browser sends one of the page's own forms. */
export function formHeaders(url: string): Readonly<Record<string, string>> {
  return { origin: url, 'content-type': 'application/x-www-form-urlencoded' };
}

/** A multipart body (boundary `xx`) in which one field is a file. */
export function fileBody(field: string): string {
  const parts = [
    ...Object.entries({ type: 'say', delivery: 'delivery-1' }).map(
      ([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
    ),
    `Content-Disposition: form-data; name="${field}"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nAna`,
  ];
  return `${parts.map((part) => `--xx\r\n${part}\r\n`).join('')}--xx--\r\n`;
}
