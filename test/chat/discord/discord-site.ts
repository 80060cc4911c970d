import { type App, startApp } from '../../../src/app.ts';
import type { LlmConfig } from '../../../src/ops/llm-config.ts';
import type { Log } from '../../../src/ops/log.ts';
import { createFakeDiscord, type FakeDiscord, type FakeDiscordOptions } from '../../fakes/discord/fake-discord.ts';
import type { Guild } from '../../fakes/discord/guild.ts';
import { createScratch, type Scratch } from '../../fixtures/scratch.ts';

/** The whole product on Discord: the real process's parts, connected to a Discord of its own. */
export type DiscordSite = {
  readonly discord: FakeDiscord;
  readonly guild: Guild;
  readonly scratch: Scratch;
  /** What the process has logged as an error or a warning. */
  readonly logged: readonly unknown[];
  url(): string;
  stop(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

const token = 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.fake12.secret-of-the-fake-bot';

export async function openDiscordSite({
  llm,
  publicUrl,
  ...options
}: FakeDiscordOptions & { readonly llm?: LlmConfig; readonly publicUrl?: string } = {}): Promise<DiscordSite> {
  const discord = await createFakeDiscord({ token, ...options });
  const guild = discord.addGuild({ name: 'Acme' });
  const scratch = await createScratch();
  const chats = { localPage: false, discord: { token, apiUrl: discord.apiUrl, shards: undefined } };
  const config = { ...scratch.config, ...chats, llm, publicUrl };
  const logged: unknown[] = [];
  const keep = (...entry: unknown[]) => void logged.push(entry);
  const log: Log = { debug: () => {}, info: () => {}, warn: keep, error: keep };
  let app: App | undefined;
  const start = async () => {
    app = await startApp({ config, log });
    await discord.idle();
  };
  const stop = async () => {
    await app?.stop();
    app = undefined;
  };
  await start();
  return {
    discord,
    guild,
    scratch,
    logged,
    url: () => app?.url ?? '',
    stop,
    restart: async () => {
      await stop();
      await start();
    },
    close: async () => {
      await stop();
      await discord.close();
      await scratch.remove();
    },
  };
}
