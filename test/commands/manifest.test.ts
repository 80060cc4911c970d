import { describe, expect, it } from 'vitest';
import { createManifest } from '../../src/chat/slack/manifest.ts';
import { manifest } from '../../src/commands/manifest.ts';
import { isOneSentence, useShell } from './coach-process.ts';
import { runHere } from './run-here.ts';

const shell = useShell();
const run = (positionals: readonly string[], values: Readonly<Record<string, string | boolean>> = {}) =>
  runHere(manifest, { positionals, values, knowledgeDir: 'nowhere' });

describe('coach manifest slack', () => {
  it('prints JSON for Socket Mode, and nothing else', async () => {
    const { code, stdout, stderr } = await shell.coach(['manifest', 'slack']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual(createManifest({ type: 'socket' }));
  });

  it('prints the same when Socket Mode is asked for', async () => {
    expect(await run(['slack'], { socket: true })).toEqual(await run(['slack']));
  });

  it('prints JSON for HTTP at an address', async () => {
    const { code, stdout } = await shell.coach(['manifest', 'slack', '--url', 'https://coach.example']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(
      createManifest({ type: 'http', publicUrl: 'https://coach.example', forMany: true }),
    );
  });

  it('takes an address as people write it', async () => {
    const { stdout } = await run(['slack'], { url: 'https://Coach.example:443/base//' });
    const publicUrl = 'https://coach.example/base';
    expect(JSON.parse(stdout)).toEqual(createManifest({ type: 'http', publicUrl, forMany: true }));
  });

  it('prints it for one workspace alone, whose token lasts', async () => {
    const { stdout } = await run(['slack'], { url: 'https://coach.example', 'one-workspace': true });
    const { settings, oauth_config } = JSON.parse(stdout);
    expect(settings).toMatchObject({
      token_rotation_enabled: false,
      org_deploy_enabled: false,
      socket_mode_enabled: false,
    });
    expect(settings.event_subscriptions.request_url).toBe('https://coach.example/slack/events');
    expect(oauth_config.redirect_urls).toBeUndefined();
  });

  it('works without packs, data or a good environment', async () => {
    const env = { KNOWLEDGE_DIR: '/nowhere', DATABASE_URL: 'nothing', PORT: 'x', SLACK_BOT_TOKEN: 'rubbish' };
    expect(await shell.coach(['manifest', 'slack'], { env })).toMatchObject({ code: 0, stderr: '' });
  });

  it('says in one sentence that the address is no good', async () => {
    const finish = await shell.coach(['manifest', 'slack', '--url', 'http://coach.example']);
    expect(finish).toSatisfy(isOneSentence);
    expect(finish.stderr).toContain('--url https://coach.example');
  });

  it.each([
    '',
    'coach.example',
    'https://',
    'https:// coach.example',
    'https://me:secret@coach.example',
    'https://coach.example?x=1',
    'https://coach.example/#here',
    'https://coach.example\n"}',
    'javascript:alert(1)',
  ])('refuses %j as an address', async (url) => {
    await expect(run(['slack'], { url })).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(/^[^\n]+ is no address that Slack can call: [^\n]+\.$/),
    });
  });

  it.each([
    ['no platform', [], {}],
    ['another platform', ['teams'], {}],
    ['two platforms', ['slack', 'slack'], {}],
    ['both ways', ['slack'], { socket: true, url: 'https://coach.example' }],
  ])('refuses %s in a sentence', async (_what, positionals, values) => {
    await expect(run(positionals, values)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringMatching(/^[A-Z][^\n]+[.]$|coach manifest slack\.$/),
    });
  });
});
