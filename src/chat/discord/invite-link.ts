import { ApplicationIntegrationType } from 'discord.js';
import { botPermissionBits } from './permissions.ts';

/** The link that adds the bot to a server, with the least permissions. */
export function inviteLink(applicationId: string): string {
  const link = new URL('https://discord.com/oauth2/authorize');
  link.search = new URLSearchParams({
    client_id: applicationId,
    // Into a server: the link of the Installation page asks where to.
    integration_type: String(ApplicationIntegrationType.GuildInstall),
    permissions: String(botPermissionBits),
    scope: 'bot applications.commands',
  }).toString();
  return link.href;
}
