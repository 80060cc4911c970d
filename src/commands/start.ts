import { type App, startApp } from '../app.ts';
import { listText } from '../domain/display.ts';
import { platformName } from '../domain/platform-names.ts';
import type { Config } from '../ops/config.ts';
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
    print(`Interview Coach is ready${placesOf(app, settings.config)}`);
    const signal = await stopped;
    settings.log.info({ signal }, 'stopping');
    await app.stop();
    // A library that is just connecting somewhere must not keep the process.
    setTimeout(() => process.exit(), lingerMs).unref();
    return 0;
  },
};

/** How long what is still open may take to end, in milliseconds. */
const lingerMs = 1_000;

/** Where people find the coach. */
function placesOf({ url, platforms }: App, { localPage }: Config): string {
  const chats = platforms.flatMap((platform) => platformName(platform) ?? []);
  const where = chats.length > 0 ? ` on ${listText(chats)}` : '';
  return localPage ? `${where}: ${url}` : `${where}, its health at ${url}/readyz`;
}

function nextSignal(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  return promise;
}
