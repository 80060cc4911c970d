import { sql } from 'kysely';
import { types } from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { lockWorkspace } from '../../src/store/locks.ts';
import { purgeWorkspace } from '../../src/store/purge.ts';
import type { Store, Tx } from '../../src/store/store.ts';
import { listEntries, recordEntry } from '../../src/store/transcript.ts';
import { recordWorkspace, setTimeZone } from '../../src/store/workspaces.ts';
import { createPostgresDatabase, openStoreAt } from '../fixtures/databases.ts';
import { dumpOf } from './dump.ts';
import { raceProcesses } from './race-processes.ts';
import { acme, now, openSeededStore, rival } from './seeded-store.ts';

let url: string;
let store: Store;
beforeEach(async () => {
  url = await createPostgresDatabase();
  store = await openSeededStore(url);
});

/** A transaction that does something and then waits until it is let go. */
async function holding(work: (tx: Tx) => Promise<unknown>) {
  const [begun, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const done = store.transaction(async (tx) => {
    await work(tx);
    begun.resolve();
    await go.promise;
  });
  await begun.promise;
  return async () => {
    go.resolve();
    await done;
  };
}

/** Waits until the server says that somebody waits for a lock. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await store.read((db) => sql`select 1 from pg_locks where not granted`.execute(db));
    if (rows.length > 0) return;
  }
}

const zoneOf = async (workspace: WorkspaceId) =>
  store.read(async (db) => {
    const row = await db.selectFrom('workspaces').select('time_zone').where('id', '=', workspace).executeTakeFirst();
    return row?.time_zone;
  });
const known = { platform: 'test', externalId: acme, timeZone: 'UTC', at: now } as const;

describe('a transaction on PostgreSQL', () => {
  it('is done again where a connection has kept a plan of before a newer version changed a table', async () => {
    const read = () =>
      store.transaction((tx) => tx.selectFrom('seasons').selectAll().where('workspace_id', '=', acme).execute());
    await read();
    const { rows } = await store.read((db) => sql`select name from pg_prepared_statements`.execute(db));
    expect(rows.length).toBeGreaterThan(0);
    await store.read((db) => sql`alter table seasons add column newer text`.execute(db));
    expect(await read()).toMatchObject([{ newer: null }]);
  });

  it('that has locked a workspace makes others of that workspace wait, and none of another', async () => {
    const letGo = await holding(async (tx) => {
      await lockWorkspace(tx, acme);
      await setTimeZone(tx, acme, 'Asia/Kathmandu');
    });
    await store.transaction((tx) => lockWorkspace(tx, rival));
    const second = store.transaction(async (tx) => {
      await lockWorkspace(tx, acme);
      return tx.selectFrom('workspaces').select('time_zone').where('id', '=', acme).executeTakeFirst();
    });
    await untilSomebodyWaits();
    expect(await zoneOf(acme)).toBe('UTC');
    await letGo();
    expect(await second).toEqual({ time_zone: 'Asia/Kathmandu' });
  });

  it('that looks a workspace up has locked it, and sees it as the one before has left it', async () => {
    const letGo = await holding(async (tx) => {
      await recordWorkspace(tx, { ...known, id: acme });
      await setTimeZone(tx, acme, 'Asia/Kathmandu');
    });
    const second = store.transaction((tx) => recordWorkspace(tx, { ...known, id: acme }));
    await untilSomebodyWaits();
    await letGo();
    expect(await second).toEqual({ id: acme, timeZone: 'Asia/Kathmandu', parked: false });
  });

  it('that waited for a workspace which is purged meanwhile begins again, with a new one', async () => {
    const letGo = await holding(async (tx) => {
      await lockWorkspace(tx, acme);
      await purgeWorkspace(tx, acme);
    });
    const fresh = 'fresh' as WorkspaceId;
    const second = store.transaction((tx) => recordWorkspace(tx, { ...known, id: fresh }));
    await untilSomebodyWaits();
    await letGo();
    expect(await second).toEqual({ id: fresh, timeZone: 'UTC', parked: false });
  });

  it('that blocks another which blocks it is done again, and both are done once', async () => {
    const met = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let runs = 0;
    const cross = (own: number) =>
      store.transaction(async (tx) => {
        runs += 1;
        const [first, second] = own === 0 ? [acme, rival] : [rival, acme];
        await lockWorkspace(tx, first);
        met[own]?.resolve();
        await met[1 - own]?.promise;
        await lockWorkspace(tx, second);
        await recordEntry(
          tx,
          { workspace: 'acme', place: 'ann' },
          { key: `${own}`, author: 'coach', content: '', at: now },
        );
      });
    await Promise.all([cross(0), cross(1)]);
    expect(runs).toBe(3);
    expect((await store.read(dumpOf)).transcript).toHaveLength(2);
  });

  it('lets others read, however many wait for the workspace', async () => {
    const letGo = await holding((tx) => lockWorkspace(tx, acme));
    const waiting = Array.from({ length: 30 }, () => store.transaction((tx) => lockWorkspace(tx, acme)));
    await untilSomebodyWaits();
    expect(await zoneOf(acme)).toBe('UTC');
    await letGo();
    await Promise.all(waiting);
  });

  it('that another always stands in the way of fails in the end', async () => {
    let runs = 0;
    const conflict = Object.assign(new Error('could not serialize'), { code: '40001' });
    const work = store.transaction(() => {
      runs += 1;
      return Promise.reject(conflict);
    });
    await expect(work).rejects.toBe(conflict);
    expect(runs).toBe(10);
  });

  it('is undone as a whole by an error, which reaches the caller as it was thrown, and is not tried again', async () => {
    const before = await store.read(dumpOf);
    const fault = new Error('the power went out');
    let runs = 0;
    const work = store.transaction(async (tx) => {
      runs += 1;
      await setTimeZone(tx, acme, 'Asia/Kathmandu');
      throw fault;
    });
    await expect(work).rejects.toBe(fault);
    expect(runs).toBe(1);
    expect(await store.read(dumpOf)).toEqual(before);
  });

  it('never fails and loses nothing while two processes read and then write twenty times each', async () => {
    const place = { workspace: 'local', place: 'ann' };
    const finishes = await raceProcesses(
      2,
      `
        const { recordEntry } = await load('transcript.ts');
        const store = await openStore(${JSON.stringify(url)});
        const write = (key) => store.transaction((tx) =>
          recordEntry(tx, ${JSON.stringify(place)}, { key, author: 'member', content: key, at: 0 }));
        await Promise.all(Array.from({ length: 20 }, (_, index) => write(process.pid + ':' + index)));
        await store.close();
      `,
    );
    expect(finishes).toEqual(Array(2).fill({ code: 0, output: '' }));
    expect(await store.read((db) => listEntries(db, place, 100))).toHaveLength(40);
  });
});

describe('what comes from PostgreSQL', () => {
  it('has numbers for instants, counts and sums, while other users of the library keep their own types', async () => {
    const { rows } = await store.read((db) =>
      sql`select created_at, (select count(*) from members) as members, (select sum(received_at) from attempts) as sum,
        0.5::double precision as half from workspaces where id = ${acme}`.execute(db),
    );
    expect(rows).toEqual([{ created_at: now, members: 2, sum: now, half: 0.5 }]);
    expect(types.getTypeParser(20)('1')).toBe('1');
    expect(types.getTypeParser(1700)('1')).toBe('1');
  });

  it('is every text as it was, while two texts that differ by a null character stay two', async () => {
    const texts = ['a\0b', 'ab', 'a\uFDD00b', 'a\uFDD0b', '\0', '', '\uFDD0\uFDD01\0'];
    for (const [position, content] of texts.entries())
      await store.transaction((tx) =>
        recordEntry(tx, { workspace: content, place: 'x' }, { key: content, author: 'coach', content, at: position }),
      );
    const rows = await store.read((db) => db.selectFrom('transcript').selectAll().orderBy('written_at').execute());
    expect(rows.map(({ workspace, content }) => [workspace, content])).toEqual(texts.map((text) => [text, text]));
  });

  it('is told apart by name: the connections say whose they are', async () => {
    const other = await openStoreAt(url);
    const { rows } = await other.read((db) =>
      sql<{ name: string }>`select distinct application_name as name from pg_stat_activity
        where datname = current_database()`.execute(db),
    );
    expect(rows).toEqual([{ name: 'interview-coach' }]);
  });
});
