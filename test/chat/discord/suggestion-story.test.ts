import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DiscordSite, openDiscordSite } from './discord-site.ts';

const queue = 'What is a queue good for?';
const keyPoints = 'It lets the sender go on at once.\nIt keeps what cannot be done now.';

describe('a suggested question on Discord', () => {
  let site: DiscordSite;
  beforeEach(async () => {
    site = await openDiscordSite();
  });
  afterEach(async () => {
    await site.close();
    expect([site.discord.violations, site.logged]).toEqual([[], []]);
  });

  const adminOf = (name: string) => site.guild.member(name, { permissions: ['ManageGuild'] });

  it('is approved, asked, graded, offered while typing, and switched with its pack', async () => {
    const [ana, ada, bob] = [site.guild.member('Ana'), adminOf('Ada'), site.guild.member('Bob')];
    await ana.slash('/coach suggest');
    await ana.submit({ question: queue, keyPoints });
    await ana.waitFor('/coach-admin suggestions');
    await ada.slash('/coach-admin suggestions');
    await ada.waitFor('Ana');
    await ada.click('Approve');
    await ada.submit({ level: 'Mid', note: 'A good one.' });
    await ada.waitFor(/Approved: it is asked from now on/);
    await ana.in('dm');
    await ana.waitFor('Your question is approved');
    await bob.slash('/coach practice topic:own');
    await bob.waitFor(queue);
    await bob.click('Answer');
    await bob.submit({ answer: 'It lets the sender go on at once.' });
    await bob.waitFor('50 of 100');
    const offered = async () => (await bob.autocomplete('/coach practice topic:')).map(({ name }) => name);
    expect(await offered()).toEqual(['Caching', 'Our own questions']);
    await ada.slash('/coach-admin packs what:off pack:caching');
    await ada.waitFor('1 of 2 packs on');
    expect(await offered()).toEqual(['Our own questions']);
    await ada.click('Turn on');
    await ada.waitFor('2 of 2 packs on');
    await ada.slash('/coach-admin packs pack:own');
    await ada.click('Edit');
    await ada.submit({ question: 'What is a queue good for, and when?' });
    await ada.waitFor(/and when/);
    await ada.click('Retire');
    await ada.waitFor('is not asked any more');
    expect(await offered()).toEqual(['Caching']);
  });

  it('is decided once by two admins, and words of people stay mere words', async () => {
    const [ana, ada, bea] = [site.guild.member('Ana'), adminOf('Ada'), adminOf('Bea')];
    await ana.slash('/coach suggest');
    await ana.submit({ question: 'Why @everyone **so** [loud](https://x.example)?', keyPoints: '@here it `is`' });
    for (const admin of [ada, bea]) {
      await admin.slash('/coach-admin suggestions');
      await admin.waitFor(/everyone/);
    }
    await ada.click('Decline');
    await bea.click('Approve');
    await ada.submit({ note: '@here **no**' });
    await ada.waitFor(/Declined\./);
    await bea.submit({});
    await bea.waitFor('That suggestion is decided: Ada has declined it.');
    await ana.in('dm');
    await ana.waitFor(/here .*no/);
  });
});
