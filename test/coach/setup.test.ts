import { describe, expect, it } from 'vitest';
import type { FieldValues } from '../../src/domain/interaction.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { type Change, createWorld, smallPack, type World } from '../fixtures/practice-world.ts';
import { asAdmin, goodSetup, outboxOf, saveSetup } from './admin.ts';
import { plainPack } from './another-coach.ts';
import { buttonsOf, command, fieldOf, formOf, press, read } from './reading.ts';
import { dumpDoings, dumpWorld } from './world-dump.ts';

function openWorld(): Promise<World> {
  return createWorld({ packs: [smallPack(), plainPack(3)] });
}

/** The form that an admin gets in a place. */
async function ask(world: World, change: Change = {}): Promise<Reply> {
  return formOf(await world.act('ada', command('setup'), asAdmin(change)));
}

/** What a setup form holds, by the names of its fields. */
function heldBy(reply: Reply): Readonly<Record<string, unknown>> {
  return {
    channel: fieldOf(reply, 'channel', 'channel').channel,
    time: fieldOf(reply, 'time', 'time').time,
    timeZone: fieldOf(reply, 'text', 'timeZone').text,
    weekdays: fieldOf(reply, 'choice', 'weekdays').chosen,
    topics: fieldOf(reply, 'choice', 'topics').chosen,
  };
}

function problemsOf(reply: Reply): Readonly<Record<string, string>> {
  return Object.fromEntries(
    formOf(reply).fields.flatMap(({ name, problem }) => (problem === undefined ? [] : [[name, problem]])),
  );
}

describe('the setup form', () => {
  it('is first filled with the channel where it is asked for, the usual days, and the zone of the admin', async () => {
    const world = await openWorld();
    const berlin = { member: { timeZone: 'Europe/Berlin' } };
    const usual = { time: '09:00', weekdays: ['1', '2', '3', '4', '5'], topics: [] };
    expect(heldBy(await ask(world, berlin))).toEqual({ ...usual, channel: 'general', timeZone: 'Europe/Berlin' });
    const nowhere = { ...asAdmin(), channel: undefined };
    const { channel: _channel, ...inPrivate } = nowhere;
    expect(heldBy(await world.act('ada', command('setup'), inPrivate))).toEqual({ ...usual, timeZone: 'UTC' });
    expect(problemsOf(await ask(world))).toEqual({});
  });

  it('offers every day and every topic by its name', async () => {
    const form = await ask(await openWorld());
    expect(fieldOf(form, 'choice', 'weekdays').options.map(({ label }) => label)).toEqual(
      'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' '),
    );
    expect(fieldOf(form, 'choice', 'topics').options).toEqual([
      { value: 'caching', label: 'Caching' },
      { value: 'plain', label: 'Plain' },
    ]);
  });

  it('comes back with what was saved, for whoever asks and whatever their zone', async () => {
    const world = await openWorld();
    const different = { time: ['17:05'], weekdays: ['2', '4'], topics: ['plain'], timeZone: ['America/New_York'] };
    await saveSetup(world, different);
    const saved = { channel: 'general', time: '17:05', timeZone: 'America/New_York' };
    const held = { ...saved, weekdays: ['2', '4'], topics: ['plain'] };
    expect(heldBy(await ask(world, { member: { id: 'bea', timeZone: 'Asia/Tokyo' } }))).toEqual(held);
    // Elsewhere it is about that place, and proposes the same.
    expect(heldBy(await ask(world, { channel: 'random' }))).toEqual({ ...held, channel: 'random' });
    expect(heldBy(await world.act('ada', press('setup'), asAdmin()))).toEqual(held);
  });

  it('opens by a button too, and changes nothing by being opened', async () => {
    const world = await openWorld();
    await ask(world);
    const before = await dumpDoings(world);
    expect(formOf(await world.act('ada', press('setup'), asAdmin())).name).toBe('setup');
    await ask(world, { channel: 'random' });
    expect(await dumpDoings(world)).toEqual(before);
  });

  it('is of its own workspace', async () => {
    const world = await openWorld();
    await saveSetup(world, { time: ['17:05'] });
    expect(heldBy(await ask(world, { workspace: 'rival' }))).toMatchObject({ time: '09:00', timeZone: 'UTC' });
  });
});

