import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAfter } from '../../src/coach/review.ts';
import { addDays, daysBetween } from '../../src/domain/calendar.ts';
import type { Recall } from '../../src/domain/recall.ts';
import type { Coverage } from '../../src/domain/verdict.ts';
import { anyRecall, better } from '../domain/any-recall.ts';

const equal = new Map<string, number>();
const recall = (on: string, coverage: Coverage, rest: Partial<Recall> = {}): Recall => ({
  ...{ on, prompted: false, afterModelAnswer: false },
  keyPoints: [{ keyPointId: 'one', coverage, hints: 0 }],
  ...rest,
});
const dueOf = (...history: readonly Recall[]) => dueAfter(history, equal)?.dueOn;

/** Recalls that each come when the one before has them due. */
function reviewed(...said: readonly Coverage[]): readonly number[] {
  const history: Recall[] = [];
  let on = '2026-11-23';
  return said.map((coverage) => {
    history.push(recall(on, coverage));
    const due = dueOf(...history) ?? '';
    const days = daysBetween(on, due);
    on = due;
    return days;
  });
}

describe('when a question comes back', () => {
  it('is nothing before it was met', () => {
    expect(dueAfter([], equal)).toBeUndefined();
    expect(dueAfter([recall('2026-11-23', 'covered', { prompted: true })], equal)).toBeUndefined();
  });

  it('is tomorrow when it was forgotten, and later and later while it is known', () => {
    expect(reviewed('missed', 'missed')).toEqual([1, 1]);
    const [first = 0, second = 0, third = 0] = reviewed('covered', 'covered', 'covered');
    expect(first).toBe(8);
    expect(second).toBeGreaterThan(2 * first);
    expect(third).toBeGreaterThan(2 * second);
  });

  it('is never more than a year away', () => {
    expect(Math.max(...reviewed(...Array.from({ length: 12 }, () => 'covered' as const)))).toBe(365);
  });

  it('begins anew when it is forgotten after a long time', () => {
    const [, long = 0, short = 0] = reviewed('covered', 'covered', 'missed');
    expect(short).toBeLessThan(long / 10);
  });

  it('follows from the first answer of a day alone: what comes after it has seen the result', () => {
    const [forgotten, known] = [recall('2026-11-23', 'missed'), recall('2026-11-23', 'covered')];
    expect(dueOf(forgotten, known, known)).toBe(dueOf(forgotten));
    expect(dueOf(known, forgotten)).toBe(dueOf(known));
    expect(dueAfter([forgotten, known], equal)?.lastOn).toBe('2026-11-23');
  });

  it('is not moved by follow-ups, on whatever day they are answered', () => {
    const known = recall('2026-11-23', 'covered');
    expect(dueOf(known, recall('2026-11-25', 'missed', { prompted: true }))).toBe(dueOf(known));
  });

  it('makes no second day of a clock that was set back, or of a journey over the date line', () => {
    const known = recall('2026-11-23', 'covered');
    expect(dueOf(known, recall('2026-11-22', 'missed'))).toBe(dueOf(known));
  });

  it('is never earlier for a better verdict, whatever came before it', () => {
    const histories = fc.array(anyRecall(), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(histories, fc.nat(), (unordered, where) => {
        const history = unordered.toSorted((a, b) => (a.on < b.on ? -1 : 1));
        const improved = history.with(-1, better(history.at(-1) ?? recall('2026-11-23', 'missed'), where));
        const [worse, now] = [dueAfter(history, equal), dueAfter(improved, equal)];
        expect(now?.lastOn).toBe(worse?.lastOn);
        if (now && worse) expect(daysBetween(worse.dueOn, now.dueOn)).toBeGreaterThanOrEqual(0);
      }),
      { seed: 20_261_123, numRuns: 2_000 },
    );
  });

  it('is at least a day away, and shifts by as many days as all answers do: neither months nor clock changes matter', () => {
    const histories = fc.array(anyRecall(), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(histories, fc.integer({ min: -900, max: 900 }), (unordered, days) => {
        const history = unordered.toSorted((a, b) => (a.on < b.on ? -1 : 1));
        const due = dueAfter(history, equal);
        if (!due) return;
        expect(due.dueOn > due.lastOn).toBe(true);
        const moved = history.map((one) => ({ ...one, on: addDays(one.on, days) }));
        expect(dueAfter(moved, equal)?.dueOn).toBe(addDays(due.dueOn, days));
      }),
      { seed: 20_261_123, numRuns: 1_000 },
    );
  });
});
