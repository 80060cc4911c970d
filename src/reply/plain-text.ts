import { textOf } from './inline.ts';
import {
  type Block,
  type BoardRow,
  coverageMarks,
  type Form,
  type KeyPointItem,
  type Reply,
  streakText,
} from './reply.ts';

/** A reply as plain text: what screen readers, notifications and logs of a conversation show. */
export function toPlainText(reply: Reply): string {
  if (reply.type === 'form') return formText(reply);
  return toldOnce(reply.blocks)
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n');
}

/** Blocks for where all is words: without the picture right after a board, which shows the very rows of it. */
export function toldOnce(blocks: readonly Block[]): readonly Block[] {
  return blocks.filter(({ type }, index) => type !== 'picture' || blocks[index - 1]?.type !== 'board');
}

function formText(form: Form): string {
  const problems = form.fields.map(({ problem }) => problem);
  return [form.title, textOf(form.context), ...problems].filter((line) => line).join('\n\n');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'heading':
      return block.text;
    case 'paragraph':
    case 'note':
      return textOf(block.text);
    case 'quote':
      return quoted(block.text);
    case 'list':
      return block.items.map((item) => `• ${textOf(item)}`).join('\n');
    case 'score':
      return `${scoreBar(block.value)}  ${block.label}`;
    case 'key-points':
      return block.items.map(keyPointText).join('\n');
    case 'board':
      return block.rows.map(boardRowText).join('\n');
    case 'facts':
      return block.items.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'picture':
      return block.alt;
    case 'file':
      return block.label;
    case 'link':
      return `${block.label}: ${block.url}`;
    case 'actions':
      return '';
    default:
      return block satisfies never;
  }
}

/** A share from 0 to 1 as ten cells. */
export function scoreBar(value: number): string {
  const full = Math.round(Math.min(1, Math.max(0, value)) * 10);
  return '█'.repeat(full) + '░'.repeat(10 - full);
}

function keyPointText(item: KeyPointItem): string {
  const { mark, word } = coverageMarks[item.coverage];
  const line = `${mark} ${word}: ${textOf(item.text)}`;
  return item.evidence === undefined ? line : `${line}\n${quoted(item.evidence)}`;
}

function boardRowText(row: BoardRow): string {
  const streak = row.streak === undefined ? '' : `, ${streakText(row.streak)}`;
  return `${row.rank}. ${row.name}${row.own ? ' (you)' : ''}: ${row.points} points${streak}`;
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `  > ${line}`)
    .join('\n');
}
