import { openCatalog } from '../app.ts';
import { listFigures } from '../coach/pack-health.ts';
import { CoachError } from '../domain/errors.ts';
import { type Figures, fewestMembers, healthOf, type QuestionHealth } from '../domain/question-health.ts';
import { parseInline, textOf } from '../reply/inline.ts';
import { careText, figuresOf, reviewedText } from '../reply/views/pack-health.ts';
import { levelName } from '../reply/views/question.ts';
import { openStore, type Store } from '../store/store.ts';
import { listWorkspaceIds } from '../store/workspaces.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** `coach stats packs`: how the questions of the packs do, in all workspaces together, for their authors. */
export const stats: Command = {
  usage: 'stats packs [--json]',
  summary: 'print how the questions do, those that need care first',
  options: { json: { type: 'boolean' } },
  run: async ({ values, positionals, print }) => {
    if (positionals.join(' ') !== 'packs') throw new CoachError('input-invalid', 'Say of what: "coach stats packs".');
    const settings = loadSettings();
    const packs = (await openCatalog(settings)).packs();
    const store = await openStore(settings.config.databaseUrl);
    try {
      const health = healthOf(packs, await listAllFigures(store));
      if (values.json) print(JSON.stringify(health.map(rowOf)));
      else for (const line of health.flatMap(linesOf)) print(line);
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** The figures of all workspaces; a member of one is nobody in another. */
async function listAllFigures(store: Store): Promise<Figures> {
  const all: Figures[] = [];
  for (const workspaceId of await store.read(listWorkspaceIds)) {
    const figures = await store.read((db) => listFigures(db, workspaceId, Date.now()));
    const answers = figures.answers.map((answer) => ({ ...answer, memberId: `${workspaceId} ${answer.memberId}` }));
    all.push({ ...figures, answers });
  }
  return {
    answers: all.flatMap(({ answers }) => answers),
    decisions: all.flatMap(({ decisions }) => decisions),
    reports: all.flatMap(({ reports }) => reports),
  };
}

function rowOf({ question, reviewedOn, ...health }: QuestionHealth) {
  return {
    ...{ questionId: question.id, pack: question.pack, question: question.text, level: question.level },
    reviewedOn: reviewedOn ?? null,
    ...health,
    meanScore: health.meanScore ?? null,
    separation: health.separation ?? null,
    smallSample: health.members < fewestMembers,
  };
}

function linesOf(health: QuestionHealth): readonly string[] {
  const { question, care } = health;
  const needs = care.length > 0 ? [`look at it: ${careText(health)}`] : [];
  return [
    `${question.id}  ${[levelName(question.level), reviewedText(health), ...needs].join(' · ')}`,
    `    ${textOf(parseInline(question.text))}`,
    `    ${figuresOf(health).join(' · ')}`,
  ];
}
