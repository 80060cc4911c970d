import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openCatalog } from '../app.ts';
import { CoachError } from '../domain/errors.ts';
import type { Question } from '../domain/question.ts';
import type { Coverage } from '../domain/verdict.ts';
import type { EvaluationCase } from '../grading/evaluation-case.ts';
import { type Example, fitModel } from '../grading/fit-model.ts';
import { createFinder } from '../grading/offline-grader.ts';
import type { Command } from './command.ts';
import { readCases } from './read-cases.ts';
import { loadSettings } from './settings.ts';

const shipped = fileURLToPath(new URL('../grading/assets/coverage-model.json', import.meta.url));

/** Of a pack's phrases every so many are examples, and what one counts beside one label of an answer. */
const phraseStep = 4;
const phraseWeight = 0.12;

type Find = ReturnType<typeof createFinder>;

/** `coach train`: fits the offline grader's model to labelled cases. The same cases give the same file, byte for byte. */
export const train: Command = {
  usage: 'train <file.jsonl|folder> [--out FILE]',
  summary: 'fit the grader to labelled answers',
  options: { out: { type: 'string' } },
  run: async ({ values, positionals, print }) => {
    const [path] = positionals;
    if (path === undefined) throw new CoachError('input-invalid', 'Name the cases: coach train <file.jsonl|folder>.');
    const catalog = await openCatalog(loadSettings());
    const find = createFinder();
    const labelled = examplesOf(await readCases(path, catalog), find);
    if (labelled.length === 0) throw new CoachError('input-invalid', `There is no label in "${path}".`);
    const out = typeof values.out === 'string' ? values.out : shipped;
    const examples = [...labelled, ...examplesOfPacks(catalog.list(), find)];
    await writeFile(out, `${JSON.stringify(fitModel(examples), null, 2)}\n`);
    print(`${examples.length} examples, written to ${out}`);
    return 0;
  },
};

/** One example for each label. */
function examplesOf(cases: readonly EvaluationCase[], find: Find): readonly Example[] {
  return cases.flatMap(({ question, answer, labels }) =>
    find({ question, answer }).flatMap(({ features }, index) => {
      const coverages = labels.get(question.keyPoints[index]?.id ?? '') ?? [];
      return coverages.map((coverage) => ({ features, coverage, weight: 1 / coverages.length }));
    }),
  );
}

/** What the packs say of themselves: a key point covers itself, and each phrase says what it stands for, even unknown. */
function examplesOfPacks(questions: readonly Question[], find: Find): readonly Example[] {
  return questions.flatMap((question) =>
    question.keyPoints.flatMap((point, index) => {
      const without = (phrase: string): Question => ({
        ...question,
        keyPoints: question.keyPoints.with(index, {
          ...point,
          accepts: point.accepts.filter((other) => other !== phrase),
          rejects: point.rejects.filter((other) => other !== phrase),
        }),
      });
      const example = (asked: Question, answer: string, coverage: Coverage): readonly Example[] =>
        find({ question: asked, answer })
          .slice(index, index + 1)
          .map(({ features }) => ({ features, coverage, weight: asked === question ? 1 : phraseWeight }));
      return [
        ...example(question, point.text, 'covered'),
        ...thinned(point.accepts).flatMap((phrase) => example(without(phrase), phrase, 'covered')),
        ...thinned(point.rejects).flatMap((phrase) => example(without(phrase), phrase, 'contradicted')),
      ];
    }),
  );
}

function thinned(phrases: readonly string[]): readonly string[] {
  return phrases.filter((_, index) => index % phraseStep === 0);
}
