import { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { ownPackId } from '../../src/domain/own-pack.ts';
import { listPurgeable, purgeWorkspace } from '../../src/store/purge.ts';
import type { Store } from '../../src/store/store.ts';
import { onPostgres } from '../fixtures/databases.ts';
import { dumpOf, type Row } from './dump.ts';
import { acme, attempt, id, now, openSeededStore, rival } from './seeded-store.ts';

let store: Store;
beforeEach(async () => {
  store = await openSeededStore();
  await store.transaction((tx) =>
    tx
      .insertInto('disputes')
      .values({ workspace_id: acme, attempt_id: attempt, key_point_id: 'load', reason: 'I said so.', opened_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
});
afterEach(() => store.close());

const belongsTo = (workspace: WorkspaceId) => (row: Row) =>
  row.workspace_id === workspace ||
  row.id === workspace ||
  (typeof row.id === 'string' && row.id.startsWith(`${ownPackId(workspace)}/`));
const purge = (workspace: WorkspaceId) => store.transaction((tx) => purgeWorkspace(tx, workspace));

/** The tables that the database itself says hold data of workspaces. */
async function listTenantTables(): Promise<readonly string[]> {
  const query = CompiledQuery.raw(
    onPostgres
      ? `select table_name as name from information_schema.columns
         where table_schema = current_schema() and column_name = 'workspace_id'`
      : `select tables.name from sqlite_schema as tables, pragma_table_info(tables.name) as columns
         where tables.type = 'table' and columns.name = 'workspace_id'`,
  );
  const { rows } = await store.read((db) => db.executeQuery<{ name: string }>(query));
  return rows.map(({ name }) => name);
}

describe('purging a workspace', () => {
  it('is tried on a row of every table that has a workspace', async () => {
    const [tables, dump] = [await listTenantTables(), await store.read(dumpOf)];
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter((table) => !dump[table]?.some(belongsTo(acme)))).toEqual([]);
  });

  it('leaves no row of it in any table, and each row of the others', async () => {
    const before = await store.read(dumpOf);
    await purge(acme);
    const expected = Object.entries(before).map(([table, rows]) => [
      table,
      rows.filter((row) => !belongsTo(acme)(row)),
    ]);
    expect(await store.read(dumpOf)).toEqual(Object.fromEntries(expected));
  });

  it('changes nothing for a workspace that is not there, or is gone already', async () => {
    await purge(acme);
    const before = await store.read(dumpOf);
    for (const nobody of [acme, id<WorkspaceId>(''), id<WorkspaceId>('%'), id<WorkspaceId>("' or 1=1 --")])
      await purge(nobody);
    expect(await store.read(dumpOf)).toEqual(before);
  });

  it('is all or nothing', async () => {
    const before = await store.read(dumpOf);
    const failing = store.transaction(async (tx) => {
      await purgeWorkspace(tx, acme);
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    expect(await store.read(dumpOf)).toEqual(before);
  });
});

describe('workspaces to be purged', () => {
  const list = (at: number) => store.read((db) => listPurgeable(db, at));
  const purgeAt = (workspace: WorkspaceId, at: number | null) =>
    store.transaction((tx) => tx.updateTable('workspaces').set({ purge_at: at }).where('id', '=', workspace).execute());

  it('are those whose time has come, longest due first', async () => {
    expect(await list(Number.MAX_SAFE_INTEGER)).toEqual([]);
    await purgeAt(acme, now + 1);
    expect(await list(now)).toEqual([]);
    expect(await list(now + 1)).toEqual([acme]);
    await purgeAt(rival, now);
    expect(await list(now + 1)).toEqual([rival, acme]);
    await purgeAt(acme, null);
    expect(await list(now + 1)).toEqual([rival]);
  });
});
