import type { types } from '@slack/bolt';
import type { Inline, RichText } from '../../reply/reply.ts';
import { clean, cut, shorten } from './escape.ts';

type Run = types.RichTextText;

const styles: Readonly<Record<Inline['type'], Pick<Run, 'style'>>> = {
  plain: {},
  strong: { style: { bold: true } },
  code: { style: { code: true } },
};

/** A run of a rich text, in which Slack reads nothing but the words. */
export function run(text: string, type: Inline['type'] = 'plain'): Run {
  return { type: 'text', text, ...styles[type] };
}

/** A rich text as runs of at most `length` units in all; none when nothing would be seen. */
export function runs(text: RichText, length: number): Run[] {
  const words = text.map(({ type, text: raw }) => ({ type, text: clean(raw) })).filter((each) => each.text !== '');
  if (words.every((each) => each.text.trim() === '')) return [];
  const total = words.reduce((sum, each) => sum + each.text.length, 0);
  return total <= length ? words.map((each) => run(each.text, each.type)) : [...cutRuns(words, length - 1), run('…')];
}

function cutRuns(words: RichText, length: number): Run[] {
  const kept: Run[] = [];
  let room = length;
  for (const { type, text } of words) {
    const part = cut(text, room);
    if (part !== '') kept.push(run(part, type));
    room -= text.length;
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
