import type { Coverage } from '../../domain/verdict.ts';
import { scoreBar, toldOnce } from '../../reply/plain-text.ts';
import {
  type Block,
  type BoardRow,
  coverageMarks,
  type Form,
  type KeyPointItem,
  type Message,
  type RichText,
  streakText,
} from '../../reply/reply.ts';
import { printable } from './printable.ts';
import { renderChart } from './render-chart.ts';
import type { Format, Style } from './style.ts';

const coverageFormats: Readonly<Record<Coverage, Format>> = {
  covered: 'green',
  partial: 'yellow',
  missed: 'dim',
  contradicted: 'red',
};

/** A message for a terminal. Buttons are commands here, which the prompt names. */
export function renderAnsi(message: Message, style: Style): string {
  return toldOnce(message.blocks)
    .map((block) => renderBlock(block, style))
    .filter((text) => text !== '')
    .join('\n\n');
}

/** A form for a terminal: what it asks, and what was wrong with the last answer. */
export function renderAnsiForm(form: Form, style: Style): string {
  const fields = form.fields.flatMap(({ label, problem }) => [
    ...(problem === undefined ? [] : [style('red', printable(problem))]),
    style('dim', printable(label)),
  ]);
  return [renderRich(form.context, style), ...fields].join('\n');
}

function renderBlock(block: Block, style: Style): string {
  switch (block.type) {
    case 'heading':
      return style('bold', printable(block.text));
    case 'paragraph':
      return renderRich(block.text, style);
    case 'quote':
      return quoted(block.text, style);
    case 'list':
      return block.items.map((item) => `• ${renderRich(item, style)}`).join('\n');
    case 'score':
      return `${style('green', scoreBar(block.value))}  ${printable(block.label)}`;
    case 'key-points':
      return block.items.map((item) => renderKeyPoint(item, style)).join('\n');
    case 'board':
      return renderBoard(block.rows, style);
    case 'facts':
      return block.items.map(({ label, value }) => `${style('dim', `${label}:`)} ${printable(value)}`).join('\n');
    case 'picture':
      return renderChart(block.chart, style);
    case 'note':
      return style('dim', renderRich(block.text, style));
    case 'file':
      return `${printable(block.label)}: "coach export-member" writes it to a file, and the local page has it too.`;
    case 'link':
      return `${printable(block.label)}: ${printable(block.url)}`;
    case 'actions':
      return '';
    default:
      return block satisfies never;
  }
}

function renderRich(text: RichText, style: Style): string {
  const formats: Record<string, Format> = { strong: 'bold', code: 'cyan' };
  return text
    .map((run) => {
      const format = formats[run.type];
      return format === undefined ? printable(run.text) : style(format, printable(run.text));
    })
    .join('');
}

function renderKeyPoint(item: KeyPointItem, style: Style): string {
  const { mark, word } = coverageMarks[item.coverage];
  const line = `${style(coverageFormats[item.coverage], `${mark} ${word}`)} ${renderRich(item.text, style)}`;
  return item.evidence === undefined ? line : `${line}\n${quoted(item.evidence, style)}`;
}

function renderBoard(rows: readonly BoardRow[], style: Style): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(({ rank, name, points, own, streak }) => {
      const figures = `${String(rank).padStart(3)}  ${printable(name).padEnd(width)}  ${String(points).padStart(5)}`;
      const line = streak === undefined ? figures : `${figures}  ${streakText(streak)}`;
      return own ? style('bold', `${line}  you`) : line;
    })
    .join('\n');
}

function quoted(text: string, style: Style): string {
  return printable(text)
    .split('\n')
    .map((line) => style('dim', `    “${line}”`))
    .join('\n');
}
