import { clip } from '../domain/display.ts';
import { type FieldValues, textIn } from '../domain/interaction.ts';
import { mostOwnQuestions, ownLevel, ownPackTitle } from '../domain/own-pack.ts';
import { levels, type Question } from '../domain/question.ts';
import { readKeyPoints, readLine, writeKeyPoints } from '../domain/suggestion.ts';
import type { Offer } from '../knowledge/offer.ts';
import { makeOwnQuestion, ownSlug } from '../knowledge/own-question.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { type ApprovalDraft, type ApprovalProblems, approvalForm } from '../reply/views/suggestion.ts';
import { listOwnIds, retireOwnQuestion, setOwnQuestion } from '../store/own-questions.ts';
import { recordQuestion } from '../store/questions.ts';
import type { Context } from './context.ts';
import { inWorkspace } from './offer.ts';
import { lastPack, packById, preview, showPacks } from './packs.ts';
import { draftOf, draftProblems, ownTopics } from './question-draft.ts';

const noQuestion = noticeView('That question is not among those of this workspace any more.');

/** What an admin has sent about a question. */
export function approvalOf(fields: FieldValues): ApprovalDraft {
  return { ...draftOf(fields), level: textIn(fields, 'level') || ownLevel };
}

type Written = { readonly question: Question } | { readonly problems: ApprovalProblems };

/** Makes the question of a draft, in the place of `before` if that is given, or says what is wrong with the draft. */
export async function writeQuestion(
  { deps: { offer }, tx, workspace }: Context,
  draft: ApprovalDraft,
  before?: Question,
): Promise<Written> {
  const text = readLine(draft.question);
  const keyPoints = readKeyPoints(draft.keyPoints);
  const problems = draftProblems(offer, draft, before);
  const level = levels.find((one) => one === draft.level);
  if (!level) return { problems: { ...problems, level: 'Choose a level from the list.' } };
  if (Object.keys(problems).length > 0) return { problems };
  const pack = offer.ownPack;
  const taken = before ? [] : (await listOwnIds(tx, workspace.id)).map((id) => id.slice(pack.length + 1));
  if (!before && (ownOf(offer)?.pack.questions.length ?? 0) >= mostOwnQuestions)
    return { problems: { question: full } };
  const id = before?.id ?? `${pack}/${ownSlug(text, taken)}`;
  const made = makeOwnQuestion({ id, pack, topic: draft.topic, level, text, keyPoints });
  return made.type === 'question' ? made : { problems: { [made.field]: unprintable } };
}

const full = `“${ownPackTitle}” has ${mostOwnQuestions} questions, which is the most: retire one first.`;
const unprintable =
  'A pack cannot hold this as it is written: begin with a word, and leave out marks that belong to Markdown or HTML.';

/** Has the workspace ask a question of its own from now on, in place of an earlier version. */
export async function keepQuestion({ tx, workspace, at }: Context, question: Question): Promise<void> {
  await recordQuestion(tx, question, at);
  await setOwnQuestion(tx, workspace.id, { question, at });
}

/** The pack of the workspace's own questions; none while there are none. */
export function ownOf(offer: Offer) {
  return packById(offer, offer.ownPack);
}

function findOwn({ deps: { offer } }: Context, slug: string): Question | undefined {
  return ownOf(offer)?.pack.questions.find(({ id }) => id === `${offer.ownPack}/${slug}`);
}

/** The form to change a question of the workspace's own. */
export async function openEdit(context: Context, slug: string): Promise<Reply> {
  const question = findOwn(context, slug);
  if (!question) return noQuestion;
  const { text, topic, level } = question;
  return formOf(context, slug, {
    question: text,
    keyPoints: writeKeyPoints(question.keyPoints),
    topic,
    level,
    note: '',
  });
}

function formOf(
  { deps: { offer } }: Context,
  slug: string,
  draft: ApprovalDraft,
  problems: ApprovalProblems = {},
): Reply {
  return approvalForm({ name: 'edit-question', value: slug, topics: ownTopics(offer) }, draft, problems);
}

/** Has a question of the workspace's own asked in other words; what was asked before keeps its own. */
export async function takeEdit(context: Context, slug: string, fields: FieldValues): Promise<Reply> {
  const before = findOwn(context, slug);
  if (!before) return noQuestion;
  const draft = approvalOf(fields);
  const written = await writeQuestion(context, draft, before);
  if ('problems' in written) return formOf(context, slug, draft, written.problems);
  await keepQuestion(context, written.question);
  return showOwn(
    context,
    'Saved: from now on it is asked like this. Earlier answers keep the question that they were given to.',
  );
}

/** Has the workspace ask a question of its own no more; what was answered stays. */
export async function retireQuestion(context: Context, slug: string): Promise<Message> {
  const { deps, tx, workspace, at } = context;
  const question = findOwn(context, slug);
  if (!question) return noQuestion;
  if (deps.offer.list().every(({ id }) => id === question.id)) return noticeView(lastPack);
  await retireOwnQuestion(tx, workspace.id, { questionId: question.id, at });
  return showOwn(context, `“${clip(question.text, 80)}” is not asked any more. What was answered stays.`);
}

/** The preview of the workspace's own pack as it is now, or all packs when nothing is left in it. */
async function showOwn(context: Context, done: string): Promise<Message> {
  const { deps, tx, workspace } = context;
  const changed: Context = { ...context, deps: await inWorkspace(deps, tx, workspace.id) };
  const own = ownOf(changed.deps.offer);
  return own ? preview(changed, own, { page: 1, done }) : showPacks(changed, { page: 1, done });
}
