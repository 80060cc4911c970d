import { setTimeout as wait } from 'node:timers/promises';
import type { ChatAdapter } from '../../../src/chat/chat-adapter.ts';
import { createDiscordChat } from '../../../src/chat/discord/adapter.ts';
import type { FilesDeps } from '../../../src/chat/files.ts';
import type { PaintDeps } from '../../../src/chat/paint.ts';
import type { Interaction } from '../../../src/domain/interaction.ts';
import type { Message, Reply } from '../../../src/reply/reply.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import type { Guild } from '../../fakes/discord/guild.ts';
import { whenDone } from '../../fixtures/endings.ts';

/** Discord without a coach: a test says what is replied. */
export type BareDiscord = {
  readonly discord: FakeDiscord;
  readonly guild: Guild;
  readonly chat: ChatAdapter;
  readonly errors: unknown[];
  /** What could not be shown at once. */
  readonly later: Message[];
};

export type BareOptions = Omit<PaintDeps, 'onError'> &
  FilesDeps & {
    readonly handle?: (interaction: Interaction) => Reply | Promise<Reply>;
  };

export async function openBareDiscord({ handle, ...painting }: BareOptions): Promise<BareDiscord> {
  const discord = await createFakeDiscord();
  const guild = discord.addGuild({ name: 'Acme' });
  const errors: unknown[] = [];
  const later: Message[] = [];
  const { adapter } = createDiscordChat({
    token: discord.token,
    apiUrl: discord.apiUrl,
    shards: undefined,
    topics: [],
    clock: discord.now,
    sleep: (ms, signal) => wait(ms, undefined, { signal }).catch(() => {}),
    onError: (error) => void errors.push(error),
    ...painting,
  });
  await adapter.start({
    handle: async (interaction) => handle?.(interaction) ?? { type: 'message', blocks: [] },
    sendLater: async (_interaction, message) => void later.push(message),
    installed: async () => {},
    topics: async () => [],
    uninstalled: async () => {},
  });
  await discord.idle();
  whenDone(async () => {
    await adapter.stop();
    await discord.close();
  });
  return { discord, guild, chat: adapter, errors, later };
}
