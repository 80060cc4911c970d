import { countText } from '../../domain/display.ts';
import type { Pack } from '../../domain/question.ts';
import { plain, strong } from '../inline.ts';
import type { Action, Block, Message } from '../reply.ts';
import { levelName } from './question.ts';

/** Packs of a page: each takes a text and a row of two buttons, and Discord holds 40 components. */
export const packsOfPage = 8;

/** A pack as its workspace has it. */
export type ShownPack = {
  readonly pack: Pack;
  /** The title of its topic. */
  readonly topic: string;
  readonly on: boolean;
};

export type PacksPage = {
  /** All packs. */
  readonly packs: readonly ShownPack[];
  /** Counted from 1; a page that is not there is the nearest one. */
  readonly page: number;
  /** What has just been done, in sentences. */
  readonly done?: string | undefined;
  /** How many suggestions wait for the admins. */
  readonly suggestions: number;
};

/** The packs of a workspace for its admins, a page of them, with the ways to turn each on or off. */
export function packsView({ packs, page, done, suggestions }: PacksPage): Message {
  const { shown, at, last } = pageOf(packs, page, packsOfPage);
  const asked = packs.filter(({ on }) => on).length;
  const where = last > 1 ? `, page ${at} of ${last}` : '';
  return {
    type: 'message',
    blocks: [
      ...(done === undefined ? [] : [{ type: 'paragraph' as const, text: plain(done) }]),
      { type: 'heading', text: 'Packs' },
      {
        type: 'note',
        text: plain(`${asked} of ${countText(packs.length, 'pack')} on${where}. What is off is not asked here.`),
      },
      ...shown.flatMap(packBlocks),
      {
        type: 'actions',
        actions: [
          ...pageActions('packs', (number) => String(number), { at, last }),
          { name: 'suggestions', label: suggestionsLabel(suggestions), value: '', style: 'default' },
        ],
      },
    ],
  };
}

function suggestionsLabel(suggestions: number): string {
  return suggestions === 0 ? 'Suggestions' : `Suggestions (${suggestions})`;
}

function packBlocks({ pack, topic, on }: ShownPack): readonly Block[] {
  return [
    { type: 'paragraph', text: [strong(pack.title), ...plain(` · ${factsOf({ pack, topic, on })}`)] },
    {
      type: 'actions',
      actions: [switchOf(pack, on), previewOf(pack)],
    },
  ];
}

/** Topic, level, size and state of a pack. */
export function factsOf({ pack, topic, on }: ShownPack): string {
  const questions = countText(pack.questions.length, 'question');
  return [...(topic === pack.title ? [] : [topic]), levelName(pack.level), questions, on ? 'on' : 'off'].join(' · ');
}

/** The button that turns a pack on or off. */
export function switchOf({ id }: Pack, on: boolean): Action {
  return on
    ? { name: 'pack-off', label: 'Turn off', value: id, style: 'default' }
    : { name: 'pack-on', label: 'Turn on', value: id, style: 'primary' };
}

/** The button that shows what is in a pack. */
export function previewOf(pack: Pack): Action {
  return { name: 'pack-preview', label: 'Preview', value: pageValue(pack, 1), style: 'default' };
}

/** The value of a button that leads to a page of a pack's preview. */
export function pageValue({ id }: Pick<Pack, 'id'>, page: number): string {
  return `${id}:${page}`;
}

type Place = { readonly at: number; readonly last: number };

/** The ways to the page before and to the next one, as far as they are there. */
export function pageActions(
  name: 'packs' | 'pack-preview',
  toValue: (page: number) => string,
  { at, last }: Place,
): readonly Action[] {
  const before: Action = { name, label: 'Previous page', value: toValue(at - 1), style: 'default' };
  const next: Action = { name, label: 'Next page', value: toValue(at + 1), style: 'default' };
  return [...(at > 1 ? [before] : []), ...(at < last ? [next] : [])];
}

/** A page of items, counted from 1; one that is not there is the nearest. */
export function pageOf<Item>(
  items: readonly Item[],
  page: number,
  size: number,
): Place & { readonly shown: readonly Item[] } {
  const last = Math.max(1, Math.ceil(items.length / size));
  const at = Math.min(Math.max(1, Math.trunc(page) || 1), last);
  return { shown: items.slice((at - 1) * size, at * size), at, last };
}
