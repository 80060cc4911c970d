import { expect, it } from 'vitest';
import { createCoach } from '../../src/coach/coach.ts';
import { type MemberAction, pageNames } from '../../src/domain/interaction.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import type { Reply } from '../../src/reply/reply.ts';
import type { Store } from '../../src/store/store.ts';
import { openTestStore } from '../fixtures/databases.ts';
import { smallPack } from '../fixtures/practice-world.ts';
import { planOf, watchQueries } from '../fixtures/query-plans.ts';
import { schedulerOf } from '../fixtures/scheduler.ts';
import { goodSetup } from './admin.ts';
import { createLiteralGrader, latency, load } from './literal-grader.ts';
import { buttonsOf, command, press, send, submit } from './reading.ts';

/** Tables that grow with every answer, member or message. */
const growing = [
  ...['attempts', 'points', 'verdicts', 'standings', 'answer_prints', 'inbox', 'outbox'],
  ...['sessions', 'members', 'streaks', 'model_answers_seen', 'dailies'],
  ...['reviews', 'strengths', 'hints_taken', 'review_plans', 'suggestions'],
];
/** What goes through a table, or through all that a workspace has in it. */
const exhaustive = new RegExp(
  `^SCAN (${growing.join('|')})\\b|^SEARCH (${growing.join('|')})\\b.*\\(workspace_id=\\?\\)`,
);

/** Counts rows up to a number, and no further. */
const counted = /^select count\(\*\) as "\w+" from \(select .* limit \?\) as "some"$/;

/** Lets members do all there is on a day with a daily question, and time go by until the season is over. */
async function live(store: Store): Promise<void> {
  const clock = { now: Date.parse('2026-11-23T09:00:00Z') };
  let ids = 0;
  const errors: unknown[] = [];
  const coach = createCoach({
    ...{ store, catalog: createCatalog([smallPack()]), grader: createLiteralGrader(), timeZone: 'UTC' },
    clock: () => clock.now,
    newId: <T>() => `id-${++ids}` as T,
    random: () => 0,
    onError: (error) => errors.push(error),
  });
  const { tick } = schedulerOf(coach, { store, clock, errors });
  const act = (member: string, action: MemberAction): Promise<Reply> => {
    const role = member === 'ada' ? 'admin' : 'member';
    const place = { platform: 'test', workspace: 'acme', channel: 'general' };
    return coach.handle({ ...place, deliveryId: `d-${++ids}`, member: { id: member, name: member, role }, action });
  };
  const daily = async () => {
    const rows = await store.read((db) =>
      db.selectFrom('jobs').selectAll().where('kind', '=', 'daily-close').execute(),
    );
    return rows[0]?.subject ?? '';
  };
  await act('ada', send('setup', '', goodSetup));
  for (const day of ['2026-11-24', '2026-11-25', '2027-01-04']) {
    clock.now = Date.parse(`${day}T08:00:00Z`);
    await tick();
    for (const member of ['ann', 'bob', 'cy']) {
      clock.now += 60_000;
      const result = await act(
        member,
        submit(await daily(), `${latency} ${load} said ${member} in words of their own`),
      );
      for (const { name, value } of buttonsOf(result))
        if (name !== 'show-answer') await act(member, press(name, value));
      for (const words of ['practice', 'hint', `answer ${load}`, 'show', 'next', 'stats', 'remind', 'privacy'])
        await act(member, command(words));
      for (const words of ['review', `follow-up ${load}`, 'follow-up', 'goal 2027-02-01', 'goal'])
        await act(member, command(words));
      for (const words of ['leaderboard', 'leaderboard here', 'leaderboard week', 'season', 'season list', 'help'])
        await act(member, command(words));
      await act(member, { type: 'home' });
      const shared = buttonsOf(result).find(({ name }) => name === 'share')?.value ?? '';
      await act(member, { type: 'page', page: 'attempt', value: shared });
      for (const value of [`older:${clock.now}:x`, 'newer:0:x'])
        await act(member, { type: 'page', page: 'attempts', value });
    }
    await act('cy', press('hide-me'));
    await act('cy', press('show-me'));
    await act('ada', command('disputes'));
    for (const page of pageNames) await act('ada', { type: 'page', page, value: '' });
    for (const words of ['packs', 'packs off caching', 'suggestions', 'packs preview caching'])
      await act('ada', command(words));
    await act('ann', command(`suggest Why would one wait until ${day}? | Nobody knows.`));
    const [approve] = buttonsOf(await act('ada', command('suggestions')));
    const written = { keyPoints: ['Nobody knows.'], topic: ['own'], level: ['mid'] };
    await act(
      'ada',
      send('approve', approve?.value ?? '', { ...written, question: [`Why until ${day}, and not later?`] }),
    );
    await tick();
    clock.now = Date.parse(`${day}T15:30:00Z`);
    await tick();
    clock.now = Date.parse(`${day}T16:00:00Z`);
    await tick();
  }
  await coach.resume();
  expect(errors).toEqual([]);
}

it('nothing that members or the clock do goes through all that a workspace has ever recorded', async () => {
  const store = await openTestStore();
  const { watched, asked } = watchQueries(store);
  await live(watched);
  const unique = new Map(asked.map((one) => [one.statement, one]));
  expect(unique.size).toBeGreaterThan(80);
  const found: string[] = [];
  for (const one of unique.values())
    if (!counted.test(one.statement))
      for (const step of await planOf(store, one)) if (exhaustive.test(step)) found.push(`${step}: ${one.statement}`);
  expect(found).toEqual([]);
});
