import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIFileComponent,
  type APIMediaGalleryComponent,
  type APISeparatorComponent,
  type APITextDisplayComponent,
  ComponentType,
} from 'discord.js';
import { limits } from './limits.ts';

/** A row of buttons: the coach's own, or one that leads to our site. */
export type ButtonRow = APIActionRowComponent<APIButtonComponentWithCustomId | APIButtonComponentWithURL>;

/** What stands in the container of a message. */
export type Part =
  | APITextDisplayComponent
  | APISeparatorComponent
  | APIMediaGalleryComponent
  | APIFileComponent
  | ButtonRow;

/** How many components there is room for, and how many characters on all text displays. */
type Room = { readonly components: number; readonly characters: number };

/** The room in the one container of a message. */
export const messageRoom: Room = { components: limits.components - 1, characters: limits.displayedText };

/** What stands for the rows that are not shown. */
export function andMore(count: number): string {
  return `-# … and ${count} more`;
}

function isRow(part: Part): part is ButtonRow {
  return part.type === ComponentType.ActionRow;
}

function componentsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + 1 + (isRow(part) ? part.components.length : 0), 0);
}

/** Characters on all text displays. */
export function charactersOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (part.type === ComponentType.TextDisplay ? part.content.length : 0), 0);
}

function isWithin(parts: readonly Part[], room: Room): boolean {
  return componentsOf(parts) <= room.components && charactersOf(parts) <= room.characters;
}

/** Text displays that stand side by side as one, when there are too many components and this is enough of a help. */
export function joinIfMany(parts: Part[]): Part[] {
  if (componentsOf(parts) <= messageRoom.components) return parts;
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const both = part.type === ComponentType.TextDisplay && last?.type === ComponentType.TextDisplay;
    if (both) joined[joined.length - 1] = { ...last, content: `${last.content}\n${part.content}` };
    else joined.push(part);
  }
  return componentsOf(joined) <= messageRoom.components ? joined : parts;
}

/** The first parts, how many are not shown, and the last rows of buttons. */
export function keepWithin(parts: Part[], room: Room): Part[] {
  if (isWithin(parts, room)) return parts;
  const { tail, body } = splitOff(parts);
  const left = { components: room.components - componentsOf(tail) - 1, characters: room.characters - noteLength };
  const end = body.findIndex((_, index) => !isWithin(body.slice(0, index + 1), left));
  const kept = end === -1 ? body : body.slice(0, end);
  if (kept.at(-1)?.type === ComponentType.Separator) kept.pop();
  const hidden = body.slice(kept.length).filter(({ type }) => type !== ComponentType.Separator).length;
  return [...kept, ...(hidden > 0 ? [display(andMore(hidden))] : []), ...tail];
}

/** The last rows of buttons that stand together, and all other parts. */
function splitOff(parts: readonly Part[]) {
  const end = parts.findLastIndex(isRow) + 1;
  const above = parts.findLastIndex((part, index) => !isRow(part) && index < end);
  const start = Math.max(above + 1, end - mostRows);
  return { tail: parts.slice(start, end), body: parts.toSpliced(start, end - start) };
}

const mostRows = 3;
const noteLength = 50;

function display(content: string): APITextDisplayComponent {
  return { type: ComponentType.TextDisplay, content };
}
