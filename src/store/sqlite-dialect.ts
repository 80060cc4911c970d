import type SQLite from 'better-sqlite3';
import { CompiledQuery, type Dialect, SqliteAdapter, SqliteDialect } from 'kysely';

/**
 * Kysely's SQLite dialect with two differences: transactions begin IMMEDIATE, because a deferred one that turns into a
 * writer fails with SQLITE_BUSY beside another process, and the migrator may run inside such a transaction, which SQLite
 * allows for its DDL and which is the only lock that keeps two starting processes apart.
 */
export function createSqliteDialect(database: SQLite.Database): Dialect {
  const dialect = new SqliteDialect({ database });
  return {
    createDriver: () =>
      Object.assign(dialect.createDriver(), {
        beginTransaction: async (connection: { executeQuery(query: CompiledQuery): Promise<unknown> }) => {
          await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        },
      }),
    createAdapter: () => Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true }),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}
