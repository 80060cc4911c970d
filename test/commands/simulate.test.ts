import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulate } from '../../src/commands/simulate.ts';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';
import { runHere } from './run-here.ts';

let scratch: Scratch;
beforeEach(async () => {
  scratch = await createScratch();
});
afterEach(() => scratch.remove());

const run = (values: Readonly<Record<string, string | boolean>>) =>
  runHere(simulate, { values: { json: true, ...values }, knowledgeDir: scratch.config.knowledgeDir });

describe('coach simulate', () => {
  it('lets a population live: a question each day that closes, and boards that are the sums of the ledger', async () => {
    const { stdout } = await run({ members: '6', days: '8', seed: '7' });
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ seed: 7, members: 6, days: 8, dailies: 9, closings: 8, wrongStandings: 0 });
    expect(report.attempts).toBeGreaterThan(30);
    expect(report.points).toBeGreaterThan(0);
    expect(report.board.length).toBeGreaterThan(2);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const [one, again, other] = [
      await run({ days: '3', seed: '7' }),
      await run({ days: '3', seed: '7' }),
      await run({ days: '3', seed: '8' }),
    ];
    expect(again.stdout).toBe(one.stdout);
    expect(other.stdout).not.toBe(one.stdout);
  });

  it.each([
    { members: '0' },
    { members: '-3' },
    { days: '1e3' },
    { days: '1001' },
    { seed: 'x' },
    { members: '9999999999' },
  ])('says in a sentence what is wrong with %j', async (values) => {
    await expect(run(values)).rejects.toMatchObject({
      code: 'input-invalid',
      message: /must be a whole number from 1 to/,
    });
  });
});
