import { inspect } from 'node:util';
import { sql } from 'kysely';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { CoachError, type ErrorCode } from '../../src/domain/errors.ts';
import { loadMigrations } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/store.ts';
import { createBarePostgresDatabase, createPostgresDatabase, openStoreAt } from '../fixtures/databases.ts';
import { administer, stranger, superuser } from '../fixtures/postgres-cluster.ts';
import { dumpOf, listTables } from './dump.ts';
import { raceProcesses } from './race-processes.ts';
import { openSeededStore } from './seeded-store.ts';

const password = 'hunter2';
const host = () => inject('postgresHost');
const nameIn = (url: string) => /^postgres:\/\/\/(?<name>\w+)\?/.exec(url)?.groups?.name ?? '';
const run = (url: string, statement: string) => administer(host(), statement, nameIn(url));
const asStranger = (url: string, secret = password) =>
  `${url.replace(`user=${superuser}`, `user=${stranger}`)}&password=${secret}`;

beforeAll(() =>
  administer(host(), `drop role if exists ${stranger}; create role ${stranger} login password '${password}'`),
);

/** Opens what cannot be opened, and checks that the refusal can be put before a person. */
async function refusalOf(url: string): Promise<{ code: ErrorCode; message: string }> {
  const refusal = await openStore(url).catch((error: unknown) => error);
  if (!(refusal instanceof CoachError)) throw new Error('no CoachError', { cause: refusal });
  const { code, message } = refusal;
  expect(message).toMatch(/^[A-Z][^\n]{20,400}\.$/);
  expect(message).not.toMatch(/ECONN|ENO|undefined|\bat \//);
  expect(inspect(refusal, { depth: 10, showHidden: true })).not.toContain(password);
  return { code, message };
}

describe('a PostgreSQL database', () => {
  it('that is empty gets all tables, and nothing the second time', async () => {
    const url = await createBarePostgresDatabase();
    const first = await openSeededStore(url);
    const before = await first.read(dumpOf);
    await first.close();
    const second = await openStoreAt(url);
    expect(await second.read(dumpOf)).toEqual(before);
    expect(await second.read(listTables)).toEqual(expect.arrayContaining(['workspaces', 'leases', 'transcript']));
  });

  it('gets them once from several instances that meet on it', async () => {
    const url = await createBarePostgresDatabase();
    const finishes = await raceProcesses(
      3,
      `
        const store = await openStore(${JSON.stringify(url)});
        await store.read((db) => db.selectFrom('workspaces').selectAll().execute());
        await store.close();
      `,
    );
    expect(finishes).toEqual(Array(3).fill({ code: 0, output: '' }));
    const store = await openStoreAt(url);
    const { rows } = await store.read((db) => sql<{ name: string }>`select name from kysely_migration`.execute(db));
    expect(rows).toHaveLength(Object.keys(await loadMigrations()).length);
  });

  it('gets none when one of them cannot be made', async () => {
    const url = await createBarePostgresDatabase();
    // A name of one of the last tables is taken by something that is no table.
    await run(url, 'create sequence transcript');
    expect((await refusalOf(url)).message).toMatch(/already exists/);
    await run(url, 'drop sequence transcript');
    const store = await openStoreAt(url);
    expect((await store.read(dumpOf)).transcript).toEqual([]);
  });

  it('compares each text by its bytes, whatever the order of the database', async () => {
    const store = await openStoreAt(await createPostgresDatabase());
    const { rows } = await store.read((db) =>
      sql<{ column: string }>`select table_name || '.' || column_name as column from information_schema.columns
        where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'`.execute(db),
    );
    expect(rows).toEqual([]);
  });

  it('may give the coach a schema among those of other programs', async () => {
    const url = await createPostgresDatabase();
    await run(url, 'create schema coach');
    const store = await openSeededStore(`${url}&options=-csearch_path%3Dcoach`);
    expect(await store.read(listTables)).toEqual(expect.arrayContaining(['workspaces', 'leases', 'transcript']));
    await run(url, 'drop schema public cascade');
    expect((await store.read(dumpOf)).members).toHaveLength(2);
  });
});

describe('a PostgreSQL database is refused in a clear sentence', () => {
  it('that is not there', async () => {
    const { code, message } = await refusalOf((await createPostgresDatabase()).replace('test_', 'no_'));
    expect(code).toBe('database-unusable');
    expect(message).toMatch(/no database of that name/);
  });

  it.each([
    ['on a port where nobody listens', 'postgres://coach:hunter2@127.0.0.1:1/coach', /cannot be reached/],
    ['on a socket that is not there', 'postgres:///coach?host=/nowhere&password=hunter2', /cannot be reached/],
    ['on a host that is not known', 'postgres://coach:hunter2@host.invalid/coach', /host is not known/],
  ])('%s', async (_where, url, reason) => {
    const { code, message } = await refusalOf(url);
    expect(code).toBe('database-unusable');
    expect(message).toMatch(reason);
    expect(message).toContain('/coach"');
  });

  it('whose password is wrong', async () => {
    const { message } = await refusalOf(asStranger(await createPostgresDatabase(), `${password}-not`));
    expect(message).toMatch(/refuses the user or the password/);
  });

  it('in which its user may not make tables', async () => {
    const url = await createBarePostgresDatabase();
    await run(url, 'revoke create on schema public from public');
    expect((await refusalOf(asStranger(url))).message).toMatch(/may not make tables/);
  });

  it('whose schema is not there', async () => {
    const url = await createBarePostgresDatabase();
    expect((await refusalOf(`${url}&options=-csearch_path%3Dnowhere`)).message).toMatch(/no schema/);
  });

  it('that holds the tables of another program, which stay as they were', async () => {
    const url = await createBarePostgresDatabase();
    await run(url, "create table members (email text); insert into members values ('ann@example.org')");
    const { code, message } = await refusalOf(url);
    expect([code, message]).toEqual(['database-unusable', expect.stringMatching(/tables of another program/)]);
    // Nothing is there that could not be made anew.
    await run(url, 'create table workspaces (id text); create table kysely_migration (name text)');
  });

  it('that was written by a newer version', async () => {
    const url = await createPostgresDatabase();
    await run(url, "insert into kysely_migration values ('9999-from-the-future', '2040-01-01T00:00:00.000Z')");
    const { code, message } = await refusalOf(url);
    expect([code, message]).toEqual(['database-newer', expect.stringMatching(/newer version/)]);
  });

  it('whose encoding loses letters', async () => {
    const url = await createBarePostgresDatabase();
    const name = `${nameIn(url)}_ascii`;
    await administer(
      host(),
      `create database ${name} template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`,
    );
    expect((await refusalOf(url.replace(nameIn(url), name))).message).toMatch(/encoding is SQL_ASCII/);
    await administer(host(), `drop database ${name} with (force)`);
  });

  it('of a server that is too old', async () => {
    const url = await createBarePostgresDatabase();
    // A setting of that name is found before the server's own.
    await run(
      url,
      `create schema old; create function old.current_setting(text) returns text language sql as
         $$ select case $1 when 'server_version_num' then '120022' when 'server_version' then '12.22' else 'UTF8' end $$`,
    );
    const { message } = await refusalOf(`${url}&options=-csearch_path%3Dold,pg_catalog,public`);
    expect(message).toMatch(/PostgreSQL 13 or newer is needed, and this is 12\.22/);
  });
});

describe('a URL that names no PostgreSQL database is refused, without its password', () => {
  it.each([
    'postgres://',
    'postgres://localhost',
    'postgres://localhost/',
    'postgres:localhost/coach',
    'POSTGRES://localhost/coach',
    'postgres://coach:hunter2@/coach',
    'postgres://coach:hunter2#3@db/coach',
    'postgres://coach:12/hunter2@db/coach',
    'postgres://coach:hunter2/3@db/coach',
    'postgres://coach:12?hunter2@db/coach',
    'postgres://coach:hunter2%@db/coach',
    'postgres://coach:hunter2@db:port/coach',
    'postgres://coach:hunter2@db/coach/more',
    'postgresql://coach:hunter2@db:99999/coach',
  ])('%s', async (url) => {
    const { code, message } = await refusalOf(url);
    expect(code).toBe('config-invalid');
    expect(message).toContain('DATABASE_URL');
  });
});
