import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/reply/reply.ts';
import { parkChannel } from '../../src/store/channels.ts';
import { blocksOf, type Change, createWorld, smallPack, type World } from '../fixtures/practice-world.ts';
import { asAdmin, saveSetup } from './admin.ts';
import { disputeMissed, openDisputed } from './dispute-world.ts';
import { readablePack } from './mock-reading.ts';
import { buttonsOf, fieldOf, linksOf, press, read, send } from './reading.ts';

const open = (world: World, change: Change = {}): Promise<Reply> =>
  world.act('ada', { type: 'page', page: 'settings', value: '' }, asAdmin(change));

/** The facts of a page, as they are read, those of the workspace first. */
function factsOf(reply: Reply): readonly string[] {
  return blocksOf(reply).flatMap((block) =>
    block.type === 'facts' ? [block.items.map(({ label, value }) => `${label}: ${value}`).join('\n')] : [],
  );
}

const setupOf = (reply: Reply) => buttonsOf(reply).filter(({ name, value }) => name === 'setup' && value !== '');

describe('the page of settings', () => {
  it('of a workspace without a channel shows how to set one up', async () => {
    const page = await open(await createWorld());
    expect(factsOf(page)).toEqual([
      'Season: 2026-Q4, Thu, 1 Oct 2026 to Thu, 31 Dec 2026\nTime zone: UTC\nMembers: 0\nOpen disputes: 0\nOpen reports: 0',
    ]);
    expect(read(page)).toContain('No channel has a question of the day yet.');
    expect(buttonsOf(page)[0]).toMatchObject({ name: 'setup', label: 'Set up a channel' });
    expect(linksOf(page).map((link) => link.page)).toEqual(['packs', 'disputes', 'reports', 'missed']);
  });

  it('says of each channel when and what it is asked, what comes next and what was last', async () => {
    const world = await createWorld({ packs: [smallPack(), readablePack()] });
    await saveSetup(world);
    await saveSetup(world, {
      ...{ channel: ['random <b>'], time: ['17:30'], weekdays: ['2', '4'], topics: ['caching'] },
    });
    world.clock.now = Date.parse('2026-11-24T08:00:00Z');
    await world.tick();
    const page = await open(world);
    expect(factsOf(page).slice(1)).toEqual([
      [
        'Asked: Monday to Friday at 09:00, closes at 17:00',
        'Topics: all',
        'Levels: all',
        'Next question: Wednesday 25 November at 09:00',
        'Last question: Tue, 24 Nov 2026: What does a cache buy you?',
      ].join('\n'),
      [
        'Asked: Tuesday, Thursday at 17:30, closes at 17:00 on the next day',
        'Topics: Caching',
        'Levels: all',
        'Next question: Tuesday 24 November at 17:30',
        'Last question: none yet',
      ].join('\n'),
    ]);
    expect(read(page)).toContain('Channel random <b>');
    const details = buttonsOf(page).find(({ name }) => name === 'daily-details')?.value ?? '';
    const more = { closeTime: ['18:00'], levels: ['mid'], skippedDays: ['2026-12-24 2026-12-25'] };
    await world.act('ada', send('daily-details', details, more), asAdmin());
    expect(factsOf(await open(world))[1]).toContain('closes at 18:00\nTopics: all\nLevels: Mid\nDays off: 2 days');
  });

  it('opens the form of the channel that is chosen, with what is wrong with it', async () => {
    const world = await createWorld();
    await saveSetup(world);
    await saveSetup(world, { channel: ['random'], time: ['17:30'] });
    const [first, second] = setupOf(await open(world));
    const form = await world.act('ada', press('setup', second?.value), asAdmin());
    expect(fieldOf(form, 'channel', 'channel').channel).toBe('random');
    expect(fieldOf(form, 'time', 'time').time).toBe('17:30');
    await world.store.transaction(async (tx) => {
      const [row] = await tx.selectFrom('channels').selectAll().where('external_id', '=', 'random').execute();
      if (row) await parkChannel(tx, row.workspace_id, { channelId: row.id, because: 'The channel is archived.' });
    });
    expect(read(await open(world))).toContain('Channel random\n\nNothing is posted there: The channel is archived.');
    const again = await world.act('ada', press('setup', second?.value), asAdmin());
    expect(fieldOf(again, 'channel', 'channel').problem).toBe('The channel is archived.');
    for (const value of [first?.value, 'nobody', "' or 1=1 --"]) {
      const other = await world.act('ada', press('setup', value), asAdmin({ channel: 'general' }));
      expect(fieldOf(other, 'channel', 'channel').channel).toBe('general');
    }
    const rival = await world.act('ada', press('setup', second?.value), asAdmin({ workspace: 'rival' }));
    expect(fieldOf(rival, 'time', 'time').time).toBe('09:00');
  });

  it('counts what waits for an admin or an author', async () => {
    const { world, attempt } = await openDisputed();
    const missed = await disputeMissed(world, attempt);
    const outdated = { keyPoint: [missed], objection: ['outdated'], reason: ['Old.'] };
    await world.act('ann', send('dispute', attempt, outdated));
    expect(factsOf(await open(world))[0]).toContain('Members: 2\nOpen disputes: 1\nOpen reports: 1');
    expect(factsOf(await open(world, { workspace: 'rival' }))[0]).toContain('Open disputes: 0\nOpen reports: 0');
  });

  it('shows fifteen channels, and counts a thousand members', async () => {
    const world = await createWorld();
    await saveSetup(world);
    await world.store.transaction(async (tx) => {
      const channel = await tx.selectFrom('channels').selectAll().executeTakeFirstOrThrow();
      const member = await tx.selectFrom('members').selectAll().executeTakeFirstOrThrow();
      for (let index = 0; index < 1_000; index += 1) {
        const [id, external_id] = [`more-${index}`, `more-${index}`];
        const one = { ...member, id: id as typeof member.id, external_id };
        await tx.insertInto('members').values(one).execute();
        if (index >= 16) continue;
        await tx
          .insertInto('channels')
          .values({ ...channel, id: id as typeof channel.id, external_id })
          .execute();
      }
    });
    const page = await open(world);
    expect(setupOf(page)).toHaveLength(15);
    expect(read(page)).toContain('… and 2 more channels');
    expect(factsOf(page)[0]).toContain('Members: more than 1000');
  });
});
