import { type MockCommand, parseMock } from './mock.ts';
import { type PacksCommand, parsePacks } from './packs-command.ts';
import type { SeasonDraft } from './plan-season.ts';
import { type Level, levels } from './question.ts';
import { type BoardWindow, boardWindows } from './season.ts';

/** What a member typed after `/coach`. */
export type Command =
  | { readonly type: 'practice'; readonly topic: string; readonly level: Level | undefined }
  | { readonly type: 'answer'; readonly text: string }
  /** To the follow-up question of the last result. */
  | { readonly type: 'follow-up'; readonly text: string }
  | { readonly type: 'hint' }
  | { readonly type: 'show-answer' }
  | { readonly type: 'next' }
  | BoardCommand
  /** The season, or those before it. */
  | { readonly type: 'season'; readonly past: boolean }
  | { readonly type: 'define-season'; readonly draft: SeasonDraft }
  /** The id or the title of the season, as it was typed. */
  | { readonly type: 'cancel-season'; readonly season: string }
  | { readonly type: 'privacy' }
  | { readonly type: 'stats' }
  | { readonly type: 'remind'; readonly on: boolean }
  | { readonly type: 'review' }
  /** The interview that is worked towards: a day as it was typed, `off`, or nothing, which asks for it. */
  | { readonly type: 'goal'; readonly day: string }
  | MockCommand
  /** The way to the web site. */
  | { readonly type: 'web' }
  | { readonly type: 'setup' }
  | { readonly type: 'disputes' }
  | PacksCommand
  /** A question for everybody: the question and its key points with bars between them, as far as they were typed. */
  | { readonly type: 'suggest'; readonly words: string }
  | { readonly type: 'suggestions' }
  | { readonly type: 'help' }
  | { readonly type: 'unknown'; readonly text: string };

export type BoardCommand = {
  readonly type: 'leaderboard';
  readonly window: BoardWindow;
  /** The season that is asked for by its id; none for the one of today. */
  readonly seasonId: string | undefined;
  /** Whether the board of the channel is meant in which it is asked for. */
  readonly here: boolean;
};

/** The names that commands are typed by; `define-season` and `cancel-season` are typed as `season`, and more follows. */
export type CommandName = Exclude<Command['type'], 'show-answer' | 'unknown'> | 'show';

/** Commands that a platform spells in another way than `/coach <name>`. */
const spellings: ReadonlyMap<string, Partial<Readonly<Record<CommandName, string>>>> = new Map([
  [
    'discord',
    {
      setup: '/coach-admin setup',
      disputes: '/coach-admin disputes',
      packs: '/coach-admin packs',
      suggestions: '/coach-admin suggestions',
      'define-season': '/coach-admin season',
      'cancel-season': '/coach-admin cancel-season',
    },
  ],
]);

/** Commands whose first word is not their name. */
const typedAs: Partial<Readonly<Record<CommandName, string>>> = {
  'define-season': 'season',
  'cancel-season': 'season cancel',
};

/** How a command is typed on a platform, without what may follow it. */
export function commandLine(platform: string, name: CommandName): string {
  return spellings.get(platform)?.[name] ?? `/coach ${typedAs[name] ?? name}`;
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
    case 'follow-up':
    case 'followup':
      return { type: 'follow-up', text: rest };
    case 'hint':
      return { type: 'hint' };
    case 'show':
      return { type: 'show-answer' };
    case 'next':
      return { type: 'next' };
    case 'leaderboard':
    case 'board':
      return parseBoard(rest) ?? { type: 'unknown', text: text.trim() };
    case 'stats':
      return { type: 'stats' };
    case 'remind':
      return parseRemind(text, rest);
    case 'review':
      return { type: 'review' };
    case 'goal':
      return { type: 'goal', day: rest.trim() };
    case 'mock':
      return parseMock(rest) ?? { type: 'unknown', text: text.trim() };
    case 'season':
    case 'seasons':
      return parseSeason(text, rest);
    case 'privacy':
      return { type: 'privacy' };
    case 'web':
      return { type: 'web' };
    case 'setup':
      return { type: 'setup' };
    case 'disputes':
      return { type: 'disputes' };
    case 'packs':
    case 'pack':
      return parsePacks(rest);
    case 'suggest':
      return { type: 'suggest', words: rest.trim() };
    case 'suggestions':
      return { type: 'suggestions' };
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

/** The board that words name, with blanks between them or, as buttons and pages have them, colons; undefined when there is no such board. */
export function parseBoard(text: string): BoardCommand | undefined {
  const words = text
    .toLowerCase()
    .split(/[\s:]+/)
    .filter(Boolean);
  const here = words.includes('here');
  const [first = 'season', second, ...more] = words.filter((word) => word !== 'here');
  const window = boardWindows.find((name) => name === first);
  const seasonId = seasonIdOf(window === 'season' ? second : first);
  const understood = window === undefined || second !== undefined ? seasonId !== undefined : true;
  const inPlace = more.length === 0 && (second === undefined || window === 'season');
  if (!understood || !inPlace) return undefined;
  return { type: 'leaderboard', window: window ?? 'season', seasonId, here };
}

/** An id as seasons have it: quarters are written with a capital letter. */
function seasonIdOf(word: string | undefined): string | undefined {
  if (word === undefined || !/^\d{4}-[a-z0-9-]{1,60}$/.test(word)) return undefined;
  return /^\d{4}-q\d$/.test(word) ? word.toUpperCase() : word;
}

/** Nothing, `list`, `cancel` with an id or a title, or a title with the first and the last day, which makes a new one. */
function parseSeason(text: string, rest: string): Command {
  const words = rest.split(/\s+/).filter(Boolean);
  if (words[0]?.toLowerCase() === 'cancel') return { type: 'cancel-season', season: words.slice(1).join(' ') };
  const [startsOn, endsOn] = words.slice(-2);
  if (words.length > 2 && startsOn !== undefined && endsOn !== undefined) {
    const title = words
      .slice(0, -2)
      .join(' ')
      .replace(/^["“”«»'](.*)["“”«»']$/, '$1');
    return { type: 'define-season', draft: { title, startsOn, endsOn } };
  }
  const [word = ''] = words;
  if (words.length > 1 || !['', 'list', 'past'].includes(word.toLowerCase()))
    return { type: 'unknown', text: text.trim() };
  return { type: 'season', past: word !== '' };
}
