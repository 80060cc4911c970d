// Brings a database up to date, and dies before the statement of a number: `node migrating-process.ts FILE NUMBER`. Says
// how many statements there were if it lives.
import SQLite from 'better-sqlite3';
import { openStore } from '../../src/store/store.ts';

const [file, fatal] = process.argv.slice(2);
const prototype = Object.getPrototypeOf(new SQLite(':memory:'));
const { prepare } = prototype;
let statements = 0;
prototype.prepare = function (this: SQLite.Database, sql: string) {
  statements += 1;
  if (statements === Number(fatal)) process.kill(process.pid, 'SIGKILL');
  return prepare.call(this, sql);
};
const store = await openStore(`sqlite:${file}`);
await store.close();
process.stdout.write(String(statements));
