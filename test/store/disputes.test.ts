import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemberId } from '../../src/domain/ids.ts';
import { countOpenDisputes, findOpenDispute, recordDispute } from '../../src/store/disputes.ts';
import {
  forgetPhrase,
  listLearnedPhrases,
  listPhrasesForAuthors,
  recordLearnedPhrase,
} from '../../src/store/learned-phrases.ts';
import { recordMember } from '../../src/store/members.ts';
import { countOpenReports, handleReports, listOpenReports, recordReport } from '../../src/store/reports.ts';
import type { Store } from '../../src/store/store.ts';
import { listSupersededVerdicts, replaceVerdicts } from '../../src/store/superseded-verdicts.ts';
import { acme, attempt, disputed, id, now, openSeededStore, question, rival, verdict } from './seeded-store.ts';

let store: Store;
beforeEach(async () => {
  store = await openSeededStore();
});
afterEach(() => store.close());

describe('open disputes', () => {
  const open = { attemptId: attempt, keyPointId: 'load', reason: 'Why?', at: now };

  it('are those without a decision', async () => {
    expect(await store.read((db) => findOpenDispute(db, acme))).toBeUndefined();
    await store.transaction((tx) => recordDispute(tx, acme, open));
    expect(await store.read((db) => countOpenDisputes(db, acme))).toBe(1);
    expect(await store.read((db) => findOpenDispute(db, acme))).toMatchObject({
      keyPointId: 'load',
      memberName: 'ann',
    });
  });

  it('come one after another, those of one instant too, and none after the last', async () => {
    await store.transaction((tx) => recordDispute(tx, acme, open));
    const next = (keyPointId: string, openedAt: number) =>
      store.read((db) => findOpenDispute(db, acme, { attemptId: attempt, keyPointId, openedAt }));
    expect(await next('latency', now)).toMatchObject({ keyPointId: 'load' });
    expect(await next('load', now - 1)).toMatchObject({ keyPointId: 'load' });
    expect(await next('load', now)).toBeUndefined();
    expect(await next('a', now + 1)).toBeUndefined();
  });
});

describe('superseded verdicts', () => {
  it('are kept one after another, each as it was', async () => {
    const [first] = verdict.keyPoints;
    if (!first) throw new Error('the verdict has key points');
    for (const judgedBy of ['second', 'third'])
      await store.transaction((tx) =>
        replaceVerdicts(tx, acme, { attemptId: attempt, keyPoints: [{ ...first, coverage: 'missed' }], judgedBy }),
      );
    const before = await store.read((db) => listSupersededVerdicts(db, acme, disputed));
    expect(before.map(({ gradedBy, coverage }) => `${gradedBy} ${coverage}`)).toEqual([
      'test-1 partial',
      'test-1 partial',
      'second missed',
    ]);
  });

  it('are none of a key point that the attempt does not have', async () => {
    const keyPoints = [{ keyPointId: 'none', coverage: 'covered', confidence: 1, evidence: null } as const];
    await store.transaction((tx) => replaceVerdicts(tx, acme, { attemptId: attempt, keyPoints, judgedBy: 'x' }));
    const none = { attemptId: attempt, keyPointId: 'none' };
    expect(await store.read((db) => listSupersededVerdicts(db, acme, none))).toEqual([]);
  });
});

describe('reports for authors', () => {
  it('are told without names, oldest first, until they are handled', async () => {
    const bob = { id: id<MemberId>('bob'), externalId: 'bob', name: 'bob', at: now };
    await store.transaction(async (tx) => {
      const { id: memberId } = await recordMember(tx, rival, bob);
      const report = { memberId, question, keyPointId: 'load', reason: 'Old.', at: now - 1 };
      expect([await recordReport(tx, rival, report), await recordReport(tx, rival, report)]).toEqual([true, false]);
    });
    const asked = { id: question.id, version: question.version };
    expect(await store.read(listOpenReports)).toEqual([
      { question: asked, keyPointId: 'load', reason: 'Old.', reportedAt: now - 1 },
      { question: asked, keyPointId: 'load', reason: 'Not since 2025.', reportedAt: now },
    ]);
    const handle = (keyPointId: string) =>
      store.transaction((tx) => handleReports(tx, { questionId: question.id, keyPointId, at: now }));
    expect([await handle('latency'), await handle('load'), await handle('load')]).toEqual([0, 2, 0]);
    expect(await store.read(listOpenReports)).toEqual([]);
    expect(await store.read((db) => countOpenReports(db, acme))).toBe(0);
  });
});

describe('learned phrases', () => {
  it('are of one workspace for grading, each once for authors, until they are forgotten', async () => {
    const phrase = { questionId: question.id, keyPointId: 'load', attemptId: attempt, at: now };
    await store.transaction(async (tx) => {
      for (const words of ['Databases rest.', 'Ärger gibt es keinen.'])
        await recordLearnedPhrase(tx, acme, { ...phrase, phrase: words });
    });
    expect(await store.read((db) => listLearnedPhrases(db, rival, question.id))).toEqual([]);
    const listed = await store.read(listPhrasesForAuthors);
    expect(listed.map((one) => one.phrase)).toEqual([
      'No waiting for disks.',
      'Databases rest.',
      'Ärger gibt es keinen.',
    ]);
    expect(await store.transaction((tx) => forgetPhrase(tx, 'Databases rest.'))).toBe(1);
    expect(await store.transaction((tx) => forgetPhrase(tx, '%'))).toBe(0);
    expect(await store.read((db) => listLearnedPhrases(db, acme, question.id))).toHaveLength(2);
  });
});
