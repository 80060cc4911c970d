import { destination, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** Writes structured lines to standard error. Answers, names and tokens are never handed to it. */
export function createLog(level: Config['logLevel']): Log {
  return pino({ level, base: null }, destination({ dest: 2, sync: true }));
}
