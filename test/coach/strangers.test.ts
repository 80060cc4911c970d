import { describe, expect, it } from 'vitest';
import type { ActionName, MemberAction } from '../../src/domain/interaction.ts';
import { type Change, createWorld, type World } from '../fixtures/practice-world.ts';
import { createLiteralGrader, latency } from './literal-grader.ts';
import { command, notOpen, practise, press, read, submit } from './reading.ts';
import { dumpDoings, dumpWorld } from './world-dump.ts';

/** Everything that can be done with the value of a button or form. */
const uses = (value: string): readonly MemberAction[] => [
  ...(['answer', 'hint', 'show-answer'] satisfies ActionName[]).map((action) => press(action, value)),
  submit(value, `${latency} It is mine.`),
];

/** A world in which ann has a session with an attempt, and her workspace a daily question. */
async function openWorld(): Promise<{ world: World; session: string; daily: string }> {
  const world = await createWorld({ grader: createLiteralGrader() });
  await world.coach.addDailyChannel({ platform: 'test', workspace: 'acme', channel: 'general' });
  await world.tick();
  const session = await practise(world, 'ann');
  await world.act('ann', submit(session, latency));
  const { logical_key: daily } = await world.store.read((db) =>
    db.selectFrom('outbox').select('logical_key').executeTakeFirstOrThrow(),
  );
  return { world, session, daily };
}

async function expectRefusals(
  world: World,
  member: string,
  { value, place }: { readonly value: string; readonly place?: Change },
): Promise<void> {
  const before = await dumpDoings(world);
  for (const action of uses(value)) {
    expect(read(await world.act(member, action, place)), JSON.stringify(action).slice(0, 200)).toBe(notOpen);
  }
  expect(await dumpDoings(world)).toEqual(before);
  expect(world.errors).toEqual([]);
}

describe("somebody with a value that is another's", () => {
  it('is told politely that it is not open, and changes nothing, as another member', async () => {
    const { world, session } = await openWorld();
    await expectRefusals(world, 'bob', { value: session });
    await practise(world, 'bob');
    await expectRefusals(world, 'bob', { value: session });
  });

  it('likewise as somebody of the same name, or the same id, in another workspace or on another platform', async () => {
    const { world, session, daily } = await openWorld();
    for (const place of [{ workspace: 'rival' }, { platform: 'other' }, { platform: 'other', workspace: 'rival' }]) {
      await expectRefusals(world, 'ann', { value: session, place });
      await expectRefusals(world, 'ann', { value: daily, place });
    }
    const named = { id: 'mallory', name: 'ann' };
    await expectRefusals(world, 'mallory', { value: session, place: { member: named } });
  });

  it('leaves ann where she was: her hints, her question and her model answer are her own', async () => {
    const { world, session } = await openWorld();
    for (const action of uses(session)) await world.act('bob', action);
    expect(read(await world.act('ann', press('hint', session)))).toMatch(/^Hint: [^.]+\.$/);
    expect(read(await world.act('ann', press('answer', session)))).toMatch(/What does a cache buy you/);
  });
});

describe('a value that nobody was given', () => {
  const hostile: Readonly<Record<string, string>> = {
    'the empty one': '',
    'ten thousand letters': 'a'.repeat(10_000),
    'ten thousand letters after the kind': `session:${'a'.repeat(10_000)}`,
    'ten thousand colons': ':'.repeat(10_000),
    SQL: "session:' or 1=1; drop table attempts; --",
    'SQL alone': "'; delete from points; --",
    'a path': 'session:../../x',
    'a session of no id': 'session:',
    'a session of a strange id': 'session:id-999999',
    'a session in upper case': 'SESSION:id-1',
    'a wildcard': 'session:%',
    'a line after the id': 'session:id-1\n',
    'a null character': 'session:\0id-1',
    'a prototype': '__proto__',
    'the prototype of a session': 'session:__proto__',
    'a constructor': 'session:constructor',
    'a method': 'toString',
    'a daily of no channel': 'daily::2026-11-23',
    'a daily of a strange channel': 'daily:nowhere:2026-11-23',
    'a daily on no day': 'daily:id-1:2026-13-45',
    'a daily of the prototype': 'daily:__proto__:2026-11-23',
    JSON: '{"type":"session","sessionId":"id-1"}',
    emoji: 'session:🙂',
    'a lone surrogate': 'session:\ud800',
  };

  it.each(Object.keys(hostile))('is refused politely: %s', async (name) => {
    const { world } = await openWorld();
    await expectRefusals(world, 'ann', { value: hostile[name] ?? '' });
  });

  it('is refused also when it is almost right: a session of a daily, a daily of a session, a day early', async () => {
    const { world, session, daily } = await openWorld();
    const [, channel] = daily.split(':');
    for (const value of [
      `daily:${session.slice('session:'.length)}:2026-11-23`,
      `session:${channel}`,
      `daily:${channel}:2026-11-22`,
      `${daily}:`,
      ` ${session}`,
    ]) {
      await expectRefusals(world, 'ann', { value });
    }
  });
});

describe('an interaction from a place of any name', () => {
  const names = ['__proto__', 'constructor', '', "'; drop table members; --", 'x'.repeat(10_000), '\0', '\ud800', '🙂'];

  it.each(names.map((name) => [name.slice(0, 30), name]))('is taken like any other: %j', async (_, name) => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const place = { platform: name, workspace: name, deliveryId: name, member: { id: name, name } };
    const first = await world.act('anybody', command('practice'), place);
    expect(read(first)).toMatch(/What does a cache buy you\?$/);
    const before = await dumpWorld(world);
    expect(await world.act('anybody', command('practice'), place)).toEqual(first);
    expect(await dumpWorld(world)).toEqual(before);
    expect(read(await world.act('anybody', command('stats'), { ...place, deliveryId: `${name}2` }))).toMatch(
      /progress/,
    );
  });
});
