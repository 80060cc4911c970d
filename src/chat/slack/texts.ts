import type { types } from '@slack/bolt';
import { momentOf } from '../../reply/inline.ts';
import type { Inline, RichText } from '../../reply/reply.ts';
import { clean, cut, shorten } from './escape.ts';
import { limits } from './limits.ts';

/** What a line is made of: words, instants that Slack shows on the reader's own clock, and links to our own site. */
export type Run = types.RichTextText | types.RichTextDate | types.RichTextLink;

type WordType = Exclude<Inline['type'], 'time'>;

const styles: Readonly<Record<WordType, Pick<types.RichTextText, 'style'>>> = {
  plain: {},
  strong: { style: { bold: true } },
  code: { style: { code: true } },
  page: {},
};

/** A run of a rich text, in which Slack reads nothing but the words. */
export function run(text: string, type: WordType = 'plain'): types.RichTextText {
  return { type: 'text', text, ...styles[type] };
}

function renderInline(inline: Inline): Run {
  return inline.type === 'time' ? time(inline) : run(inline.text, inline.type);
}

/** Slack knows no counting down to what is ahead, so it is the time of day. */
function time({ text, at }: Extract<Inline, { type: 'time' }>): Run {
  const moment = momentOf(at);
  if (!moment) return run(text);
  const timestamp = Math.floor(moment.getTime() / 1_000);
  return { type: 'date', timestamp, format: '{time}', fallback: shorten(text, limits.dateFallback) };
}

/** A rich text as runs of at most `length` units in all; none when nothing would be seen. */
export function runs(text: RichText, length: number): Run[] {
  const words = text.map((each) => ({ ...each, text: clean(each.text) })).filter((each) => each.text !== '');
  if (words.every((each) => each.text.trim() === '')) return [];
  const total = words.reduce((sum, each) => sum + each.text.length, 0);
  return total <= length ? words.map(renderInline) : [...cutRuns(words, length - 1), run('…')];
}

function cutRuns(words: RichText, length: number): Run[] {
  const kept: Run[] = [];
  let room = length;
  for (const word of words) {
    const part = cut(word.text, room);
    // A part of a time would be another time.
    if (part !== '' && (word.type !== 'time' || part === word.text)) kept.push(renderInline({ ...word, text: part }));
    room -= word.text.length;
    if (room <= 0) break;
  }
  return kept;
}

/** A rich_text block of the elements that have any words; none when no element has. */
export function richBlocks(...elements: readonly types.RichTextBlockElement[]): types.RichTextBlock[] {
  const filled = elements.filter((element) => element.elements.length > 0);
  return filled.length === 0 ? [] : [{ type: 'rich_text', elements: filled }];
}

/** A line, or a paragraph, of a rich text. */
export function section(elements: Run[]): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}

/** What somebody said, line by line as they did. */
export function quote(text: string, length: number): types.RichTextQuote {
  return { type: 'rich_text_quote', elements: runs([{ type: 'plain', text: text.trim() }], length) };
}

/** A text without any formatting, not even emoji names; undefined when nothing would be seen. */
export function plainText(text: string, length: number): types.PlainTextElement | undefined {
  const words = clean(text).trim();
  return words === '' ? undefined : { type: 'plain_text', text: shorten(words, length), emoji: false };
}

/** The first of the texts that is not blank, on one line and without any formatting. */
export function label(length: number, ...texts: readonly [...string[], string]): types.PlainTextElement {
  const lines = texts.map((text) => clean(text).replaceAll(/\s+/g, ' ').trim());
  return { type: 'plain_text', text: shorten(lines.find((line) => line !== '') ?? '…', length), emoji: false };
}
