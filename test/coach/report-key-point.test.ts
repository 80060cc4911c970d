import { describe, expect, it } from 'vitest';
import { openDisputed, queueOf } from './dispute-world.ts';
import { fieldOf, formOf, read, send } from './reading.ts';
import { dumpTables } from './world-dump.ts';

describe('an outdated key point', () => {
  const outdated = (keyPoint: string) => ({
    keyPoint: [keyPoint],
    objection: ['outdated'],
    reason: ['Not since 2025.'],
  });

  it('is reported to the author, opens no dispute, and is told to the admins as a number', async () => {
    const { world, attempt, missed } = await openDisputed();
    const before = await dumpTables(world, ['disputes', 'verdicts']);
    const thanks = /^Thank you, that goes to the author/;
    expect(read(await world.act('ann', send('dispute', attempt, outdated(missed))))).toMatch(thanks);
    expect(await dumpTables(world, ['disputes', 'verdicts'])).toEqual(before);
    expect(read(await queueOf(world))).toContain('1 report of an outdated key point waits');
    expect(read(await queueOf(world, { workspace: 'rival' }))).not.toContain('report');
    expect(read(await world.act('ann', send('dispute', attempt, outdated(missed))))).toBe(
      'You have reported that key point already.',
    );
  });

  it('needs a key point of the question and a reason, like a dispute', async () => {
    const { world, attempt, missed } = await openDisputed();
    for (const fields of [outdated('x'), { ...outdated(missed), reason: [] }, outdated('__proto__')])
      expect(formOf(await world.act('ann', send('dispute', attempt, fields))).name).toBe('dispute');
    expect((await dumpTables(world, ['key_point_reports'])).key_point_reports).toEqual([]);
  });

  it('keeps what was chosen when the form comes back', async () => {
    const { world, attempt, missed } = await openDisputed();
    const form = await world.act('ann', send('dispute', attempt, { ...outdated(missed), reason: [] }));
    expect(fieldOf(form, 'choice', 'objection').chosen).toEqual(['outdated']);
  });
});
