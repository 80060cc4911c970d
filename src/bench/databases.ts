import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openStore, type Store } from '../store/store.ts';
import { createPostgresCluster, findPostgresPrograms, urlOf } from './postgres-cluster.ts';

/** A database to measure on. */
export type BenchDatabase = { readonly name: string; readonly store: Store };

/** Does work on a new SQLite file, and on a new PostgreSQL where its programs are installed; both are gone afterwards. */
export async function onEachDatabase(work: (database: BenchDatabase) => Promise<void>): Promise<void> {
  await onSqlite(work);
  const programs = findPostgresPrograms();
  if (programs !== undefined) await onPostgres(programs, work);
}

async function onSqlite(work: (database: BenchDatabase) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'coach-bench-'));
  try {
    await withStore(`sqlite:${join(folder, 'coach.db')}`, (store) => work({ name: 'SQLite', store }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The settings are those that PostgreSQL comes with: what is acknowledged is on the disk. */
async function onPostgres(programs: string, work: (database: BenchDatabase) => Promise<void>): Promise<void> {
  const cluster = await createPostgresCluster(programs);
  try {
    const { stdout } = await promisify(execFile)(join(programs, 'postgres'), ['--version']);
    const [version = ''] = /\d+/.exec(stdout) ?? [];
    await withStore(urlOf(cluster.host, 'postgres'), (store) => work({ name: `PostgreSQL ${version}`, store }));
  } finally {
    await cluster.remove();
  }
}

async function withStore(url: string, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openStore(url);
  try {
    await work(store);
  } finally {
    await store.close();
  }
}
