import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace, type Sending } from '../../src/schedule/pace.ts';

const general: Sending = { workspace: 'acme', place: 'general', edit: false, calls: 1 };
const random: Sending = { ...general, place: 'random' };
const other: Sending = { ...general, workspace: 'other', place: 'elsewhere' };

describe('a pace', () => {
  it('never begins more calls within any span than its rate, whenever it is asked, and lets each through in the end', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 60 });
    const rate = fc.record({ calls: fc.integer({ min: 1, max: 6 }), perMs: fc.integer({ min: 1, max: 200 }) });
    fc.assert(
      fc.property(rate, pauses, (inAll, waits) => {
        const pace = createPace({ inAll });
        let at = 0;
        const begun = waits.map((wait) => {
          at = Math.max(at + wait, pace.freeAt(general));
          pace.take(general, at);
          return at;
        });
        for (const [index, end] of begun.entries()) {
          const first = begun[index - inAll.calls];
          if (first !== undefined) expect(end - first).toBeGreaterThanOrEqual(inAll.perMs);
        }
      }),
      { seed: 1 },
    );
  });

  it('holds back what counts against the same limit, and nothing else', () => {
    const pace = createPace({ inWorkspace: { calls: 1, perMs: 500 }, inPlace: { calls: 1, perMs: 1_000 } });
    pace.take(general, 0);
    expect([general, random].map(pace.freeAt)).toEqual([1_000, 500]);
    expect(pace.freeAt(other)).toBeLessThan(0);
  });

  it('counts edits apart where the platform does', () => {
    const pace = createPace({ inWorkspace: { calls: 1, perMs: 500 }, editsInWorkspace: { calls: 1, perMs: 9_000 } });
    pace.take({ ...general, edit: true }, 0);
    expect(pace.freeAt({ ...random, edit: true })).toBe(9_000);
    expect(pace.freeAt(random)).toBeLessThan(0);
  });

  it('counts a message of two calls twice, and lets it through although there is room for one only', () => {
    const pace = createPace({ inAll: { calls: 2, perMs: 100 } });
    pace.take({ ...general, calls: 2 }, 0);
    expect(pace.freeAt(random)).toBe(100);
    const narrow = createPace({ inAll: { calls: 1, perMs: 100 } });
    narrow.take(general, 0);
    expect(narrow.freeAt({ ...general, calls: 2 })).toBe(100);
  });

  it('leaves a place alone that was told to wait, and no other', () => {
    const pace = createPace({});
    pace.waits(general, { at: 0, ms: 90_000 });
    expect(pace.freeAt(general)).toBe(90_000);
    expect(pace.freeAt(random)).toBeLessThan(0);
    expect(pace.held(0)).toEqual({ places: ['general'], workspaces: [] });
    expect(pace.held(90_000)).toEqual({ places: [], workspaces: [] });
  });

  it('takes two places in a row for their workspace, and three workspaces for all, each for a while', () => {
    const pace = createPace({});
    pace.waits(general, { at: 0, ms: 90_000 });
    pace.waits(random, { at: 0, ms: 90_000 });
    expect(pace.freeAt({ ...general, place: 'third' })).toBe(30_000);
    expect(pace.freeAt(other)).toBeLessThan(0);
    pace.waits(other, { at: 0, ms: 90_000 });
    pace.waits({ ...other, workspace: 'third', place: 'there' }, { at: 0, ms: 90_000 });
    expect(pace.freeAt({ ...other, workspace: 'fourth', place: 'new' })).toBe(5_000);
  });

  it('takes nothing for granted when something was taken in between', () => {
    const pace = createPace({});
    pace.waits(general, { at: 0, ms: 90_000 });
    pace.taken();
    pace.waits(random, { at: 0, ms: 90_000 });
    expect(pace.freeAt({ ...general, place: 'third' })).toBeLessThan(0);
  });
});
