import { describe, expect, it } from 'vitest';
import { civilDateOf } from '../../src/domain/calendar.ts';
import { createWorld, smallPack, type World } from '../fixtures/practice-world.ts';
import { schedulerOf } from '../fixtures/scheduler.ts';
import { asAdmin, outboxOf, saveSetup } from './admin.ts';
import { createAnotherCoach, plainPack } from './another-coach.ts';
import { command, fieldOf, read } from './reading.ts';

const utc = (text: string) => Date.parse(`${text}Z`);

/** Monday, nine o'clock in London, with two topics to ask from. */
function openWorld(): Promise<World> {
  return createWorld({ packs: [smallPack(), plainPack(9)] });
}

type Asked = { readonly at: string; readonly channel: string; readonly question: string };

/** Looks every ten minutes whether a question is due, and gives those that were asked, in their order. */
async function runUntil(world: World, end: string): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const known = new Set((await outboxOf(world)).map(({ key }) => key));
  for (; world.clock.now <= utc(end); world.clock.now += 10 * 60_000) {
    await world.tick();
    for (const { key, channel, message } of await outboxOf(world)) {
      if (known.has(key) || !key.startsWith('daily:')) continue;
      known.add(key);
      const question = message ? read(message).split('\n\n')[2] : undefined;
      asked.push({ at: new Date(world.clock.now).toISOString().slice(0, 16), channel, question: question ?? '' });
    }
  }
  expect(world.errors).toEqual([]);
  return asked;
}

const timesOf = (asked: readonly Asked[]) => asked.map(({ at }) => at);

describe('the daily question, once it is set up', () => {
  it('is asked at that time of the local clock, on those days, from then on', async () => {
    const world = await openWorld();
    await saveSetup(world, { time: ['07:30'], timeZone: ['Asia/Kathmandu'], weekdays: ['2', '4', '6'] });
    const asked = await runUntil(world, '2026-12-03T09:00:00');
    expect(timesOf(asked)).toEqual([
      '2026-11-24T01:50',
      '2026-11-26T01:50',
      '2026-11-28T01:50',
      '2026-12-01T01:50',
      '2026-12-03T01:50',
    ]);
    expect(new Set(asked.map(({ channel }) => channel))).toEqual(new Set(['general']));
  });

  it('keeps its hour when clocks change', async () => {
    const world = await openWorld();
    world.clock.now = utc('2027-03-26T12:00:00');
    await saveSetup(world, { time: ['08:00'], weekdays: ['6', '7', '1'] });
    expect(timesOf(await runUntil(world, '2027-03-29T12:00:00'))).toEqual([
      '2027-03-27T07:00',
      '2027-03-28T06:00',
      '2027-03-29T06:00',
    ]);
  });

  it('is not asked for a time of the same day that was over when it was set up', async () => {
    const world = await openWorld();
    await saveSetup(world, { time: ['09:50'] });
    expect(timesOf(await runUntil(world, '2026-11-23T23:00:00'))).toEqual([]);
    world.clock.now = utc('2026-11-24T08:40:00');
    expect(timesOf(await runUntil(world, '2026-11-24T12:00:00'))).toEqual(['2026-11-24T08:50']);
  });

  it('is made up for within six hours when nobody was there to ask it, and not later', async () => {
    const world = await openWorld();
    await saveSetup(world);
    world.clock.now = utc('2026-11-24T13:50:00');
    expect(timesOf(await runUntil(world, '2026-11-24T23:00:00'))).toEqual(['2026-11-24T13:50']);
    world.clock.now = utc('2026-11-25T14:00:00');
    expect(timesOf(await runUntil(world, '2026-11-25T23:00:00'))).toEqual([]);
  });

  it('is from the chosen topics alone, and from all when none is chosen', async () => {
    const world = await openWorld();
    await saveSetup(world, { topics: ['caching'] });
    const chosen = await runUntil(world, '2026-11-27T12:00:00');
    expect(new Set(chosen.map(({ question }) => question))).toEqual(
      new Set(['What does a cache buy you?', 'How do you keep a cache fresh?']),
    );
    expect(chosen).toHaveLength(4);
    await saveSetup(world);
    const all = await runUntil(world, '2026-12-03T12:00:00');
    expect(all.map(({ question }) => question)).toContainEqual(expect.stringMatching(/^Question \d\?$/));
  });

  it('is not asked where its topics are gone, and the form then offers the others', async () => {
    const world = await openWorld();
    await saveSetup(world, { topics: ['caching'] });
    const coach = createAnotherCoach(world, { packs: [plainPack(3)] });
    world.clock.now = utc('2026-11-24T08:00:00');
    await schedulerOf(coach, world).tick();
    // Whoever has set it up is told, in private, and nobody else.
    const told = await outboxOf(world);
    expect(told.map(({ channel }) => channel)).toEqual(['@ada']);
    expect(told.map(({ message }) => message && read(message))).toEqual([
      expect.stringContaining('There was no question of the day to ask'),
    ]);
    expect(world.errors).toEqual([]);
    const interaction = { deliveryId: 'later', platform: 'test', workspace: 'acme', action: command('setup') };
    const form = await coach.handle({ ...interaction, member: { id: 'ada', name: 'ada', role: 'admin' } });
    expect(fieldOf(form, 'choice', 'topics')).toMatchObject({ chosen: [], options: [{ value: 'plain' }] });
  });
});

