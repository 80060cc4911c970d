import { openCatalog } from '../app.ts';
import { measureCharts } from '../bench/charts.ts';
import type { Figure } from '../bench/figure.ts';
import { measureGrading } from '../bench/grading.ts';
import { measureInteractions } from '../bench/interactions.ts';
import { measureLongAnswers } from '../bench/long-answers.ts';
import { measureProgress } from '../bench/progress.ts';
import { measureReviews } from '../bench/reviews.ts';
import { measureStartup } from '../bench/startup.ts';
import { measureStores } from '../bench/stores.ts';
import { CoachError } from '../domain/errors.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** Rated attempts of the largest board, pages of it that are timed, and answers to one question of the day. */
const [largestBoard, shownPages, mostAnswers] = [1_000_000, 400, 5_000];

/** `coach bench`: figures of this machine, each beside a baseline of the same run. */
export const bench: Command = {
  usage: 'bench [--only <part>] [--attempts N] [--json]',
  summary: 'measure start, memory, grading, replies, pictures and large boards, some minutes long',
  options: { json: { type: 'boolean' }, only: { type: 'string' }, attempts: { type: 'string' } },
  run: async ({ values, print }) => {
    const settings = loadSettings();
    const attempts = readAttempts(values.attempts);
    const catalog = await openCatalog(settings);
    const onFigure = (figure: Figure) => print(values.json ? JSON.stringify(figure) : lineOf(figure));
    const parts: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
      startup: measureStartup,
      grading: () => measureGrading(catalog),
      'long-answers': () => measureLongAnswers(catalog),
      interactions: () => measureInteractions(settings.config),
      reviews: measureReviews,
      progress: measureProgress,
      charts: measureCharts,
      boards: async () => {
        await measureStores(catalog, { attempts, answers: mostAnswers, pages: shownPages }, onFigure);
        return [];
      },
    };
    for (const measure of chosenOf(parts, values.only)) for (const figure of await measure()) onFigure(figure);
    return 0;
  },
};

function readAttempts(value: string | boolean = String(largestBoard)): number {
  const number = typeof value === 'string' && /^\d{1,7}$/.test(value) ? Number(value) : 0;
  if (number >= 100 && number <= largestBoard) return number;
  throw new CoachError('input-invalid', `--attempts must be a whole number from 100 to ${largestBoard}.`);
}

function chosenOf<Part>(parts: Readonly<Record<string, Part>>, only: string | boolean | undefined): readonly Part[] {
  if (only === undefined) return Object.values(parts);
  const part = typeof only === 'string' && Object.hasOwn(parts, only) ? parts[only] : undefined;
  if (part) return [part];
  throw new CoachError('input-invalid', `--only must be one of ${Object.keys(parts).join(', ')}.`);
}

function lineOf({ figure, value, unit, ratio, baseline, baselineValue }: Figure): string {
  return `${figure.padEnd(38)} ${value} ${unit}, ${ratio} × ${baseline} (${baselineValue})`;
}
