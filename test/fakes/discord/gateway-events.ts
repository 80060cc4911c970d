import type { Json } from '../slack/json.ts';

/** The gateway intents that the fake knows. */
export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

/** The intents that need Discord's leave. */
export const privileged: number = intents.guildMembers | intents.guildPresences | intents.messageContent;

/** Something that the gateway tells the app. */
export type GatewayEvent = {
  readonly name: string;
  readonly data: unknown;
  /** Whose shard hears it; empty for direct messages, which shard 0 hears. */
  readonly guild: string;
  /** The intent that it needs; 0 for none. */
  readonly intent: number;
  /** Its data for sessions without the intent MESSAGE_CONTENT. */
  readonly withoutContent?: Json;
};

/** The way to the app. */
export type Emit = (event: GatewayEvent) => 'sent' | 'kept' | 'nobody';
