import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type App, localPlace, openCatalog, openCore, startApp } from '../src/app.ts';
import { createCoach } from '../src/coach/coach.ts';
import type { Config } from '../src/ops/config.ts';
import { createLog, type Log } from '../src/ops/log.ts';
import { openStore } from '../src/store/store.ts';
import { createVisitor, goodAnswer, sendRaw } from './chat/local/site.ts';
import { createScratch, type Scratch } from './fixtures/scratch.ts';

const log = createLog('silent');
const brokenPack = '## A question without key points\n';

let scratch: Scratch;
const apps: App[] = [];

beforeEach(async () => {
  scratch = await createScratch();
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  await scratch.remove();
});

async function start(change: Partial<Config> = {}): Promise<App> {
  const app = await startApp({ config: { ...scratch.config, ...change }, log });
  apps.push(app);
  return app;
}

async function stop(app: App): Promise<void> {
  apps.splice(apps.indexOf(app), 1);
  await app.stop();
}

/** SQLite removes its write-ahead log when the last connection closes in good order. */
function isDatabaseOpen(): boolean {
  return existsSync(join(scratch.folder, 'data', 'coach.db-wal'));
}

async function boardOf(): Promise<readonly (readonly [string, number])[]> {
  const { coach, store } = await openCore({ config: scratch.config, log });
  const standings = await coach.standings({ ...localPlace, window: 'all' });
  await store.close();
  return standings.map(({ name, points }) => [name, points] as const);
}

describe('the catalog', () => {
  it('takes the good packs and warns of each problem in the others', async () => {
    const warnings: unknown[] = [];
    const listening: Log = { ...log, warn: (text: unknown) => void warnings.push(text) };
    await writeFile(join(scratch.folder, 'broken.md'), brokenPack);
    const catalog = await openCatalog({ config: scratch.config, log: listening });
    expect(catalog.list().map(({ id }) => id)).toEqual(['caching/what']);
    expect(warnings).toEqual([
      expect.stringContaining('broken.md:1: a question without key points'),
      expect.anything(),
    ]);
  });

  it('refuses to be empty', async () => {
    await rm(join(scratch.folder, 'caching.md'));
    const refusal = { code: 'knowledge-missing', message: expect.stringContaining('run "coach check" to see why') };
    await expect(openCatalog({ config: scratch.config, log })).rejects.toMatchObject(refusal);
    const nowhere = { ...scratch.config, knowledgeDir: join(scratch.folder, 'nowhere') };
    await expect(openCatalog({ config: nowhere, log })).rejects.toMatchObject({ code: 'knowledge-missing' });
  });
});

describe('the app', () => {
  it('serves its page with a daily question, and says how it is', async () => {
    const app = await start();
    expect(await createVisitor(app.url, 'Ana').reads('#channel')).toContain('Question of the day');
    expect(JSON.parse((await sendRaw(app.url, { path: '/healthz' })).text)).toEqual({ status: 'ok' });
    const ready = await sendRaw(app.url, { path: '/readyz' });
    expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { status: 'ok', checks: { store: 'ok' } }]);
  });

  it('lets go of the database when it cannot listen, and can be started again', async () => {
    const port = Number(new URL((await start()).url).port);
    const elsewhere = `sqlite:${join(scratch.folder, 'other', 'coach.db')}`;
    await expect(start({ port, databaseUrl: elsewhere })).rejects.toMatchObject({ code: 'port-in-use' });
    expect(existsSync(join(scratch.folder, 'other', 'coach.db'))).toBe(true);
    expect(existsSync(join(scratch.folder, 'other', 'coach.db-wal'))).toBe(false);
    expect((await start({ databaseUrl: elsewhere })).url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('opens no database when there is nothing to ask', async () => {
    await rm(join(scratch.folder, 'caching.md'));
    await expect(start()).rejects.toMatchObject({ code: 'knowledge-missing' });
    expect(existsSync(join(scratch.folder, 'data'))).toBe(false);
  });

  it('grades at its start what an earlier stop has left ungraded', async () => {
    const { catalog, store: first } = await openCore({ config: scratch.config, log });
    await first.close();
    const store = await openStore(scratch.config.databaseUrl);
    let ids = 0;
    const crashing = createCoach({
      store,
      catalog,
      grader: { name: 'dead', grade: () => Promise.reject(new Error('killed')) },
      clock: Date.now,
      newId: <T>() => `id-${++ids}` as T,
      random: () => 0,
      timeZone: 'UTC',
      onError: () => {},
    });
    for (const [index, text] of ['practice', `answer ${goodAnswer}`].entries()) {
      const member = { id: 'ana', name: 'Ana', role: 'member' } as const;
      await crashing.handle({ ...localPlace, deliveryId: `d${index}`, member, action: { type: 'command', text } });
    }
    await store.close();
    expect(await boardOf()).toEqual([]);
    await stop(await start());
    expect(await boardOf()).toEqual([['Ana', 100]]);
  });

  it('shares its board with the terminal', async () => {
    const app = await start();
    const { coach, store } = await openCore({ config: scratch.config, log });
    for (const [index, text] of ['practice', `answer ${goodAnswer}`].entries()) {
      const member = { id: 'bob', name: 'Bob', role: 'member' } as const;
      await coach.handle({ ...localPlace, deliveryId: `d${index}`, member, action: { type: 'command', text } });
    }
    await store.close();
    expect(await createVisitor(app.url, 'Ana').reads('#home')).toMatch(/1 Bob 100/);
  });
});

describe('the app when it stops', () => {
  it('leaves the database closed and the address free', async () => {
    const app = await start();
    expect(isDatabaseOpen()).toBe(true);
    await stop(app);
    expect(isDatabaseOpen()).toBe(false);
    await expect(fetch(app.url)).rejects.toThrow();
    const again = await start({ port: Number(new URL(app.url).port) });
    expect(again.url).toBe(app.url);
  });

  it('loses nothing that it has acknowledged, however many are in the middle of something', async () => {
    const app = await start();
    const visitors = Array.from({ length: 12 }, (_, index) => createVisitor(app.url, `Member ${index}`));
    await Promise.all(visitors.map((visitor) => visitor.say('/coach practice')));
    const answers = visitors.map((visitor) => visitor.say(`/coach answer ${goodAnswer}`).catch(() => undefined));
    await Promise.race(answers);
    await stop(app);
    const outcomes = await Promise.all(answers);
    const acknowledged = visitors.flatMap(({ path }, index) =>
      outcomes[index]?.status === 200 ? [decodeURIComponent(path.slice('/as/'.length))] : [],
    );
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(isDatabaseOpen()).toBe(false);
    const board = new Map(await boardOf());
    expect(acknowledged.filter((name) => board.get(name) !== 100)).toEqual([]);
  });
});

describe('the address of the app', () => {
  it.for(['127.0.0.1', 'localhost', '::1'])('%s is for this machine alone', async (host, { skip }) => {
    const { url } = await start({ host }).catch(() => skip(`this machine has no ${host}`));
    expect((await sendRaw(url, { path: '/', headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await sendRaw(url, { path: '/' })).status).toBe(200);
  });

  it('0.0.0.0 is for whatever name the operator has given it', async () => {
    const port = new URL((await start({ host: '0.0.0.0' })).url).port;
    const answer = await sendRaw(`http://127.0.0.1:${port}`, { path: '/', headers: { host: 'coach.example' } });
    expect(answer.status).toBe(200);
  });
});
