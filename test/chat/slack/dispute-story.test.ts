import { afterEach, describe, expect, it } from 'vitest';
import type { Member } from '../../fakes/slack/member.ts';
import { type Mode, modes, openSlackSite, type SlackSite } from './slack-site.ts';

const half = 'Lower latency from memory. Postgres can finally have its siesta.';
const missed = 'Missed: Think about what stands behind it.';

let site: SlackSite | undefined;
afterEach(async () => {
  const closing = site;
  site = undefined;
  await closing?.close();
  expect([closing?.slack.violations, closing?.logged]).toEqual([[], []]);
});

/** Ana has answered half of it and objects to the grade. */
async function openObjected(mode: Mode, objection: Readonly<Record<string, string>> = {}) {
  site = await openSlackSite(mode);
  const { workspace } = site;
  const [ana, ada] = [workspace.member('Ana'), workspace.member('Ada', { admin: true })];
  await answer(ana);
  await ana.click('This grade is wrong');
  await ana.submit({ keyPoint: missed, reason: 'I said "Postgres can finally have its siesta"', ...objection });
  return { workspace, ana, ada, slack: site.slack };
}

async function answer(member: Member): Promise<void> {
  await member.slash('/coach practice');
  await member.click('Answer');
  await member.submit({ answer: half });
  await member.waitFor('Graded by');
}

describe.each(modes)('a dispute on Slack, by %s', (mode) => {
  it('is accepted: points are right, the member is told in private, and grading knows the words', async () => {
    const { ana, ada, workspace } = await openObjected(mode);
    await ana.waitFor('The admins of this workspace read it');
    await ada.slash('/coach disputes');
    await ada.waitFor('A cache takes load off the database');
    expect(ada.sees()).toContain('Graded by offline-5');
    expect(ada.sees()).toContain(half);
    await ada.click('Accept');
    await ada.submit({ coverage: 'Covered' });
    await ada.waitFor('Accepted. Ana is told in private.');
    await ana.in('dm');
    await ana.waitFor('Your dispute is accepted');
    expect(ana.sees()).toMatch(/Score\D+100 of 100 \(it was 50\)/);
    expect(ana.sees()).toContain('Ada has looked at it.');
    await ana.slash('/coach stats');
    await ana.waitFor(/Points this season\D+100/);
    await ada.click('Keep the words');
    await ada.submit({});
    await ada.waitFor('From now on grading in this workspace knows');
    const bob = workspace.member('Bob');
    await answer(bob);
    await bob.waitFor('100 of 100');
    await ada.slash('/coach disputes');
    await ada.waitFor('There are none.');
  });

  it('is rejected with a note, which is wanted, and the words of people stay mere words', async () => {
    const { ana, ada, slack } = await openObjected(mode, {
      reason: '<!channel> *my* <https://x.example|words> & `more`',
    });
    await ada.slash('/coach disputes');
    await ada.waitFor('<!channel> *my* <https://x.example|words> & `more`');
    await ada.click('Reject');
    await ada.submit({ note: '<!here> it is about *speed*' });
    await ana.in('dm');
    await ana.waitFor('Your dispute is not accepted');
    expect(ana.sees()).toContain('<!here> it is about *speed*');
    await slack.idle();
    expect(ana.sees()).not.toContain('A cache takes load');
  });

  it('is decided once by two admins who have it before them', async () => {
    const { ada, workspace } = await openObjected(mode);
    const bea = workspace.member('Bea', { admin: true });
    for (const admin of [ada, bea]) {
      await admin.slash('/coach disputes');
      await admin.click('Accept');
    }
    await ada.submit({ coverage: 'Half covered' });
    await ada.waitFor('Accepted.');
    await bea.submit({ coverage: 'Covered' });
    await bea.waitFor('That dispute is decided: Ada has accepted it.');
  });

  it('of an outdated key point goes to its author', async () => {
    const { ana, ada } = await openObjected(mode, { objection: 'The key point itself: it is outdated or wrong' });
    await ana.waitFor('that goes to the author of the question');
    await ada.slash('/coach disputes');
    await ada.waitFor('1 report of an outdated key point waits');
    expect(ada.sees()).toContain('There are none.');
  });
});
