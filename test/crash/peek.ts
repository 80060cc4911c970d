import { copyFile, readFile, rm } from 'node:fs/promises';
import { type Db, openToRead } from '../../src/store/store.ts';
import { hashOf } from '../../src/store/token-hash.ts';
import type { Files } from './protocol.ts';

const ends = ['', '-wal', '-shm'] as const;

/** Reads from a copy of a database that nobody writes to just now: for whoever comes next it lies there as it was left. */
export async function peek<T>({ database }: Pick<Files, 'database'>, read: (db: Db) => Promise<T>): Promise<T> {
  const copy = `${database}.copy`;
  for (const end of ends) await rm(`${copy}${end}`, { force: true });
  await copyFile(database, copy);
  await copyFile(`${database}-wal`, `${copy}-wal`).catch(() => {});
  const store = await openToRead(`sqlite:${copy}`);
  try {
    return await store.read(read);
  } finally {
    await store.close();
  }
}

/** Which of some texts stand anywhere in the files of a database, its log among them. */
export async function textsIn(
  { database }: Pick<Files, 'database'>,
  texts: readonly string[],
): Promise<readonly string[]> {
  const parts = await Promise.all(
    ['', '-wal'].map((end) => readFile(`${database}${end}`).catch(() => Buffer.alloc(0))),
  );
  return texts.filter((text) => parts.some((part) => part.includes(text)));
}

/** Under which ids a delivery may stand in the inbox: its own, or a hash when its member has left. */
export function inboxIdsOf(deliveryId: string): readonly string[] {
  return [deliveryId, `gone:${hashOf(deliveryId)}`];
}
