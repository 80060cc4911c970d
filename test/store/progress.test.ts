import { describe, expect, it } from 'vitest';
import type { AttemptId, MemberId, WorkspaceId } from '../../src/domain/ids.ts';
import type { UnratedReason } from '../../src/domain/rating.ts';
import { recordAttempt, recordVerdict } from '../../src/store/attempts.ts';
import { recordMember } from '../../src/store/members.ts';
import { listDayRecords, listStrongest, listWeakest } from '../../src/store/progress.ts';
import { recordStrengths } from '../../src/store/reviews.ts';
import type { Store } from '../../src/store/store.ts';
import { acme, ann, id, now, openSeededStore, question, rival, season, target, verdict } from './seeded-store.ts';

const bert = id<MemberId>('bert');
const eve = id<MemberId>('eve');
const dayMs = 86_400_000;

type Given = {
  readonly workspace?: WorkspaceId;
  readonly memberId?: MemberId;
  readonly at: number;
  readonly on: string;
  readonly score?: number;
  readonly target?: string;
  readonly unrated?: UnratedReason;
};

/** A store where ann, who has answered once with 0.5 on 23 November, has given these answers, too. */
async function openWith(answers: readonly Given[]): Promise<Store> {
  const store = await openSeededStore();
  await store.transaction(async (tx) => {
    await recordMember(tx, acme, { id: eve, externalId: 'eve', name: 'Eve', at: now });
    for (const [index, { workspace = acme, memberId = ann, at, on, score, unrated, ...given }] of answers.entries()) {
      const attemptId = id<AttemptId>(`given-${index}`);
      await recordAttempt(tx, workspace, {
        ...{ id: attemptId, memberId, question, target: given.target ?? target, answer: 'Words.', season },
        ...{ sawModelAnswer: false, receivedAt: at, receivedOn: '2026-11-01', localOn: on, afterModelAnswer: false },
      });
      if (score !== undefined) await recordVerdict(tx, workspace, { attemptId, verdict: { ...verdict, score } });
      if (unrated)
        await tx
          .updateTable('attempts')
          .set({ unrated_because: unrated })
          .where('workspace_id', '=', workspace)
          .where('id', '=', attemptId)
          .execute();
    }
  });
  return store;
}

const daysIn = (store: Store, from: string, to: string) =>
  store.read((db) => listDayRecords(db, acme, { memberId: ann, from, to }));

describe('the days of a member', () => {
  it('have their answers and the scores of those that are graded', async () => {
    const store = await openWith([
      { at: now + 1, on: '2026-11-23', score: 1 },
      { at: now + 2, on: '2026-11-23' },
      { at: now + dayMs, on: '2026-11-24' },
    ]);
    expect(await daysIn(store, '2026-11-23', '2026-11-24')).toEqual([
      { on: '2026-11-23', answers: 3, scored: 2, scores: 1.5 },
      { on: '2026-11-24', answers: 1, scored: 0, scores: 0 },
    ]);
  });

  it('count every answer but follow-ups, and score those that are the own work', async () => {
    const store = await openWith([
      { at: now + dayMs + 1, on: '2026-11-24', score: 0.25, unrated: 'not-due' },
      { at: now + dayMs + 2, on: '2026-11-24', score: 0.75, unrated: 'closed' },
      { at: now + dayMs + 3, on: '2026-11-24', score: 1, unrated: 'copied' },
      { at: now + dayMs + 4, on: '2026-11-24', score: 1, unrated: 'model-answer' },
      { at: now + dayMs + 5, on: '2026-11-24', score: 1, unrated: 'follow-up', target: 'follow-up:given-0:1' },
    ]);
    expect(await daysIn(store, '2026-11-24', '2026-11-24')).toEqual([
      { on: '2026-11-24', answers: 4, scored: 2, scores: 1 },
    ]);
  });

  it('are those where the member was, however far from the time of the world', async () => {
    const store = await openWith([
      // The first minute of a Monday on Kiritimati, and the last one of a Sunday on Samoa.
      { at: Date.parse('2026-09-06T10:00:00Z'), on: '2026-09-07', score: 1 },
      { at: Date.parse('2026-11-30T10:59:00Z'), on: '2026-11-29', score: 1 },
    ]);
    const days = await daysIn(store, '2026-09-07', '2026-11-29');
    expect(days.map(({ on }) => on)).toEqual(['2026-09-07', '2026-11-23', '2026-11-29']);
    expect((await daysIn(store, '2026-09-08', '2026-11-28')).map(({ on }) => on)).toEqual(['2026-11-23']);
  });

  it('are nobody else’s, in no workspace', async () => {
    const store = await openWith([
      { memberId: eve, at: now + 1, on: '2026-11-23', score: 1 },
      { workspace: rival, memberId: bert, at: now + 2, on: '2026-11-23', score: 1 },
    ]);
    expect(await daysIn(store, '2026-11-23', '2026-11-23')).toEqual([
      { on: '2026-11-23', answers: 1, scored: 1, scores: 0.5 },
    ]);
  });
});

const by = { memberId: ann, gone: [], limit: 9 };

async function openStrengths(): Promise<Store> {
  const store = await openSeededStore();
  await store.transaction(async (tx) => {
    await recordMember(tx, acme, { id: eve, externalId: 'eve', name: 'Eve', at: now });
    const strengths = new Map([
      ['a', 0],
      ['b', 0.5],
      ['c', 0.75],
      ['d', 1],
    ]);
    for (const memberId of [ann, eve]) await recordStrengths(tx, acme, { memberId, questionId: 'x/one', strengths });
    await recordStrengths(tx, acme, { memberId: ann, questionId: 'x/two', strengths: new Map([['a', 0.25]]) });
    await recordStrengths(tx, rival, { memberId: bert, questionId: 'x/bert', strengths });
  });
  return store;
}

describe('the key points of a member', () => {
  const text = ({ questionId, keyPointId, strength }: Awaited<ReturnType<typeof listStrongest>>[number]) =>
    `${questionId} ${keyPointId} ${strength}`;

  it('come strongest first above a strength, and weakest first up to it', async () => {
    const store = await openStrengths();
    const strongest = await store.read((db) => listStrongest(db, acme, { ...by, above: 0.5 }));
    expect(strongest.map(text)).toEqual(['x/one d 1', 'caching/what latency 1', 'x/one c 0.75']);
    const weakest = await store.read((db) => listWeakest(db, acme, { ...by, upTo: 0.5 }));
    expect(weakest.map(text)).toEqual(['x/one a 0', 'x/two a 0.25', 'x/one b 0.5']);
  });

  it('are as many as wanted, without those of questions that are gone', async () => {
    const store = await openStrengths();
    const wanted = { memberId: ann, gone: ['x/one'], limit: 1 };
    const strongest = await store.read((db) => listStrongest(db, acme, { ...wanted, above: 0 }));
    expect(strongest.map(text)).toEqual(['caching/what latency 1']);
    const weakest = await store.read((db) => listWeakest(db, acme, { ...wanted, upTo: 1 }));
    expect(weakest.map(text)).toEqual(['x/two a 0.25']);
  });
});
