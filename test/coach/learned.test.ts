import { describe, expect, it } from 'vitest';
import { gradeAsLearned } from '../../src/coach/learned.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import type { Question } from '../../src/domain/question.ts';
import { scoreOf } from '../../src/domain/verdict.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { recordLearnedPhrase } from '../../src/store/learned-phrases.ts';
import { acme, attempt, now, openSeededStore, rival, question as seeded } from '../store/seeded-store.ts';
import { answersToOthers } from './labelled-answers.ts';

const grader = createOfflineGrader();

/** How a workspace grades when acme has learned a phrase of a key point. */
async function openLearned(question: Question, keyPointId: string, phrase: string) {
  const store = await openSeededStore();
  const learned = { questionId: question.id, keyPointId, phrase, attemptId: attempt, at: now };
  await store.transaction((tx) => recordLearnedPhrase(tx, acme, learned));
  const deps = { store, grader, offer: createCatalog([]) };
  return (workspaceId: WorkspaceId, answer: string) => gradeAsLearned(deps, workspaceId, { question, answer });
}

describe('grading with what was learned', () => {
  it('leaves every other workspace and every other key point as they are', async () => {
    const gradeIn = await openLearned(seeded, 'load', 'Postgres has its siesta');
    for (const answer of [
      'Memory is quick.',
      'Postgres has its siesta.',
      'A cache adds a hop. Postgres has its siesta.',
    ]) {
      const plain = await grader.grade({ question: seeded, answer });
      expect(await gradeIn(rival, answer)).toEqual(plain);
      const learned = await gradeIn(acme, answer);
      expect(learned.keyPoints[0]).toEqual(plain.keyPoints[0]);
      expect(learned.score).toBe(scoreOf(seeded, learned.keyPoints));
    }
  });

  it('quotes the words that it has learned', async () => {
    const gradeIn = await openLearned(seeded, 'load', 'Postgres has its siesta');
    const { keyPoints } = await gradeIn(acme, 'Quick it is. POSTGRES has its siesta!');
    expect(keyPoints[1]).toMatchObject({ coverage: 'covered', evidence: expect.stringContaining('POSTGRES has its') });
  });

  it('adds to bare key points what is said word for word, and costs no answer to them anything', async () => {
    const [topic] = await answersToOthers();
    const [point] = topic?.question.keyPoints ?? [];
    if (!topic || !point) throw new Error('there are labelled answers');
    const { question, answers } = topic;
    expect(point.accepts).toEqual([]);
    const gradeIn = await openLearned(question, point.id, 'First write down who asks for what');
    for (const answer of answers) expect(await gradeIn(acme, answer)).toEqual(await grader.grade({ question, answer }));
    const said = await gradeIn(acme, `${answers[0]} First write down who asks for what.`);
    expect(said.keyPoints[0]?.coverage).toBe('covered');
  });
});
