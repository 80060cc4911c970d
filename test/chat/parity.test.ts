import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/ops/log.ts';
import { openStore } from '../../src/store/store.ts';
import type { Person } from '../contracts/chat-adapter-contract.ts';
import { createScratch } from '../fixtures/scratch.ts';
import { createWebPerson } from '../fixtures/web-person.ts';
import { dumpOf, type Row } from '../store/dump.ts';
import { createDiscordPerson } from './discord/discord-person.ts';
import { openDiscordSite } from './discord/discord-site.ts';
import { createSlackPerson } from './slack/slack-person.ts';
import { openSlackSite } from './slack/slack-site.ts';

/** A platform with the product on it, and the folder of its database once it has stopped. */
type Ground = { person(name: string): Person; stop(): Promise<string>; close(): Promise<void> };

const grounds: Readonly<Record<string, () => Promise<Ground>>> = {
  'the local page': async () => {
    const scratch = await createScratch();
    const app = await startApp({ config: scratch.config, log: createLog('silent') });
    return {
      person: (name) => createWebPerson(app.url, name),
      stop: async () => {
        await app.stop();
        return scratch.folder;
      },
      close: () => scratch.remove(),
    };
  },
  Slack: async () => {
    const site = await openSlackSite('socket');
    return {
      person: (name) => createSlackPerson(site, name),
      stop: async () => {
        await site.stop();
        return site.scratch.folder;
      },
      close: () => site.close(),
    };
  },
  Discord: async () => {
    const site = await openDiscordSite();
    return {
      person: (name) => createDiscordPerson(site, name),
      stop: async () => {
        await site.stop();
        return site.scratch.folder;
      },
      close: () => site.close(),
    };
  },
};

/** What a member does in an afternoon. */
async function liveStory(ground: Ground): Promise<void> {
  const [ana, bob] = [ground.person('Ana'), ground.person('Bob')];
  await ana.type('/coach practice');
  await ana.press('Hint');
  await ana.press('Answer');
  await ana.answer('🙂');
  await ana.answer('A cache lowers latency because it answers from memory.');
  await ana.press('Show model answer');
  await ana.press('Try again');
  await ana.answer('Lower latency from memory. Less database load.');
  await ana.redeliver();
  await bob.type('/coach practice caching');
  await bob.press('Answer');
  await bob.answer('Caches never help: they make every request slower.');
  await ana.type('/coach leaderboard week');
  await bob.type('/coach privacy');
  await bob.press('Hide me from boards');
  await ana.type('/coach leaderboard');
  await ana.press('All time');
  await ana.press('Past seasons');
}

/** Rows without what may differ: ids, instants, what names the platform, and time zones, which not every platform tells. */
async function rowsIn(folder: string): Promise<Readonly<Record<string, readonly Row[]>>> {
  const store = await openStore(`sqlite:${join(folder, 'data', 'coach.db')}`);
  const dump = await store.read(dumpOf);
  await store.close();
  const told = [
    'attempts',
    'verdicts',
    'points',
    'standings',
    'sessions',
    'model_answers_seen',
    'members',
    'questions',
  ];
  return Object.fromEntries(
    told.map((table) => [
      table,
      (dump[table] ?? [])
        .map((row) =>
          Object.fromEntries(
            Object.entries(row).filter(([column]) => !/(^id|_id|_at|^target|^time_zone)$/.test(column)),
          ),
        )
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ]),
  );
}

describe('the same story on every platform', () => {
  it('leaves the same rows in the store', async () => {
    const rows = await Promise.all(
      Object.values(grounds).map(async (open) => {
        const ground = await open();
        await liveStory(ground);
        const found = await rowsIn(await ground.stop());
        await ground.close();
        return found;
      }),
    );
    const [first, ...others] = rows;
    expect(first?.attempts).toHaveLength(3);
    expect(first?.points?.map(({ points }) => points).toSorted()).toEqual([0, 25, 50]);
    expect(new Set(first?.standings?.map(({ points, hidden }) => `${points} ${hidden}`))).toEqual(
      new Set(['75 0', '0 1']),
    );
    for (const other of others) expect(other).toEqual(first);
  });
});
