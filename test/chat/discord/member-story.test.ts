import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Member } from '../../fakes/discord/member.ts';
import { rowsAsText } from '../../fixtures/rows-as-text.ts';
import { type DiscordSite, openDiscordSite } from './discord-site.ts';

const half = 'A cache lowers latency because it answers from memory.';

describe('a member on Discord', () => {
  let site: DiscordSite;
  beforeEach(async () => {
    site = await openDiscordSite();
  });
  afterEach(async () => {
    await site.close();
    expect([site.discord.violations, site.logged]).toEqual([[], []]);
  });

  /** Asks for a question and answers it. */
  async function answerOne(member: Member, text = half): Promise<void> {
    await member.slash('/coach practice');
    await member.click('Answer');
    await member.submit({ answer: text });
    await member.waitFor('Graded by');
  }

  it('is offered topics while typing, and gets a question of the one that they choose', async () => {
    const ana = site.guild.member('Ana');
    expect(await ana.autocomplete('/coach practice topic:cac')).toEqual([
      { name: 'Caching', value: expect.anything() },
    ]);
    await ana.slash('/coach practice topic:caching level:senior');
    await ana.waitFor('What does a cache buy you?');
  });

  it('sees the result where the question was, with marks, quotes and the grader', async () => {
    const ana = site.guild.member('Ana');
    await answerOne(ana);
    const seen = ana.sees();
    expect(seen.match(/What does a cache buy you\?/g)).toHaveLength(1);
    expect(seen).toMatch(/✓ \*{0,2}Covered/);
    expect(seen).toMatch(/○ \*{0,2}Missed\S* .*Think about what stands behind it/);
    expect(seen).toContain('50 of 100');
  });

  it('tries again from the result, and the better one takes its place', async () => {
    const ana = site.guild.member('Ana');
    await answerOne(ana);
    await ana.click('Try again');
    await ana.submit({ answer: 'Lower latency from memory. Less database load.' });
    await ana.waitFor('100 of 100');
    expect(ana.sees().match(/Graded by/g)).toHaveLength(1);
  });

  it('is interviewed against a clock that Discord counts down, in one place, and others see nothing of it', async () => {
    const [ana, bob] = [site.guild.member('Ana'), site.guild.member('Bob')];
    await ana.slash('/coach mock topic:caching questions:5 minutes:20');
    await ana.waitFor('There is only 1 question on that');
    const shown = JSON.stringify(site.discord.calls);
    expect(shown).toMatch(/<t:\d{10}:t> \(<t:\d{10}:R>\)/);
    await ana.click('Answer');
    await ana.submit({ answer: half });
    await ana.waitFor('Answer noted, 1 of 1');
    expect(ana.sees()).not.toMatch(/of 100|Covered/);
    await ana.click('Answer the follow-up');
    await ana.submit({ answer: 'It takes load off the database.' });
    await ana.waitFor('Noted, 1 of 1');
    await ana.click('Finish');
    await ana.waitFor('Scorecard');
    expect(ana.sees()).toMatch(/50 of 100 on average.*Strengths.*Gaps/s);
    // Answers take the place of what they answer; a press leaves it standing.
    expect(ana.sees().match(/Mock interview, |Answer noted|Noted, 1/g)).toEqual(['Noted, 1']);
    expect(bob.sees()).not.toMatch(/interview|Scorecard/);
    await ana.click('Another interview');
    await ana.waitFor('question 1 of 1');
    await ana.slash('/coach mock what:My past interviews');
    await ana.waitFor('50 of 100');
  });

  it('shares a result in the channel, without a word of the answer', async () => {
    const [ana, bob] = [site.guild.member('Ana'), site.guild.member('Bob')];
    await answerOne(ana);
    await ana.click('Share');
    await bob.waitFor(/Ana\S* has answered/);
    expect(bob.sees()).toContain('50 of 100');
    expect(bob.sees()).not.toMatch(/memory|latency/);
  });

  it('objects to a grade, and the admins read it', async () => {
    const [ana, ada] = [site.guild.member('Ana'), site.guild.member('Ada', { permissions: ['ManageGuild'] })];
    await answerOne(ana);
    await ana.click('This grade is wrong');
    await ana.submit({
      keyPoint: 'Missed: Think about what stands behind it.',
      reason: 'I meant @everyone & the `database`',
    });
    await ana.waitFor('/coach-admin disputes');
    await ada.slash('/coach-admin disputes');
    await ada.waitFor(/I meant .*everyone/);
    expect(ada.sees()).toContain('A cache takes load off the database');
  });

  it('practises in a direct conversation, by command and by words', async () => {
    const ana = site.guild.member('Ana');
    await ana.dm('hello?');
    await ana.waitFor('What you can type');
    await ana.dm('practice');
    await ana.waitFor('What does a cache buy you?');
    await ana.click('Answer');
    await ana.submit({ answer: half });
    await ana.waitFor('50 of 100');
    await ana.in('dm');
    await ana.slash('/coach stats');
    await ana.waitFor('Your progress');
  });

  it('is answered in private when they mention the coach, the others seeing nothing of it', async () => {
    const [ana, bob] = [site.guild.member('Ana'), site.guild.member('Bob')];
    await ana.mention('practice caching');
    await ana.waitFor('What does a cache buy you?');
    expect(bob.sees()).not.toContain('What does a cache');
    // What was sent in private still belongs to the server where it was asked for.
    await ana.in('dm');
    await ana.click('Answer');
    await ana.submit({ answer: half });
    await ana.waitFor('50 of 100');
    await ana.in('general');
    await ana.slash('/coach leaderboard');
    await ana.waitFor(/1\D+(Ana\D+50|50\D+Ana)/);
  });

  it('gets the board, the stats and the help by their buttons', async () => {
    const ana = site.guild.member('Ana');
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

  it('finds the commands registered once, also after a restart', async () => {
    const puts = () => site.discord.calls.filter(({ route }) => route.startsWith('PUT /applications')).length;
    expect(puts()).toBe(1);
    await site.restart();
    expect(puts()).toBe(1);
    expect((await (await fetch(`${site.url()}/readyz`)).json()) as object).toMatchObject({ checks: { discord: 'ok' } });
  });

  it('takes their data along as a file, and has them deleted once they have typed the word', async () => {
    const ana = site.guild.member('Ana');
    await answerOne(ana);
    await ana.slash('/coach privacy');
    await ana.click('Export my data');
    await ana.waitFor('The file is for you alone.');
    expect(site.discord.world.messages.at(-1)?.attachments).toMatchObject([{ contentType: 'application/json' }]);
    await ana.slash('/coach privacy what:delete');
    await ana.submit({ word: 'no' });
    await ana.waitFor('Nothing is deleted yet');
    await ana.click('Back to the form');
    await ana.submit({ word: 'delete' });
    await ana.waitFor('Nothing about you is kept any more');
    await site.stop();
    expect(await rowsAsText(site.scratch.folder)).not.toContain(ana.id);
  });
});
