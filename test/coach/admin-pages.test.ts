import { describe, expect, it } from 'vitest';
import type { PageName } from '../../src/domain/interaction.ts';
import type { Change, World } from '../fixtures/practice-world.ts';
import { asAdmin } from './admin.ts';
import { accept, openDisputed, reject } from './dispute-world.ts';
import { read, send } from './reading.ts';

const open = async (world: World, page: PageName, change: Change = {}) =>
  read(await world.act('ada', { type: 'page', page, value: '' }, asAdmin(change)));

describe('the page of disputes', () => {
  it('shows under the queue what was decided lately, by whom and with which note', async () => {
    const disputed = await openDisputed();
    const { world } = disputed;
    expect(await open(world, 'disputes')).not.toContain('Decided lately');
    await reject(disputed, 'It says <b>nothing</b> of it.');
    expect(await open(world, 'disputes')).toMatch(
      /^Disputed grades\n\nThere are none\.\n\nDecided lately\n\n• Rejected by ada on Mon, 23 Nov 2026: ann on “What does a cache buy you\?”, A cache takes load off the database\. – It says <b>nothing<\/b> of it\.$/,
    );
  });

  it('says as what an accepted one is graded', async () => {
    const disputed = await openDisputed();
    await accept(disputed, { coverage: 'partial' });
    expect(await open(disputed.world, 'disputes')).toContain('• Accepted as half covered by ada');
    expect(await open(disputed.world, 'disputes', { workspace: 'rival' })).not.toContain('Decided');
  });

  it('names the twenty last ones, newest first', async () => {
    const { world } = await openDisputed();
    await world.store.transaction(async (tx) => {
      const attempt = await tx.selectFrom('attempts').selectAll().executeTakeFirstOrThrow();
      const verdict = await tx.selectFrom('verdicts').selectAll().executeTakeFirstOrThrow();
      for (let index = 0; index < 25; index += 1) {
        const own = { attempt_id: attempt.id, key_point_id: `point-${index}` };
        await tx
          .insertInto('verdicts')
          .values({ ...verdict, ...own })
          .execute();
        const at = world.clock.now + index;
        const dispute = { ...own, workspace_id: attempt.workspace_id };
        await tx
          .insertInto('disputes')
          .values({ ...dispute, reason: 'x', opened_at: at })
          .execute();
        const decision = { outcome: 'rejected', coverage: null, note: `note ${index}` } as const;
        await tx
          .insertInto('dispute_decisions')
          .values({ ...dispute, ...decision, decided_by: attempt.member_id, decided_at: at })
          .execute();
      }
    });
    const notes = (await open(world, 'disputes')).match(/note \d+/g);
    expect(notes).toEqual(Array.from({ length: 20 }, (_, index) => `note ${24 - index}`));
  });
});

describe('the page of reports', () => {
  it('names the key point, the pack, the reason and the day, and not who said it', async () => {
    const { world, attempt, missed } = await openDisputed();
    expect(await open(world, 'reports')).toContain('There are none that wait for an author.');
    const outdated = { keyPoint: [missed], objection: ['outdated'], reason: ['Not <since> 2025.'] };
    await world.act('ann', send('dispute', attempt, outdated));
    const page = await open(world, 'reports');
    expect(page).toContain(
      '• Mon, 23 Nov 2026, pack caching, “What does a cache buy you?”: A cache takes load off the database. – Not <since> 2025.',
    );
    expect(page).not.toContain('ann');
    expect(await open(world, 'reports', { workspace: 'rival' })).toContain('There are none');
  });

  it('shows the newest fifty, and says how many there are', async () => {
    const { world, attempt, missed } = await openDisputed();
    await world.act('ann', send('dispute', attempt, { keyPoint: [missed], objection: ['outdated'], reason: ['0'] }));
    await world.store.transaction(async (tx) => {
      const row = await tx.selectFrom('key_point_reports').selectAll().executeTakeFirstOrThrow();
      const more = Array.from({ length: 60 }, (_, index) => ({
        ...{ ...row, key_point_id: `point-${index}`, reason: `reason ${index}` },
        reported_at: row.reported_at + index + 1,
      }));
      await tx.insertInto('key_point_reports').values(more).execute();
    });
    const page = await open(world, 'reports');
    expect(page.match(/reason \d+/g)).toEqual(Array.from({ length: 50 }, (_, index) => `reason ${59 - index}`));
    expect(page).toContain('The newest 50 of 61 reports');
  });
});
