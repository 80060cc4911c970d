import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { applicationIdOf, isDiscordId } from '../../../src/chat/discord/discord-id.ts';
import { inviteLink } from '../../../src/chat/discord/invite-link.ts';
import { botPermissionBits, botPermissions } from '../../../src/chat/discord/permissions.ts';

const id = '123456789012345678';

describe("the bot's permissions", () => {
  it.each(botPermissions)('have a reason for $name', ({ reason }) => {
    expect(reason).toMatch(/^to \S/);
  });

  it('are six, and none that could do harm', () => {
    expect(botPermissions).toHaveLength(6);
    const { Administrator, ManageGuild, ManageMessages, ManageRoles, MentionEveryone } = PermissionFlagsBits;
    for (const bit of [Administrator, ManageGuild, ManageMessages, ManageRoles, MentionEveryone])
      expect(botPermissionBits & bit).toBe(0n);
  });
});

describe('the link that adds the bot to a server', () => {
  it('asks for the bot, its commands and its permissions', () => {
    const { origin, pathname, searchParams } = new URL(inviteLink(id));
    expect(origin + pathname).toBe('https://discord.com/oauth2/authorize');
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: id,
      integration_type: '0',
      permissions: String(botPermissionBits),
      scope: 'bot applications.commands',
    });
  });
});

describe('the id of an application', () => {
  it.each(['12345678901234567', id, '1234567890123456789', '12345678901234567890'])('%s is in its token', (number) => {
    expect(isDiscordId(number)).toBe(true);
    expect(applicationIdOf(`${Buffer.from(number).toString('base64url')}.Gabcde.secret`)).toBe(number);
    expect(applicationIdOf(`${Buffer.from(number).toString('base64')}.Gabcde.secret`)).toBe(number);
  });

  it.each(['', '.', 'fake.token.secret', 'MTIz.a.b', id, `${Buffer.from(`${id}\n`).toString('base64url')}.a.b`])(
    'is not in %j',
    (token) => {
      expect(applicationIdOf(token)).toBeUndefined();
    },
  );

  it.each([
    '',
    '1234567890123456',
    '123456789012345678901',
    ` ${id}`,
    `${id}\n`,
    '１２３４５６７８９０１２３４５６７８',
    `${id}&x=1`,
  ])('is not %j', (text) => {
    expect(isDiscordId(text)).toBe(false);
  });
});
