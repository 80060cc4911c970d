import type { types } from '@slack/bolt';
import type { Block, Message } from '../../reply/reply.ts';
import { countActionIds } from './actions.ts';
import { limits } from './limits.ts';
import { andMore, type PictureFiles, renderBlock, renderNote, type Space } from './render-block.ts';

/** How many blocks there is room for, and how long they may be in all, as JSON. */
export type Room = { readonly blocks: number; readonly size: number };

/** The room in a message. */
export const messageRoom: Room = { blocks: limits.messageBlocks, size: limits.messageSize };
/** The room in a modal or a home. */
export const viewRoom: Room = { blocks: limits.viewBlocks, size: limits.viewSize };

/** Tried in turn until a message fits: quotations give way first, then long paragraphs, then rows. */
const spaces: readonly Space[] = [
  { words: 3_000, quotation: 1_000, rows: 100 },
  { words: 3_000, quotation: 300, rows: 100 },
  { words: 1_000, quotation: 150, rows: 50 },
  { words: 300, quotation: 80, rows: 20 },
];
const leastSpace: Space = { words: 100, quotation: 40, rows: 8 };

/** A message as blocks for which there is room, whatever is in it: at least one, the beginning first and the last buttons last. */
export function fitBlocks(message: Message, room: Room, files: PictureFiles = new Map()): types.KnownBlock[] {
  const anySize = { ...room, size: Number.POSITIVE_INFINITY };
  for (const space of spaces) {
    const blocks = keepWithin(renderBlocks(message.blocks, { space, files }), anySize);
    if (sizeOf(blocks) <= room.size) return orNothing(blocks);
  }
  return orNothing(keepWithin(renderBlocks(message.blocks, { space: leastSpace, files }), room));
}

function orNothing(blocks: types.KnownBlock[]): types.KnownBlock[] {
  return blocks.length > 0 ? blocks : renderNote('Nothing to show.', limits.plainText);
}

type Style = { readonly space: Space; readonly files: PictureFiles };

function renderBlocks(blocks: readonly Block[], style: Style): types.KnownBlock[] {
  const actionId = countActionIds();
  const rendered: types.KnownBlock[] = [];
  for (const [index, block] of blocks.entries()) {
    const parts = renderBlock(block, { ...style, actionId });
    const apart = rendered.length > 0 && parts.length > 0 && isApart(block, blocks[index - 1]);
    rendered.push(...(apart ? [{ type: 'divider' as const }] : []), ...parts);
  }
  return rendered;
}

/** Whether a line sets a block apart from what stands above it. */
function isApart(block: Block, above: Block | undefined): boolean {
  return block.type === 'heading' || (block.type === 'key-points' && above?.type !== 'heading');
}

/** The first blocks, how many are not shown, and the last rows of buttons. */
function keepWithin(blocks: types.KnownBlock[], room: Room): types.KnownBlock[] {
  if (blocks.length <= room.blocks && sizeOf(blocks) <= room.size) return blocks;
  const { tail, body } = splitOff(blocks, room.size / 2);
  const left = { blocks: room.blocks - 1 - tail.length, size: room.size - sizeOf(tail) - noteSize };
  const kept = body.slice(0, countWithin(body, left));
  if (kept.at(-1)?.type === 'divider') kept.pop();
  const hidden = body.slice(kept.length).filter(({ type }) => type !== 'divider').length;
  const note = hidden > 0 ? renderNote(andMore(hidden), limits.plainText) : [];
  return [...kept, ...note, ...tail];
}

/** The last rows of buttons that stand together, in `size` characters, and all other blocks. */
function splitOff(blocks: readonly types.KnownBlock[], size: number) {
  const end = blocks.findLastIndex(({ type }) => type === 'actions') + 1;
  const above = blocks.findLastIndex(({ type }, index) => type !== 'actions' && index < end);
  const start = Math.max(above + 1, end - mostRows);
  const tail = keepButtons(blocks.slice(start, end), size);
  return { tail, body: blocks.toSpliced(start, end - start) };
}

const mostRows = 3;
const noteSize = 150;

/** How many of the first blocks fit. */
export function countWithin(blocks: readonly types.KnownBlock[], room: Room): number {
  let size = 0;
  const first = blocks.findIndex((block, index) => {
    size += sizeOf(block) + 1;
    return index >= room.blocks || size > room.size;
  });
  return first === -1 ? blocks.length : first;
}

/** The first buttons of the rows. */
function keepButtons(rows: readonly types.KnownBlock[], size: number): types.ActionsBlock[] {
  let used = 0;
  const fits = (button: types.ActionsBlockElement) => {
    used += sizeOf(button) + 1;
    return used <= size;
  };
  return rows
    .filter((row) => row.type === 'actions')
    .map((row) => ({ ...row, elements: row.elements.filter(fits) }))
    .filter(({ elements }) => elements.length > 0);
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}
