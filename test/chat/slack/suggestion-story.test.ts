import { afterEach, describe, expect, it } from 'vitest';
import { type Mode, modes, openSlackSite, type SlackSite } from './slack-site.ts';

const queue = 'What is a queue good for?';
const keyPoints = 'It lets the sender go on at once.\nIt keeps what cannot be done now.';

let site: SlackSite | undefined;
afterEach(async () => {
  const closing = site;
  site = undefined;
  await closing?.close();
  expect([closing?.slack.violations, closing?.logged]).toEqual([[], []]);
});

async function openMembers(mode: Mode) {
  site = await openSlackSite(mode);
  const { workspace } = site;
  return { workspace, slack: site.slack, ana: workspace.member('Ana'), ada: workspace.member('Ada', { admin: true }) };
}

describe.each(modes)('a suggested question on Slack, by %s', (mode) => {
  it('comes back while something is missing, is approved, asked, graded, and switched with its pack', async () => {
    const { ana, ada, workspace } = await openMembers(mode);
    await ana.slash('/coach suggest');
    await ana.submit({ question: 'What does a cache buy you?', keyPoints });
    expect(ana.sees()).toContain('That question is there already');
    await ana.submit({ question: queue, keyPoints });
    await ana.waitFor('Your question is with the admins');
    await ada.slash('/coach suggestions');
    await ada.waitFor('Ana suggests, on Our own questions');
    await ada.click('Approve');
    await ada.submit({ level: 'Mid', note: 'A good one.' });
    await ada.waitFor('Approved: it is asked from now on.');
    await ana.in('dm');
    await ana.waitFor('Your question is approved');
    expect(ana.sees()).toContain('A good one.');
    const bob = workspace.member('Bob');
    await bob.slash('/coach practice own');
    await bob.waitFor(queue);
    await bob.click('Answer');
    await bob.submit({ answer: 'It lets the sender go on at once.' });
    await bob.waitFor('Graded by');
    expect(bob.sees()).toContain('50 of 100');
    await ada.slash('/coach packs off caching');
    await ada.waitFor('1 of 2 packs on');
    await bob.slash('/coach practice caching');
    await bob.waitFor('There is no topic like "caching"');
    await ada.click('Turn on');
    await ada.waitFor('2 of 2 packs on');
    await ada.slash('/coach packs preview our own');
    await ada.click('Edit');
    await ada.submit({ question: 'What is a queue good for, and when?' });
    await ada.waitFor('What is a queue good for, and when?');
    await ada.click('Retire');
    await ada.waitFor('is not asked any more');
  });

  it('is decided once by two admins, and words of people stay mere words', async () => {
    const { ana, ada, workspace, slack } = await openMembers(mode);
    const bea = workspace.member('Bea', { admin: true });
    await ana.slash('/coach suggest');
    await ana.submit({ question: 'Why <!channel> *so* <https://x.example|loud>?', keyPoints: '<!here> it `is`' });
    for (const admin of [ada, bea]) {
      await admin.slash('/coach suggestions');
      await admin.waitFor('Why <!channel> *so* <https://x.example|loud>?');
    }
    await ada.click('Decline');
    await bea.click('Approve');
    await ada.submit({ note: '<!here> *no*' });
    await ada.waitFor('Declined.');
    await bea.submit({});
    await bea.waitFor('That suggestion is decided: Ada has declined it.');
    await ana.in('dm');
    await ana.waitFor('<!here> *no*');
    await slack.idle();
  });
});
