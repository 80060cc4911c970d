import { randomUUID } from 'node:crypto';
import type { CoachDeps } from '../coach/context.ts';
import type { Id, WorkspaceId } from '../domain/ids.ts';
import { timedId } from '../domain/timed-id.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import { recordQuestion } from '../store/questions.ts';
import type { Store } from '../store/store.ts';
import { recordWorkspace } from '../store/workspaces.ts';
import { measureAnswers } from './answers.ts';
import { attemptsEach, measureBoard } from './boards.ts';
import { onEachDatabase } from './databases.ts';
import { type Figure, figureOf } from './figure.ts';

export type StoreSizes = {
  /** The most rated attempts that a workspace has. */
  readonly attempts: number;
  /** Answers to one question of the day, by as many members as those attempts are of at most. */
  readonly answers: number;
  /** Pages of a board that are timed. */
  readonly pages: number;
};

const sizes = [1_000, 100_000] as const;

/**
 * What large boards, many answers and a closing cost on SQLite, and on PostgreSQL where it is installed. With a million attempts
 * it takes some minutes on each; figures are told as they come.
 */
export async function measureStores(
  catalog: Catalog,
  { attempts, answers, pages }: StoreSizes,
  onFigure: (figure: Figure) => void,
): Promise<void> {
  await onEachDatabase(async ({ name, store }) => {
    const before = residentMegabytes();
    const deps = depsOf(catalog, store);
    for (const size of [...sizes.filter((size) => size < attempts), attempts]) {
      const workspace = await openWorkspace({ store, catalog }, `w${size}`);
      const board = await measureBoard({ name, store, deps, workspace, attempts: size, pages });
      for (const figure of board) onFigure(figure);
      if (size < attempts) continue;
      const members = Math.min(answers, Math.ceil(attempts / attemptsEach));
      const measured = await measureAnswers({ name, store, deps, workspace, attempts, answers: members });
      for (const figure of measured) onFigure(figure);
    }
    onFigure(memoryOf(name, before));
  });
}

function memoryOf(name: string, before: number): Figure {
  return figureOf({
    figure: `resident memory after that, ${name}`,
    unit: 'MB',
    value: residentMegabytes(),
    baseline: 'the same process before it',
    baselineValue: before,
    goal: 300,
  });
}

function residentMegabytes(): number {
  return process.memoryUsage().rss / 1_048_576;
}

function depsOf(catalog: Catalog, store: Store): CoachDeps {
  return {
    ...{ store, catalog, grader: createOfflineGrader(catalog.glossary()), timeZone: 'UTC' },
    clock: Date.now,
    newId: <T extends Id>() => timedId(Date.now(), randomUUID()) as T,
    random: () => 0,
    onError: (error) => {
      throw error;
    },
  };
}

async function openWorkspace(
  { store, catalog }: { readonly store: Store; readonly catalog: Catalog },
  externalId: string,
) {
  return store.transaction(async (tx) => {
    for (const question of catalog.list()) await recordQuestion(tx, question, 0);
    const id = externalId as WorkspaceId;
    const workspace = await recordWorkspace(tx, { id, platform: 'bench', externalId, timeZone: 'UTC', at: 0 });
    return { ...workspace, externalId };
  });
}
