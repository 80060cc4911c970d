import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoardRow } from '../../../src/reply/reply.ts';
import { boardPicture, withBoardPictures } from '../../../src/reply/views/board-picture.ts';
import { type CoverageBar, coveragePicture } from '../../../src/reply/views/coverage-picture.ts';
import { anyText } from '../../domain/any-text.ts';

const rows: readonly BoardRow[] = [
  { rank: 1, name: 'Ada', points: 1_250, own: false },
  { rank: 12, name: 'Bo', points: 1, own: true },
];
const bars: readonly CoverageBar[] = [
  { label: 'Throttles each tenant', covered: 4, partial: 1, missed: 0, contradicted: 2 },
  { label: 'Isolates data', covered: 0, partial: 0, missed: 0, contradicted: 0 },
];

describe('the picture of a board', () => {
  it('has a bar for each row, and the own one marked by a word', () => {
    const { chart } = boardPicture(rows, 'Leaderboard, this week');
    expect(chart.title).toBe('Leaderboard, this week');
    expect(chart.bars).toEqual([
      { rank: 1, label: 'Ada', amounts: [1_250], marked: false },
      { rank: 12, label: 'Bo', tag: 'you', amounts: [1], marked: true },
    ]);
  });

  it('tells the whole board in words', () => {
    expect(boardPicture(rows, 'Leaderboard, this week').alt).toBe(
      'Leaderboard, this week: 1. Ada, 1250 points; 12. Bo (you), 1 point.',
    );
    expect(boardPicture([], 'Leaderboard').alt).toBe('Leaderboard.');
  });

  it('stands after each board of a reply, under the heading of that board', () => {
    const board = { type: 'board', rows } as const;
    const note = { type: 'note', text: [] } as const;
    const blocks = withBoardPictures([{ type: 'heading', text: 'This week' }, board, note]);
    expect(blocks.map(({ type }) => type)).toEqual(['heading', 'board', 'picture', 'note']);
    expect(blocks[2]).toEqual(boardPicture(rows, 'This week'));
    expect(withBoardPictures([note])).toEqual([note]);
  });
});

describe('the picture of what came of a question', () => {
  it('has a bar of four parts for each key point', () => {
    const { chart } = coveragePicture('How 7 answered', bars);
    expect(chart.series.map(({ name }) => name)).toEqual(['Covered', 'Half covered', 'Missed', 'Contradicted']);
    expect(chart.series.map(({ tone }) => tone)).toEqual(['covered', 'partial', 'missed', 'contradicted']);
    expect(chart.bars.map(({ amounts }) => amounts)).toEqual([
      [4, 1, 0, 2],
      [0, 0, 0, 0],
    ]);
  });

  it('tells all counts in words', () => {
    expect(coveragePicture('How 7 answered', bars).alt).toBe(
      'How 7 answered: “Throttles each tenant” 4 covered, 1 half covered, 2 contradicted; “Isolates data” not answered.',
    );
  });
});

describe('the words of a picture', () => {
  it('have room on every platform, tell rows to their end, and say how many they leave out', () => {
    const name = fc.oneof(anyText, fc.constantFrom('😀'.repeat(600), 'x'.repeat(5_000)));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 200 }), name, (names, title) => {
        const list = names.map((label, index) => ({ rank: 7_001, name: label, points: 8_000 + index, own: false }));
        const { alt } = boardPicture(list, title);
        expect(alt.length).toBeLessThanOrEqual(1_024);
        const told = list.filter(({ points }) => alt.includes(`, ${points} points`)).length;
        const rest = Number(/; and (?<rest>\d+) more\.$/.exec(alt)?.groups?.rest ?? 0);
        expect(told + rest).toBe(list.length);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it.each([1, 8, 13, 25])('tell all of %i rows with long names', (count) => {
    const name = 'Anastasia Konstantinopolskaya '.repeat(2);
    const many = Array.from({ length: count }, (_, index) => ({
      rank: index + 1,
      name,
      points: 1_000,
      own: index === 3,
    }));
    const { alt } = boardPicture(many, 'Leaderboard, this season');
    for (const { rank } of many) expect(alt).toContain(`${rank}. Anastasia`);
    expect(alt.match(/, 1000 points/g)).toHaveLength(count);
  });

  it('say the number of rows that have no room', () => {
    const many = Array.from({ length: 100 }, (_, index) => ({
      rank: index + 1,
      name: `Member ${index}`,
      points: 7,
      own: false,
    }));
    const { alt } = boardPicture(many, 'Board');
    const told = alt.split('; ').length - 1;
    expect(alt.endsWith(`; and ${100 - told} more.`)).toBe(true);
    expect(told).toBeGreaterThan(20);
  });
});
