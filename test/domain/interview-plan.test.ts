import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { type InterviewFacts, planInterview, type ReviewState } from '../../src/domain/interview-plan.ts';

const today = '2026-11-23';
const inDays = (days: number) => addDays(today, days);
const facts: InterviewFacts = { reviews: [], unmet: 0, today, interviewOn: inDays(3), perDay: 2, doneToday: 0 };
const met = (questionId: string, due: number, weakest = 0.5): ReviewState => ({
  questionId,
  dueOn: inDays(due),
  weakest,
});
const planned = (rest: Partial<InterviewFacts>) => {
  const plan = planInterview({ ...facts, ...rest });
  return { ...plan, plannedOn: Object.fromEntries(plan.plannedOn) };
};

describe('a plan before an interview', () => {
  it('has a question come back when it is due, or on the eve when that would be after the interview', () => {
    expect(planned({ reviews: [met('soon', 1), met('late', 90)] }).plannedOn).toEqual({
      soon: inDays(1),
      late: inDays(2),
    });
  });

  it('has what is overdue come back today', () => {
    expect(planned({ reviews: [met('old', -40)] }).plannedOn).toEqual({ old: today });
  });

  it('fills the days back from the eve, the weakest nearest to it, and leaves out what is known best', () => {
    const reviews = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, index) => met(name, 90, index / 10));
    const plan = planned({ reviews });
    expect(plan.plannedOn).toEqual({
      ...{ a: inDays(2), b: inDays(2), c: inDays(1), d: inDays(1), e: today, f: today },
    });
    expect(plan.leftOut).toBe(1);
  });

  it('counts what was done today', () => {
    expect(planned({ interviewOn: inDays(1), doneToday: 1, reviews: [met('a', 9, 0), met('b', 9, 1)] })).toMatchObject({
      plannedOn: { a: today },
      leftOut: 1,
    });
    expect(planned({ interviewOn: inDays(1), doneToday: 7, unmet: 3 })).toMatchObject({ newOnes: 0, newLeftOut: 3 });
  });

  it('gives new questions the room that is left, and says what does not fit', () => {
    expect(planned({ reviews: [met('a', 90)], unmet: 9 })).toMatchObject({ newOnes: 5, newLeftOut: 4, newPerDay: 2 });
    expect(planned({ unmet: 3 })).toMatchObject({ newOnes: 3, newLeftOut: 0, newPerDay: 1 });
  });

  it('plans nothing for a day that is not ahead', () => {
    for (const interviewOn of [today, inDays(-9)])
      expect(planned({ interviewOn, reviews: [met('a', 0)], unmet: 2 })).toEqual({
        ...{ plannedOn: {}, leftOut: 1, newOnes: 0, newLeftOut: 2, newPerDay: 0 },
      });
  });

  it('never passes the number of a day, never plans before today or for the day itself, and leaves out no more than it must', () => {
    const anyMet = fc.array(
      fc.record({ due: fc.integer({ min: -30, max: 60 }), weakest: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(
        anyMet,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(12),
        (cards, days, perDay, doneToday) => {
          const reviews = cards.map(({ due, weakest }, index) => met(`q${index}`, due, weakest));
          const plan = planInterview({ ...facts, reviews, interviewOn: inDays(days), perDay, doneToday, unmet: 5 });
          const byDay = Map.groupBy(plan.plannedOn.values(), (day) => day);
          for (const [day, all] of byDay) {
            expect(day >= today && day < inDays(days)).toBe(true);
            expect(all.length).toBeLessThanOrEqual(day === today ? Math.max(0, perDay - doneToday) : perDay);
          }
          const room = Math.max(0, perDay - doneToday) + (days - 1) * perDay;
          expect(plan.plannedOn.size).toBe(Math.min(room, reviews.length));
          expect(plan.newOnes).toBe(Math.min(5, room - plan.plannedOn.size));
        },
      ),
      { seed: 20_261_123, numRuns: 500 },
    );
  });
});
