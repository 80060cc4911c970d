import { afterEach, describe, expect, it } from 'vitest';
import type { Member } from '../../fakes/slack/member.ts';
import { rowsAsText } from '../../fixtures/rows-as-text.ts';
import { type Mode, modes, openSlackSite, type SlackSite } from './slack-site.ts';

const half = 'A cache lowers latency because it answers from memory.';

let site: SlackSite | undefined;
afterEach(async () => {
  const closing = site;
  site = undefined;
  await closing?.close();
  expect([closing?.slack.violations, closing?.logged]).toEqual([[], []]);
});

async function open(mode: Mode): Promise<SlackSite> {
  site = await openSlackSite(mode);
  return site;
}

/** Asks for a question and answers it. */
async function answerOne(member: Member, text = half): Promise<void> {
  await member.slash('/coach practice');
  await member.click('Answer');
  await member.submit({ answer: text });
  await member.waitFor('Graded by');
}

describe.each(modes)('a member on Slack, by %s', (mode) => {
  it('sees the result where the question was, with marks, quotes and a follow-up', async () => {
    const { workspace } = await open(mode);
    const ana = workspace.member('Ana');
    await answerOne(ana);
    const seen = ana.sees();
    expect(seen.match(/What does a cache buy you\?/g)).toHaveLength(1);
    expect(seen).toMatch(
      /✓ Covered: A cache lowers latency[^\n]*\n> A cache lowers latency because it answers from memory/,
    );
    expect(seen).toContain('○ Missed: Think about what stands behind it.');
    expect(ana.modal()).toBeUndefined();
  });

  it('tries again from the result, and the better one takes its place', async () => {
    const { workspace } = await open(mode);
    const ana = workspace.member('Ana');
    await answerOne(ana);
    await ana.click('Try again');
    await ana.submit({ answer: 'Lower latency from memory. Less database load.' });
    await ana.waitFor('100 of 100');
    expect(ana.sees().match(/Graded by/g)).toHaveLength(1);
  });

  it('is interviewed against a clock that Slack shows, in one place, and others see nothing of it', async () => {
    const { workspace, slack } = await open(mode);
    const [ana, bob] = [workspace.member('Ana'), workspace.member('Bob')];
    await ana.slash('/coach mock caching 5 20');
    await ana.waitFor('There is only 1 question on that');
    await ana.click('Answer');
    await ana.submit({ answer: half });
    await ana.waitFor('Answer noted, 1 of 1');
    expect(ana.sees()).not.toMatch(/of 100|Covered/);
    await ana.click('Answer the follow-up');
    await ana.submit({ answer: 'It takes load off the database.' });
    await ana.waitFor('Noted, 1 of 1');
    await ana.click('Finish');
    await ana.waitFor('Scorecard');
    await slack.idle();
    expect(ana.sees()).toMatch(/50 of 100 on average.*Strengths.*Gaps/s);
    // Answers take the place of what they answer; a press leaves it standing.
    expect(ana.sees().match(/Mock interview, |Answer noted|Noted, 1/g)).toEqual(['Noted, 1']);
    expect(bob.sees()).not.toMatch(/interview|Scorecard/);
    await ana.click('Another interview');
    await ana.waitFor('question 1 of 1');
    await ana.slash('/coach mock history');
    await ana.waitFor('50 of 100');
  });

  it('shares a result in the channel, without a word of the answer', async () => {
    const { workspace, slack } = await open(mode);
    const [ana, bob] = [workspace.member('Ana'), workspace.member('Bob')];
    await answerOne(ana);
    await ana.click('Share');
    await bob.waitFor('Ana has answered');
    await ana.click('Share');
    await slack.idle();
    const seen = bob.sees();
    expect(seen.match(/Ana has answered/g)).toHaveLength(1);
    expect(seen).toContain('50 of 100');
    expect(seen).not.toMatch(/memory|latency/);
  });

  it('objects to a grade, and the admins read it', async () => {
    const { workspace } = await open(mode);
    const [ana, ada] = [workspace.member('Ana'), workspace.member('Ada', { admin: true })];
    await answerOne(ana);
    await ana.click('This grade is wrong');
    await ana.submit({
      keyPoint: 'Missed: Think about what stands behind it.',
      reason: 'I meant the <database> & you know it',
    });
    await ana.waitFor('The admins of this workspace read it');
    await ana.slash('/coach disputes');
    expect(ana.sees()).toContain('Only admins');
    await ada.slash('/coach disputes');
    expect(ada.sees()).toContain('Ana says: I meant the <database> & you know it');
    expect(ada.sees()).toContain('A cache takes load off the database.');
  });

  it('has a Home with the board and the own progress, and practises from it in one modal', async () => {
    const { workspace } = await open(mode);
    const ana = workspace.member('Ana');
    await answerOne(ana);
    await ana.openHome();
    await ana.waitFor('Your progress');
    expect(ana.sees()).toMatch(/Questions answered\D+1 of 1/);
    await ana.click('Practise');
    await ana.waitFor('· 2 key points');
    expect(ana.modal()?.text).toContain('What does a cache buy you?');
    await ana.click('Answer');
    await ana.submit({ answer: 'Lower latency from memory. Less database load.' });
    expect(ana.modal()?.text).toContain('100 of 100');
    await ana.openHome();
    await ana.waitFor('Answers: 2');
    expect(ana.sees()).toMatch(/Due for review: none today, next 1 on \w/);
    await ana.click('Review');
    await ana.waitFor('Nothing is due for review. Next: 1 question on');
  });

  it('is helped in a direct message and by a mention, the others seeing nothing of it', async () => {
    const { workspace } = await open(mode);
    const [ana, bob] = [workspace.member('Ana'), workspace.member('Bob')];
    await ana.dm('hello?');
    await ana.waitFor('What you can type');
    await ana.in('general');
    await ana.mention('practice caching');
    await ana.waitFor('What does a cache buy you?');
    expect(bob.sees()).not.toMatch(/What you can type|What does a cache/);
    await ana.click('Answer');
    await ana.submit({ answer: half });
    await ana.waitFor('50 of 100');
    expect(bob.sees()).not.toContain('50 of 100');
  });

  it('practises in the direct conversation too', async () => {
    const { workspace } = await open(mode);
    const ana = workspace.member('Ana');
    await ana.in('dm');
    await ana.dm('practice');
    await ana.waitFor('What does a cache buy you?');
    await ana.click('Answer');
    await ana.submit({ answer: half });
    await ana.waitFor('50 of 100');
    await ana.click('Share');
    await ana.waitFor('Nobody else is here to see it');
  });

  it('gets the whole of the board, the stats and the help', async () => {
    const { workspace } = await open(mode);
    const ana = workspace.member('Ana');
    await answerOne(ana);
    for (const [label, shown] of [
      ['Leaderboard', 'Leaderboard, this season'],
      ['My stats', 'Your progress'],
      ['Help', 'What you can type'],
    ] as const) {
      await ana.slash('/coach help');
      await ana.click(label);
      await ana.waitFor(shown);
    }
  });

  it('takes their data along as a file, and has them deleted once they have typed the word', async () => {
    const { workspace, slack, scratch, stop } = await open(mode);
    const ana = workspace.member('Ana');
    await answerOne(ana);
    await ana.slash('/coach privacy');
    await ana.click('Export my data');
    await expect
      .poll(() => [...slack.world.files.values()].map(({ sharedIn }) => sharedIn))
      .toEqual([expect.any(String)]);
    const [file] = slack.world.files.values();
    expect(JSON.parse(file?.bytes ?? '').attempts).toMatchObject([{ answer: half, state: 'graded' }]);
    await ana.click('Delete my data');
    await ana.submit({ word: 'no' });
    expect(ana.sees()).toContain('Nothing is deleted yet');
    await ana.submit({ word: 'delete' });
    await ana.waitFor('Nothing about you is kept any more');
    await slack.idle();
    await stop();
    const left = await rowsAsText(scratch.folder);
    expect([left.includes(ana.id), left.includes('answers from memory.","')]).toEqual([false, false]);
  });
});
