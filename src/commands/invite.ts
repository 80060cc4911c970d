import { applicationIdOf, isDiscordId } from '../chat/discord/discord-id.ts';
import { CoachError } from '../domain/errors.ts';
import { loadConfig } from '../ops/config.ts';
import type { Command } from './command.ts';

/** `coach invite`: how a platform lets the coach in. */
export const invite: Command = {
  usage: 'invite discord [--application <id>]',
  summary: 'print the link that adds the bot to a Discord server',
  options: { application: { type: 'string' } },
  run: async ({ values: { application }, positionals, print }) => {
    if (positionals.length !== 1 || positionals[0] !== 'discord')
      throw new CoachError('input-invalid', 'There is an invitation for Discord: coach invite discord.');
    const { inviteLink } = await import('../chat/discord/invite-link.ts');
    print(inviteLink(application === undefined ? idFromToken() : checked(String(application))));
    return 0;
  },
};

function checked(id: string): string {
  if (isDiscordId(id)) return id;
  const message = `${JSON.stringify(id)} is no application id: it has 17 to 20 digits, like --application 123456789012345678.`;
  throw new CoachError('input-invalid', message);
}

function idFromToken(): string {
  const token = loadConfig().discord?.token;
  const id = token === undefined ? undefined : applicationIdOf(token);
  if (id !== undefined) return id;
  const reason = token === undefined ? 'is not set' : 'does not tell the application';
  const message = `DISCORD_TOKEN ${reason}: give the Application ID from the General Information page by --application.`;
  throw new CoachError('config-invalid', message);
}
