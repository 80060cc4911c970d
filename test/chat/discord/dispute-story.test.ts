import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Member } from '../../fakes/discord/member.ts';
import { type DiscordSite, openDiscordSite } from './discord-site.ts';

const half = 'Lower latency from memory. Postgres can finally have its siesta.';
const missed = 'Missed: Think about what stands behind it.';

describe('a dispute on Discord', () => {
  let site: DiscordSite;
  beforeEach(async () => {
    site = await openDiscordSite();
  });
  afterEach(async () => {
    await site.close();
    expect([site.discord.violations, site.logged]).toEqual([[], []]);
  });

  async function answer(member: Member): Promise<void> {
    await member.slash('/coach practice');
    await member.click('Answer');
    await member.submit({ answer: half });
    await member.waitFor('Graded by');
  }

  const adminOf = (name: string) => site.guild.member(name, { permissions: ['ManageGuild'] });

  /** Ana has answered half of it and objects to the grade. */
  async function openObjected(objection: Readonly<Record<string, string>> = {}) {
    const [ana, ada] = [site.guild.member('Ana'), adminOf('Ada')];
    await answer(ana);
    await ana.click('This grade is wrong');
    await ana.submit({ keyPoint: missed, reason: 'I said "Postgres can finally have its siesta"', ...objection });
    return { ana, ada };
  }

  it('is accepted: points are right, the member is told in private, and grading knows the words', async () => {
    const { ana, ada } = await openObjected();
    await ana.waitFor('/coach-admin disputes');
    await ada.slash('/coach-admin disputes');
    await ada.waitFor('A cache takes load off the database');
    await ada.click('Accept');
    await ada.submit({ coverage: 'Covered' });
    await ada.waitFor(/Accepted\..* Ana is told in private/);
    await ana.in('dm');
    await ana.waitFor('Your dispute is accepted');
    expect(ana.sees()).toMatch(/Score\D+100 of 100 \S*it was 50/);
    await ana.in('general');
    await ana.slash('/coach stats');
    await ana.waitFor(/Points this season\D+100/);
    await ada.click('Keep the words');
    await ada.submit({});
    await ada.waitFor('From now on grading in this workspace knows');
    const bob = site.guild.member('Bob');
    await answer(bob);
    await bob.waitFor('100 of 100');
    await ada.slash('/coach-admin disputes');
    await ada.waitFor('There are none.');
  });

  it('is rejected with a note, and the words of people stay mere words', async () => {
    const { ana, ada } = await openObjected({ reason: '@everyone [my](https://x.example) **words** `more`' });
    await ada.slash('/coach-admin disputes');
    await ada.waitFor(/everyone/);
    await ada.click('Reject');
    await ada.submit({ note: '@here it is about **speed**' });
    await ana.in('dm');
    await ana.waitFor('Your dispute is not accepted');
    expect(ana.sees()).toMatch(/it is about .*speed/);
    expect(ana.sees()).not.toContain('A cache takes load');
  });

  it('is decided once by two admins who have it before them', async () => {
    const { ada } = await openObjected();
    const bea = adminOf('Bea');
    for (const admin of [ada, bea]) {
      await admin.slash('/coach-admin disputes');
      await admin.click('Accept');
    }
    await ada.submit({ coverage: 'Half covered' });
    await ada.waitFor('Accepted.');
    await bea.submit({ coverage: 'Covered' });
    await bea.waitFor('That dispute is decided: Ada has accepted it.');
  });

  it('of an outdated key point goes to its author', async () => {
    const { ana, ada } = await openObjected({ objection: 'The key point itself: it is outdated or wrong' });
    await ana.waitFor('that goes to the author of the question');
    await ada.slash('/coach-admin disputes');
    await ada.waitFor('1 report of an outdated key point waits');
    expect(ada.sees()).toContain('There are none.');
  });
});
