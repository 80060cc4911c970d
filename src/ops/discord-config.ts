import { z } from 'zod';
import { webAddress } from './web-address.ts';

/** How Discord is reached. */
export type DiscordConfig = {
  readonly token: string;
  /** Where the API is, without its version and without a slash at its end. */
  readonly apiUrl: string;
  /** How many connections share the servers, as many as Discord recommends, or one. */
  readonly shards: 'auto' | number | undefined;
};

/** The variables of Discord, each by itself. */
export const discordVariables = z.object({
  DISCORD_API_URL: webAddress.default('https://discord.com/api'),
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'must be a bot token, which has three parts with dots between them')
    .optional(),
  DISCORD_SHARDS: z
    .string()
    .regex(/^(auto|[1-9]\d{0,2}|1000)$/, 'must be auto or a whole number from 1 to 1000')
    .transform((text) => (text === 'auto' ? text : Number(text)))
    .optional(),
});

/** What the variables mean together; undefined without a token, because the others connect nothing. */
export function parseDiscordConfig(variables: z.infer<typeof discordVariables>): DiscordConfig | undefined {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, DISCORD_SHARDS: shards } = variables;
  return token === undefined ? undefined : { token, apiUrl, shards };
}
