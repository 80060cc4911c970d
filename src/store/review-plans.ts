import type { CivilDate } from '../domain/calendar.ts';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';

/** What a member has set for their reviews. */
export type ReviewPlan = {
  /** Questions a day, 1 to 100. */
  readonly perDay: number;
  /** The day of the interview that is worked towards, if any. */
  readonly interviewOn: CivilDate | null;
  /** Minute of the member's day at which they are reminded, 0 to 1439; never when null. */
  readonly remindMinute: number | null;
};

/** What holds until a member sets something else. */
const usualPlan: ReviewPlan = { perDay: 5, interviewOn: null, remindMinute: null };

export async function loadReviewPlan(db: Db, workspaceId: WorkspaceId, memberId: MemberId): Promise<ReviewPlan> {
  const row = await db
    .selectFrom('review_plans')
    .select(['per_day as perDay', 'interview_on as interviewOn', 'remind_minute as remindMinute'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row ?? usualPlan;
}

export async function recordReviewPlan(
  tx: Tx,
  workspaceId: WorkspaceId,
  { memberId, plan }: { readonly memberId: MemberId; readonly plan: ReviewPlan },
): Promise<void> {
  const row = { per_day: plan.perDay, interview_on: plan.interviewOn, remind_minute: plan.remindMinute };
  await tx
    .insertInto('review_plans')
    .values({ workspace_id: workspaceId, member_id: memberId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'member_id']).doUpdateSet(row))
    .execute();
}

/** The members of all workspaces who want to be reminded of their reviews. */
export function listReminded(
  db: Db,
): Promise<readonly { readonly workspaceId: WorkspaceId; readonly memberId: MemberId; readonly timeZone: string }[]> {
  return db
    .selectFrom('review_plans')
    .innerJoin('workspaces', 'workspaces.id', 'review_plans.workspace_id')
    .select([
      'review_plans.workspace_id as workspaceId',
      'review_plans.member_id as memberId',
      'workspaces.time_zone as timeZone',
    ])
    .where('review_plans.remind_minute', 'is not', null)
    .orderBy('review_plans.workspace_id')
    .orderBy('review_plans.member_id')
    .execute();
}
