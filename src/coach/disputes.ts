import { commandLine } from '../domain/command.ts';
import { lengthProblem } from '../domain/display.ts';
import { type FieldValues, textIn } from '../domain/interaction.ts';
import type { KeyPoint } from '../domain/question.ts';
import type { Reply } from '../reply/reply.ts';
import {
  type DisputeDraft,
  type DisputeProblems,
  disputeForm,
  maxReasonLength,
  objections,
} from '../reply/views/dispute.ts';
import { noticeView } from '../reply/views/help.ts';
import { recordDispute } from '../store/disputes.ts';
import { recordReport } from '../store/reports.ts';
import type { Context } from './context.ts';
import { findOwnResult, noResult, type OwnResult } from './own-result.ts';

/** The form to dispute a verdict of the member's own attempt. */
export async function openDispute(context: Context, value: string): Promise<Reply> {
  const result = await findOwnResult(context, value);
  return result ? disputeForm({ ...result, value }) : noResult;
}

/** Records a dispute, or a report to the author, or gives the form back with what is wrong. */
export async function takeDispute(context: Context, value: string, fields: FieldValues): Promise<Reply> {
  const result = await findOwnResult(context, value);
  if (!result) return noResult;
  const draft = draftOf(fields);
  const keyPoint = result.question.keyPoints.find(({ id }) => id === draft.keyPoint);
  const problems = problemsOf(draft, keyPoint !== undefined);
  if (!keyPoint || Object.keys(problems).length > 0) return disputeForm({ ...result, value }, draft, problems);
  const objection = { result, keyPoint, reason: draft.reason };
  return draft.objection === 'grade' ? disputeGrade(context, objection) : reportKeyPoint(context, objection);
}

function draftOf(fields: FieldValues): DisputeDraft {
  return {
    keyPoint: fields.keyPoint?.[0],
    objection: objections.find((objection) => objection === fields.objection?.[0]) ?? 'grade',
    reason: textIn(fields, 'reason'),
  };
}

type Objected = { readonly result: OwnResult; readonly keyPoint: KeyPoint; readonly reason: string };

async function disputeGrade(
  { tx, workspace, platform, at }: Context,
  { result: { attemptId }, keyPoint, reason }: Objected,
): Promise<Reply> {
  const opened = await recordDispute(tx, workspace.id, { attemptId, keyPointId: keyPoint.id, reason, at });
  return noticeView(
    opened
      ? `Thank you, that is noted. The admins of this workspace read it with ${commandLine(platform, 'disputes')}; until they decide, the grade stands.`
      : 'You have disputed that part of the grade already.',
  );
}

async function reportKeyPoint(
  { tx, workspace, member, at }: Context,
  { result: { question }, keyPoint, reason }: Objected,
): Promise<Reply> {
  const report = { memberId: member.id, question, keyPointId: keyPoint.id, reason, at };
  return noticeView(
    (await recordReport(tx, workspace.id, report))
      ? 'Thank you, that goes to the author of the question, without your name. The grade stands until the question changes.'
      : 'You have reported that key point already.',
  );
}

function problemsOf({ reason }: DisputeDraft, chosen: boolean): DisputeProblems {
  const tooLong = lengthProblem('reason', reason, maxReasonLength);
  return {
    ...(!chosen && { keyPoint: 'Choose the part of the grade that is wrong.' }),
    ...(reason === '' && { reason: 'Say in a sentence why it is wrong.' }),
    ...(tooLong !== undefined && { reason: tooLong }),
  };
}
