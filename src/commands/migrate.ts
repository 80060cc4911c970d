import { existsSync } from 'node:fs';
import { CoachError } from '../domain/errors.ts';
import { copyStore } from '../store/copy.ts';
import { type DatabasePlace, databaseUrlForm, isSameDatabase, parseDatabaseUrl } from '../store/database-url.ts';
import { openStore, type Store } from '../store/store.ts';
import type { Command, CommandContext } from './command.ts';

/** `coach migrate`: copies all data of one database into another, in either direction between SQLite and PostgreSQL. */
export const migrate: Command = {
  usage: 'migrate --from <url> --to <url>',
  summary: 'copy all data into another, empty database',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  run: async (context) => {
    const [from, to] = [readUrl(context, 'from'), readUrl(context, 'to')];
    if (context.positionals.length > 0)
      throw new CoachError('input-invalid', 'Name the databases with --from and --to, and nothing else.');
    assertApart(from.place, to.place);
    return copy(context, from, to);
  },
};

type Named = { readonly url: string; readonly place: DatabasePlace };

function readUrl({ values }: CommandContext, option: 'from' | 'to'): Named {
  const url = values[option];
  const place = typeof url === 'string' ? parseDatabaseUrl(url) : undefined;
  if (typeof url !== 'string' || !place) throw new CoachError('input-invalid', `--${option} ${databaseUrlForm}.`);
  if (place.shown === ':memory:') throw new CoachError('input-invalid', `--${option} must name a database that stays.`);
  return { url, place };
}

/** Opening a file that is not there would make it. */
function assertApart(from: DatabasePlace, to: DatabasePlace): void {
  if (from.type === 'sqlite' && !existsSync(from.path))
    throw new CoachError('input-invalid', `There is no database "${from.shown}" to copy from.`);
  if (isSameDatabase(from, to)) throw new CoachError('input-invalid', '--from and --to name the same database.');
}

async function copy({ print }: CommandContext, from: Named, to: Named): Promise<number> {
  const open: Store[] = [];
  try {
    const source = await openStore(from.url);
    open.push(source);
    const target = await openStore(to.url);
    open.push(target);
    const copied = await copyStore(source, target);
    const width = Math.max(...copied.map(({ table }) => table.length));
    for (const { table, rows } of copied) print(`${table.padEnd(width)}  ${rows}`);
    print(`Everything is in "${to.place.shown}" now: set DATABASE_URL to it and start the coach.`);
    return 0;
  } finally {
    for (const store of open) await store.close();
  }
}
