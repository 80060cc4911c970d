import { openCatalog } from '../app.ts';
import { measureCharts } from '../bench/charts.ts';
import { measureGrading } from '../bench/grading.ts';
import { measureInteractions } from '../bench/interactions.ts';
import { measureLongAnswers } from '../bench/long-answers.ts';
import { measureProgress } from '../bench/progress.ts';
import { measureReviews } from '../bench/reviews.ts';
import { measureStartup } from '../bench/startup.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** `coach bench`: figures of this machine, each beside a baseline of the same run. */
export const bench: Command = {
  usage: 'bench [--json]',
  summary: 'measure start, memory, grading, replies and pictures',
  options: { json: { type: 'boolean' } },
  run: async ({ values, print }) => {
    const settings = loadSettings();
    const catalog = await openCatalog(settings);
    const measures = [
      measureStartup,
      () => measureGrading(catalog),
      () => measureLongAnswers(catalog),
      () => measureInteractions(settings.config),
      measureReviews,
      measureProgress,
      measureCharts,
    ];
    for (const measure of measures) {
      for (const figure of await measure()) {
        if (values.json) print(JSON.stringify(figure));
        else
          print(
            `${figure.figure.padEnd(38)} ${figure.value} ${figure.unit}, ${figure.ratio} × ${figure.baseline} (${figure.baselineValue})`,
          );
      }
    }
    return 0;
  },
};
