import SQLite from 'better-sqlite3';

/** Puts a payload on the disk. */
export type Keep = (payload: unknown) => void;

/**
 * The least that an app does which promises to lose nothing that it has acknowledged: each payload is a row of a table, on the
 * disk before the call is over. Nothing is kept without a file.
 */
export function createKeep(file: string | undefined): Keep {
  if (file === undefined) return () => {};
  const db = new SQLite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table payloads (id integer primary key, payload text not null)');
  const insert = db.prepare('insert into payloads (payload) values (?)');
  return (payload) => void insert.run(JSON.stringify(payload));
}
