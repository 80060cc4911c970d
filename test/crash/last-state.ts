import { sql } from 'kysely';
import { openStore } from '../../src/store/store.ts';
import { type Dump, dumpOf, type Row } from '../store/dump.ts';
import { listFaultsAtRest } from './faults-at-rest.ts';
import { readShown, type Shown } from './platform-file.ts';

/** What is left of a run: all rows, what members see, and what is wrong by itself. */
export type LastState = {
  readonly rows: Dump;
  /** The words of each message by workspace and key. */
  readonly shown: Readonly<Record<string, unknown>>;
  readonly faults: readonly string[];
};

export type Files = { readonly database: string; readonly platform: string };

export async function readLastState({ database, platform }: Files): Promise<LastState> {
  const store = await openStore(`sqlite:${database}`);
  const faults: string[] = [];
  const { rows: integrity } = await store.read((db) => sql<Row>`pragma integrity_check`.execute(db));
  if (JSON.stringify(integrity) !== '[{"integrity_check":"ok"}]')
    faults.push(`integrity: ${JSON.stringify(integrity)}`);
  faults.push(...(await listFaultsAtRest(store)));
  const dump = await store.read(dumpOf);
  await store.close();
  const seen = new Map<string, Shown>();
  for (const [ref, message] of readShown(platform)) {
    const name = `${message.workspace} ${message.key}`;
    if (seen.has(name)) faults.push(`shown twice: ${ref}`);
    seen.set(name, message);
  }
  for (const { logical_key, state } of dump.outbox ?? [])
    if (state !== 'sent') faults.push(`not shown: ${logical_key}`);
  const onTime = [...seen].filter(([, { key }]) => !isLate(key)).map(([name, { message }]) => [name, message] as const);
  return { rows: comparable(dump), shown: Object.fromEntries(onTime), faults };
}

/** Where two runs differ, a line for each table or message. */
export function differencesOf(expected: LastState, actual: LastState): readonly string[] {
  const tables = Object.keys({ ...expected.rows, ...actual.rows }).flatMap((table) => {
    const [due, found] = [expected.rows[table] ?? [], actual.rows[table] ?? []].map((rows) =>
      rows.map((row) => JSON.stringify(row)),
    );
    const [missing, extra] = [due?.filter((row) => !found?.includes(row)), found?.filter((row) => !due?.includes(row))];
    if (due?.length === found?.length && missing?.length === 0 && extra?.length === 0) return [];
    return [
      `${table}: ${due?.length} rows due, ${found?.length} found; missing ${missing?.[0]}, too many ${extra?.[0]}`,
    ];
  });
  const keys = Object.keys({ ...expected.shown, ...actual.shown });
  const messages = keys.filter((key) => JSON.stringify(expected.shown[key]) !== JSON.stringify(actual.shown[key]));
  return [...tables, ...messages.map((key) => `shown otherwise: ${key}`)];
}

/** A result that a crash kept from its member is sent in private: how many of them there are depends on the crashes. */
const isLate = (key: unknown) => String(key).startsWith('result:');

/**
 * The rows without what depends on when a try was made, without the lease, which counts processes, and without private
 * conversations, which begin with the first message there.
 */
function comparable({ leases: _leases, outbox = [], channels = [], ...dump }: Dump): Dump {
  const places = new Map(channels.map(({ id, external_id }) => [id, external_id]));
  const messages = outbox
    .filter(({ logical_key }) => !isLate(logical_key))
    .map(({ next_try_at: _at, tries: _tries, channel_id, ...message }) => ({
      ...message,
      place: places.get(channel_id),
    }));
  return {
    ...dump,
    outbox: messages,
    channels: channels.filter(({ external_id }) => !String(external_id).startsWith('@')),
  };
}
