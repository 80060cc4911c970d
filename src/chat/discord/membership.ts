import { type Client, RESTJSONErrorCodes as Codes, DiscordAPIError, Routes } from 'discord.js';
import type { Interaction } from '../../domain/interaction.ts';

const keptMs = 10 * 60_000;
const kept = 10_000;
/** What Discord says of somebody who is not in a server, or of a server that the coach is not in. */
export const gone: ReadonlySet<unknown> = new Set([
  Codes.UnknownMember,
  Codes.UnknownGuild,
  Codes.MissingAccess,
  Codes.UnknownUser,
]);

/**
 * Tells whether somebody is still in the server that a message sent to them in private belongs to. Throws when Discord
 * does not say. What it said holds for ten minutes.
 */
export function createMembership(clock: () => number): (client: Client, interaction: Interaction) => Promise<boolean> {
  const known = new Map<string, number>();
  return async (client, { workspace, member }) => {
    const key = `${workspace} ${member.id}`;
    if (clock() - (known.get(key) ?? Number.NEGATIVE_INFINITY) < keptMs) return true;
    try {
      await client.rest.get(Routes.guildMember(workspace, member.id));
    } catch (error) {
      known.delete(key);
      if (error instanceof DiscordAPIError && gone.has(error.code)) return false;
      throw error;
    }
    known.delete(key);
    known.set(key, clock());
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return true;
  };
}
