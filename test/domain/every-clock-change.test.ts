import { describe, expect, it } from 'vitest';
import { addDays, civilDateOf, instantOf } from '../../src/domain/calendar.ts';
import { type DailySchedule, dailyDueOn, nextDailyAt, usualSchedule } from '../../src/domain/daily-schedule.ts';
import { proof, triesOf } from '../fixtures/proof.ts';
import { shownAt, wallOf } from './clock-changes.ts';

const [from, until] = [Date.parse('2024-01-01T00:00:00Z'), Date.parse('2038-01-01T00:00:00Z')];
const [minuteMs, dayMs] = [60_000, 86_400_000];
const everyZone = Intl.supportedValuesOf('timeZone');
/** In the tests of every day a few zones of each kind stand for all of them. */
const zones = everyZone.filter((_, index) => index % triesOf({ usual: 60, proving: 1 }) === 0);

/** What clocks show beyond UTC, in milliseconds. */
const offsetAt = (at: number, zone: string) => Date.parse(`${shownAt(at, zone).replace(' ', 'T')}Z`) - at;

type Change = { readonly at: number; readonly before: number; readonly after: number };

/** The instants at which clocks are changed, to the minute. */
function changesOf(zone: string): readonly Change[] {
  const changes: Change[] = [];
  // A day or two is short enough that a zone does not change there and back.
  for (let at = from; at < until; at += 2 * dayMs) {
    if (offsetAt(at, zone) === offsetAt(at + 2 * dayMs, zone)) continue;
    let [low, high] = [at, at + 2 * dayMs];
    while (high - low > minuteMs) {
      const middle = Math.floor((low + high) / 2 / minuteMs) * minuteMs;
      if (offsetAt(middle, zone) === offsetAt(low, zone)) low = middle;
      else high = middle;
    }
    changes.push({ at: high, before: offsetAt(low, zone), after: offsetAt(high, zone) });
  }
  return changes;
}

/** Minutes of the day around what clocks leave out or show twice. */
function minutesAround({ at, before, after }: Change): readonly number[] {
  const jump = [at + before, at + after].map((wall) => Math.floor(wall / minuteMs) % 1_440);
  return [...new Set([...jump, ...jump.map((minute) => minute + 15), ...jump.map((minute) => minute - 1)])].map(
    (minute) => (minute + 1_440) % 1_440,
  );
}

describe('a question at any minute around any change of clocks from 2024 to 2037', () => {
  it('has one instant on each civil day: the first that clocks show so, or else the first one after the gap', () => {
    let [changes, instants] = [0, 0];
    for (const zone of zones) {
      for (const change of changesOf(zone)) {
        changes += 1;
        const day = civilDateOf(change.at, zone);
        for (const minute of minutesAround(change)) {
          const schedule: DailySchedule = { ...usualSchedule, minute, weekdays: [1, 2, 3, 4, 5, 6, 7], since: 0 };
          for (const on of [addDays(day, -1), day, addDays(day, 1)]) {
            instants += 1;
            const at = instantOf(on, minute, zone);
            const [wall, shown] = [wallOf(on, minute), shownAt(at, zone)];
            // A day that a zone leaves out altogether has no instant of its own.
            if (civilDateOf(at, zone) !== on) continue;
            if (shown === wall) expect(shownAt(at - Math.abs(change.after - change.before), zone)).not.toBe(wall);
            else expect([zone, wall, shown > wall, shownAt(at - 1_000, zone) < wall]).toEqual([zone, wall, true, true]);
            expect([zone, wall, dailyDueOn(schedule, at, zone)]).toEqual([zone, wall, on]);
            expect([zone, wall, dailyDueOn(schedule, at - 1_000, zone)]).not.toEqual([zone, wall, on]);
            expect([zone, wall, nextDailyAt(schedule, at - 1_000, zone)]).toEqual([zone, wall, at]);
          }
        }
      }
    }
    expect(changes).toBeGreaterThan(triesOf({ usual: 10, proving: 2_000 }));
    proof(instants, `instants at ${changes} changes of clocks in ${zones.length} zones`);
  }, 900_000);
});
