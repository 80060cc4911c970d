import type SQLite from 'better-sqlite3';
import { CompiledQuery, type Dialect, SqliteAdapter, SqliteDialect } from 'kysely';

/**
 * Kysely's SQLite dialect with two differences: transactions begin IMMEDIATE, because a deferred one that turns into a
 * writer fails with SQLITE_BUSY beside another process, and the migrator may run inside such a transaction, which SQLite
 * allows for its DDL and which is the only lock that keeps two starting processes apart.
 */
export function createSqliteDialect(database: SQLite.Database): Dialect {
  const prepare = createStatements(database);
  const dialect = new SqliteDialect({ database: { prepare, close: () => void database.close() } });
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

/** Statements that are kept; the one used longest ago goes first. */
const kept = 300;

/** Prepares each statement once: the same few are run again and again, and preparing takes longer than running them. */
function createStatements(database: SQLite.Database): (sql: string) => SQLite.Statement {
  const statements = new Map<string, SQLite.Statement>();
  return (sql) => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.delete(sql);
    statements.set(sql, statement);
    const [oldest] = statements.keys();
    if (statements.size > kept && oldest !== undefined) statements.delete(oldest);
    return statement;
  };
}
