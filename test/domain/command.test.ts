import { describe, expect, it } from 'vitest';
import { type CommandName, commandLine, parseCommand } from '../../src/domain/command.ts';

const names: readonly CommandName[] = [
  'practice',
  'answer',
  'hint',
  'show',
  'next',
  'leaderboard',
  'stats',
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
  });

  it.each(names)('names a command that is understood: %s', (name) => {
    expect(parseCommand(commandLine('discord', name).split(' ')[1] ?? '').type).not.toBe('unknown');
  });
});
