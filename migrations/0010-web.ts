import { type ColumnDataType, type Kysely, SqliteAdapter, sql } from 'kysely';

type Types = { readonly instant: ColumnDataType; readonly strict: ReturnType<typeof sql> };

/** Links into the web site, and the sessions that they open: of both only the hash of what their holder has. */
export async function up(db: Kysely<never>): Promise<void> {
  const sqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const types: Types = sqlite ? { instant: 'integer', strict: sql`strict` } : { instant: 'bigint', strict: sql`` };
  await createWebTable(db, { ...types, name: 'web_links', key: ['workspace_id', 'member_id'] });
  await createWebTable(db, { ...types, name: 'web_sessions', key: ['workspace_id', 'token_hash'] });
  await sql`create index web_sessions_member on web_sessions (workspace_id, member_id)`.execute(db);
}

type Key = readonly ('workspace_id' | 'member_id' | 'token_hash')[];

/** A member has one unused link at a time, and any number of sessions; all of them go with the member. */
async function createWebTable(
  db: Kysely<never>,
  { name, key, instant, strict }: Types & { readonly name: string; readonly key: Key },
): Promise<void> {
  await db.schema
    .createTable(name)
    .addColumn('workspace_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('expires_at', instant, (column) => column.notNull())
    .addPrimaryKeyConstraint(`${name}_key`, [...key])
    .addForeignKeyConstraint(
      `${name}_member`,
      ['workspace_id', 'member_id'],
      'members',
      ['workspace_id', 'id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .modifyEnd(strict)
    .execute();
  await sql`create index ${sql.ref(`${name}_expiry`)} on ${sql.table(name)} (expires_at)`.execute(db);
}
