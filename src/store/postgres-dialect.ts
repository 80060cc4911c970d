import {
  ColumnDefinitionNode,
  type DataTypeNode,
  type Dialect,
  PostgresAdapter,
  PostgresDialect,
  type PostgresPool,
  PostgresQueryCompiler,
} from 'kysely';

/**
 * Kysely's PostgreSQL dialect with two differences: columns of text compare by bytes, as on SQLite, so that orders are the
 * same everywhere and no update of the server's locales spoils an index; and the migrator takes no lock of its own, because
 * it would let go of it before our transaction ends.
 */
export function createPostgresDialect(pool: PostgresPool): Dialect {
  const dialect = new PostgresDialect({ pool });
  const noLock = async () => {};
  return {
    createDriver: () => dialect.createDriver(),
    createAdapter: () =>
      Object.assign(new PostgresAdapter(), { acquireMigrationLock: noLock, releaseMigrationLock: noLock }),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => new ByteOrderCompiler(),
  };
}

class ByteOrderCompiler extends PostgresQueryCompiler {
  protected override visitDataType(node: DataTypeNode): void {
    super.visitDataType(node);
    if (node.dataType === 'text' && this.parentNode && ColumnDefinitionNode.is(this.parentNode))
      this.append(' collate "C"');
  }
}
