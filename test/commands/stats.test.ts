import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stats } from '../../src/commands/stats.ts';
import type { AttemptId, MemberId } from '../../src/domain/ids.ts';
import { loadPacks } from '../../src/knowledge/load-packs.ts';
import { recordMember } from '../../src/store/members.ts';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';
import { attempt, id, now, openSeededStore, question, rival } from '../store/seeded-store.ts';
import { type Call, runHere } from './run-here.ts';

const source = `---
title: Caching
topic: caching
level: senior
reviewed: 2026-01-31
---

## What does a cache buy you? {#what}

- A cache lowers **latency** because it answers from memory. {#latency}
- Less load on the database. {#load}

## How do you keep a cache *fresh*? {#fresh}

- Give every entry a time to live.
`;

let scratch: Scratch;
beforeEach(async () => {
  scratch = await createScratch(source);
  vi.useFakeTimers({ now, toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await scratch.remove();
});

const databaseUrl = () => `sqlite:${join(scratch.folder, 'coach.db')}`;
const run = (call: Omit<Call, 'knowledgeDir'> = {}) =>
  runHere(stats, { positionals: ['packs'], ...call, knowledgeDir: scratch.folder, databaseUrl: databaseUrl() });

/** The seeded store, with one more answer in the other workspace, all of them to the question as the pack has it. */
async function seed(): Promise<void> {
  const store = await openSeededStore(databaseUrl());
  await store.transaction(async (tx) => {
    const member = { id: id<MemberId>('ann'), externalId: 'ann', name: 'Roberta', at: now };
    await recordMember(tx, rival, member);
    const row = await tx.selectFrom('attempts').selectAll().where('id', '=', attempt).executeTakeFirstOrThrow();
    const other = { workspace_id: rival, id: id<AttemptId>('other'), score: 1 };
    await tx
      .insertInto('attempts')
      .values({ ...row, ...other })
      .execute();
    const [version = ''] = await questionVersions();
    await tx.insertInto('questions').values({ id: question.id, version, content: '{}', first_asked_at: now }).execute();
    await tx.updateTable('attempts').set({ question_version: version }).execute();
  });
  await store.close();
}

async function questionVersions(): Promise<readonly string[]> {
  const { packs } = await loadPacks(scratch.folder);
  return packs.flatMap(({ questions }) => questions.map(({ version }) => version));
}

describe('coach stats packs', () => {
  it('prints how each question does in all workspaces, those that need care first, and no names', async () => {
    await seed();
    const { code, stdout } = await run();
    expect([code, stdout]).toEqual([
      0,
      [
        'caching/what  Senior · reviewed on Sat, 31 Jan 2026 · look at it: a key point is reported as outdated',
        '    What does a cache buy you?',
        '    2 answers of 2 members, a small sample · 75 of 100 on average · 0 of 1 dispute accepted · 1 report',
        'caching/fresh  Senior · reviewed on Sat, 31 Jan 2026',
        '    How do you keep a cache *fresh*?',
        '    never answered',
      ].join('\n'),
    ]);
  });

  it('gives the same figures as JSON', async () => {
    await seed();
    const { stdout } = await run({ values: { json: true } });
    const [first, second] = JSON.parse(stdout);
    expect(first).toEqual({
      ...{ questionId: 'caching/what', pack: 'caching', question: 'What does a cache buy you?', level: 'senior' },
      ...{ reviewedOn: '2026-01-31', answers: 2, members: 2, meanScore: 0.75, separation: null, compared: 0 },
      ...{ decided: 1, accepted: 0, reports: 1, care: ['reported'], smallSample: true },
    });
    expect(second).toMatchObject({ questionId: 'caching/fresh', answers: 0, meanScore: null, reports: 0, care: [] });
    expect(stdout).not.toMatch(/ann|Roberta/);
  });

  it.each([[[]], [['questions']], [['packs', 'caching']]])(
    'says what it can print when asked for %j',
    async (positionals) => {
      await expect(run({ positionals })).rejects.toThrow('Say of what: "coach stats packs".');
    },
  );
});
