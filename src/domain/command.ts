import { type Level, levels } from './question.ts';
import { type BoardWindow, boardWindows } from './season.ts';

/** What a member typed after `/coach`. */
export type Command =
  | { readonly type: 'practice'; readonly topic: string; readonly level: Level | undefined }
  | { readonly type: 'answer'; readonly text: string }
  | { readonly type: 'hint' }
  | { readonly type: 'show-answer' }
  | { readonly type: 'next' }
  | { readonly type: 'leaderboard'; readonly window: BoardWindow }
  | { readonly type: 'stats' }
  | { readonly type: 'remind'; readonly on: boolean }
  | { readonly type: 'setup' }
  | { readonly type: 'disputes' }
  | { readonly type: 'help' }
  | { readonly type: 'unknown'; readonly text: string };

/** The names that commands are typed by. */
export type CommandName = Exclude<Command['type'], 'show-answer' | 'unknown'> | 'show';

/** Commands that a platform spells in another way than `/coach <name>`. */
const spellings: ReadonlyMap<string, Partial<Readonly<Record<CommandName, string>>>> = new Map([
  ['discord', { setup: '/coach-admin setup', disputes: '/coach-admin disputes' }],
]);

/** How a command is typed on a platform, without what may follow it. */
export function commandLine(platform: string, name: CommandName): string {
  return spellings.get(platform)?.[name] ?? `/coach ${name}`;
}

/** Reads what follows `/coach`; the first word names the command, in any case. */
export function parseCommand(text: string): Command {
  const [, name = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  switch (name.toLowerCase()) {
    case 'practice':
    case 'practise':
      return parsePractice(rest);
    case 'answer':
      return { type: 'answer', text: rest };
    case 'hint':
      return { type: 'hint' };
    case 'show':
      return { type: 'show-answer' };
    case 'next':
      return { type: 'next' };
    case 'leaderboard':
    case 'board':
      return parseLeaderboard(text, rest);
    case 'stats':
      return { type: 'stats' };
    case 'remind':
      return parseRemind(text, rest);
    case 'setup':
      return { type: 'setup' };
    case 'disputes':
      return { type: 'disputes' };
    case '':
    case 'help':
      return { type: 'help' };
    default:
      return { type: 'unknown', text: text.trim() };
  }
}

function parsePractice(rest: string): Command {
  const words = rest.trim().split(/\s+/);
  const level = levels.find((name) => words.some((word) => word.toLowerCase() === name));
  const topic = words.filter((word) => word.toLowerCase() !== level).join(' ');
  return { type: 'practice', topic, level };
}

function parseRemind(text: string, rest: string): Command {
  const wanted = rest.trim().toLowerCase() || 'on';
  return wanted === 'on' || wanted === 'off'
    ? { type: 'remind', on: wanted === 'on' }
    : { type: 'unknown', text: text.trim() };
}

function parseLeaderboard(text: string, rest: string): Command {
  const wanted = rest.trim().toLowerCase() || 'season';
  const window = boardWindows.find((name) => name === wanted);
  return window ? { type: 'leaderboard', window } : { type: 'unknown', text: text.trim() };
}
