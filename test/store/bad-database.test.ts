import { mkdir, open, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { CoachError, type ErrorCode } from '../../src/domain/errors.ts';
import { openStore } from '../../src/store/store.ts';
import { useScratchFolder } from './scratch-folder.ts';
import { openSeededStore } from './seeded-store.ts';

const folder = useScratchFolder();
const pageSize = 4_096;

/** Opens what cannot be opened, and checks that the refusal can be put before a person. */
async function refusalOf(url: string): Promise<{ code: ErrorCode; message: string }> {
  const refusal = await openStore(url).catch((error: unknown) => error);
  if (!(refusal instanceof CoachError)) throw new Error(`no CoachError for ${url}`, { cause: refusal });
  const { code, message } = refusal;
  expect(message).toMatch(/^[A-Z][^\n]{20,400}\.$/);
  expect(message).not.toMatch(/SQLITE_|SqliteError|ENO|EEXIST|undefined|\bat \//);
  return { code, message };
}

/** A database with rows in it, closed: one page per entry of the file. */
/** A database in which every page holds something: nobody reads what is in a free one. */
async function writeDatabase(name: string): Promise<{ file: string; pages: number }> {
  const file = folder.path(name);
  await (await openSeededStore(`sqlite:${file}`)).close();
  const database = new SQLite(file);
  database.exec('vacuum');
  database.close();
  return { file, pages: (await stat(file)).size / pageSize };
}

async function overwritePage(file: string, page: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(pageSize, 0xa5), 0, pageSize, (page - 1) * pageSize);
  await handle.close();
}

describe('a path that is no database is refused in a clear sentence:', () => {
  it('a folder', async () => {
    await mkdir(folder.path('coach.db'));
    const { code, message } = await refusalOf(`sqlite:${folder.path('coach.db')}`);
    expect(code).toBe('database-unusable');
    expect(message).toContain(folder.path('coach.db'));
  });

  it('a file as if it were a folder', async () => {
    await writeFile(folder.path('notes.txt'), 'hello');
    const { code, message } = await refusalOf(`sqlite:${folder.path('notes.txt/coach.db')}`);
    expect(code).toBe('database-unusable');
    expect(message).toContain(folder.path('notes.txt/coach.db'));
    expect(await readFile(folder.path('notes.txt'), 'utf8')).toBe('hello');
  });

  it('random bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 10_000 }, (_, index) => (index * 7_919 + 13) % 251));
    await writeFile(folder.path('coach.db'), bytes);
    const { code, message } = await refusalOf(`sqlite:${folder.path('coach.db')}`);
    expect(code).toBe('database-unusable');
    expect(message).toMatch(/not a SQLite database/);
    expect(await readFile(folder.path('coach.db'))).toEqual(bytes);
  });

  it('a short text', async () => {
    await writeFile(folder.path('coach.db'), 'dear diary');
    expect((await refusalOf(`sqlite:${folder.path('coach.db')}`)).code).toBe('database-unusable');
    expect(await readFile(folder.path('coach.db'), 'utf8')).toBe('dear diary');
  });

  it('the tables of another program, which stay as they were', async () => {
    const other = new SQLite(folder.path('shop.db'));
    other.exec("create table members (email text); insert into members values ('ann@example.org')");
    other.close();
    const before = await folder.contents();
    const { code, message } = await refusalOf(`sqlite:${folder.path('shop.db')}`);
    expect(code).toBe('database-unusable');
    expect(message).toContain(folder.path('shop.db'));
    expect(await folder.contents()).toEqual(before);
  });
});

describe('a URL of a kind that is not known is refused', () => {
  it.each(['mysql://localhost/coach', 'sqlite:', 'coach.db', '', 'SQLITE:coach.db', 'file:coach.db'])(
    '"%s"',
    async (url) => {
      const { code, message } = await refusalOf(url);
      expect(code).toBe('config-invalid');
      expect(message).toContain('DATABASE_URL');
    },
  );

  it('without repeating the password that is in it', async () => {
    const { message } = await refusalOf('mysql://coach:hunter2@localhost/coach');
    expect(message).not.toContain('hunter2');
  });
});

describe('a damaged database is refused', () => {
  it('wherever the file ends too early', async () => {
    const { file, pages } = await writeDatabase('coach.db');
    const whole = await readFile(file);
    // Down to two bytes: SQLite takes a file of one byte for an empty one.
    const wholePages = Array.from({ length: pages - 1 }, (_, index) => (index + 1) * pageSize);
    for (const size of [2, 60, 100, 1_000, ...wholePages]) {
      await writeFile(file, whole);
      await truncate(file, size);
      const before = await folder.contents();
      expect((await refusalOf(`sqlite:${file}`)).code, `${size} bytes left`).toBe('database-unusable');
      expect(await folder.contents(), `${size} bytes left`).toEqual(before);
    }
  });

  it('whichever page holds garbage', async () => {
    const { file, pages } = await writeDatabase('coach.db');
    const whole = await readFile(file);
    expect(pages).toBeGreaterThan(20);
    for (let page = 1; page <= pages; page += 1) {
      await writeFile(file, whole);
      await overwritePage(file, page);
      const before = await folder.contents();
      const { code, message } = await refusalOf(`sqlite:${file}`);
      expect(code, `page ${page}`).toBe('database-unusable');
      expect(message, `page ${page}`).toMatch(/damaged/);
      expect(await folder.contents(), `page ${page}`).toEqual(before);
    }
  });

  it('and stays as it was even if it is a backup, which keeps no write-ahead log', async () => {
    const { file } = await writeDatabase('coach.db');
    const backup = folder.path('backup.db');
    const database = new SQLite(file);
    database.prepare('vacuum into ?').run(backup);
    database.close();
    await overwritePage(backup, 9);
    const before = await folder.contents();
    expect((await refusalOf(`sqlite:${backup}`)).code).toBe('database-unusable');
    expect(await folder.contents()).toEqual(before);
  });
});

describe('a database of a newer version is refused', () => {
  async function writeNewerDatabase(): Promise<string> {
    const { file } = await writeDatabase('coach.db');
    const database = new SQLite(file);
    database
      .prepare('insert into kysely_migration (name, timestamp) values (?, ?)')
      .run('9999-from-the-future', '2040-01-01T00:00:00.000Z');
    database.close();
    return file;
  }

  it('with advice, and stays as it was', async () => {
    const file = await writeNewerDatabase();
    const before = await folder.contents();
    const { code, message } = await refusalOf(`sqlite:${file}`);
    expect(code).toBe('database-newer');
    expect(message).toMatch(/newer version/);
    expect(await folder.contents()).toEqual(before);
  });

  it('and stays as it was even if it is a backup, which keeps no write-ahead log', async () => {
    const database = new SQLite(await writeNewerDatabase());
    database.prepare('vacuum into ?').run(folder.path('backup.db'));
    database.close();
    const before = await folder.contents();
    expect((await refusalOf(`sqlite:${folder.path('backup.db')}`)).code).toBe('database-newer');
    expect(await folder.contents()).toEqual(before);
  });
});
