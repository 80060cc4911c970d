import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type App, localPlace, openCore, startApp } from '../src/app.ts';
import type { Interaction } from '../src/domain/interaction.ts';
import { createLog } from '../src/ops/log.ts';
import { createVisitor, goodAnswer, sendRaw } from './chat/local/site.ts';
import { findPostgres } from './fixtures/find-postgres.ts';
import { administer, createPostgresCluster, type PostgresCluster, urlOf } from './fixtures/postgres-cluster.ts';
import { createScratch, type Scratch } from './fixtures/scratch.ts';

const log = createLog('silent');
let cluster: PostgresCluster;
let scratch: Scratch;
let databases = 0;

beforeAll(async () => {
  cluster = await createPostgresCluster(findPostgres() ?? '');
});
afterAll(() => cluster.remove());

beforeEach(async () => {
  const database = `coach_${++databases}`;
  await administer(cluster.host, `create database ${database} template template0`);
  const made = await createScratch();
  scratch = { ...made, config: { ...made.config, databaseUrl: urlOf(cluster.host, database) } };
});
afterEach(() => scratch.remove());

function interactionOf(deliveryId: string, text: string): Interaction {
  const member = { id: 'ana', name: 'Ana', role: 'member' } as const;
  return { ...localPlace, deliveryId, member, action: { type: 'command', text } };
}

/** Ends every connection there is, as a proxy or an administrator does. */
const terminate = () =>
  administer(
    cluster.host,
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'interview-coach'",
  );

describe('a coach whose PostgreSQL goes away', () => {
  it('acknowledges nothing that is not kept, and takes everything up again when it is back', async () => {
    const { coach, store } = await openCore({ config: scratch.config, log });
    await coach.handle(interactionOf('begin', 'practice'));
    const deliveries = Array.from({ length: 40 }, (_, index) =>
      interactionOf(`delivery-${index}`, `answer ${goodAnswer} ${index}`),
    );
    const acknowledged = new Set<string>();
    const deliver = async (interaction: Interaction) => {
      await coach.handle(interaction);
      acknowledged.add(interaction.deliveryId);
    };
    const kept = async () => {
      const rows = await store.read((db) => db.selectFrom('inbox').select('delivery_id').execute());
      return new Set(rows.map((row) => row.delivery_id));
    };
    // The server dies in the midst of them: some are taken, some are under way, some come when it is gone.
    const early = Promise.allSettled(deliveries.slice(0, 30).map(deliver));
    while (acknowledged.size < 5) await coach.handle(interactionOf('begin', 'practice'));
    await cluster.stop();
    const late = await Promise.allSettled(deliveries.slice(30).map(deliver));
    await early;
    expect(late.map(({ status }) => status)).toEqual(Array(10).fill('rejected'));
    await cluster.start();
    const found = await kept();
    expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
    // What was not acknowledged comes again, and so does some of what was.
    await Promise.all(deliveries.map(deliver));
    await coach.resume();
    const attempts = await store.read((db) => db.selectFrom('attempts').select(['answer', 'state']).execute());
    expect(attempts.map(({ answer }) => answer).toSorted()).toEqual(
      deliveries.map((_, index) => `${goodAnswer} ${index}`).toSorted(),
    );
    expect(new Set(attempts.map(({ state }) => state))).toEqual(new Set(['graded']));
    const standings = await coach.standings({ ...localPlace, window: 'all' });
    expect(standings).toMatchObject([{ name: 'Ana', points: 100 }]);
    await store.close();
  });

  it('goes on at once when its connections alone are ended, idle ones and busy ones', async () => {
    const { coach, store } = await openCore({ config: scratch.config, log });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => coach.handle(interactionOf(`idle-${index}`, 'practice'))),
    );
    await terminate();
    await coach.handle(interactionOf('begin', 'practice')).catch(() => undefined);
    const busy = Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => coach.handle(interactionOf(`busy-${index}`, 'practice'))),
    );
    await terminate();
    await busy;
    const replies = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => coach.handle(interactionOf(`busy-${index}`, 'practice'))),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set(['fulfilled']));
    await store.close();
  });
});

describe('an app whose PostgreSQL goes away', () => {
  const readiness = async (app: App) => {
    const { status, text } = await sendRaw(app.url, { path: '/readyz' });
    return [status, JSON.parse(text).checks];
  };

  it('is alive but not ready, refuses what comes in, and is ready again when it is back', async () => {
    const app = await startApp({ config: scratch.config, log });
    const ana = createVisitor(app.url, 'Ana');
    await ana.say('/coach practice');
    expect(await readiness(app)).toEqual([200, { store: 'ok' }]);
    await cluster.stop();
    expect(await readiness(app)).toEqual([503, { store: 'failing' }]);
    expect((await sendRaw(app.url, { path: '/healthz' })).status).toBe(200);
    const refused = await fetch(`${app.url}${ana.path}/act`, {
      method: 'POST',
      body: new URLSearchParams({ delivery: randomUUID(), type: 'say', text: `/coach answer ${goodAnswer}` }),
      headers: { origin: app.url, accept: 'application/json' },
    });
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect(await refused.text()).not.toMatch(/postgres|ECONN|socket|\bat \//i);
    await cluster.start();
    expect(await readiness(app)).toEqual([200, { store: 'ok' }]);
    await ana.say(`/coach answer ${goodAnswer}`);
    expect(await ana.reads('#home')).toMatch(/1 Ana you 100/);
    await app.stop();
  });

  it('stops in good order all the same', async () => {
    const app = await startApp({ config: scratch.config, log });
    await cluster.stop();
    await expect(app.stop()).resolves.toBeUndefined();
    await expect(startApp({ config: scratch.config, log })).rejects.toMatchObject({ code: 'database-unusable' });
    await cluster.start();
    await (await startApp({ config: scratch.config, log })).stop();
  });
});
