import { Kysely, sql } from 'kysely';
import { CoachError } from '../domain/errors.ts';
import { olderText } from './database.ts';
import type { DatabasePlace } from './database-url.ts';
import { type Migrations, migrateToLatest, migrationTable } from './migrate.ts';
import { createPostgresDialect } from './postgres-dialect.ts';
import { createPostgresPool } from './postgres-pool.ts';
import type { Schema } from './schema.ts';

type PostgresPlace = Extract<DatabasePlace, { type: 'postgres' }>;

/** As `server_version_num` has it: 13.0. */
const oldestServer = 130_000;

/**
 * Opens a PostgreSQL database and brings its tables up to date; instances that start at the same time wait for one another.
 * Throws a CoachError that says why it cannot be used, without the password; then nothing was changed.
 */
export async function openPostgres(place: PostgresPlace, migrations: Migrations): Promise<Kysely<Schema>> {
  const patient = createPostgres(place, { patient: true });
  try {
    await assertServer(patient, place);
    await assertOurs(patient, place, migrations);
    await migrateToLatest(patient, migrations);
  } catch (cause) {
    throw cause instanceof CoachError ? cause : refusalOf(cause, place);
  } finally {
    await patient.destroy();
  }
  return createPostgres(place, { patient: false });
}

/** Opens a PostgreSQL database to read from it alone: nothing of it changes. Throws a CoachError that says why it cannot be read. */
export async function openPostgresToRead(place: PostgresPlace, migrations: Migrations): Promise<Kysely<Schema>> {
  const db = createPostgres(place, { patient: false });
  try {
    await assertServer(db, place);
    if ((await assertOurs(db, place, migrations)) === Object.keys(migrations).length) return db;
    throw new CoachError('database-unusable', olderText(place.shown));
  } catch (cause) {
    await db.destroy();
    throw cause instanceof CoachError ? cause : refusalOf(cause, place);
  }
}

/** What a PostgreSQL database is like, without a change to it; `read` is asked when its tables are up to date. Throws like `openPostgres`. */
export async function lookAtPostgres<T>(
  place: PostgresPlace,
  migrations: Migrations,
  read: (db: Kysely<Schema>) => Promise<T>,
): Promise<{ readonly bytes: number; readonly pending: number; readonly found: T | undefined }> {
  const db = createPostgres(place, { patient: true });
  try {
    await assertServer(db, place);
    const pending = Object.keys(migrations).length - (await assertOurs(db, place, migrations));
    const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(db);
    return { bytes: rows[0]?.bytes ?? 0, pending, found: pending === 0 ? await read(db) : undefined };
  } catch (cause) {
    throw cause instanceof CoachError ? cause : refusalOf(cause, place);
  } finally {
    await db.destroy();
  }
}

function createPostgres({ url }: PostgresPlace, { patient }: { readonly patient: boolean }): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: createPostgresDialect(createPostgresPool(url, { patient })) });
}

type Server = { readonly version: number; readonly name: string; readonly encoding: string };

async function assertServer(db: Kysely<Schema>, place: PostgresPlace): Promise<void> {
  const { rows } = await sql<Server>`select current_setting('server_version_num')::integer as version,
    current_setting('server_version') as name, current_setting('server_encoding') as encoding`.execute(db);
  const [server] = rows;
  if (!server || server.version < oldestServer)
    throw unusable(place, `PostgreSQL 13 or newer is needed, and this is ${server?.name}`, 'Use a newer server.');
  if (server.encoding !== 'UTF8')
    throw unusable(place, `its encoding is ${server.encoding}, not UTF8`, "Make another one with encoding 'UTF8'.");
}

/** Looks before anything is written: empty or written by this program, and not by a newer version of it. Gives how many migrations it has had. */
async function assertOurs(db: Kysely<Schema>, place: PostgresPlace, migrations: Migrations): Promise<number> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema()`.execute(db);
  if (tables.length === 0) {
    await assertFree(db, place);
    return 0;
  }
  if (!tables.some(({ name }) => name === migrationTable))
    throw unusable(place, 'it holds the tables of another program', 'Set DATABASE_URL to a database of its own.');
  const { rows: applied } = await sql<{ name: string }>`select name from ${sql.table(migrationTable)}`.execute(db);
  if (applied.every(({ name }) => Object.hasOwn(migrations, name))) return applied.length;
  const message = `The database "${place.shown}" was written by a newer version of Interview Coach: start that version, or set DATABASE_URL to another database.`;
  throw new CoachError('database-newer', message);
}

/** The migrator would not say what the server objects to. */
async function assertFree(db: Kysely<Schema>, place: PostgresPlace): Promise<void> {
  const { rows } = await sql<{ mayCreate: boolean | null }>`
    select has_schema_privilege(current_schema()::text, 'create') as "mayCreate"`.execute(db);
  const mayCreate = rows[0]?.mayCreate;
  if (mayCreate) return;
  throw mayCreate === false
    ? unusable(place, 'its user may not make tables there', 'Make that user the owner of the database.')
    : unusable(place, 'there is no schema to put tables into', 'Make the schema, or correct DATABASE_URL.');
}

function unusable({ shown }: PostgresPlace, reason: string, advice: string, options?: ErrorOptions): CoachError {
  return new CoachError('database-unusable', `The database "${shown}" cannot be used: ${reason}. ${advice}`, options);
}

const reach = 'Check the host and port in DATABASE_URL, and that the server runs.';
const login = 'Check the user and password in DATABASE_URL.';

/** What the server or the network says, by its code. */
const reasons: Readonly<Record<string, readonly [reason: string, advice: string]>> = {
  '28P01': ['the server refuses the user or the password', login],
  '28000': ['the server refuses the user or the password', login],
  '3D000': ['there is no database of that name', 'Make it with createdb, or correct DATABASE_URL.'],
  '42501': ['its user may not do what is needed', 'Make that user the owner of the database and its tables.'],
  '25006': ['it takes no changes', 'Set DATABASE_URL to the server that takes them.'],
  '53300': ['the server has no connection left', 'Let it take more, or end other programs.'],
  '53100': ['the disk of the server is full', 'Make room and try again.'],
  '57P03': ['the server is starting or stopping', 'Try again in a moment.'],
  ENOTFOUND: ['its host is not known', reach],
  EAI_AGAIN: ['its host is not known', reach],
};

function refusalOf(cause: unknown, place: PostgresPlace): CoachError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  const [reason, advice] =
    known ?? (isNetworks(cause, code) ? ['its server cannot be reached', reach] : sayingOf(cause));
  return unusable(place, reason, advice, { cause });
}

/** Codes of the network are words, those of PostgreSQL five characters; a connection that times out has none. */
function isNetworks(cause: unknown, code: string): boolean {
  return /^E[A-Z]{4,}/.test(code) || (cause instanceof Error && /timeout|terminated/i.test(cause.message));
}

function sayingOf(cause: unknown): readonly [reason: string, advice: string] {
  const saying = cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : 'it fails';
  return [`its server says "${saying}"`, 'Mend that and try again.'];
}
