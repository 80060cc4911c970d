import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import SQLite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { loadMigrations } from '../../src/store/migrate.ts';
import { proof, triesOf } from '../fixtures/proof.ts';
import { addOlderRows, createOlderFile } from './older-database.ts';
import { useScratchFolder } from './scratch-folder.ts';

const folder = useScratchFolder();
const script = fileURLToPath(new URL('./migrating-process.ts', import.meta.url));

/** Opens a file in a process that dies before the statement of a number; gives what it says if it lives. */
async function open(file: string, fatal: number): Promise<string | undefined> {
  const child = spawn(process.execPath, [script, file, String(fatal)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (signal === 'SIGKILL') return undefined;
  expect(code).toBe(0);
  return said;
}

/** Everything that a file holds but the moments of its migrations, and that it is sound. */
function contentsOf(file: string): Readonly<Record<string, unknown>> {
  const database = new SQLite(file);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  const schema = database
    .prepare<[], { name: string; type: string }>('select * from sqlite_schema order by name')
    .all();
  const tables = schema.filter(({ type }) => type === 'table').map(({ name }) => name);
  const rows = tables.map((name) => [name, database.prepare(`select * from "${name}"`).all()]);
  database.close();
  const { kysely_migration: known, ...contents } = Object.fromEntries(rows);
  return {
    ...contents,
    schema: schema.map(({ name }) => name),
    known: known.map(({ name }: { name: string }) => name),
  };
}

it('a process that is killed before any statement of the migrations leaves the old database or the new one, whole', async () => {
  const [old, updated, file] = ['old.db', 'updated.db', 'coach.db'].map(folder.path) as [string, string, string];
  await createOlderFile(old, Object.fromEntries(Object.entries(await loadMigrations()).slice(0, 3)));
  addOlderRows(old);
  await copyFile(old, updated);
  const statements = Number(await open(updated, 0));
  const [before, after] = [contentsOf(old), contentsOf(updated)];
  await copyFile(old, file);
  const every = triesOf({ usual: Math.ceil(statements / 4), proving: 1 });
  const kills = Array.from({ length: statements }, (_, index) => index + 1).filter((fatal) => fatal % every === 0);
  for (const fatal of kills) {
    expect(await open(file, fatal), `before statement ${fatal}`).toBeUndefined();
    expect([before, after], `before statement ${fatal}`).toContainEqual(contentsOf(file));
  }
  await open(file, 0);
  expect(contentsOf(file)).toEqual(after);
  proof(
    kills.length,
    `kills before each of the ${statements} statements that bring a database of three migrations up to date`,
  );
}, 300_000);
