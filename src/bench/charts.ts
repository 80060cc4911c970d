import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createPainter } from '../charts/painter.ts';
import { rasterise } from '../charts/rasterise.ts';
import { addDays } from '../domain/calendar.ts';
import { weeksUntil } from '../domain/progress.ts';
import { percentile } from '../grading/metrics.ts';
import type { Chart } from '../reply/chart.ts';
import { boardPicture } from '../reply/views/board-picture.ts';
import { coveragePicture } from '../reply/views/coverage-picture.ts';
import { progressPicture } from '../reply/views/progress-picture.ts';
import { type Figure, figureOf, timesOf } from './figure.ts';

const baseline = 'resvg alone, a fixed SVG of the same size';
/** The same as in `npm start`. */
const flags = ['--max-semi-space-size=4'];
const coldRuns = 5;
/** More than the painter keeps, so that each is drawn. */
const pictures = 40;
const manyPictures = 500;

/** Ten bars with their names: what a board is when nothing has to be laid out. */
const fixedSvg = `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="690">${Array.from(
  { length: 10 },
  (_, index) =>
    `<text x="80" y="${120 + index * 58}" font-family="Inter" font-size="26">Member ${index}</text>` +
    `<rect x="370" y="${100 + index * 58}" width="${240 - index * 20}" height="26" rx="7"/>`,
).join('')}</svg>`;

type Kind = { readonly chartOf: (index: number) => Chart; readonly goalKb: number };

const kinds: Readonly<Record<string, Kind>> = {
  board: { chartOf: board, goalKb: 500 },
  coverage: { chartOf: coverage, goalKb: 500 },
  progress: { chartOf: progress, goalKb: 100 },
};

/** What a picture costs: the first of a process, those after it, its bytes, and the memory that many of them leave. */
export async function measureCharts(): Promise<readonly Figure[]> {
  const figures = [await measureFirst()];
  const items = Array.from({ length: pictures }, (_, index) => index);
  const base = await timesOf(items, () => rasterise(fixedSvg));
  const baseBytes = (await rasterise(fixedSvg)).length;
  for (const [name, { chartOf, goalKb }] of Object.entries(kinds)) {
    const { paint } = createPainter();
    const times = await timesOf(items, (index) => paint(chartOf(index)));
    for (const p of ['p50', 'p99'] as const) {
      const goal = { p50: 150, p99: 300 }[p];
      const figure = `picture, ${name} ${p}`;
      figures.push(figureOf({ figure, unit: 'ms', value: times[p], baseline, baselineValue: base[p], goal }));
    }
    const sizes = { value: (await paint(chartOf(0))).length / 1_024, baselineValue: baseBytes / 1_024 };
    figures.push(figureOf({ figure: `picture, ${name}`, unit: 'KB', ...sizes, baseline, goal: goalKb }));
  }
  return [...figures, await measureMemory()];
}

/** Ten members. */
function board(index: number): Chart {
  const rows = Array.from({ length: 10 }, (_, row) => ({
    rank: row + 1,
    name: `Member ${row} of ${index}`,
    points: 1_000 - 90 * row,
    own: row === 7,
  }));
  return boardPicture(rows, `Leaderboard ${index}`).chart;
}

/** Six key points. */
function coverage(index: number): Chart {
  const bars = Array.from({ length: 6 }, (_, row) => ({
    label: `Key point ${row} of question ${index}, in a sentence that takes more than one line of the picture`,
    ...{ covered: 9 - row, partial: 3, missed: 2 + row, contradicted: 1 },
  }));
  return coveragePicture('How 15 members answered', bars).chart;
}

/** Twelve weeks with answers on all of their days, and eight topics. */
function progress(index: number): Chart {
  const days = Array.from({ length: 84 }, (_, day) => {
    const answers = 1 + ((day * 37 + index) % 19);
    return { on: addDays('2026-09-07', day), answers, scored: answers, scores: answers * (0.3 + day / 130) };
  });
  const topics = Array.from({ length: 8 }, (_, topic) => ({ title: `Topic ${topic} of ${index}`, score: topic / 8 }));
  const weeks = weeksUntil('2026-11-29', days);
  return progressPicture({ weeks, topics, moreTopics: 3, strongest: [], weakest: [] }).chart;
}

/** Milliseconds until a fresh process has its first picture, libraries and font among them. */
async function measureFirst(): Promise<Figure> {
  const ours = programFor('painter.ts', `await module.createPainter().paint(${JSON.stringify(board(0))})`);
  const bare = programFor('rasterise.ts', `await module.rasterise(${JSON.stringify(fixedSvg)})`);
  const [value, baselineValue] = [await medianOf(ours), await medianOf(bare)];
  return figureOf({ figure: 'first picture of a process', unit: 'ms', value, baseline, baselineValue, goal: 1_500 });
}

function programFor(file: string, work: string): string {
  const path = JSON.stringify(new URL(`../charts/${file}`, import.meta.url).href);
  return `const startedAt = performance.now(); const module = await import(${path}); ${work};
    console.log(performance.now() - startedAt);`;
}

async function medianOf(program: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < coldRuns; run += 1) times.push(await numberOf(program));
  return percentile(times, 0.5);
}

/** What a program prints in a process of its own. */
async function numberOf(program: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, '--input-type=module', '--eval', program]);
  return Number(stdout);
}

/** Megabytes that a process grows by between its first picture and the last of many. */
async function measureMemory(): Promise<Figure> {
  const chart = `{ ...${JSON.stringify(board(0))}, title: 'Board ' + index }`;
  const ours = growthOf('painter.ts', 'const { paint } = module.createPainter()', `paint(${chart})`);
  const bare = growthOf('rasterise.ts', '', `module.rasterise(${JSON.stringify(fixedSvg)})`);
  const [value, baselineValue] = [await numberOf(ours), await numberOf(bare)];
  const figure = `memory that ${manyPictures} pictures leave`;
  return figureOf({ figure, unit: 'MB', value, baseline, baselineValue, goal: 150 });
}

/** A program that prints a tenth of a megabyte at least: less is noise, and nothing to divide by. */
function growthOf(file: string, prepare: string, draw: string): string {
  const path = JSON.stringify(new URL(`../charts/${file}`, import.meta.url).href);
  return `const module = await import(${path}); ${prepare}; let before = 0;
    for (let index = 0; index < ${manyPictures}; index += 1) {
      await ${draw};
      before ||= process.memoryUsage().rss;
    }
    console.log(Math.max(0.1, (process.memoryUsage().rss - before) / 1_048_576));`;
}
