import { expect, it } from 'vitest';
import { fanOut } from '../schedule/fan-out.ts';

const channels = 10_000;

it.each([
  ['slack', channels],
  ['slack', 5],
  ['discord', channels],
  ['discord', 5],
] as const)(
  'ten thousand channels at the same minute on %s in %d workspaces take the time that the rate alone needs',
  async (platform, workspaces) => {
    const result = await fanOut({ platform, workspaces, channels, faults: true });
    const { neededMs, tookMs, tooFast } = result;
    process.stdout.write(
      `${platform}: ${channels} channels in ${workspaces} workspaces; the rate alone needs ${neededMs / 1_000} s, ` +
        `it took ${tookMs / 1_000} s (${(tookMs / neededMs).toFixed(3)}); ${tooFast} answers of 429\n`,
    );
    expect(result).toMatchObject({ shown: channels - 3, shownTwice: 0 });
    expect(tookMs / neededMs).toBeLessThan(1.06);
    expect(tooFast).toBeLessThan(channels / 1_000);
  },
);
