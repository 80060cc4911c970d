import type { Bar, BarChart } from '../reply/chart.ts';
import { drawable } from './drawable.ts';
import type { Face, Font } from './font.ts';
import type { Scene } from './scene.ts';

/** What the rows of a chart are laid out from. */
export type RowsInput = {
  readonly noun: string;
  readonly bars: readonly Bar[];
  readonly series: BarChart['series'];
  readonly font: Font;
  /** What the longest bar stands for, where it is not the largest amount. */
  readonly full?: number;
  /** Pixels of a row beside its label, where they are not as usual. */
  readonly rowHeight?: number;
  /** Where the first row begins. */
  readonly top: number;
};

export type Rows = Pick<Scene, 'plot' | 'rows' | 'texts'>;

/** The label of a bar as it can be drawn, or what the bar is and its number. */
export function labelOf(
  { noun }: RowsInput,
  { label, rank }: Bar,
  place: { readonly index: number; readonly face: Face },
) {
  const stand = `${drawable(noun, place.face) ?? 'No.'} ${rankText(rank) || place.index + 1}`;
  return drawable(label, place.face) ?? stand;
}

/** The tag of a bar as it can be drawn, at most twelve characters; empty where there is none. */
export function tagOf({ tag = '' }: Bar, face: Face): string {
  return (drawable(tag, face) ?? '').slice(0, 12).trim();
}

/** A rank as it is written; empty where there is none that makes sense. */
export function rankText(rank: number | undefined): string {
  return rank !== undefined && Number.isInteger(rank) && rank > 0 && rank < 100_000 ? String(rank) : '';
}
