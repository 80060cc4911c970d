import { spendingDay } from '../../src/coach/second-look.ts';
import type { Dump, Row } from '../store/dump.ts';
import { worstCostMicros } from './billed-model.ts';
import type { Budget } from './faults-at-rest.ts';

/** So many calls are made at once, each with its price set aside; and so many for one look, before it is given up. */
const [callsAtOnce, mostCalls] = [4, 3];
/** By then every look of a step is taken. */
const takenWithinMs = 300_000;

/** Looks that came to nothing without need: money was there, or a call that no kill had ended. */
export function listFaultsOfRefusals(
  { llm_checks = [], llm_spend = [] }: Dump,
  { budgetMicros, killed }: Pick<Budget, 'budgetMicros' | 'killed'>,
): readonly string[] {
  const spent = new Map(llm_spend.map(({ spent_on, micros }) => [String(spent_on), Number(micros)]));
  const isShort = (at: number) => (spent.get(spendingDay(at)) ?? 0) > budgetMicros - callsAtOnce * worstCostMicros;
  const isExplained = ({ state, outcome, tries, created_at }: Row) => {
    if (state !== 'done') return false;
    if (outcome === 'budget') return isShort(Number(created_at)) || isShort(Number(created_at) + takenWithinMs);
    return outcome === 'failed' ? killed && tries === mostCalls : outcome === 'upgraded' || outcome === 'confirmed';
  };
  return llm_checks
    .filter((row) => !isExplained(row))
    .map((row) => `a look that nothing explains: ${JSON.stringify(row)}`);
}

/** Looks that were given up since kills have ended one call after the other. */
export function givenUpIn({ llm_checks = [] }: Dump): number {
  return llm_checks.filter(({ outcome }) => outcome === 'failed').length;
}

/**
 * Where what was looked at in two runs is judged differently. Where money is short a kill may cost a look, since what was set aside for a call
 * that nobody saw the end of stays spent; then the runs go different ways. What both have looked at is the same.
 */
export function differencesOfLooks(expected: Dump, actual: Dump): readonly string[] {
  const due = new Map(looksOf(expected));
  return looksOf(actual).flatMap(([key, found]) => {
    const same = due.get(key) ?? found;
    return same === found ? [] : [`looked at otherwise: ${key}: ${same} due, ${found} found`];
  });
}

/** What was found by looks, by attempt, answer and key points. */
function looksOf({ llm_checks = [] }: Dump): readonly (readonly [string, string])[] {
  return llm_checks
    .filter(({ judged }) => judged !== null)
    .map(({ attempt_id, answer_hash, key_points, outcome, judged }) => [
      `${attempt_id} ${answer_hash} ${key_points}`,
      `${outcome} ${judged}`,
    ]);
}
