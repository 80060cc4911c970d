import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnswerTarget, formatTarget, parseTarget } from '../../src/domain/answer-target.ts';
import { addDays } from '../../src/domain/calendar.ts';
import type { AttemptId, ChannelId, MockId, SessionId } from '../../src/domain/ids.ts';
import { anyText } from './any-text.ts';

const uuids = fc.uuid();
const days = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays('1970-01-01', count));
const targets: fc.Arbitrary<AnswerTarget> = fc.oneof(
  uuids.map((id): AnswerTarget => ({ type: 'session', sessionId: id as SessionId })),
  fc.tuple(uuids, days).map(([id, askedOn]): AnswerTarget => ({ type: 'daily', channelId: id as ChannelId, askedOn })),
  fc.tuple(uuids, fc.nat(9)).map(([id, position]): AnswerTarget => ({ type: 'mock', mockId: id as MockId, position })),
  fc
    .tuple(uuids, fc.nat(99))
    .map(([id, index]): AnswerTarget => ({ type: 'follow-up', attemptId: id as AttemptId, index })),
);

describe('an answer target', () => {
  it('is read back from a button as it was written', () => {
    fc.assert(
      fc.property(targets, (target) => {
        expect(parseTarget(formatTarget(target))).toEqual(target);
      }),
      { seed: 1 },
    );
  });

  it('fits into any platform’s button: at most 64 plain characters', () => {
    fc.assert(
      fc.property(targets, (target) => {
        expect(formatTarget(target)).toMatch(/^[a-z0-9:-]{1,64}$/);
      }),
      { seed: 1 },
    );
  });

  const hostile = [
    '',
    'session',
    'session:',
    'session: ',
    'session:a:b',
    'session:a\n',
    ' session:a',
    'SESSION:a',
    `session:${'a'.repeat(41)}`,
    'session:a/../b',
    "session:' or 1=1 --",
    'session:é',
    'mock:',
    'mock:a',
    'mock:a:',
    'mock::0',
    'mock:a:10',
    'mock:a:-1',
    'mock:a:0\n',
    'mock:a:b:0',
    'mock:a:٠',
    'MOCK:a:0',
    `mock:${'a'.repeat(41)}:0`,
    'daily:',
    'daily:a',
    'daily:a:',
    'daily:a:2026-1-1',
    'daily:a:2026-01-01T00:00',
    'daily:a:2026-01-01\n',
    'daily::2026-01-01',
    'daily:a:b:2026-01-01',
    'daily:a:٢٠٢٦-٠١-٠١',
    '__proto__',
    '{"type":"session"}',
    'x'.repeat(100_000),
  ];
  it.each(hostile.map((value) => ({ value, shown: JSON.stringify(value.slice(0, 30)) })))(
    'is not found in $shown',
    ({ value }) => expect(parseTarget(value)).toBeUndefined(),
  );

  it.each(['2026-13-01', '2026-02-30', '2026-00-10', '9999-99-99'])('has no day such as %s', (day) => {
    expect(parseTarget(`daily:channel:${day}`)).toBeUndefined();
  });

  it('is either unknown or written back the same, for any string', () => {
    const values = fc.tuple(
      fc.constantFrom('', 'session:', 'daily:', 'daily:c:2026-01-', 'mock:', 'mock:a:', 'follow-up:a:'),
      anyText,
    );
    fc.assert(
      fc.property(values, ([start, rest]) => {
        const target = parseTarget(start + rest);
        if (target) expect(formatTarget(target)).toBe(start + rest);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });
});