describe('settings that are saved', () => {
  it('are told in words, with the next time a question is posted', async () => {
    const world = await openWorld();
    const told = read(await saveSetup(world, { time: ['18:30'], weekdays: ['1', '5'], topics: ['caching'] }));
    // It is 10:00 on Monday in Berlin.
    expect(told).toContain('Saved. The next question is posted on Monday 23 November at 18:30.');
    expect(told).toContain('Time: 18:30, Europe/Berlin');
    expect(told).toContain('Days: Monday, Friday');
    expect(told).toContain('Topics: Caching');
    expect(read(await saveSetup(world))).toContain('The next question is posted on Tuesday 24 November at 09:00.');
    expect(read(await saveSetup(world))).toContain('Topics: all');
  });

  it('are saved once when the form is delivered twice, and the words are the same', async () => {
    const world = await openWorld();
    const change = { deliveryId: 'one' };
    const first = await saveSetup(world, {}, change);
    await saveSetup(world, { time: ['11:00'] });
    expect(await saveSetup(world, {}, change)).toEqual(first);
    expect(heldBy(await ask(world))).toMatchObject({ time: '11:00' });
  });

  it('take what a person would write: blanks around it, days twice', async () => {
    const world = await openWorld();
    await saveSetup(world, { time: [' 09:30 '], timeZone: [' Asia/Kathmandu '], weekdays: ['3', '1', '3'] });
    expect(heldBy(await ask(world))).toMatchObject({ time: '09:30', timeZone: 'Asia/Kathmandu', weekdays: ['1', '3'] });
  });
});

type Bad = { readonly field: string; readonly values: readonly string[]; readonly problem: RegExp };

const kilobytes = 'x'.repeat(10_240);
const bad: Readonly<Record<string, Bad>> = {
  'an hour too late': { field: 'time', values: ['25:00'], problem: /from 00:00 to 23:59/ },
  'midnight at the end of the day': { field: 'time', values: ['24:00'], problem: /from 00:00 to 23:59/ },
  'a time of the English': { field: 'time', values: ['9am'], problem: /such as 09:00/ },
  'an hour of one digit': { field: 'time', values: ['9:00'], problem: /such as 09:00/ },
  'a minute too late': { field: 'time', values: ['09:60'], problem: /from 00:00 to 23:59/ },
  'a time with seconds': { field: 'time', values: ['09:00:00'], problem: /such as 09:00/ },
  'a time over two lines': { field: 'time', values: ['09:00\n10:00'], problem: /such as 09:00/ },
  'no time': { field: 'time', values: [], problem: /such as 09:00/ },
  'a time of 10 KB': { field: 'time', values: [kilobytes], problem: /such as 09:00/ },
  'a zone on Mars': { field: 'timeZone', values: ['Mars/Olympus'], problem: /no time zone "Mars\/Olympus"/ },
  'a city for a zone': { field: 'timeZone', values: ['Berlin'], problem: /like Europe\/Berlin/ },
  'no zone': { field: 'timeZone', values: [], problem: /no time zone ""/ },
  'a zone of 10 KB': { field: 'timeZone', values: [kilobytes], problem: /no time zone "x{30,40}…?"/ },
  'a zone of a prototype': { field: 'timeZone', values: ['__proto__'], problem: /no time zone "__proto__"/ },
  'days that are none': { field: 'weekdays', values: ['0', '8', 'Monday', '1 '], problem: /from Monday to Sunday/ },
  'no channel': { field: 'channel', values: [], problem: /Choose the channel/ },
  'a blank for a channel': { field: 'channel', values: [' '], problem: /Choose the channel/ },
  'a channel of 10 KB': { field: 'channel', values: [kilobytes], problem: /Choose the channel/ },
  'a topic that is not there': { field: 'topics', values: ['cooking'], problem: /not there any more/ },
  'one foreign topic among others': { field: 'topics', values: ['plain', 'x'], problem: /not there any more/ },
  'a topic of a prototype': { field: 'topics', values: ['__proto__'], problem: /not there any more/ },
  'a topic of 10 KB': { field: 'topics', values: [kilobytes], problem: /not there any more/ },
};

