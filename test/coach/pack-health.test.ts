import { describe, expect, it } from 'vitest';
import type { AttemptId } from '../../src/domain/ids.ts';
import { createWorld, smallPack, type World } from '../fixtures/practice-world.ts';
import { id } from '../store/seeded-store.ts';
import { asAdmin } from './admin.ts';
import { accept, openDisputed } from './dispute-world.ts';
import { createLiteralGrader, deletion, latency, lifetime, load } from './literal-grader.ts';
import { nothing, readablePack } from './mock-reading.ts';
import { command, linksOf, practise, press, read, send, submit } from './reading.ts';

const open = (world: World, value = '', change = {}) =>
  world.act('ada', { type: 'page', page: 'packs', value }, asAdmin(change));
const page = async (world: World, value = '') => read(await open(world, value));

/** Has a member answer both questions of the small pack. */
async function answerBoth(world: World, member: string, what: string, fresh: string): Promise<void> {
  await world.act(member, submit(await practise(world, member), what));
  await world.act(member, press('next'));
  await world.act(member, command(`answer ${fresh}`));
}

describe('the page of packs', () => {
  it('lists each with topic, level, questions and review, and a way to its questions', async () => {
    const world = await createWorld({ packs: [{ ...readablePack(), reviewedOn: '2026-01-31' }, smallPack()] });
    const shown = await open(world);
    expect(read(shown)).toContain(
      '• Queues · Junior · 2 questions · on · reviewed on Sat, 31 Jan 2026 · nothing to look at\n' +
        '• Caching · Senior · 2 questions · on · never reviewed · nothing to look at',
    );
    expect(linksOf(shown).map((link) => `${link.page} ${link.value}`)).toEqual(['packs queues', 'packs caching']);
    expect(await page(world, 'queues')).toContain('Why put a queue between two services? · Junior · never answered.');
  });

  it('puts first the packs, and of a pack the questions, that need care', async () => {
    const disputed = await openDisputed();
    const { world, attempt } = disputed;
    await accept(disputed);
    const outdated = { keyPoint: [disputed.missed], objection: ['outdated'], reason: ['Old.'] };
    await world.act('ann', send('dispute', attempt, outdated));
    expect(await page(world)).toContain('1 question to look at');
    expect((await page(world, 'caching')).split('\n').filter((line) => line.startsWith('• '))).toEqual([
      '• What does a cache buy you? · Senior · 1 answer of 1 member, a small sample · 100 of 100 on average · ' +
        '1 of 1 dispute accepted · 1 report. Look at it: a key point is reported as outdated, grades were wrong.',
      '• How do you keep a cache fresh? · Senior · never answered.',
    ]);
    const elsewhere = read(await open(world, 'caching', { workspace: 'rival' }));
    expect(elsewhere.match(/never answered/g)).toHaveLength(2);
  });

  it('tells how a question separates members, and that few members are a small sample', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await answerBoth(world, 'ann', `${latency} ${load}`, `${lifetime} ${deletion}`);
    await answerBoth(world, 'bob', latency, lifetime);
    await answerBoth(world, 'cy', nothing, nothing);
    const shown = await page(world, 'caching');
    expect(shown).toContain(
      '3 answers of 3 members, a small sample · 56 of 100 on average · separation 0.98 (3 members)',
    );
    expect(shown).toContain('From the newest 10,000 attempts of the last 365 days.');
  });

  it('leaves follow-ups, copies and what is not graded aside', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await world.act('ann', submit(await practise(world, 'ann'), latency));
    await world.act('ann', command(`follow-up ${load}`));
    await world.store.transaction(async (tx) => {
      const row = await tx.selectFrom('attempts').selectAll().executeTakeFirstOrThrow();
      const others = [
        { id: id<AttemptId>('copy'), unrated_because: 'copied' },
        { id: id<AttemptId>('late'), unrated_because: 'closed', score: 0 },
        { id: id<AttemptId>('waiting'), state: 'received', score: null },
        { id: id<AttemptId>('old'), received_at: world.clock.now - 366 * 86_400_000 },
      ] as const;
      for (const other of others)
        await tx
          .insertInto('attempts')
          .values({ ...row, ...other })
          .execute();
    });
    expect(await page(world, 'caching')).toContain('2 answers of 1 member');
  });

  it.each(['nothing', "' or 1=1 --", 'Caching', '\u0000', 'x'.repeat(5_000)])('knows no pack %j', async (value) => {
    expect(await page(await createWorld(), value)).toMatch(/^There is no such pack\./);
  });

  it('shows the fifty questions that need most care of a pack with more', async () => {
    const [question] = readablePack().questions;
    if (!question) throw new Error('no question');
    const questions = Array.from({ length: 60 }, (_, index) => ({ ...question, id: `queues/q${index}` }));
    const world = await createWorld({ packs: [{ ...readablePack(), questions }] });
    const shown = await page(world, 'queues');
    expect(shown.split('\n').filter((line) => line.startsWith('• '))).toHaveLength(50);
    expect(shown).toContain('… and 10 questions more');
  });
});
