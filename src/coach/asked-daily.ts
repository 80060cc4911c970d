import { type AnswerTarget, parseTarget } from '../domain/answer-target.ts';
import type { Job } from '../domain/job.ts';
import type { DailyState } from '../reply/views/daily.ts';
import type { AskedQuestion } from '../reply/views/question.ts';
import { type Daily, findDaily } from '../store/dailies.ts';
import { type DailyChannel, findDailyChannel } from '../store/daily-channels.ts';
import { loadQuestion } from '../store/questions.ts';
import type { Tx } from '../store/store.ts';
import type { WorkspaceDeps } from './context.ts';

export type DailyTarget = Extract<AnswerTarget, { type: 'daily' }>;

/** A question of the day that was asked, and its channel if that still has one. */
export type AskedDaily = {
  readonly target: DailyTarget;
  readonly daily: Daily;
  readonly asked: AskedQuestion;
  readonly channel: DailyChannel | undefined;
};

/** The question of the day that a job is about; undefined when it names none. */
export async function findAskedDaily(
  deps: WorkspaceDeps,
  tx: Tx,
  { workspaceId, subject }: Job,
): Promise<AskedDaily | undefined> {
  const target = parseTarget(subject);
  if (target?.type !== 'daily') return undefined;
  const daily = await findDaily(tx, workspaceId, target);
  if (!daily) return undefined;
  const question = await loadQuestion(tx, daily.question);
  const asked = { question, topic: deps.offer.titleOf(question.topic), target: subject };
  return { target, daily, asked, channel: await findDailyChannel(tx, workspaceId, target.channelId) };
}

/** When a question of the day closes, as its channel is told. */
export function closingOf(
  { askedOn }: Pick<DailyTarget, 'askedOn'>,
  { closesAt }: Pick<Daily, 'closesAt'>,
  { timeZone }: DailyChannel,
): DailyState['closes'] {
  return { askedOn, at: closesAt, timeZone };
}
