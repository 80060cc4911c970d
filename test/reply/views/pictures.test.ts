import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar.ts';
import { weeksUntil } from '../../../src/domain/progress.ts';
import type { BoardRow } from '../../../src/reply/reply.ts';
import { boardPicture, withBoardPictures } from '../../../src/reply/views/board-picture.ts';
import { type CoverageBar, coveragePicture } from '../../../src/reply/views/coverage-picture.ts';
import { progressPicture } from '../../../src/reply/views/progress-picture.ts';
import { anyText } from '../../domain/any-text.ts';
import { daysOf, progressWith } from './progress.ts';

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

describe('the picture of progress', () => {
  it('has a point and seven days for each week, and a bar for each topic', () => {
    const { chart } = progressPicture(progressWith('Caching'));
    expect(chart.weeks.points).toHaveLength(12);
    expect(chart.weeks.points.at(0)).toEqual({ label: '7 Sept', score: 50 });
    expect(chart.weeks.points.at(-1)).toEqual({ label: '23 Nov', score: 72 });
    expect(chart.days.rows.map(({ label, counts }) => [label, counts.at(-1)])).toEqual([
      ...[
        ['Mon', 2],
        ['Tue', 0],
        ['Wed', 1],
      ],
      ...[
        ['Thu', null],
        ['Fri', null],
        ['Sat', null],
        ['Sun', null],
      ],
    ]);
    expect(chart.topics).toMatchObject({
      bars: [
        { label: 'Caching', score: 58 },
        { label: 'API gateway', score: 100 },
      ],
      more: 0,
    });
  });

  it('tells every week with answers and every topic in words', () => {
    expect(progressPicture(progressWith('Caching')).alt).toBe(
      'Your progress in 12 weeks from their Mondays: 7 Sept: 50 of 100, 1 answer on 1 day; 23 Nov: 72 of 100, 3 answers on 2 days; no answers in 10 weeks; by topic: “Caching” 58; “API gateway” 100.',
    );
  });

  it('says in words that there is nothing yet, and what has no score', () => {
    const none = { ...progressWith(''), topics: [], weeks: weeksUntil('2026-11-25', []) };
    expect(progressPicture(none).alt).toBe('Your progress in 12 weeks from their Mondays: no answers.');
    const waiting = weeksUntil('2026-11-25', [{ on: '2026-11-25', answers: 2, scored: 0, scores: 0 }]);
    expect(progressPicture({ ...none, weeks: waiting }).alt).toContain('23 Nov: no score, 2 answers on 1 day');
  });

  it('has words that fit on every platform, all weeks told, whatever the topics are called', () => {
    const weeks = weeksUntil(
      '2026-11-29',
      daysOf(Object.fromEntries(Array.from({ length: 84 }, (_, day) => [addDays('2026-09-07', day), [1, 0.5]]))),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(anyText, fc.constant('x'.repeat(5_000))), { maxLength: 8 }), (titles) => {
        const topics = titles.map((title) => ({ title, score: 1 }));
        const { alt } = progressPicture({ ...progressWith(''), weeks, topics, moreTopics: 9_992 });
        expect(alt.length).toBeLessThanOrEqual(1_024);
        expect(alt.match(/: 75 of 100, 14 answers on 7 days/g)).toHaveLength(12);
        if (titles.every((title) => !title.includes('”')))
          expect(alt.match(/” 100/g) ?? []).toHaveLength(titles.length);
        expect(alt).toContain('; 9992 more topics.');
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
