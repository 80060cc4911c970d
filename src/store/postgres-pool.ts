import type { PostgresPool } from 'kysely';
import { DatabaseError, Pool, type PoolConfig, types } from 'pg';
import { isStalePlan } from './locks.ts';

/** Connections of one instance. */
export const connections = 10;

/** Milliseconds. The server ends a statement; should it be out of reach, the client ends its waiting a little later. */
const limits = {
  connectionTimeoutMillis: 5_000,
  statement_timeout: 15_000,
  query_timeout: 20_000,
  idle_in_transaction_session_timeout: 60_000,
} as const;

/** A statement that brings tables up to date takes as long as it takes. */
const patience = { ...limits, statement_timeout: 0, query_timeout: 0, idle_in_transaction_session_timeout: 0, max: 1 };

/**
 * Connections to the PostgreSQL that a URL names, made when they are needed. A connection that dies, idle or not, ends
 * what is under way on it and is replaced. `patient` for a single connection whose statements may take any time.
 */
export function createPostgresPool(url: string, { patient = false } = {}): PostgresPool {
  const config: PoolConfig = {
    application_name: 'interview-coach',
    keepAlive: true,
    max: connections,
    ...(patient ? patience : limits),
    connectionString: url,
    types: { getTypeParser: parserOf },
  };
  const pool = new Pool(config);
  // Without listeners an error that comes while nobody asks anything would end the process; whoever asks next is told.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  const nameOf = createNames();
  return { connect: () => borrow(pool, nameOf), end: () => pool.end(), options: {} };
}

/** A connection on which something else than a statement has failed, or whose plans are out of date, is not lent again. */
async function borrow(pool: Pool, nameOf: (text: string) => string | undefined): ReturnType<PostgresPool['connect']> {
  const client = await pool.connect();
  let sound = true;
  const query = async (text: string, values: readonly unknown[]) => {
    const name = values.length > 0 ? nameOf(text) : undefined;
    try {
      return await client.query({ text, values: values.map(escapeNull), ...(name !== undefined && { name }) });
    } catch (error) {
      sound &&= error instanceof DatabaseError && !isStalePlan(error);
      throw error;
    }
  };
  return Object.assign(Object.create(client), {
    query,
    release: (destroy = false) => client.release(destroy || !sound),
  });
}

/** Statements of which each connection keeps the plan, and how long they are at most: long ones are lists, of a length of their own. */
const [mostNames, longestNamed] = [400, 2_500];

/** Names the statements that are asked again and again: the server then reads and plans each once for a connection. */
function createNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    if (text.length > longestNamed) return undefined;
    const known = names.get(text);
    if (known !== undefined || names.size >= mostNames) return known;
    const name = `coach-${names.size}`;
    names.set(text, name);
    return name;
  };
}

const [int8, text, numeric, varchar] = [20, 25, 1700, 1043];

const parsers: ReadonlyMap<number, (value: string) => unknown> = new Map<number, (value: string) => unknown>([
  [int8, Number],
  [numeric, Number],
  [text, unescapeNull],
  [varchar, unescapeNull],
]);

/** Numbers are numbers, as on SQLite; they are counts and instants and far below 2^53. For these connections alone. */
function parserOf(type: number, format?: 'text' | 'binary') {
  return (format !== 'binary' && parsers.get(type)) || types.getTypeParser(type, format);
}

/**
 * PostgreSQL takes every character in a text but U+0000, SQLite all of them. So that nothing is lost and no two texts
 * become one, U+0000 is kept as U+FDD0 `0`, and U+FDD0, a noncharacter that nobody writes, as U+FDD0 `1`.
 */
function escapeNull(value: unknown): unknown {
  return typeof value === 'string'
    ? value.replaceAll(/[\0\uFDD0]/g, (char) => (char === '\0' ? '\uFDD00' : '\uFDD01'))
    : value;
}

function unescapeNull(value: string): string {
  return value.includes('\uFDD0')
    ? value.replaceAll(/\uFDD0([01])/g, (_, kind) => (kind === '0' ? '\0' : '\uFDD0'))
    : value;
}
