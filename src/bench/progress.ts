import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCoach } from '../coach/coach.ts';
import { addDays, civilDateOf } from '../domain/calendar.ts';
import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Question } from '../domain/question.ts';
import { createOfflineGrader } from '../grading/offline-grader.ts';
import { createCatalog } from '../knowledge/catalog.ts';
import { recordAttempt } from '../store/attempts.ts';
import { recordDelivery } from '../store/inbox.ts';
import { recordQuestion } from '../store/questions.ts';
import { recordReview, recordStrengths } from '../store/reviews.ts';
import { openStore, type Store, type Tx } from '../store/store.ts';
import { type Figure, figureOf, timesOf } from './figure.ts';

const baseline = 'one insert in a transaction of its own, same database';
const rounds = 100;
const days = 365;
const keyPoints = 5;
const topics = 20;
const place = { platform: 'bench', workspace: 'bench' };
const member = { id: 'ann', name: 'Ann', role: 'member' as const };

type Own = { readonly workspaceId: WorkspaceId; readonly memberId: MemberId };

/** Milliseconds from `/coach stats` to the reply, everything on the disk, for a member who has answered so often, each question twice. */
export async function measureProgress(attempts = 10_000): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'coach-bench-'));
  const store = await openStore(`sqlite:${join(folder, 'coach.db')}`);
  const questions = Array.from({ length: attempts / 2 }, (_, index) => questionOf(index));
  const packs = Array.from({ length: topics }, (_, topic) => packOf(topic, questions));
  let ids = 0;
  const coach = createCoach({
    ...{ store, catalog: createCatalog(packs), grader: createOfflineGrader(), clock: Date.now },
    ...{ newId: <T>() => `id-${++ids}` as T, random: Math.random, timeZone: 'UTC' },
    onError: (error) => console.error(error),
  });
  const act = (text: string) =>
    coach.handle({ ...place, deliveryId: `d${++ids}`, member, action: { type: 'command', text } });
  try {
    await act('help');
    const own = await ownIn(store);
    await store.transaction((tx) => answerOften(tx, own, { questions, attempts }));
    const items = Array.from({ length: rounds }, (_, index) => index);
    const base = await timesOf(items, () =>
      store.transaction((tx) => recordDelivery(tx, own.workspaceId, { deliveryId: `b${++ids}`, outcome: '{}', at: 0 })),
    );
    const times = await timesOf(items, () => act('stats'));
    return (['p50', 'p99'] as const).map((p) =>
      figureOf({
        ...{ figure: `stats after ${attempts} attempts ${p}`, unit: 'ms' as const, value: times[p] },
        ...{ baseline, baselineValue: base[p], goal: 50 },
      }),
    );
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

function ownIn(store: Store): Promise<Own> {
  return store.read((db) =>
    db.selectFrom('members').select(['workspace_id as workspaceId', 'id as memberId']).executeTakeFirstOrThrow(),
  );
}

/** Answers of a year, graded, with what is remembered of them. */
async function answerOften(
  tx: Tx,
  { workspaceId, memberId }: Own,
  { questions, attempts }: { readonly questions: readonly Question[]; readonly attempts: number },
): Promise<void> {
  const today = civilDateOf(Date.now(), 'UTC');
  for (const [index, question] of questions.entries()) {
    const strengths = question.keyPoints.map(({ id }, point) => [id, ((index * 7 + point * 31) % 101) / 100] as const);
    const review = { questionId: question.id, dueOn: today, lastOn: addDays(today, -1), weakest: (index % 100) / 100 };
    await recordQuestion(tx, question, 0);
    await recordReview(tx, workspaceId, { memberId, review });
    await recordStrengths(tx, workspaceId, { memberId, questionId: question.id, strengths: new Map(strengths) });
  }
  for (let index = 0; index < attempts; index += 1) {
    const question = questions[index % questions.length];
    if (!question) continue;
    const ago = Math.floor((index / attempts) * days);
    const on = addDays(today, -ago);
    await recordAttempt(tx, workspaceId, {
      ...{ id: `attempt-${index}` as AttemptId, memberId, question, target: `session:${index}`, season: 'bench' },
      ...{ answer: 'An answer of a few sentences, as people give them. '.repeat(12), sawModelAnswer: false },
      ...{ receivedAt: Date.parse(on) + index, receivedOn: on, localOn: on, afterModelAnswer: false },
    });
  }
  await tx
    .updateTable('attempts')
    .set({ state: 'graded', score: 0.6, graded_by: 'bench' })
    .where('workspace_id', '=', workspaceId)
    .execute();
}

function packOf(topic: number, questions: readonly Question[]) {
  const id = `topic-${topic}`;
  const own = questions.filter((question) => question.topic === id);
  return { ...{ id, title: `Topic ${topic}`, topic: id, level: 'mid' as const }, questions: own };
}

function questionOf(index: number): Question {
  const topic = `topic-${index % topics}`;
  const points = Array.from({ length: keyPoints }, (_, point) => ({
    ...{ id: `point-${point}`, text: `Point ${point} of question ${index}.`, weight: 1 },
    ...{ accepts: [], rejects: [], parts: [], hint: `Area ${point}.` },
  }));
  return {
    ...{ id: `${topic}/q${index}`, version: '1', pack: topic, topic, level: 'mid', text: `Question ${index}?` },
    keyPoints: points,
  };
}
