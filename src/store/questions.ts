import type { MemberId, WorkspaceId } from '../domain/ids.ts';
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

/** What a member was asked, in the words in which they were, without its key points. */
export async function listQuestionsMet(
  db: Db,
  workspaceId: WorkspaceId,
  memberId: MemberId,
): Promise<readonly (QuestionRef & { readonly text: string })[]> {
  const ofMember = (table: 'attempts' | 'sessions') =>
    db
      .selectFrom(table)
      .select(['question_id', 'question_version'])
      .where('workspace_id', '=', workspaceId)
      .where('member_id', '=', memberId);
  const inInterviews = db
    .selectFrom('mock_questions')
    .innerJoin('mocks', (join) =>
      join.onRef('mocks.workspace_id', '=', 'mock_questions.workspace_id').onRef('mocks.id', '=', 'mock_id'),
    )
    .select(['question_id', 'question_version'])
    .where('mocks.workspace_id', '=', workspaceId)
    .where('mocks.member_id', '=', memberId);
  const rows = await db
    .with('met', () => ofMember('attempts').union(ofMember('sessions')).union(inInterviews))
    .selectFrom('met')
    .innerJoin('questions', (join) =>
      join.onRef('questions.id', '=', 'question_id').onRef('questions.version', '=', 'question_version'),
    )
    .select(['questions.id', 'version', 'content'])
    .orderBy('questions.id')
    .orderBy('version')
    .execute();
  return rows.map(({ content, ...ref }) => ({ ...ref, text: (JSON.parse(content) as Question).text }));
}
