import type { WorkspaceId } from '../domain/ids.ts';
import { ownPackPrefix, ownQuestionIds } from '../domain/own-pack.ts';
import type { Question } from '../domain/question.ts';
import type { Db, Tx } from './store.ts';

export type QuestionRef = { readonly id: string; readonly version: string };

/** Keeps a snapshot of a question as it is asked now, so that its attempts never change their meaning. */
export async function recordQuestion(tx: Tx, question: Question, at: number): Promise<void> {
  await tx
    .insertInto('questions')
    .values({ id: question.id, version: question.version, content: JSON.stringify(question), first_asked_at: at })
    .onConflict((conflict) => conflict.columns(['id', 'version']).doNothing())
    .execute();
}

/** The ids of all questions that were ever asked, without those that other workspaces call their own. */
export async function listAskedIds(db: Db, workspaceId: WorkspaceId): Promise<readonly string[]> {
  const { from, below } = ownQuestionIds(workspaceId);
  const rows = await db
    .selectFrom('questions')
    .select('id')
    .distinct()
    .where((question) =>
      question.or([
        question('id', '<', ownPackPrefix),
        question('id', '>=', afterOwnPacks),
        question.and([question('id', '>=', from), question('id', '<', below)]),
      ]),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The first text after all that begin with the prefix: what follows a hyphen in the order of bytes is a point. */
const afterOwnPacks = ownPackPrefix.replace(/-$/, '.');

/** The question exactly as it was when it was asked. Throws when it never was. */
export async function loadQuestion(db: Db, { id, version }: QuestionRef): Promise<Question> {
  const row = await db
    .selectFrom('questions')
    .select('content')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return JSON.parse(row.content) as Question;
}
