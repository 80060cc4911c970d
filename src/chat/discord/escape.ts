import { momentOf } from '../../reply/inline.ts';
import type { Inline, RichText } from '../../reply/reply.ts';

const lineBreak = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const unprintable = /[[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]--[\n\t\u200c\u200d]]/gv;

/** A text without lone surrogates, controls and characters that steer the text around them; emoji stay joined. */
export function clean(text: string): string {
  return text.replaceAll(lineBreak, '\n').replaceAll(unprintable, '');
}

/** A text on one line, clean. */
export function oneLine(text: string): string {
  return clean(text).replaceAll(/\s+/g, ' ').trim();
}

/** At most `length` UTF-16 units of a clean text, whole code points, with a mark where it was cut. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${cut(text, length - 1)}…`;
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** The first of the texts that says anything, on one line, for where Discord reads no Markdown. */
export function label(length: number, ...texts: readonly [...string[], string]): string {
  return shorten(texts.map(oneLine).find(isSeen) ?? '…', length);
}

/** Whether anything of a text is seen. */
export function isSeen(text: string): boolean {
  return /[^\s\u200c\u200d]/.test(text);
}

/**
 * Where Discord reads more than words: marks of style and code, links, mentions and times, names of emoji, and what
 * makes a line a heading, small print, a quotation or an item. The end of a text counts as the end of a line.
 */
const live = new RegExp(
  [
    /[\\*_~|`[]/,
    /\](?=\()/,
    /<(?!\s)/,
    /@(?=everyone|here|[!&]?\d)/,
    /:(?=\S*:|\/\/)/,
    /#(?=#*[^\S\n]*$)/,
    /(?<=^[^\S\n]*)(?:>|#(?=#*\s)|[-+](?=\s|#|$))/,
    /(?<=^[^\S\n]*\d+)\.(?=\s|$)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gm',
);

/** A clean text as Markdown that shows exactly its words: nothing in it mentions, links or formats. */
export function escapeMarkdown(text: string): string {
  return clean(text).replaceAll(live, String.raw`\$&`);
}

/** A rich text as Markdown, of at most `length` UTF-16 units before it is escaped; empty when nothing would be seen. */
export function inlineMarkdown(text: RichText, length: number): string {
  const runs = joinRuns(text.map((run) => ({ ...run, text: clean(run.text) })));
  if (!runs.some((run) => isSeen(run.text))) return '';
  const total = runs.reduce((sum, run) => sum + run.text.length, 0);
  const shown = total <= length ? runs : [...cutRuns(runs, length - 1), { type: 'plain', text: '…' } as const];
  return shown
    .map(markRun)
    .join('')
    .trim()
    .replaceAll(/\n{3,}/g, '\n\n');
}

/** A rich text as Markdown on one line. */
export function lineMarkdown(text: RichText, length: number): string {
  const joined = text.map((run) => ({ ...run, text: clean(run.text).replaceAll(/\s+/g, ' ') }));
  return inlineMarkdown(joined, length);
}

/** Runs of one kind that stand side by side as one, since `**a****b**` is not bold. */
function joinRuns(runs: RichText): Inline[] {
  const joined: Inline[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last?.type === run.type && run.type !== 'time')
      joined[joined.length - 1] = { ...last, text: last.text + run.text };
    else if (run.text !== '') joined.push(run);
  }
  return joined;
}

function cutRuns(runs: RichText, length: number): Inline[] {
  const kept: Inline[] = [];
  let room = length;
  for (const run of runs) {
    if (room <= 0) break;
    // A part of a time would be another time.
    if (run.type !== 'time' || run.text.length <= room) kept.push({ ...run, text: cut(run.text, room) });
    room -= run.text.length;
  }
  return kept;
}

/** Marks each line on its own, without the spaces around it. */
function markRun(run: Inline): string {
  if (run.type === 'time') return time(run);
  return run.text.replaceAll(/\S(?:.*\S)?/g, (words) => mark(words, run.type));
}

/** The time of day on the reader's clock, and how long it is until then, which Discord counts down. */
function time({ text, at }: Extract<Inline, { type: 'time' }>): string {
  const moment = momentOf(at);
  if (!moment) return escapeMarkdown(text);
  const seconds = Math.floor(moment.getTime() / 1_000);
  return `<t:${seconds}:t> (<t:${seconds}:R>)`;
}

function mark(words: string, type: Exclude<Inline['type'], 'time'>): string {
  switch (type) {
    case 'plain':
    case 'page':
      return escapeMarkdown(words);
    case 'strong':
      return `**${escapeMarkdown(words)}**`;
    case 'code':
      return words.includes('`') ? escapeMarkdown(words) : `\`${words}\``;
    default:
      return type satisfies never;
  }
}
