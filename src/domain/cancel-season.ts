import type { CivilDate } from './calendar.ts';
import { clip } from './display.ts';
import type { PlannedSeason } from './plan-season.ts';
import type { Season } from './season.ts';
import { wordsOf } from './wording.ts';

/** Planned seasons that are named at most. */
const mostNamed = 5;

/**
 * The season that an admin wants cancelled, by its id or its title in any case; or why it cannot be. One that has begun
 * stays, because answers count for it.
 */
export function seasonToCancel(named: string, today: CivilDate, own: readonly Season[]): PlannedSeason {
  const coming = own.filter(({ startsOn }) => startsOn > today);
  const found = findNamed(named, own);
  const [season, another] = found.filter((one) => coming.includes(one));
  if (another) return problem(`Several planned seasons have that title: name it by its id. ${listOf(coming)}`);
  if (season) return { type: 'season', season };
  const [begun] = found;
  if (begun)
    return problem(`"${begun.title}" began on ${begun.startsOn} and cannot be cancelled: answers count for it.`);
  const unknown = wordsOf(named) === '' ? 'Say which season.' : `There is no season "${clip(named.trim(), 60)}".`;
  return problem(`${unknown} ${listOf(coming)}`);
}

function problem(message: string): PlannedSeason {
  return { type: 'problem', message };
}

function findNamed(named: string, own: readonly Season[]): readonly Season[] {
  const byId = own.filter(({ id }) => id === named.trim().toLowerCase());
  if (byId.length > 0) return byId;
  const words = wordsOf(named);
  return words === '' ? [] : own.filter(({ title }) => wordsOf(title) === words);
}

function listOf(coming: readonly Season[]): string {
  if (coming.length === 0) return 'None is planned.';
  const named = coming.slice(0, mostNamed).map(({ id, title }) => `${id} (${title})`);
  return `Planned: ${[...named, ...(coming.length > mostNamed ? ['…'] : [])].join(', ')}.`;
}
