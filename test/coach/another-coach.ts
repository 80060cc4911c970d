import { type Coach, createCoach } from '../../src/coach/coach.ts';
import type { Pack } from '../../src/domain/question.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { parsePack } from '../../src/knowledge/parse-pack.ts';
import type { World } from '../fixtures/practice-world.ts';
import { createLiteralGrader } from './literal-grader.ts';

/** A pack of questions without anything special about them. */
export function plainPack(count: number): Pack {
  const questions = Array.from({ length: count }, (_, index) => `## Question ${index}?\n\n- Point ${index}.\n`);
  const parsed = parsePack(`---\ntitle: Plain\ntopic: plain\nlevel: mid\n---\n\n${questions.join('\n')}`, 'plain.md');
  if (parsed.type === 'problems') throw new Error(JSON.stringify(parsed.problems));
  return parsed.pack;
}

/** A coach over the store and the clock of a world that asks from other packs, or has another chance. */
export function createAnotherCoach(
  { store, clock, errors }: World,
  { packs, chance = 0 }: { readonly packs: readonly Pack[]; readonly chance?: number },
): Coach {
  let ids = 0;
  return createCoach({
    store,
    catalog: createCatalog(packs),
    grader: createLiteralGrader(),
    clock: () => clock.now,
    newId: <T>() => `other-${++ids}` as T,
    random: () => chance,
    timeZone: 'UTC',
    onError: (error) => errors.push(error),
  });
}