describe('settings that cannot be taken', () => {
  const others: FieldValues = { ...goodSetup, time: ['17:05'], weekdays: ['2', '7'], topics: ['plain'] };
  const keptOthers = {
    channel: 'general',
    time: '17:05',
    timeZone: 'Europe/Berlin',
    weekdays: ['2', '7'],
    topics: ['plain'],
  };

  it.each(Object.entries(bad))('give the form back with a sentence at its field: %s', async (_what, wrong) => {
    const { field, values, problem } = wrong;
    const world = await openWorld();
    await saveSetup(world);
    const { workspaces } = await dumpWorld(world);
    const before = await dumpDoings(world);
    const form = await saveSetup(world, { ...others, [field]: values });
    expect(problemsOf(form)).toEqual({ [field]: expect.stringMatching(problem) });
    expect(problemsOf(form)[field]).toMatch(/^[A-Z][^\n]{10,150}\.$/);
    const { [field]: _wrong, ...held } = heldBy(form);
    const { [field]: _its, ...kept } = { ...keptOthers } as Readonly<Record<string, unknown>>;
    expect(held).toEqual(kept);
    expect(await dumpDoings(world)).toEqual(before);
    expect((await dumpWorld(world)).workspaces).toEqual(workspaces);
  });

  it('say everything that is wrong at once, and can be corrected right away', async () => {
    const world = await openWorld();
    const form = await saveSetup(world, { channel: [], time: ['soon'], timeZone: ['here'], weekdays: ['8'] });
    expect(Object.keys(problemsOf(form)).toSorted()).toEqual(['channel', 'time', 'timeZone', 'weekdays']);
    expect(read(await saveSetup(world))).toContain('Saved.');
  });

  it.each<[string, FieldValues]>([
    ['without any field', {}],
    ['with fields of a prototype alone', JSON.parse('{"__proto__":["x"],"constructor":["x"],"toString":["x"]}')],
  ])('are those of a form %s', async (_what, fields) => {
    const world = await openWorld();
    const nothing = Object.fromEntries(Object.keys(goodSetup).map((name) => [name, []]));
    const form = await saveSetup(world, { ...nothing, ...fields });
    expect(Object.keys(problemsOf(form)).toSorted()).toEqual(['channel', 'time', 'timeZone']);
    expect(world.errors).toEqual([]);
  });

  it('do not keep good ones from being taken beside fields that nobody asked for', async () => {
    const world = await openWorld();
    const foreign: FieldValues = JSON.parse(`{"__proto__":["x"],"admin":["yes"],"since":["0"],"x":["${kilobytes}"]}`);
    expect(read(await saveSetup(world, foreign))).toContain('Saved.');
    expect(heldBy(await ask(world))).toMatchObject({ time: '09:00', channel: 'general' });
  });
});

describe('a test post', () => {
  const savedButton = (reply: Reply) => buttonsOf(reply).find(({ name }) => name === 'test-post')?.value ?? '';

  it('goes to the channel that was set up, each time it is asked for', async () => {
    const world = await openWorld();
    const value = savedButton(await saveSetup(world));
    expect(read(await world.act('ada', press('test-post', value), asAdmin({ channel: 'random' })))).toContain(
      'A test message is on its way to the channel.',
    );
    await world.act('ada', press('test-post', value), asAdmin());
    const posts = await outboxOf(world);
    expect(posts.map(({ channel, state }) => [channel, state])).toEqual(Array(2).fill(['general', 'pending']));
    expect(posts[0]?.message && read(posts[0].message)).toContain('ada has tried it out.');
  });

  it('of one press that is delivered twice is one', async () => {
    const world = await openWorld();
    const value = savedButton(await saveSetup(world));
    for (let times = 0; times < 3; times += 1)
      await world.act('ada', press('test-post', value), asAdmin({ deliveryId: 'one' }));
    expect(await outboxOf(world)).toHaveLength(1);
  });

  it.each(['', 'id-999', 'general', '__proto__', "' or 1=1", '\0', kilobytes])(
    'into a channel that is not known is refused: %j',
    async (value) => {
      const world = await openWorld();
      await saveSetup(world);
      expect(read(await world.act('ada', press('test-post', value), asAdmin()))).toBe(
        'That channel is not set up: start with /coach setup.',
      );
      expect(await outboxOf(world)).toEqual([]);
    },
  );

  it("into another workspace's channel is refused", async () => {
    const world = await openWorld();
    const value = savedButton(await saveSetup(world));
    expect(read(await world.act('eve', press('test-post', value), asAdmin({ workspace: 'rival' })))).toContain(
      'That channel is not set up',
    );
    expect(await outboxOf(world)).toEqual([]);
  });
});
