import type { FieldValues } from '../domain/interaction.ts';
import { likelyWords, parsePhrase } from '../domain/learned-phrase.ts';
import type { Reply } from '../reply/reply.ts';
import { phraseForm, phraseKeptView } from '../reply/views/dispute-decision.ts';
import { noticeView } from '../reply/views/help.ts';
import { recordLearnedPhrase } from '../store/learned-phrases.ts';
import type { Context } from './context.ts';
import { type DisputedCase, findCase } from './disputed-case.ts';

const noPhrase = noticeView('Only an accepted dispute of a covered key point has words to keep.');
const enough = noticeView(
  'Grading knows many phrases of that key point already: the rest is for the author of the pack.',
);

/** The form to have grading learn the words of an accepted dispute. */
export async function openKeepPhrase(context: Context, value: string): Promise<Reply> {
  const found = await findAccepted(context, value);
  if (!found) return noPhrase;
  return phraseForm({ value, keyPoint: found.keyPoint }, likelyWords({ ...found.dispute, keyPoint: found.keyPoint }));
}

/** Has the workspace's grading learn a phrase, or gives the form back with what is wrong. */
export async function takePhrase(context: Context, value: string, fields: FieldValues): Promise<Reply> {
  const { tx, workspace, at } = context;
  const found = await findAccepted(context, value);
  if (!found) return noPhrase;
  const { question, keyPoint, ref } = found;
  const raw = fields.phrase?.[0] ?? '';
  const parsed = parsePhrase(raw, { question, keyPoint });
  if (parsed.type === 'problem') return phraseForm({ value, keyPoint }, raw, parsed.message);
  const { phrase } = parsed;
  const learned = { questionId: question.id, keyPointId: keyPoint.id, phrase, attemptId: ref.attemptId, at };
  return (await recordLearnedPhrase(tx, workspace.id, learned)) ? phraseKeptView(phrase) : enough;
}

async function findAccepted(context: Context, value: string): Promise<DisputedCase | undefined> {
  const found = await findCase(context, value);
  return found?.decision?.outcome === 'accepted' && found.dispute.coverage === 'covered' ? found : undefined;
}
