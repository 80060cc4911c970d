import type { types } from '@slack/bolt';
import { plain, textOf } from '../../reply/inline.ts';
import { scoreBar } from '../../reply/plain-text.ts';
import {
  type Block,
  type BoardRow,
  coverageMarks,
  type KeyPointItem,
  type RichText,
  streakText,
} from '../../reply/reply.ts';
import type { Picture } from '../paint.ts';
import { type ActionIds, renderActions } from './actions.ts';
import { limits } from './limits.ts';
import { label, plainText, quote, type Run, richBlocks, run, runs, section } from './texts.ts';

/** How much of a message's longer parts is shown. */
export type Space = {
  /** Characters of a paragraph, of an item of a list, of a label. */
  readonly words: number;
  /** Characters of a quotation. */
  readonly quotation: number;
  /** Items of a list, rows of a board. */
  readonly rows: number;
};

/** The Slack files of the pictures of a message; the others are shown as words. */
export type PictureFiles = ReadonlyMap<Picture, string>;

type Context = { readonly space: Space; readonly actionId: ActionIds; readonly files: PictureFiles };

/** A block as Block Kit; nothing when it has no words. */
export function renderBlock(block: Block, { space, actionId, files }: Context): types.KnownBlock[] {
  switch (block.type) {
    case 'heading':
      return renderHeading(block.text);
    case 'paragraph':
      return richBlocks(section(runs(block.text, space.words)));
    case 'quote':
      return richBlocks(quote(block.text, space.quotation));
    case 'list':
      return renderList(block.items, space);
    case 'score':
      return renderScore(scoreBar(block.value), block.label, space);
    case 'key-points':
      return renderKeyPoints(block.items, space);
    case 'board':
      return richBlocks(section(renderBoard(block.rows, space)));
    case 'facts':
      return richBlocks(section(renderFacts(block.items, space)));
    case 'picture':
      return renderPicture(block, files.get(block), space);
    case 'note':
      return renderNote(textOf(block.text), Math.min(space.words, limits.plainText));
    case 'file':
      return renderNote(block.label, Math.min(space.words, limits.plainText));
    case 'link':
      return richBlocks(section([{ type: 'link', url: block.url, text: block.label }]));
    case 'actions':
      return renderActions(block.actions, actionId);
    default:
      return block satisfies never;
  }
}

function renderHeading(text: string): types.KnownBlock[] {
  return plainText(text, limits.header) === undefined ? [] : [{ type: 'header', text: label(limits.header, text) }];
}

function renderPicture(picture: Picture, file: string | undefined, { words }: Space): types.KnownBlock[] {
  if (file === undefined) return renderNote(picture.alt, Math.min(words, limits.plainText));
  const said = label(Math.min(words, limits.altText), picture.alt, picture.chart.title, 'A chart');
  return [{ type: 'image', slack_file: { id: file }, alt_text: said.text }];
}

/** Small print. */
export function renderNote(text: string, length: number): types.KnownBlock[] {
  const words = plainText(text, length);
  return words === undefined ? [] : [{ type: 'context', elements: [words] }];
}

/** What stands for the rows that are not shown. */
export function andMore(count: number): string {
  return `… and ${count} more`;
}

function renderList(items: readonly RichText[], { words, rows }: Space): types.KnownBlock[] {
  const shown = items.slice(0, rows).map((item) => runs(item, words));
  const more = items.length > rows ? [[run(andMore(items.length - rows))]] : [];
  const elements = [...shown, ...more].filter((item) => item.length > 0).map(section);
  return richBlocks({ type: 'rich_text_list', style: 'bullet', elements });
}

function renderScore(bar: string, text: string, { words }: Space): types.KnownBlock[] {
  const said = runs([{ type: 'strong', text }], words);
  return richBlocks(section([...(bar === '' ? [] : [run(`${bar}  `)]), ...said]));
}

function renderKeyPoints(items: readonly KeyPointItem[], space: Space): types.KnownBlock[] {
  const more = items.length > space.rows ? renderNote(andMore(items.length - space.rows), limits.plainText) : [];
  return [...items.slice(0, space.rows).flatMap((item) => renderKeyPoint(item, space)), ...more];
}

function renderKeyPoint({ coverage, text, evidence }: KeyPointItem, space: Space): types.KnownBlock[] {
  const { mark, word } = coverageMarks[coverage];
  const said = runs(text, space.words);
  const line = section([run(said.length > 0 ? `${mark} ${word}: ` : `${mark} ${word}`, 'strong'), ...said]);
  return richBlocks(line, quote(evidence ?? '', space.quotation));
}

/** Ranks and points stand before the names, as columns, since nobody knows how wide a name is. */
function renderBoard(rows: readonly BoardRow[], space: Space): Run[] {
  const beyond = rows.slice(space.rows).filter(({ own }) => own);
  const shown = [...rows.slice(0, space.rows), ...beyond.slice(0, 1)];
  const [ranks, points] = [column(shown.map(({ rank }) => rank)), column(shown.map((row) => row.points))];
  const lines = shown.map((row, index) => boardLine(row, `${ranks[index]}  ${points[index]} pts`, space));
  const more = rows.length > shown.length ? [[run(andMore(rows.length - shown.length))]] : [];
  return joinLines([...lines, ...more]);
}

/** Numbers as wide as the widest; Slack would fold plain spaces. */
function column(numbers: readonly number[]): readonly string[] {
  const width = Math.max(...numbers.map((number) => String(number).length));
  return numbers.map((number) => String(number).padStart(width, '\u00a0'));
}

function boardLine({ name, own, streak }: BoardRow, figures: string, { words }: Space): Run[] {
  const named = runs([{ type: own ? 'strong' : 'plain', text: name }], words);
  const chip: Run = { type: 'text', text: figures, style: own ? { code: true, bold: true } : { code: true } };
  const lasting = streak === undefined ? [] : [run(` · ${streakText(streak)}`)];
  return [chip, run('  '), ...named, ...(own ? [run(' (you)', 'strong')] : []), ...lasting];
}

type Fact = { readonly label: string; readonly value: string };

function renderFacts(facts: readonly Fact[], { words, rows }: Space): Run[] {
  const lines = facts
    .slice(0, rows)
    .map((fact) => [
      ...runs(plain(fact.label), words),
      run(': '),
      ...runs([{ type: 'strong', text: fact.value }], words),
    ])
    .filter((line) => line.length > 1);
  const more = facts.length > rows ? [[run(andMore(facts.length - rows))]] : [];
  return joinLines([...lines, ...more]);
}

function joinLines(lines: readonly Run[][]): Run[] {
  return lines.flatMap((line, index) => (index === 0 ? line : [run('\n'), ...line]));
}
