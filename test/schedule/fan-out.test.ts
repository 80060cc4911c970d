import { describe, expect, it } from 'vitest';
import { fanOut } from './fan-out.ts';

/** Opening the first hundred questions, the calls of places with a fault, and the way to the last place and back. */
const startMs = 600;

describe.each(['slack', 'discord'] as const)('hundreds of channels at the same minute on %s', (platform) => {
  it.each([
    ['a workspace each', 200],
    ['few workspaces', 3],
  ])('in %s take the time that the rate alone needs, whatever some of them do', async (_how, workspaces) => {
    const result = await fanOut({ platform, workspaces, channels: 200, faults: true });
    expect(result).toMatchObject({ shown: 197, shownTwice: 0, tooFast: 0 });
    expect(result.tookMs).toBeLessThan(result.neededMs * 1.05 + startMs);
    expect(result.callsTo('dead')).toBe(1);
    // Those that were under way when the first of them was told.
    expect(result.callsTo('revoked')).toBeLessThan(10);
  });
});

describe.each(['slack', 'discord'] as const)('several processes on one database', (platform) => {
  it(`send ${platform} what one of them might, and lose no time over it`, async () => {
    const result = await fanOut({ platform, workspaces: 1, channels: 120, faults: false, processes: 3 });
    expect(result).toMatchObject({ shown: 120, shownTwice: 0, tooFast: 0 });
    expect(result.tookMs).toBeLessThan(result.neededMs * 1.05 + startMs);
  });
});

describe('a platform that is sent more than it takes', () => {
  it('says so, and each message comes in the end all the same, once', async () => {
    const result = await fanOut({ platform: 'discord', workspaces: 2, channels: 120, faults: false, rates: {} });
    expect(result).toMatchObject({ shown: 120, shownTwice: 0 });
    expect(result.tooFast).toBeGreaterThan(0);
  });
});
