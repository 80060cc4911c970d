import { startApp } from '../app.ts';
import { loadConfig } from '../ops/config.ts';
import { createLog } from '../ops/log.ts';
import type { Command } from './command.ts';

/** `coach start`: serves until SIGINT or SIGTERM. */
export const start: Command = {
  usage: 'start',
  summary: 'serve the local page',
  options: {},
  run: async ({ print }) => {
    const config = loadConfig();
    const stopped = nextSignal();
    const log = createLog(config.logLevel);
    const app = await startApp({ config, log });
    print(`Interview Coach is ready: ${app.url}`);
    const signal = await stopped;
    log.info({ signal }, 'stopping');
    await app.stop();
    return 0;
  },
};

function nextSignal(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  return promise;
}
