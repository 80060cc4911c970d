import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Workspace } from '../../fakes/slack/workspace.ts';
import { createBrowser } from './install-site.ts';
import { openSlackSite, type SlackSite } from './slack-site.ts';

const answer = 'A cache lowers latency because it answers from memory.';

describe('the coach in many workspaces', () => {
  let site: SlackSite;
  beforeEach(async () => {
    site = await openSlackSite('http', { install: 'oauth' });
  });
  afterEach(async () => {
    await site.close();
    expect(site.slack.violations).toEqual([]);
  });

  async function install(workspace: Workspace): Promise<void> {
    const browser = createBrowser(site.url());
    const { location } = await browser.visit('/slack/install');
    const { status, text } = await browser.visit(site.slack.approveInstall(location, workspace));
    expect([status, text]).toEqual([200, expect.stringContaining('Interview Coach is installed')]);
  }

  async function practise(workspace: Workspace, name: string): Promise<ReturnType<Workspace['member']>> {
    const member = workspace.member(name);
    await member.slash('/coach practice');
    await member.click('Answer');
    await member.submit({ answer });
    await member.waitFor('Graded by');
    await site.slack.idle();
    return member;
  }

  it('is installed from a link, and each workspace has a board of its own', async () => {
    const [acme, rival] = [site.slack.addWorkspace({ name: 'Acme' }), site.slack.addWorkspace({ name: 'Rival' })];
    for (const workspace of [acme, rival]) await install(workspace);
    const ana = await practise(acme, 'Ana');
    const bob = await practise(rival, 'Bob');
    await ana.slash('/coach leaderboard');
    await bob.slash('/coach leaderboard');
    expect(ana.sees()).not.toContain('Bob');
    expect(bob.sees()).not.toContain('Ana');
  });

  it('is one for an organisation that installs it for all of its workspaces', async () => {
    const enterprise = { id: 'E1', name: 'Globex' };
    const [north, south] = ['North', 'South'].map((name) =>
      site.slack.addWorkspace({ name, enterprise, orgInstall: true }),
    );
    if (!north || !south) throw new Error('two workspaces were wanted');
    await install(north);
    await practise(north, 'Ana');
    const bob = await practise(south, 'Bob');
    await bob.slash('/coach leaderboard');
    await bob.waitFor(/Ana/);
  });

  it('answers nobody where it is not installed', async () => {
    const stranger = site.slack.addWorkspace({ name: 'Nowhere' }).member('Eve');
    await stranger.slash('/coach practice');
    expect(stranger.sees()).not.toContain('What does a cache');
  });

  it('is silent once it was removed, and goes on where it was when it is installed again', async () => {
    const acme = site.slack.addWorkspace({ name: 'Acme' });
    await install(acme);
    const ana = await practise(acme, 'Ana');
    await site.slack.uninstall(acme);
    await site.slack.idle();
    const before = site.slack.calls.length;
    await ana.slash('/coach stats');
    await site.slack.idle();
    expect(site.slack.calls.length).toBe(before);
    await install(acme);
    await ana.slash('/coach leaderboard');
    await ana.waitFor(/Ana \(you\)/);
  });

  it('keeps tokens that rotate fresh, and none of them readable in the database', async () => {
    const acme = site.slack.addWorkspace({ name: 'Acme', rotation: true });
    await install(acme);
    const ana = await practise(acme, 'Ana');
    await ana.click('Share');
    await site.slack.idle();
    expect(acme.channel('general').text()).toContain('Ana has answered');
    const tokens = [...site.slack.world.tokens.keys()];
    expect(tokens.length).toBeGreaterThan(0);
    await site.stop();
    const file = await readFile(join(site.scratch.folder, 'data', 'coach.db'), 'latin1');
    for (const token of tokens) expect(file.includes(token)).toBe(false);
    expect(file).not.toMatch(/xox[be]-|xoxe/);
  });
});
