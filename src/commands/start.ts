import { startApp } from '../app.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** `coach start`: serves until SIGINT or SIGTERM. */
export const start: Command = {
  usage: 'start',
  summary: 'serve the chats that are configured, or the local page',
  options: {},
  run: async ({ print }) => {
    const settings = loadSettings();
    const stopped = nextSignal();
    const app = await startApp(settings);
    print(`Interview Coach is ready: ${app.url}`);
    const signal = await stopped;
    settings.log.info({ signal }, 'stopping');
    await app.stop();
    return 0;
  },
};

function nextSignal(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  return promise;
}
