import { openCatalog } from '../app.ts';
import { CoachError } from '../domain/errors.ts';
import { ownPackPrefix } from '../domain/own-pack.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import { forgetPhrase, listPhrasesForAuthors, type PhraseForAuthor } from '../store/learned-phrases.ts';
import { openStore } from '../store/store.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** `coach phrases`: what grading has learned by accepted disputes, as lines for the packs. */
export const phrases: Command = {
  usage: 'phrases [--json] [--forget PHRASE]',
  summary: 'print the phrases that admins have kept, to be pasted into the packs, or forget one',
  options: { json: { type: 'boolean' }, forget: { type: 'string' } },
  run: async ({ values, positionals, print }) => {
    if (positionals.length > 0)
      throw new CoachError('input-invalid', 'Give the phrase after --forget, in quotation marks.');
    const settings = loadSettings();
    const catalog = await openCatalog(settings);
    const store = await openStore(settings.config.databaseUrl);
    try {
      const { forget } = values;
      if (typeof forget === 'string') {
        const count = await store.transaction((tx) => forgetPhrase(tx, forget));
        if (count === 0) throw new CoachError('input-invalid', `No grading has learned "${forget}".`);
        print('Forgotten: grading knows it no longer, from the next answer on.');
        return 0;
      }
      const learned = await store.read(listPhrasesForAuthors);
      if (values.json) print(JSON.stringify(learned));
      else for (const line of linesOf(learned, catalog)) print(line);
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** The phrases as a pack has them: question, key point, and what it accepts; what the pack has taken over by now is left out. */
function linesOf(learned: readonly PhraseForAuthor[], catalog: Catalog): readonly string[] {
  const unknown = learned.filter((one) => !keyPointOf(one, catalog)?.accepts.includes(one.phrase));
  if (unknown.length === 0) return ['There is no phrase that the packs do not have.'];
  const byQuestion = Map.groupBy(unknown, ({ questionId }) => questionId);
  return [...byQuestion].flatMap(([questionId, ofQuestion]) => [
    headingOf(questionId, catalog),
    '',
    ...[...Map.groupBy(ofQuestion, ({ keyPointId }) => keyPointId).values()].flatMap((ofKeyPoint) =>
      keyPointLines(ofKeyPoint, catalog),
    ),
    '',
  ]);
}

function headingOf(questionId: string, catalog: Catalog): string {
  const question = catalog.find(questionId);
  if (!question) return `## ${unknownText(questionId)} {#${questionId}}`;
  return `Pack ${question.pack}:\n\n## ${question.text} {#${questionId.slice(question.pack.length + 1)}}`;
}

/** No pack has a workspace's own questions; "coach export" writes them with their phrases. */
function unknownText(questionId: string): string {
  return questionId.startsWith(ownPackPrefix) ? 'A question of a workspace’s own' : 'A question that is gone';
}

function keyPointLines(ofKeyPoint: readonly PhraseForAuthor[], catalog: Catalog): readonly string[] {
  const [first] = ofKeyPoint;
  const text = first && keyPointOf(first, catalog)?.text;
  return [
    `- ${text ?? 'A key point that is gone'} {#${first?.keyPointId}}`,
    '  - accepts:',
    ...ofKeyPoint.map(({ phrase }) => `    - ${phrase}`),
  ];
}

function keyPointOf({ questionId, keyPointId }: PhraseForAuthor, catalog: Catalog) {
  return catalog.find(questionId)?.keyPoints.find(({ id }) => id === keyPointId);
}
