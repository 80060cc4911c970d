import { sql } from 'kysely';
import { hasManyWriters } from '../../src/store/locks.ts';
import type { Db } from '../../src/store/store.ts';

export type Row = Readonly<Record<string, unknown>>;
export type Dump = Readonly<Record<string, readonly Row[]>>;

/** Every row of every table, in an order that depends on the rows alone. */
export async function dumpOf(db: Db): Promise<Dump> {
  const dump: Record<string, readonly Row[]> = {};
  for (const name of await listTables(db)) {
    const { rows } = await sql<Row>`select * from ${sql.table(name)}`.execute(db);
    dump[name] = rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  return dump;
}

/** Names of the tables that migrations have made. */
export async function listTables(db: Db): Promise<readonly string[]> {
  const { rows } = await (hasManyWriters(db)
    ? sql<{ name: string }>`
        select tablename as name from pg_tables where schemaname = current_schema() and tablename not like 'kysely%'
        order by tablename`
    : sql<{ name: string }>`
        select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like 'kysely%'
        order by name`
  ).execute(db);
  return rows.map(({ name }) => name);
}
