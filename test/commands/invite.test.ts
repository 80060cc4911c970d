import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inviteLink } from '../../src/chat/discord/invite-link.ts';
import { invite } from '../../src/commands/invite.ts';
import { isOneSentence, useShell } from './coach-process.ts';
import { runHere } from './run-here.ts';

const id = '123456789012345678';
const token = `${Buffer.from(id).toString('base64url')}.GcAnAr.canary`;
const shell = useShell();
const run = (positionals: readonly string[], values: Readonly<Record<string, string>> = {}) =>
  runHere(invite, { positionals, values, knowledgeDir: 'nowhere' });

describe('coach invite discord', () => {
  it('prints the link for the application of the token, and nothing else', async () => {
    const { code, stdout, stderr } = await shell.coach(['invite', 'discord'], { env: { DISCORD_TOKEN: token } });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`${inviteLink(id)}\n`);
  });

  it('reads the token from .env', async () => {
    await writeFile(join(shell.folder(), '.env'), `DISCORD_TOKEN=${token}\n`);
    expect((await shell.coach(['invite', 'discord'])).stdout).toBe(`${inviteLink(id)}\n`);
  });

  it('takes the application that is named, without packs, data, token or a good environment', async () => {
    const env = { KNOWLEDGE_DIR: '/nowhere', DATABASE_URL: 'nothing', PORT: 'x', DISCORD_TOKEN: 'rubbish' };
    const finish = await shell.coach(['invite', 'discord', '--application', '987654321098765432'], { env });
    expect(finish).toEqual({ code: 0, stdout: `${inviteLink('987654321098765432')}\n`, stderr: '' });
  });

  it.each([
    ['there is no token', '', 'DISCORD_TOKEN is not set'],
    ['it does not tell the application', 'one.two.canary', 'DISCORD_TOKEN does not tell the application'],
    ['it is none', 'canary', 'DISCORD_TOKEN must be a bot token'],
  ])('says in one sentence that %s', async (_what, given, reason) => {
    const finish = await shell.coach(['invite', 'discord'], { env: { DISCORD_TOKEN: given } });
    expect(finish).toSatisfy(isOneSentence);
    expect(finish.stderr).toContain(reason);
    expect(finish.stderr).not.toContain('canary');
  });

  it.each(['', '123', 'abc', `${id} `, `${id}&permissions=8`, '-1', '1e18', `${id}\n`])(
    'refuses %j as an application',
    async (application) => {
      await expect(run(['discord'], { application })).rejects.toMatchObject({
        code: 'input-invalid',
        message: expect.stringMatching(/^[^\n]+ is no application id: [^\n]+\.$/),
      });
    },
  );

  it.each([
    ['no platform', []],
    ['another platform', ['slack']],
    ['two platforms', ['discord', 'discord']],
  ])('refuses %s in a sentence', async (_what, positionals) => {
    await expect(run(positionals)).rejects.toMatchObject({
      code: 'input-invalid',
      message: 'There is an invitation for Discord: coach invite discord.',
    });
  });
});
