import { describe, expect, it } from 'vitest';
import {
  type BoardCommand,
  type Command,
  type CommandName,
  commandLine,
  parseCommand,
} from '../../src/domain/command.ts';
import type { BoardWindow } from '../../src/domain/season.ts';

const names: readonly CommandName[] = [
  'practice',
  'answer',
  'hint',
  'show',
  'next',
  'leaderboard',
  'season',
  'privacy',
  'mock',
  'stats',
  'web',
  'setup',
  'disputes',
  'help',
];

describe('how a command is typed', () => {
  it.each(['slack', 'local', 'terminal', '', '__proto__', 'constructor'])(
    'is /coach and its name on "%s"',
    (platform) => {
      for (const name of names) expect(commandLine(platform, name)).toBe(`/coach ${name}`);
    },
  );

  it('differs on Discord for what admins do', () => {
    const different = names.filter((name) => commandLine('discord', name) !== `/coach ${name}`);
    expect(different.map((name) => commandLine('discord', name))).toEqual([
      '/coach-admin setup',
      '/coach-admin disputes',
    ]);
    expect(commandLine('discord', 'define-season')).toBe('/coach-admin season');
    expect(commandLine('slack', 'define-season')).toBe('/coach season');
    expect(commandLine('discord', 'cancel-season')).toBe('/coach-admin cancel-season');
    expect(commandLine('slack', 'cancel-season')).toBe('/coach season cancel');
  });

  it.each(names)('names a command that is understood: %s', (name) => {
    expect(parseCommand(commandLine('discord', name).split(' ')[1] ?? '').type).not.toBe('unknown');
  });
});

describe('a leaderboard command', () => {
  const asked = (window: BoardWindow, more: Partial<BoardCommand> = {}): Command => ({
    type: 'leaderboard',
    window,
    seasonId: undefined,
    here: false,
    ...more,
  });
  const cases: readonly (readonly [string, Command])[] = [
    ['leaderboard', asked('season')],
    ['leaderboard here', asked('season', { here: true })],
    ['leaderboard WEEK Here', asked('week', { here: true })],
    ['board here all', asked('all', { here: true })],
    ['leaderboard 2026-q3', asked('season', { seasonId: '2026-Q3' })],
    ['leaderboard season 2026-Q3 here', asked('season', { seasonId: '2026-Q3', here: true })],
    ['leaderboard season 2026-12-01-Winter-Cup', asked('season', { seasonId: '2026-12-01-winter-cup' })],
  ];
  it.each(cases)('is read from "%s"', (text, expected) => {
    expect(parseCommand(text)).toEqual(expected);
  });

  it.each([
    'leaderboard DROP',
    'leaderboard season DROP TABLE standings',
    "leaderboard 2026-Q3'; drop table standings; --",
    'leaderboard week 2026-Q3',
    'leaderboard 2026-Q3 week',
    'leaderboard week month',
    `leaderboard 2026-${'x'.repeat(10_000)}`,
    'leaderboard __proto__',
  ])('is none of ours: "%.60s"', (text) => {
    expect(parseCommand(text)).toEqual({ type: 'unknown', text });
  });
});

describe('a season command', () => {
  const draft = { title: 'Winter Cup', startsOn: '2026-12-01', endsOn: '2027-01-31' };
  it.each([
    ['season "Winter Cup" 2026-12-01 2027-01-31'],
    ['season “Winter Cup” 2026-12-01 2027-01-31'],
    ['SEASON Winter  Cup\n2026-12-01\t2027-01-31 '],
  ])('makes one: %j', (text) => {
    expect(parseCommand(text)).toEqual({ type: 'define-season', draft });
  });

  it('keeps marks inside a title, and what are no days for the one who checks them', () => {
    const text = 'season "The "best" <@U1> cup" soon later';
    expect(parseCommand(text)).toEqual({
      type: 'define-season',
      draft: { title: 'The "best" <@U1> cup', startsOn: 'soon', endsOn: 'later' },
    });
  });

  it.each([
    ['season cancel Winter Cup', 'Winter Cup'],
    ['Seasons CANCEL  2026-12-01-winter-cup ', '2026-12-01-winter-cup'],
    ['season cancel', ''],
    ['season cancel Winter Cup 2026-12-01 2027-01-31', 'Winter Cup 2026-12-01 2027-01-31'],
  ])('cancels one: %j', (text, season) => {
    expect(parseCommand(text)).toEqual({ type: 'cancel-season', season });
  });

  it('makes one whose title begins with that word where it is quoted', () => {
    expect(parseCommand('season "Cancel it" 2026-12-01 2027-01-31')).toMatchObject({
      type: 'define-season',
      draft: { title: 'Cancel it' },
    });
  });

  it.each([
    ['season', false],
    ['season list', true],
    ['seasons past', true],
  ])('only shows: %s', (text, past) => {
    expect(parseCommand(text)).toEqual({ type: 'season', past });
  });

  it.each(['season DROP', 'season 2026-12-01 2027-01-31', 'season list all'])('is not understood: %s', (text) => {
    expect(parseCommand(text).type).toBe('unknown');
  });

  it('is read in no time however long it is', () => {
    const started = performance.now();
    for (const filler of [' ', '"', '“" ', 'a ', '2026-12-01 ']) parseCommand(`season ${filler.repeat(50_000)}x`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
