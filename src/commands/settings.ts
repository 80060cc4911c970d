import type { AppDeps } from '../app.ts';
import { loadConfig } from '../ops/config.ts';
import { createLog } from '../ops/log.ts';

/** What every command that works with packs or data begins with. Throws a CoachError for an environment that is not right. */
export function loadSettings(): AppDeps {
  const config = loadConfig();
  return { config, log: createLog(config.logLevel) };
}
