import {
  type APIButtonComponentWithCustomId,
  type APIMediaGalleryComponent,
  type APIMessageTopLevelComponent,
  type APISeparatorComponent,
  type APITextDisplayComponent,
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord.js';
import { textOf } from '../../reply/inline.ts';
import { scoreBar } from '../../reply/plain-text.ts';
import {
  type Action,
  type Block,
  type BoardRow,
  coverageMarks,
  type KeyPointItem,
  type Message,
  streakText,
} from '../../reply/reply.ts';
import type { FileBlock } from '../files.ts';
import type { Picture } from '../paint.ts';
import { formatCustomId } from './custom-id.ts';
import { clean, escapeMarkdown, inlineMarkdown, isSeen, label, lineMarkdown, oneLine, shorten } from './escape.ts';
import { andMore, type ButtonRow, charactersOf, joinIfMany, keepWithin, messageRoom, type Part } from './fit-parts.ts';
import { limits } from './limits.ts';
import { describe } from './pictures.ts';

/** What a message's buttons bring back besides their own values. */
export type MessageContext = {
  /** The platform's id of the workspace, for a message in private, where the place does not tell. */
  readonly workspace?: string | undefined;
  /** The names of the files that are sent along; words stand in the place of the others. */
  readonly pictures?: ReadonlyMap<Picture | FileBlock, string>;
};

/** How much of a message's longer parts is shown. */
type Space = {
  /** Characters of a paragraph, of an item of a list, of a label, before they are escaped. */
  readonly words: number;
  /** Characters of a quotation. */
  readonly quotation: number;
  /** Items of a list, rows of a board. */
  readonly rows: number;
};

type CustomId = (action: Action) => string | undefined;

/** Tried in turn until a message fits: quotations give way first, then long paragraphs, then rows. */
const spaces: readonly Space[] = [
  { words: 3_000, quotation: 600, rows: 50 },
  { words: 3_000, quotation: 200, rows: 50 },
  { words: 800, quotation: 100, rows: 30 },
  { words: 250, quotation: 60, rows: 15 },
];
const leastSpace: Space = { words: 80, quotation: 40, rows: 8 };

/**
 * A message as components of version 2, one container, within all of Discord's limits whatever is in it: the beginning
 * first, the last buttons last. A button whose value no custom id can hold is left out.
 */
export function renderMessage(message: Message, context: MessageContext): APIMessageTopLevelComponent[] {
  const parts = fitParts(message.blocks, context);
  const components = parts.length > 0 ? parts : displays('Nothing to show.');
  return [{ type: ComponentType.Container, components }];
}

function fitParts(blocks: readonly Block[], context: MessageContext): Part[] {
  const anyLength = { ...messageRoom, characters: Number.POSITIVE_INFINITY };
  for (const space of spaces) {
    const parts = keepWithin(joinIfMany(renderBlocks(blocks, space, context)), anyLength);
    if (charactersOf(parts) <= messageRoom.characters) return parts;
  }
  return keepWithin(renderBlocks(blocks, leastSpace, context), messageRoom);
}

function renderBlocks(blocks: readonly Block[], space: Space, context: MessageContext): Part[] {
  const customId = countCustomIds(context);
  const parts: Part[] = [];
  for (const [index, block] of blocks.entries()) {
    const rendered = renderBlock(block, space, { customId, pictures: context.pictures });
    const apart = parts.length > 0 && rendered.length > 0 && isApart(block, blocks[index - 1]);
    parts.push(...(apart ? [separator] : []), ...rendered);
  }
  return parts;
}

type Around = { readonly customId: CustomId; readonly pictures: MessageContext['pictures'] };

function renderBlock(block: Block, space: Space, { customId, pictures }: Around): Part[] {
  if (block.type === 'actions') return renderActions(block.actions, customId);
  if (block.type === 'link') return [renderLink(block)];
  if (block.type === 'file') return renderFile(pictures?.get(block));
  const file = block.type === 'picture' ? pictures?.get(block) : undefined;
  return block.type === 'picture' && file !== undefined ? [gallery(block, file)] : renderTexts(block, space);
}

/** A file is shown by its name. */
function renderFile(name: string | undefined): Part[] {
  if (name === undefined) return displays(notAttached);
  return [{ type: ComponentType.File, file: { url: `attachment://${name}` } }];
}

const notAttached =
  'The file could not be attached here, or is larger than Discord takes: /coach web has it too, or ask whoever runs the coach for it.';

function gallery(picture: Picture, file: string): APIMediaGalleryComponent {
  const item = { media: { url: `attachment://${file}` }, description: describe(picture) };
  return { type: ComponentType.MediaGallery, items: [item] };
}

const separator: APISeparatorComponent = {
  ...{ type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small },
};

/** Whether a line sets a block apart from what stands above it. */
function isApart(block: Block, above: Block | undefined): boolean {
  return block.type === 'heading' || (block.type === 'key-points' && above?.type !== 'heading');
}

/** Text displays of what has any words. */
function displays(...texts: readonly string[]): APITextDisplayComponent[] {
  return texts.filter(isSeen).map((content) => ({ type: ComponentType.TextDisplay, content }));
}

function renderTexts(
  block: Exclude<Block, { type: 'actions' | 'link' | 'file' }>,
  space: Space,
): APITextDisplayComponent[] {
  switch (block.type) {
    case 'heading':
      return displays(prefixed('### ', escapeMarkdown(shorten(oneLine(block.text), space.words))));
    case 'paragraph':
      return displays(inlineMarkdown(block.text, space.words));
    case 'quote':
      return displays(quotation(block.text, space.quotation));
    case 'list':
      return displays(listed(block.items, space, (item) => prefixed('- ', lineMarkdown(item, space.words))));
    case 'score':
      return displays(scored(scoreBar(block.value), block.label, space));
    case 'key-points':
      return renderKeyPoints(block.items, space);
    case 'board':
      return displays(boardText(block.rows, space));
    case 'facts':
      return displays(listed(block.items, space, (fact) => factLine(fact, space)));
    case 'picture':
      return displays(prefixed('-# ', escapeMarkdown(shorten(clean(block.alt).trim(), space.words))));
    case 'note':
      return displays(prefixed('-# ', escapeMarkdown(shorten(clean(textOf(block.text)).trim(), space.words))));
    default:
      return block satisfies never;
  }
}

/** A text with a mark before each line that says anything; empty when none does. */
function prefixed(mark: string, text: string): string {
  const lines = text.split('\n').filter(isSeen);
  return lines.map((line) => `${mark}${line.trim()}`).join('\n');
}

/** What somebody said, line by line as they did. */
function quotation(text: string, length: number): string {
  return prefixed('> ', escapeMarkdown(shorten(clean(text).trim(), length)));
}

/** The first items, a line for each that has any words, and how many are missing. */
function listed<Item>(items: readonly Item[], { rows }: Space, lineOf: (item: Item) => string): string {
  const lines = items.slice(0, rows).map(lineOf).filter(isSeen);
  return [...lines, ...(items.length > rows ? [andMore(items.length - rows)] : [])].join('\n');
}

function bold(text: string, { words }: Space): string {
  return lineMarkdown([{ type: 'strong', text }], words);
}

function scored(bar: string, text: string, space: Space): string {
  return [bar && `\`${bar}\``, bold(text, space)].filter(isSeen).join('  ');
}

function factLine(fact: { readonly label: string; readonly value: string }, space: Space): string {
  const name = lineMarkdown([{ type: 'plain', text: fact.label }], space.words);
  const value = bold(fact.value, space);
  return isSeen(name + value) ? `${name}: ${value}` : '';
}

/** A display for each key point, so that they stand apart. */
function renderKeyPoints(items: readonly KeyPointItem[], space: Space): APITextDisplayComponent[] {
  const shown = items.slice(0, space.rows).map((item) => keyPointText(item, space));
  return displays(...shown, items.length > space.rows ? andMore(items.length - space.rows) : '');
}

function keyPointText({ coverage, text, evidence }: KeyPointItem, space: Space): string {
  const { mark, word } = coverageMarks[coverage];
  const said = lineMarkdown(text, space.words);
  const line = said === '' ? `${mark} **${word}**` : `${mark} **${word}:** ${said}`;
  return [line, quotation(evidence ?? '', space.quotation)].filter(isSeen).join('\n');
}

/** Ranks and points stand before the names, as columns, since nobody knows how wide a name is. */
function boardText(rows: readonly BoardRow[], space: Space): string {
  const beyond = rows.slice(space.rows).filter(({ own }) => own);
  const shown = [...rows.slice(0, space.rows), ...beyond.slice(0, 1)];
  const [ranks, points] = [column(shown.map(({ rank }) => rank)), column(shown.map((row) => row.points))];
  const lines = shown.map((row, index) => boardLine(row, `${ranks[index]}  ${points[index]} pts`, space));
  return [...lines, ...(rows.length > shown.length ? [andMore(rows.length - shown.length)] : [])].join('\n');
}

/** Numbers as wide as the widest; spaces at the ends of code would be lost. */
function column(numbers: readonly number[]): readonly string[] {
  const width = Math.max(...numbers.map((number) => String(number).length));
  return numbers.map((number) => String(number).padStart(width, '\u00a0'));
}

function boardLine({ name, own, streak }: BoardRow, figures: string, { words }: Space): string {
  const line = `\`${figures}\`  ${escapeMarkdown(shorten(oneLine(name), words))}`.trim();
  const named = own ? `**${line} (you)**` : line;
  return streak === undefined ? named : `${named} · ${streakText(streak)}`;
}

/** Rows of as many buttons as Discord takes. */
function renderActions(actions: readonly Action[], customId: CustomId): ButtonRow[] {
  const buttons = actions.flatMap((action) => renderButton(action, customId(action)));
  const rows = Math.ceil(buttons.length / limits.rowButtons);
  return Array.from({ length: rows }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(row * limits.rowButtons, (row + 1) * limits.rowButtons),
  }));
}

/** A button that leads to our site, of which Discord tells nobody when it is pressed. */
function renderLink({ label: words, url }: Extract<Block, { type: 'link' }>): ButtonRow {
  const button = { type: ComponentType.Button, style: ButtonStyle.Link, url } as const;
  return {
    type: ComponentType.ActionRow,
    components: [{ ...button, label: label(limits.buttonLabel, words, 'Open') }],
  };
}

function renderButton(action: Action, customId: string | undefined): APIButtonComponentWithCustomId[] {
  if (customId === undefined) return [];
  const style = action.style === 'primary' ? ButtonStyle.Primary : ButtonStyle.Secondary;
  const text = label(limits.buttonLabel, action.label, action.name);
  return [{ type: ComponentType.Button, style, label: text, custom_id: customId }];
}

/** Gives each button of a message an id of its own. */
function countCustomIds({ workspace }: MessageContext): CustomId {
  const counts = new Map<string, number>();
  return ({ name, value }) => {
    const id = formatCustomId({ name, value, workspace }, 1);
    if (id === undefined) return undefined;
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    return formatCustomId({ name, value, workspace }, count);
  };
}
