import { destination, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug'>;

/** What is written of an error: libraries attach requests to theirs, and in these stand answers and tokens. */
function told(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    name,
    message,
    stack,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause: told(cause) }),
  };
}

/** Writes structured lines to standard error. Answers, names and tokens are never handed to it. */
export function createLog(level: Config['logLevel']): Log {
  return pino({ level, base: null, serializers: { err: told } }, destination({ dest: 2, sync: true }));
}
