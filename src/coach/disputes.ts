import { commandLine } from '../domain/command.ts';
import type { FieldValues } from '../domain/interaction.ts';
import type { Message, Reply } from '../reply/reply.ts';
import {
  type DisputeDraft,
  type DisputeProblems,
  disputeForm,
  disputesView,
  maxReasonLength,
} from '../reply/views/dispute.ts';
import { noticeView } from '../reply/views/help.ts';
import { listDisputes, recordDispute } from '../store/disputes.ts';
import { loadQuestion } from '../store/questions.ts';
import type { Context } from './context.ts';
import { findOwnResult, noResult } from './own-result.ts';

/** Disputes that an admin is shown at once. */
const shownDisputes = 5;

/** The form to dispute a verdict of the member's own attempt. */
export async function openDispute(context: Context, value: string): Promise<Reply> {
  const result = await findOwnResult(context, value);
  return result ? disputeForm({ ...result, value }) : noResult;
}

/** Records a dispute, or gives the form back with what is wrong. */
export async function takeDispute(context: Context, value: string, fields: FieldValues): Promise<Reply> {
  const { tx, workspace, platform, at } = context;
  const result = await findOwnResult(context, value);
  if (!result) return noResult;
  const draft = { keyPoint: fields.keyPoint?.[0], reason: fields.reason?.[0]?.trim() ?? '' };
  const keyPoint = result.question.keyPoints.find(({ id }) => id === draft.keyPoint);
  const problems = problemsOf(draft, keyPoint !== undefined);
  if (!keyPoint || Object.keys(problems).length > 0) return disputeForm({ ...result, value }, draft, problems);
  const { attemptId } = result;
  const opened = await recordDispute(tx, workspace.id, {
    attemptId,
    keyPointId: keyPoint.id,
    reason: draft.reason,
    at,
  });
  return noticeView(
    opened
      ? `Thank you, that is noted. The admins of this workspace read it with ${commandLine(platform, 'disputes')}; until they decide, the grade stands.`
      : 'You have disputed that part of the grade already.',
  );
}

/** The newest disputes of the workspace, for its admins. */
export async function showDisputes({ tx, workspace }: Context): Promise<Message> {
  const disputes = await listDisputes(tx, workspace.id, shownDisputes);
  const items = await Promise.all(
    disputes.map(async (dispute) => ({ ...dispute, question: await loadQuestion(tx, dispute.question) })),
  );
  return disputesView(
    items.flatMap((item) => {
      const keyPoint = item.question.keyPoints.find(({ id }) => id === item.keyPointId);
      return keyPoint ? [{ ...item, keyPoint }] : [];
    }),
  );
}

function problemsOf({ reason }: DisputeDraft, chosen: boolean): DisputeProblems {
  const length = [...reason].length;
  return {
    ...(!chosen && { keyPoint: 'Choose the part of the grade that is wrong.' }),
    ...(reason === '' && { reason: 'Say in a sentence why it is wrong.' }),
    ...(length > maxReasonLength && {
      reason: `The reason has ${length} characters and the limit is ${maxReasonLength}.`,
    }),
  };
}
