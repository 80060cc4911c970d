import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCatalog } from '../app.ts';
import { CoachError } from '../domain/errors.ts';
import type { CoverageModel, Situation } from '../grading/coverage-model.ts';
import { leaveQuestionsOut } from '../grading/leave-out.ts';
import { loadLanguage } from '../grading/offline-grader.ts';
import { type Example, examplesOf, fitCoverageModel, learnWordOrder, referenceExamples } from '../grading/training.ts';
import { createCatalog } from '../knowledge/catalog.ts';
import { loadPacks } from '../knowledge/load-packs.ts';
import type { Command } from './command.ts';
import { readCases } from './read-cases.ts';
import { loadSettings } from './settings.ts';

const shipped = fileURLToPath(new URL('../grading/assets', import.meta.url));

/** Sets of human-scored answers that the model for references is fitted to; others can be reported on. */
const referenceSets = ['beetle-train', 'saf-train'];
/** Sets of the project's own answers whose key points stand for references beside them. */
const ownSets = new Set(['topics', 'packs']);

/**
 * `coach train`: fits the offline grader's models to labelled answers. The same answers give the same files, byte for byte. The model
 * for reference answers needs human-scored sets that are not part of the project; without them it stays as it is.
 */
export const train: Command = {
  usage: 'train <folder> [--references FOLDER] [--report] [--out FOLDER]',
  summary: 'fit the grader to labelled answers',
  options: { out: { type: 'string' }, references: { type: 'string' }, report: { type: 'boolean' } },
  run: async ({ values, positionals, print }) => {
    const [folder] = positionals;
    if (folder === undefined) throw new CoachError('input-invalid', 'Name the folder of cases: coach train <folder>.');
    const catalog = await openCatalog(loadSettings());
    const topics = await loadPacks(join(folder, 'topics'));
    const sets = {
      tune: await readCases(join(folder, 'tune'), catalog),
      heard: await readCases(join(folder, 'heard'), catalog),
      clauses: await readCases(join(folder, 'clauses'), catalog),
      topics: await readCases(join(folder, 'topics'), createCatalog(topics.packs)),
      packs: await readCases(join(folder, 'packs', 'tune'), catalog),
    };
    const order = learnWordOrder(sets);
    const language = { ...loadLanguage(catalog.glossary()), order };
    const examples = examplesOf(sets, language);
    const out = typeof values.out === 'string' ? values.out : shipped;
    const write = (name: string, content: unknown) => writeFile(join(out, name), `${JSON.stringify(content)}\n`);
    const writeModel = (name: Situation, model: CoverageModel) => write(`coverage-by-${name}.json`, model);
    await write('word-order.json', order);
    await writeModel('phrases', fitCoverageModel(examples, 'phrases'));
    await writeModel('text', fitCoverageModel(examples, 'text'));
    print(`${examples.length} examples, written to ${out}`);
    if (values.report) print(leaveQuestionsOut(examples));
    if (typeof values.references === 'string') {
      const scored: Example[] = [];
      for (const set of referenceSets) {
        const cases = await readCases(join(values.references, `${set}.jsonl`), catalog);
        scored.push(...referenceExamples(cases, set, language));
      }
      await writeModel('reference', fitCoverageModel([...scored, ...asReferences(examples)], 'reference'));
    }
    return 0;
  },
};

/** Key points of many topics, each as the reference that its own text is. */
function asReferences(examples: readonly Example[]): readonly Example[] {
  return examples
    .filter(({ situation, set }) => situation === 'text' && ownSets.has(set))
    .map((example) => ({ ...example, situation: 'reference' }));
}
