import { describe, expect, it } from 'vitest';
import type { AttemptId } from '../../src/domain/ids.ts';
import type { Question } from '../../src/domain/question.ts';
import { loadAttempt, recordAttempt } from '../../src/store/attempts.ts';
import { loadQuestion, recordQuestion } from '../../src/store/questions.ts';
import { acme, ann, attempt, id, now, openSeededStore, question, season, target, today } from './seeded-store.ts';

/** The question of the seeded store as its author has rewritten it since. */
const rewritten: Question = {
  ...question,
  version: 'version-2',
  keyPoints: question.keyPoints.map((point) => ({ ...point, text: point.text.replace('takes load', 'takes work') })),
};

describe('a snapshot of a question', () => {
  it('is the question with all that it says', async () => {
    const store = await openSeededStore();
    expect(await store.read((db) => loadQuestion(db, question))).toEqual(question);
    await store.close();
  });

  it('is kept once, from the first time on', async () => {
    const store = await openSeededStore();
    await store.transaction((tx) => recordQuestion(tx, question, now + 1_000));
    const rows = await store.read((db) =>
      db.selectFrom('questions').select(['id', 'first_asked_at']).where('id', '=', question.id).execute(),
    );
    expect(rows).toEqual([{ id: 'caching/what', first_asked_at: now }]);
    await store.close();
  });

  it('is another one once the wording changes, and history goes on to say what was asked then', async () => {
    const store = await openSeededStore();
    const second = id<AttemptId>('second');
    await store.transaction(async (tx) => {
      await recordQuestion(tx, rewritten, now);
      await recordAttempt(tx, acme, {
        id: second,
        memberId: ann,
        question: rewritten,
        target,
        answer: 'It takes work off the database.',
        sawModelAnswer: false,
        receivedAt: now,
        receivedOn: today,
        season,
        localOn: today,
        afterModelAnswer: false,
      });
    });
    const textsOf = async (attemptId: AttemptId) =>
      store.read(async (db) => {
        const { question: asked } = await loadAttempt(db, acme, attemptId);
        return (await loadQuestion(db, asked)).keyPoints.map(({ text }) => text);
      });
    expect(await textsOf(attempt)).toContain('A cache takes load off the database.');
    expect(await textsOf(second)).toContain('A cache takes work off the database.');
    await store.close();
  });

  it('that was never asked cannot be loaded', async () => {
    const store = await openSeededStore();
    await expect(store.read((db) => loadQuestion(db, { id: 'caching/what', version: 'other' }))).rejects.toThrow();
    await expect(store.read((db) => loadQuestion(db, { id: 'caching/none', version: '1' }))).rejects.toThrow();
    await store.close();
  });
});
