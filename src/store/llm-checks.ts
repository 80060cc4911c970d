import { z } from 'zod';
import type { AttemptId, MemberId, WorkspaceId } from '../domain/ids.ts';
import { type LookOutcome, lookOutcomes } from '../domain/second-look.ts';
import { coverages, type KeyPointVerdict } from '../domain/verdict.ts';
import type { Db, Tx } from './store.ts';

/** A second look at doubtful key points of a graded attempt. */
export type NewCheck = {
  readonly attemptId: AttemptId;
  readonly memberId: MemberId;
  /** What the member's answer came with, for as long as its reply can be shown anew. */
  readonly deliveryId: string | null;
  /** The ids of the key points. */
  readonly keyPoints: readonly string[];
  /** SHA-256 of the answer. */
  readonly answerHash: string;
  /** The model with the versions of prompt and schema. */
  readonly checkedBy: string;
  /** Whose verdict is looked at. */
  readonly gradedBy: string;
  readonly at: number;
  /** When it may begin. */
  readonly dueAt: number;
  /** Given when it is clear from the beginning that nobody will look. */
  readonly outcome?: LookOutcome;
};

/** How far a look has come: it waits, the model may have been called, it is judged and its member not told yet, or done. */
export type CheckState = 'waiting' | 'called' | 'judged' | 'done';

export type Check = Omit<NewCheck, 'at' | 'dueAt' | 'outcome'> & {
  readonly state: CheckState;
  readonly outcome: LookOutcome | undefined;
  readonly tries: number;
  readonly createdAt: number;
};

/** Has a graded attempt looked at again, or remembers why not. */
export async function recordCheck(tx: Tx, workspaceId: WorkspaceId, check: NewCheck): Promise<void> {
  await tx
    .insertInto('llm_checks')
    .values({
      workspace_id: workspaceId,
      attempt_id: check.attemptId,
      member_id: check.memberId,
      delivery_id: check.deliveryId,
      key_points: JSON.stringify(check.keyPoints),
      answer_hash: check.answerHash,
      checked_by: check.checkedBy,
      graded_by: check.gradedBy,
      state: check.outcome === undefined ? 'waiting' : 'done',
      outcome: check.outcome ?? null,
      created_at: check.at,
      next_try_at: check.dueAt,
    })
    .execute();
}

export async function findCheck(db: Db, workspaceId: WorkspaceId, attemptId: AttemptId): Promise<Check | undefined> {
  const row = await db
    .selectFrom('llm_checks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst();
  return (
    row && {
      attemptId: row.attempt_id,
      memberId: row.member_id,
      deliveryId: row.delivery_id,
      keyPoints: z.array(z.string()).parse(JSON.parse(row.key_points)),
      answerHash: row.answer_hash,
      checkedBy: row.checked_by,
      gradedBy: row.graded_by,
      state: row.state,
      outcome: lookOutcomes.find((outcome) => outcome === row.outcome),
      tries: row.tries,
      createdAt: row.created_at,
    }
  );
}

/** How many calls were made in a civil day of UTC: for a member, and for the whole workspace. */
export async function countCalls(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, on }: { readonly memberId: MemberId; readonly on: string },
): Promise<{ readonly member: number; readonly workspace: number }> {
  const rows = await db
    .selectFrom('llm_checks')
    .select((checks) => ['member_id', checks.fn.sum<number>('tries').as('calls')])
    .where('workspace_id', '=', workspaceId)
    .where('called_on', '=', on)
    .groupBy('member_id')
    .execute();
  const calls = rows.map((row) => ({ own: row.member_id === memberId, count: Number(row.calls) }));
  return {
    member: calls.find(({ own }) => own)?.count ?? 0,
    workspace: calls.reduce((sum, { count }) => sum + count, 0),
  };
}

type Step = { readonly attemptId: AttemptId; readonly tries: number };

/** The update of a check that nobody has taken further since so many calls. */
function openStep(tx: Tx, workspaceId: WorkspaceId, { attemptId, tries }: Step) {
  return tx
    .updateTable('llm_checks')
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .where('tries', '=', tries)
    .where('state', 'in', ['waiting', 'called']);
}

