import { sql } from 'kysely';
import { withoutName } from '../../src/domain/without-name.ts';
import { openStore } from '../../src/store/store.ts';
import { type Dump, dumpOf, type Row } from '../store/dump.ts';
import { listFaultsAtRest } from './faults-at-rest.ts';
import type { Leaver } from './leavers.ts';
import { listFaultsOfRefusals } from './looked.ts';
import { textsIn } from './peek.ts';
import { readShown, type Shown } from './platform-file.ts';
import type { Files } from './protocol.ts';

/** What is left of a run: all rows, what members see, the files they were given, and what is wrong by itself. */
export type LastState = {
  readonly rows: Dump;
  /** The words of each message by workspace and key. */
  readonly shown: Readonly<Record<string, unknown>>;
  /** What was in each part of a file, by the delivery that asked for it. */
  readonly exported: Readonly<Record<string, unknown>>;
  readonly faults: readonly string[];
};

/** What is known of a run from outside. */
export type Known = {
  readonly leavers: readonly Leaver[];
  readonly exported: ReadonlyMap<string, string>;
  readonly budgetMicros: number;
  /** Whether processes were killed in it. */
  readonly killed: boolean;
};

export async function readLastState(files: Files, known: Known): Promise<LastState> {
  const { leavers, exported } = known;
  const store = await openStore(`sqlite:${files.database}`);
  const faults: string[] = [];
  const { rows: integrity } = await store.read((db) => sql<Row>`pragma integrity_check`.execute(db));
  if (JSON.stringify(integrity) !== '[{"integrity_check":"ok"}]')
    faults.push(`integrity: ${JSON.stringify(integrity)}`);
  faults.push(...(await listFaultsAtRest(store, { ...known, bill: files.bill })));
  const dump = await store.read(dumpOf);
  await store.close();
  const names = leavers.map(({ member }) => member);
  for (const name of await textsIn(files, names)) faults.push(`bytes of ${name}, who has left`);
  for (const { logical_key, state } of dump.outbox ?? [])
    if (state !== 'sent') faults.push(`not shown: ${logical_key}`);
  faults.push(...listFaultsOfRefusals(dump, known));
  const { shown, twice } = readWords(files, names);
  faults.push(...twice.map((ref) => `shown twice: ${ref}`));
  const parts = [...exported].flatMap(([deliveryId, file]) => comparableParts(deliveryId, file));
  return { rows: comparable(dump), shown, exported: Object.fromEntries(parts), faults };
}

/** What stands at each key; what was for a leaver alone, or from them, may have been deleted before it was shown. */
function readWords({ platform }: Files, leavers: readonly string[]) {
  const seen = new Map<string, Shown>();
  const twice: string[] = [];
  for (const [ref, message] of readShown(platform)) {
    const name = `${message.workspace} ${message.key}`;
    if (seen.has(name)) twice.push(ref);
    seen.set(name, message);
  }
  const lasting = [...seen].filter(([, shown]) => !isLate(shown.key) && !isOfLeaver(shown, leavers));
  const words = lasting.map(([name, { message }]) => [name, withoutNames(message, leavers)] as const);
  return { shown: Object.fromEntries(words), twice };
}

function isOfLeaver({ to, key, message }: Shown, leavers: readonly string[]): boolean {
  const names = leavers.filter((name) => JSON.stringify(message).includes(name));
  return leavers.includes(to) || (key.startsWith('share:') && names.length > 0);
}

/** A message that waits when somebody leaves does not name them any more; one that is shown already does. */
function withoutNames(message: unknown, leavers: readonly string[]): unknown {
  return JSON.parse(leavers.reduce((json, name) => withoutName(json, name), JSON.stringify(message)));
}

/** Where two runs differ, a line for each table, message or file. */
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
  const files = Object.keys(actual.exported).flatMap((id) => {
    const [due, found] = [expected, actual].map(({ exported }) => JSON.stringify(exported[id]));
    return due === found ? [] : [`another file: ${id}: ${due} due, ${found} found`];
  });
  return [...tables, ...messages.map((key) => `shown otherwise: ${key}`), ...files];
}

/** A result that a crash kept from its member is sent in private: how many of them there are depends on the crashes. */
const isLate = (key: unknown) => String(key).startsWith('result:');

/**
 * The rows without what depends on when a try was made, without the lease, which counts processes, and without private
 * conversations, which begin with the first message there. The words of messages are compared as they are shown: those that were sent go
 * from here when somebody leaves. What a look has cost depends on the kills, and so does which points somebody had between two looks: nobody has
 * them any more.
 */
function comparable({ leases: _leases, llm_spend: _spend, ...dump }: Dump): Dump {
  const { outbox = [], channels = [], llm_checks = [], standing_counts = [] } = dump;
  const places = new Map(channels.map(({ id, external_id }) => [id, external_id]));
  const messages = outbox
    .filter(({ logical_key }) => !isLate(logical_key))
    .map(({ next_try_at: _at, tries: _tries, message: _message, channel_id, ...row }) => ({
      ...row,
      place: places.get(channel_id),
    }));
  return {
    ...dump,
    outbox: messages,
    channels: channels.filter(({ external_id }) => !String(external_id).startsWith('@')),
    llm_checks: llm_checks.map(withoutTries),
    standing_counts: standing_counts.filter(({ members }) => members !== 0),
  };
}

/** A look without what its tries have left, and without the delivery, which an answer that is graded late has not. */
function withoutTries(check: Row): Row {
  const { attempt_id, member_id, key_points, answer_hash, checked_by, graded_by, state, outcome, judged } = check;
  return { attempt_id, member_id, key_points, answer_hash, checked_by, graded_by, state, outcome, judged };
}

/** A file without what depends on the kills, part by part. */
function comparableParts(deliveryId: string, text: string): readonly (readonly [string, unknown])[] {
  const { messages: _messages, channels: _channels, secondLooks = [], ...file } = JSON.parse(text);
  const looks = secondLooks.map(({ attemptId, outcome, judged }: Row) => ({ attemptId, outcome, judged }));
  return Object.entries({ ...file, secondLooks: looks }).map(([part, rows]) => [`${deliveryId}: ${part}`, rows]);
}
