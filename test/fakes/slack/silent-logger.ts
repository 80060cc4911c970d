import { type Logger, LogLevel } from '@slack/bolt';

/** A logger that says nothing, for tests in which the SDK complains as it should. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
