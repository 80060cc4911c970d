import { expect, it } from 'vitest';
import { listAttempts } from '../../src/store/attempt-list.ts';
import { listBoard } from '../../src/store/boards.ts';
import { findLastDaily } from '../../src/store/dailies.ts';
import { listLateDecisions } from '../../src/store/dispute-decisions.ts';
import { listDecisionsByQuestion, listNewestAnswers } from '../../src/store/health-figures.ts';
import { listMissed } from '../../src/store/missed-dailies.ts';
import { listDayRecords, listStrongest, listWeakest } from '../../src/store/progress.ts';
import { listNewestReports } from '../../src/store/reports.ts';
import type { Db, Store } from '../../src/store/store.ts';
import { takeWebLink } from '../../src/store/web-links.ts';
import { findSignedIn, forgetWebSessions } from '../../src/store/web-sessions.ts';
import { planOf, watchQueries } from '../fixtures/query-plans.ts';
import { key, memberOf, openBoard } from './board-world.ts';
import { acme, ann, attempt, channel, now, openSeededStore } from './seeded-store.ts';

/** How SQLite would answer each query of some reading. */
async function plansOf(store: Store, work: (db: Db) => Promise<unknown>): Promise<readonly string[]> {
  const { watched, asked } = watchQueries(store);
  await watched.read(work);
  const plans: string[] = [];
  for (const one of asked) plans.push((await planOf(store, one)).join('\n'));
  return plans;
}

it('a board reads standings by the index of their order, and sorts none', async () => {
  const store = await openBoard([1, 2, 3, 3, 5].map((points) => ({ points, reachedAt: 1, hidden: false })));
  const plans = await plansOf(store, (db) => listBoard(db, acme, { ...key, memberId: memberOf(1), top: 1 }));
  expect(plans.length).toBeGreaterThan(5);
  for (const plan of plans) {
    expect(plan).toMatch(/SEARCH (standings|standing_counts|members) USING (PRIMARY KEY|(COVERING )?INDEX)/);
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN (standings|standing_counts|members)/);
  }
  expect(plans.filter((plan) => plan.includes('standings_order')).length).toBeGreaterThan(3);
  await store.close();
});

it('a member’s progress is found by indexes that begin with the member', async () => {
  const by = { memberId: ann, limit: 9 };
  const plans = await plansOf(await openSeededStore(), async (db) => {
    await listDayRecords(db, acme, { memberId: ann, from: '2026-09-07', to: '2026-11-29' });
    await listStrongest(db, acme, { ...by, gone: [], above: 0.5 });
    await listWeakest(db, acme, { ...by, gone: ['x/one'], upTo: 0.5 });
  });
  expect(plans[0]).toMatch(
    /SEARCH attempts USING INDEX attempts_lately \(workspace_id=\? AND member_id=\? AND received_at>\?\)/,
  );
  for (const plan of plans.slice(1))
    expect(plan).toMatch(/SEARCH strengths USING PRIMARY KEY \(workspace_id=\? AND member_id=\?\)/);
  expect(plans).toHaveLength(3);
});

it('what admins are shown is found by the indexes of its order, and nothing is sorted but equal instants', async () => {
  const plans = await plansOf(await openSeededStore(), async (db) => {
    await listAttempts(db, acme, { memberId: ann, cursor: undefined, limit: 26 });
    for (const towards of ['older', 'newer'] as const)
      await listAttempts(db, acme, { memberId: ann, cursor: { towards, receivedAt: now, id: attempt }, limit: 26 });
    await listNewestAnswers(db, acme, { since: 0, limit: 9 });
    await listDecisionsByQuestion(db, acme, { since: 0, limit: 9 });
    await listLateDecisions(db, acme, 9);
    await listNewestReports(db, acme, 9);
    await listMissed(db, acme, { from: '2026-01-01', limit: 9 });
    await findLastDaily(db, acme, channel);
  });
  const indexes = plans.map((plan) => /USING (?:COVERING )?INDEX (\w+)/.exec(plan)?.[1]);
  expect(indexes).toEqual([
    ...['attempts_lately', 'attempts_lately', 'attempts_lately', 'attempts_by_time'],
    ...['dispute_decisions_lately', 'dispute_decisions_lately', 'key_point_reports_lately'],
    ...['missed_dailies_lately', expect.stringMatching(/dailies/)],
  ]);
  for (const plan of plans) expect(plan).not.toMatch(/TEMP B-TREE FOR ORDER BY/);
});

it('links and sessions of the web site are found by their hashes, and swept by their ends', async () => {
  const store = await openSeededStore();
  const { watched, asked } = watchQueries(store);
  await watched.read((db) => findSignedIn(db, { token: 'x', at: now }));
  await watched.transaction((tx) => takeWebLink(tx, { token: 'x', at: now }));
  await watched.transaction((tx) => forgetWebSessions(tx, now));
  const plans: string[] = [];
  for (const one of asked) plans.push((await planOf(store, one)).join('\n'));
  expect(plans).toHaveLength(4);
  for (const plan of plans) {
    expect(plan).toMatch(/SEARCH web_(links|sessions) USING (COVERING )?INDEX/);
    expect(plan).not.toContain('SCAN');
  }
  await store.close();
});