describe('the daily question, once it is set up otherwise', () => {
  it('is not asked twice on a day whose question was asked before', async () => {
    const world = await openWorld();
    await saveSetup(world);
    expect(timesOf(await runUntil(world, '2026-11-24T10:00:00'))).toEqual(['2026-11-24T08:00']);
    await saveSetup(world, { time: ['15:00'] });
    expect(timesOf(await runUntil(world, '2026-11-25T16:00:00'))).toEqual(['2026-11-25T14:00']);
  });

  it('is asked no more when it is switched off, and again when it is switched on', async () => {
    const world = await openWorld();
    await saveSetup(world);
    const told = read(await saveSetup(world, { weekdays: [] }));
    expect(told).toBe('Saved. No question of the day is posted in that channel any more.');
    expect(await runUntil(world, '2026-11-26T12:00:00')).toEqual([]);
    // What was missed meanwhile is not made up for: the settings are in force from now on.
    await saveSetup(world, { time: ['12:00'] });
    expect(timesOf(await runUntil(world, '2026-11-27T13:00:00'))).toEqual(['2026-11-27T11:00']);
  });

  it('is another one in a second channel, at a time of its own', async () => {
    const world = await openWorld();
    await saveSetup(world, { topics: ['plain'] });
    await saveSetup(world, { channel: ['random'], time: ['16:00'], topics: ['caching'], weekdays: ['3'] });
    const asked = await runUntil(world, '2026-11-26T07:00:00');
    expect(asked.map(({ at, channel }) => [at, channel])).toEqual([
      ['2026-11-24T08:00', 'general'],
      ['2026-11-25T08:00', 'general'],
      ['2026-11-25T15:00', 'random'],
    ]);
    // Each channel's form is about itself.
    const time = async (channel: string) =>
      fieldOf(await world.act('ada', command('setup'), asAdmin({ channel })), 'time', 'time').time;
    expect([await time('general'), await time('random')]).toEqual(['09:00', '16:00']);
    // Switching one off leaves the other on.
    await saveSetup(world, { weekdays: [] });
    expect((await runUntil(world, '2026-12-02T16:00:00')).map(({ channel }) => channel)).toEqual(['random']);
  });

  it("moves with the workspace's zone, in every channel of it and in no other workspace", async () => {
    const world = await openWorld();
    await saveSetup(world, {}, { workspace: 'rival' });
    await saveSetup(world, { channel: ['random'] });
    await saveSetup(world, { timeZone: ['America/New_York'] });
    const asked = await runUntil(world, '2026-11-24T15:00:00');
    expect(asked.map(({ at, channel }) => [at, channel])).toEqual([
      // Nine o'clock on Monday in New York is still to come.
      ['2026-11-23T14:00', 'general'],
      ['2026-11-23T14:00', 'random'],
      ['2026-11-24T08:00', 'general'],
      ['2026-11-24T14:00', 'general'],
      ['2026-11-24T14:00', 'random'],
    ]);
    const places = (await outboxOf(world)).map(({ workspace, key }) => [workspace, key.split(':').at(-1)]);
    expect(places).toContainEqual(['rival', '2026-11-24']);
    expect(civilDateOf(utc('2026-11-23T14:00:00'), 'America/New_York')).toBe('2026-11-23');
  });
});
