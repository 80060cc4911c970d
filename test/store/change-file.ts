import SQLite from 'better-sqlite3';

/** Runs SQL on a database file, behind the back of who opens it next. */
export function change(file: string, sql: string): void {
  const database = new SQLite(file);
  database.exec(sql);
  database.close();
}

/** Has a database say that it is of the version before the newest migration. */
export const forgetNewest = 'delete from kysely_migration where name = (select max(name) from kysely_migration)';
