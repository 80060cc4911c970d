import type { BarChart } from '../chart.ts';
import type { Block, BoardRow } from '../reply.ts';
import { type AltItem, altText } from './alt-text.ts';

type Picture = Extract<Block, { type: 'picture' }> & { readonly chart: BarChart };

/** A board as bars, the asker's own row marked; the words beside it tell every row that they have room for. */
export function boardPicture(rows: readonly BoardRow[], title: string): Picture {
  const chart: BarChart = {
    type: 'bars',
    title,
    noun: 'Member',
    series: [{ name: 'Points', tone: 'plain' }],
    bars: rows.map(({ rank, name, points, own }) => ({
      rank,
      label: name,
      ...(own && { tag: 'you' }),
      amounts: [Math.max(0, points)],
      marked: own,
    })),
  };
  return { type: 'picture', chart, alt: altText(title, rows.map(rowText)) };
}

/** The blocks of a reply with a picture after each board, under the last heading before it. */
export function withBoardPictures(blocks: readonly Block[]): readonly Block[] {
  let title = 'Leaderboard';
  return blocks.flatMap((block): readonly Block[] => {
    if (block.type === 'heading') title = block.text;
    return block.type === 'board' ? [block, boardPicture(block.rows, title)] : [block];
  });
}

function rowText({ rank, name, points, own }: BoardRow): AltItem {
  const after = `${own ? ' (you)' : ''}, ${points} ${points === 1 ? 'point' : 'points'}`;
  return { before: `${rank}. `, label: name, after };
}
