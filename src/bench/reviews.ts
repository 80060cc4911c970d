import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCoach } from '../coach/coach.ts';
import type { Question } from '../domain/question.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import { createCatalog } from '../knowledge/catalog.ts';
import { recordDelivery } from '../store/inbox.ts';
import { recordReview } from '../store/reviews.ts';
import { openStore } from '../store/store.ts';
import { type Figure, figureOf, timesOf } from './figure.ts';

const baseline = 'one insert in a transaction of its own, same database';
const rounds = 200;
const place = { platform: 'bench', workspace: 'bench' };
const member = { id: 'ann', name: 'Ann', role: 'member' as const };

/** Milliseconds from `/coach review` to the question, everything on the disk, for a member who is to meet so many questions again. */
export async function measureReviews(cards = 10_000): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'coach-bench-'));
  const store = await openStore(`sqlite:${join(folder, 'coach.db')}`);
  const questions = Array.from({ length: cards }, (_, index) => questionOf(index));
  let ids = 0;
  const coach = createCoach({
    ...{ store, catalog: createCatalog([{ id: 'pack', title: 'Pack', topic: 'bench', level: 'mid', questions }]) },
    ...{ grader: createOfflineGrader(), clock: Date.now, newId: <T>() => `id-${++ids}` as T, random: Math.random },
    ...{ timeZone: 'UTC', onError: (error) => console.error(error) },
  });
  const act = (text: string) =>
    coach.handle({ ...place, deliveryId: `d${++ids}`, member, action: { type: 'command', text } });
  try {
    await act('help');
    const own = await store.read((db) =>
      db.selectFrom('members').select(['workspace_id as workspaceId', 'id as memberId']).executeTakeFirstOrThrow(),
    );
    await store.transaction(async (tx) => {
      for (const [index, { id: questionId }] of questions.entries()) {
        const review = { questionId, dueOn: '2026-01-01', lastOn: '2025-12-01', weakest: ((index * 7) % 100) / 100 };
        await recordReview(tx, own.workspaceId, { memberId: own.memberId, review });
      }
    });
    const items = Array.from({ length: rounds }, (_, index) => index);
    const base = await timesOf(items, () =>
      store.transaction((tx) => recordDelivery(tx, own.workspaceId, { deliveryId: `b${++ids}`, outcome: '{}', at: 0 })),
    );
    const times = await timesOf(items, () => act('review'));
    return (['p50', 'p99'] as const).map((p) =>
      figureOf({
        ...{ figure: `review asked for, ${cards} due ${p}`, unit: 'ms' as const, value: times[p] },
        ...{ baseline, baselineValue: base[p], goal: 5 },
      }),
    );
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

function questionOf(index: number): Question {
  const keyPoint = { id: 'point', text: `Point ${index}.`, weight: 1, accepts: [], rejects: [], parts: [] };
  return {
    ...{ id: `pack/q${index}`, version: '1', pack: 'pack', topic: 'bench', level: 'mid', text: `Question ${index}?` },
    keyPoints: [keyPoint],
  };
}