/** Counts a call before it is made, with all that is sent; nobody else makes one before `heldUntil`. False when another was faster. */
export async function recordCall(
  tx: Tx,
  workspaceId: WorkspaceId,
  {
    attemptId,
    tries,
    on,
    prompt,
    heldUntil,
  }: Step & { readonly on: string; readonly prompt: string; readonly heldUntil: number },
): Promise<boolean> {
  const { numUpdatedRows } = await openStep(tx, workspaceId, { attemptId, tries })
    .set({ state: 'called', tries: tries + 1, called_on: on, prompt, next_try_at: heldUntil })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Has a call that came to nothing made again at an instant. */
export async function postponeCheck(
  tx: Tx,
  workspaceId: WorkspaceId,
  { attemptId, tries, nextTryAt }: Step & { readonly nextTryAt: number },
): Promise<void> {
  await openStep(tx, workspaceId, { attemptId, tries }).set({ state: 'waiting', next_try_at: nextTryAt }).execute();
}

export type Judgement = Step & {
  readonly outcome: LookOutcome;
  /** What the model's reply was found to be worth, where there was one. */
  readonly judged?: readonly KeyPointVerdict[];
  /** Until when this process alone tells the member. */
  readonly heldUntil: number;
};

/** Writes down what came of a look; false when another was faster. */
export async function recordJudgement(tx: Tx, workspaceId: WorkspaceId, judgement: Judgement): Promise<boolean> {
  const { attemptId, tries, outcome, judged, heldUntil } = judgement;
  const { numUpdatedRows } = await openStep(tx, workspaceId, { attemptId, tries })
    .set({ state: 'judged', outcome, judged: judged ? JSON.stringify(judged) : null, next_try_at: heldUntil })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Adds what a call took to what its attempt has taken so far. */
export async function recordUsage(
  tx: Tx,
  workspaceId: WorkspaceId,
  {
    attemptId,
    inputTokens,
    outputTokens,
    costMicros,
  }: {
    readonly attemptId: AttemptId;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly costMicros: number;
  },
): Promise<void> {
  await tx
    .updateTable('llm_checks')
    .set((checks) => ({
      input_tokens: checks('input_tokens', '+', inputTokens),
      output_tokens: checks('output_tokens', '+', outputTokens),
      cost_micros: checks('cost_micros', '+', costMicros),
    }))
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .execute();
}

/** The member knows what came of a look, or need not. */
export async function recordTold(tx: Tx, workspaceId: WorkspaceId, attemptId: AttemptId): Promise<void> {
  await tx
    .updateTable('llm_checks')
    .set({ state: 'done' })
    .where('workspace_id', '=', workspaceId)
    .where('attempt_id', '=', attemptId)
    .where('state', '=', 'judged')
    .execute();
}

const storedVerdicts = z.array(
  z.object({
    keyPointId: z.string(),
    coverage: z.enum(coverages),
    confidence: z.number(),
    evidence: z.string().nullable(),
  }),
);

export type Looked = Pick<NewCheck, 'answerHash' | 'checkedBy' | 'keyPoints'> & {
  readonly question: { readonly id: string; readonly version: string };
};

/** What the same model has found in the same answer to the same version of a question, about the same key points; undefined when it was not asked. */
export async function findJudged(
  db: Db,
  workspaceId: WorkspaceId,
  { answerHash, checkedBy, keyPoints, question }: Looked,
): Promise<readonly KeyPointVerdict[] | undefined> {
  const row = await db
    .selectFrom('llm_checks')
    .innerJoin('attempts', (join) =>
      join
        .onRef('attempts.workspace_id', '=', 'llm_checks.workspace_id')
        .onRef('attempts.id', '=', 'llm_checks.attempt_id'),
    )
    .select('llm_checks.judged')
    .where('llm_checks.workspace_id', '=', workspaceId)
    .where('llm_checks.answer_hash', '=', answerHash)
    .where('llm_checks.checked_by', '=', checkedBy)
    .where('llm_checks.key_points', '=', JSON.stringify(keyPoints))
    .where('attempts.question_id', '=', question.id)
    .where('attempts.question_version', '=', question.version)
    .where('llm_checks.judged', 'is not', null)
    .executeTakeFirst();
  return row?.judged ? storedVerdicts.parse(JSON.parse(row.judged)) : undefined;
}
