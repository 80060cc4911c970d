import { describe, expect, it } from 'vitest';
import type { ChannelId, WorkspaceId } from '../../src/domain/ids.ts';
import { parkChannel, unparkChannel } from '../../src/store/channels.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { dumpOf } from '../store/dump.ts';
import { asAdmin, saveSetup } from './admin.ts';
import { read } from './reading.ts';

const at = (instant: string) => Date.parse(`${instant}Z`);

/** A channel that has its question at nine in Berlin on working days, since Monday, 23 November. */
async function openWorld(): Promise<World> {
  const world = await createWorld();
  world.clock.now = at('2026-11-23T06:00:00');
  await saveSetup(world);
  world.clock.now = at('2026-11-23T08:00:00');
  await world.tick();
  return world;
}

const pageOf = async (world: World) =>
  read(await world.act('ada', { type: 'page', page: 'missed', value: '' }, asAdmin()));
const rowsOf = (page: string) => page.split('\n').filter((line) => line.startsWith('• '));
const missedIn = async (world: World) => rowsOf(await pageOf(world));

async function onChannel(
  world: World,
  work: (
    tx: Parameters<typeof parkChannel>[0],
    channel: { readonly workspaceId: WorkspaceId; readonly channelId: ChannelId },
  ) => Promise<void>,
): Promise<void> {
  await world.store.transaction(async (tx) => {
    const row = await tx.selectFrom('channels').selectAll().where('daily', '=', 1).executeTakeFirstOrThrow();
    await work(tx, { workspaceId: row.workspace_id, channelId: row.id });
  });
}

const park = (world: World) =>
  onChannel(world, (tx, { workspaceId, channelId }) =>
    parkChannel(tx, workspaceId, { channelId, because: 'The channel is archived.' }),
  );

describe('days without their question', () => {
  it('are none while every question is asked in time', async () => {
    const world = await openWorld();
    world.clock.now = at('2026-11-24T13:59:00');
    await world.tick();
    expect(await missedIn(world)).toEqual([]);
    expect(await pageOf(world)).toContain('None');
  });

  it('are those on which nobody was there, latest first, without weekends and the day that can still be asked', async () => {
    const world = await openWorld();
    world.clock.now = at('2026-12-01T09:00:00');
    await world.tick();
    const reason = 'in general: the coach was not running in time to ask it';
    expect(await missedIn(world)).toEqual([
      `• Mon, 30 Nov 2026 ${reason}`,
      `• Fri, 27 Nov 2026 ${reason}`,
      `• Thu, 26 Nov 2026 ${reason}`,
      `• Wed, 25 Nov 2026 ${reason}`,
      `• Tue, 24 Nov 2026 ${reason}`,
    ]);
  });

  it('are those on which the channel was closed, unless it was opened in time', async () => {
    const world = await openWorld();
    await park(world);
    for (const instant of ['2026-11-24T08:00:00', '2026-11-24T08:06:00', '2026-11-24T08:12:00']) {
      world.clock.now = at(instant);
      await world.tick();
    }
    expect(await missedIn(world)).toEqual([
      '• Tue, 24 Nov 2026 in general: the platform did not let the coach post there',
    ]);
    await onChannel(world, (tx, { workspaceId, channelId }) => unparkChannel(tx, workspaceId, channelId));
    world.clock.now = at('2026-11-24T08:20:00');
    await world.tick();
    expect(await missedIn(world)).toEqual([]);
    await park(world);
    world.clock.now = at('2026-11-25T08:00:00');
    await world.tick();
    world.clock.now = at('2026-11-25T20:00:00');
    await world.tick();
    expect(await missedIn(world)).toHaveLength(1);
  });

  it('are those for which no question suited', async () => {
    const world = await openWorld();
    await world.store.transaction((tx) => tx.updateTable('channels').set({ topics: '["gone"]' }).execute());
    world.clock.now = at('2026-11-24T08:00:00');
    await world.tick();
    expect(await missedIn(world)).toEqual([
      '• Tue, 24 Nov 2026 in general: no pack that is on has one of the topics and levels that are chosen',
    ]);
  });

  it('are a hundred at most, of 90 days, and forgotten after them', async () => {
    const world = await openWorld();
    await saveSetup(world, { channel: ['random'] });
    world.clock.now = at('2028-01-03T20:00:00');
    await world.tick();
    const page = await pageOf(world);
    expect(rowsOf(page)).toHaveLength(100);
    expect(page).toContain('… and more before them');
    const rows = async () => (await world.store.read(dumpOf)).missed_dailies?.length;
    // Two channels on the working days of 90 days.
    expect(await rows()).toBe(130);
    await world.coach.purge();
    expect(await rows()).toBe(130);
    world.clock.now += 60 * 86_400_000;
    const later = await pageOf(world);
    expect(rowsOf(later).length).toBeLessThan(100);
    expect(later).not.toContain('more before them');
    world.clock.now += 32 * 86_400_000;
    expect(await missedIn(world)).toEqual([]);
    await world.coach.purge();
    expect(await rows()).toBe(0);
  });

  it('of one workspace are not those of another', async () => {
    const world = await openWorld();
    world.clock.now = at('2026-11-26T20:00:00');
    await world.tick();
    const elsewhere = asAdmin({ workspace: 'rival' });
    expect(read(await world.act('ada', { type: 'page', page: 'missed', value: '' }, elsewhere))).toContain('None');
  });
});
