import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where data live, a path from the root; `shown` names it to people, without the password. */
export type DatabasePlace =
  | { readonly type: 'sqlite'; readonly path: string; readonly shown: string }
  | { readonly type: 'postgres'; readonly url: string; readonly shown: string };

/** What a variable or an option that names a database must look like. */
export const databaseUrlForm = 'must look like sqlite:./data/coach.db or postgres://user:password@host/coach';

/** Reads `sqlite:<path>`, `postgres://…` or `postgresql://…`; undefined for anything else. */
export function parseDatabaseUrl(url: string): DatabasePlace | undefined {
  const path = /^sqlite:(?<path>.+)$/.exec(url)?.groups?.path;
  if (path === undefined) return /^postgres(?:ql)?:\/\//.test(url) ? parsePostgresUrl(url) : undefined;
  const whole = path === ':memory:' ? path : resolve(path);
  return { type: 'sqlite', path: whole, shown: whole };
}

/** Whether two URLs name the same database, as far as they tell. */
export function isSameDatabase(one: DatabasePlace, other: DatabasePlace): boolean {
  const [first, second] = [one, other].map((place) => {
    if (place.type === 'sqlite') return existsSync(place.path) ? realpathSync(place.path) : place.shown;
    const { hostname, port, pathname, searchParams } = new URL(place.url);
    const rest = ['host', 'options'].map((name) => searchParams.get(name) ?? '');
    return [hostname, port || '5432', pathname, ...rest].join(' ');
  });
  return one.type === other.type && first === second;
}

/** A URL that a person has put together wrongly, a password with a `/` in it for instance, must not name another host. */
function parsePostgresUrl(text: string): DatabasePlace | undefined {
  try {
    const url = new URL(text);
    const database = decodeURIComponent(url.pathname.slice(1));
    for (const part of [url.username, url.password, url.hostname]) decodeURIComponent(part);
    if (database === '' || /[/@:]/.test(database) || /[@/]/.test(url.search.split('=')[0] ?? '') || url.hash !== '')
      return undefined;
    const host = url.host || (url.searchParams.get('host') ?? 'localhost');
    return { type: 'postgres', url: text, shown: `${host}/${database}` };
  } catch {
    return undefined;
  }
}
