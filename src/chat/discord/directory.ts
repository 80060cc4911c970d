import { type Client, DiscordAPIError, PermissionFlagsBits, Routes } from 'discord.js';
import { z } from 'zod';
import type { Role } from '../../domain/interaction.ts';
import type { Directory } from '../directory.ts';
import { isDiscordId } from './discord-id.ts';
import { gone } from './membership.ts';
import { personalWorkspace } from './parse.ts';

const bits = z.string().regex(/^\d+$/).transform(BigInt);
const guildLike = z.object({
  id: z.string(),
  name: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: bits })),
});
const memberLike = z.object({ roles: z.array(z.string()) });

/** Either lets somebody manage the server. */
const adminBits = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;

/** The members of the servers, as Discord has them; `connected` gives the client while there is a connection. */
export function createDirectory(connected: () => Pick<Client, 'rest'> | undefined): Directory {
  return {
    find: async ({ workspace, member }) => {
      if (workspace === personalWorkspace(member)) return { role: 'member', workspaceName: 'Discord' };
      const client = connected();
      if (!client) throw new Error('Discord is not connected');
      if (!isDiscordId(workspace) || !isDiscordId(member)) return undefined;
      try {
        const [rawGuild, rawMember] = await Promise.all([
          client.rest.get(Routes.guild(workspace)),
          client.rest.get(Routes.guildMember(workspace, member)),
        ]);
        const guild = guildLike.parse(rawGuild);
        return { role: roleIn(guild, member, memberLike.parse(rawMember).roles), workspaceName: guild.name };
      } catch (error) {
        if (error instanceof DiscordAPIError && gone.has(error.code)) return undefined;
        throw error;
      }
    },
  };
}

/** Whoever owns the server may everything; others what their roles give them, one of which, under the server's own id, everybody has. */
function roleIn(
  { id: everyone, owner_id, roles }: z.infer<typeof guildLike>,
  member: string,
  own: readonly string[],
): Role {
  if (owner_id === member) return 'admin';
  const held = roles.filter(({ id }) => id === everyone || own.includes(id));
  const granted = held.reduce((all, { permissions }) => all | permissions, 0n);
  return (granted & adminBits) === 0n ? 'member' : 'admin';
}
