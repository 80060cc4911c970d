import { civilDateOf } from '../../src/domain/calendar.ts';
import type { AttemptId, MemberId } from '../../src/domain/ids.ts';
import { seasonOn } from '../../src/domain/season.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { recordAttempt, recordVerdict } from '../../src/store/attempts.ts';
import { recordMember } from '../../src/store/members.ts';
import { regradeAttempt, settlePoints } from '../../src/store/settle-points.ts';
import type { Store, Tx } from '../../src/store/store.ts';
import { acme, id, now, question, verdict } from './seeded-store.ts';

/** An attempt as a test draws it. */
export type DrawnAttempt = {
  readonly member: string;
  /** Minutes after `now`; the day and the season follow from it. */
  readonly minute: number;
  readonly score: number;
  readonly sawModelAnswer: boolean;
  readonly unrated: boolean;
  /** The channel whose daily question it answers. */
  readonly channel: string | undefined;
};

export const attemptId = (index: number) => id<AttemptId>(`drawn-${index}`);
export const verdictOf = (score: number): Verdict => ({ ...verdict, score, gradedBy: `test-${score}` });
const memberOf = (name: string) => id<MemberId>(`member-${name}`);

/** Records members and ungraded attempts of acme at the question of the seeded store. */
export async function recordDrawn(tx: Tx, attempts: readonly DrawnAttempt[]): Promise<void> {
  for (const name of new Set(attempts.map(({ member }) => member)))
    await recordMember(tx, acme, { id: memberOf(name), externalId: name, name, at: now });
  for (const [index, attempt] of attempts.entries()) {
    const receivedAt = now + attempt.minute * 60_000;
    const receivedOn = civilDateOf(receivedAt, 'UTC');
    await recordAttempt(tx, acme, {
      id: attemptId(index),
      memberId: memberOf(attempt.member),
      question,
      target: attempt.channel === undefined ? `session:${index}` : `daily:${attempt.channel}:${receivedOn}`,
      answer: 'Words.',
      sawModelAnswer: attempt.sawModelAnswer,
      receivedAt,
      receivedOn,
      season: seasonOn(receivedOn, []).id,
      localOn: receivedOn,
      afterModelAnswer: false,
    });
    if (attempt.unrated)
      await tx.updateTable('attempts').set({ unrated_because: 'a copy' }).where('id', '=', attemptId(index)).execute();
  }
}

/** Grades an attempt, in a transaction of its own. */
export function grade(store: Store, index: number, { member, minute, score }: DrawnAttempt): Promise<void> {
  return store.transaction(async (tx) => {
    await recordVerdict(tx, acme, { attemptId: attemptId(index), verdict: verdictOf(score) });
    const season = seasonOn(civilDateOf(now + minute * 60_000, 'UTC'), []).id;
    await settlePoints(tx, acme, { memberId: memberOf(member), questionId: question.id, season });
  });
}

export function regrade(store: Store, index: number, score: number): Promise<void> {
  return store.transaction((tx) =>
    regradeAttempt(tx, acme, { attemptId: attemptId(index), verdict: verdictOf(score) }),
  );
}

/** The net points of each attempt, and all standings. */
export async function stateOf(store: Store) {
  return store.read(async (db) => {
    const entries = await db.selectFrom('points').selectAll().where('workspace_id', '=', acme).execute();
    const standings = await db
      .selectFrom('standings')
      .selectAll()
      .where('workspace_id', '=', acme)
      .orderBy('scope')
      .orderBy('span')
      .orderBy('member_id')
      .execute();
    const net = new Map<string, number>();
    for (const entry of entries) net.set(entry.attempt_id, (net.get(entry.attempt_id) ?? 0) + entry.points);
    return { net: Object.fromEntries([...net].toSorted()), standings };
  });
}
