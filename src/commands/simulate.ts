import { openCatalog } from '../app.ts';
import { simulate as simulatePopulation } from '../bench/simulation.ts';
import { CoachError } from '../domain/errors.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import { createLog } from '../ops/log.ts';
import { openStore } from '../store/store.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** `coach simulate`: a population in memory that answers and practises; nothing that is kept is touched. */
export const simulate: Command = {
  usage: 'simulate [--members N] [--days D] [--seed S] [--json]',
  summary: 'let a made-up population answer for some days, in memory',
  options: {
    members: { type: 'string' },
    days: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async ({ values, print }) => {
    const members = numberOf(values.members ?? '20', 'members', 10_000);
    const days = numberOf(values.days ?? '30', 'days', 1_000);
    const seed = numberOf(values.seed ?? '1', 'seed', 4_294_967_295);
    const { config } = loadSettings();
    const catalog = await openCatalog({ config, log: createLog('silent') });
    const store = await openStore('sqlite::memory:');
    try {
      const grader = createOfflineGrader(catalog.glossary());
      const report = await simulatePopulation({ store, catalog, grader, members, days, seed });
      if (values.json) print(JSON.stringify(report));
      else for (const [name, value] of Object.entries(report)) print(`${name.padEnd(15)} ${wordsOf(value)}`);
      return 0;
    } finally {
      await store.close();
    }
  },
};

function numberOf(value: string | boolean, name: string, most: number): number {
  const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= most) return number;
  throw new CoachError('input-invalid', `--${name} must be a whole number from 1 to ${most}.`);
}

function wordsOf(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
