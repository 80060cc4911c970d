import { commandLine } from '../domain/command.ts';
import { lengthProblem } from '../domain/display.ts';
import type { SuggestionId } from '../domain/ids.ts';
import { type FieldValues, textIn } from '../domain/interaction.ts';
import { findLikest } from '../domain/likeness.ts';
import { ownLevel, ownPackTitle, ownTopic } from '../domain/own-pack.ts';
import { readKeyPoints, suggestionLimits, writeKeyPoints } from '../domain/suggestion.ts';
import type { Offer } from '../knowledge/offer.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { type ApprovalDraft, type ApprovalProblems, approvalForm, declineForm } from '../reply/views/suggestion.ts';
import {
  type LikeQuestion,
  type SuggestionItem,
  suggestionDecidedView,
  suggestionOutcomeView,
  suggestionsView,
} from '../reply/views/suggestion-queue.ts';
import { loadExternalId } from '../store/members.ts';
import {
  countOpenSuggestions,
  decideSuggestion,
  findOpenSuggestion,
  findSuggestion,
  type Suggestion,
} from '../store/suggestions.ts';
import type { Context } from './context.ts';
import { approvalOf, keepQuestion, ownOf, writeQuestion } from './own-pack.ts';
import { ownTopics } from './question-draft.ts';
import { sendLater } from './send-later.ts';

/** The open suggestion that has waited for longest, or the one after a suggestion that a button names; after the last the first again. */
export async function showSuggestions(context: Context, after = ''): Promise<Message> {
  const { tx, workspace } = context;
  const last = await findSuggestion(tx, workspace.id, after as SuggestionId);
  const next = last && (await findOpenSuggestion(tx, workspace.id, last));
  const suggestion = next ?? (await findOpenSuggestion(tx, workspace.id));
  return suggestionsView({
    item: suggestion && itemOf(context, suggestion),
    open: await countOpenSuggestions(tx, workspace.id),
  });
}

function itemOf({ deps: { offer }, member }: Context, suggestion: Suggestion): SuggestionItem {
  const { id, memberId, memberName, question, keyPoints, topic, note } = suggestion;
  return {
    value: id,
    ...{ memberName, question, note },
    own: memberId === member.id,
    keyPoints: readKeyPoints(keyPoints),
    topic: offer.titleOf(topic),
    like: likeOf(offer, question),
  };
}

/** The question of any pack, on or off, that is most like a text. */
function likeOf(offer: Offer, text: string): LikeQuestion | undefined {
  const known = offer
    .packs()
    .flatMap(({ pack }) => pack.questions.map((one) => ({ text: one.text, pack: pack.title })));
  const found = findLikest(text, known);
  return found && { ...found.item, likeness: found.likeness };
}

type Open = { readonly open: Suggestion } | { readonly reply: Message };

const noSuggestion = noticeView('That suggestion is not there any more: the list shows those that are open.');

/** The suggestion that a button or form names, or what whoever comes too late is told. */
async function findOpen({ tx, workspace }: Context, value: string): Promise<Open> {
  const found = await findSuggestion(tx, workspace.id, value as SuggestionId);
  if (!found) return { reply: noSuggestion };
  return found.state === 'open' ? { open: found } : { reply: decidedNotice(found) };
}

function decidedNotice({ state, deciderName }: Suggestion): Message {
  return noticeView(`That suggestion is decided: ${deciderName ?? 'an admin who has left'} has ${state} it.`);
}

/** The form to approve a suggestion, with all of it to be changed. */
export async function openApproval(context: Context, value: string): Promise<Reply> {
  const found = await findOpen(context, value);
  if ('reply' in found) return found.reply;
  const { question, keyPoints, topic } = found.open;
  const isThere = ownTopics(context.deps.offer).some(({ id }) => id === topic);
  return approval(context, value, {
    question,
    keyPoints: writeKeyPoints(readKeyPoints(keyPoints)),
    topic: isThere ? topic : ownTopic,
    level: ownLevel,
    note: '',
  });
}

function approval(
  { deps: { offer } }: Context,
  value: string,
  draft: ApprovalDraft,
  problems: ApprovalProblems = {},
): Reply {
  return approvalForm({ name: 'approve', value, topics: ownTopics(offer) }, draft, problems);
}

/** Makes a suggestion a question of the workspace's own, once, and has its member told; or gives the form back. */
export async function approve(context: Context, value: string, fields: FieldValues): Promise<Reply> {
  const found = await findOpen(context, value);
  if ('reply' in found) return found.reply;
  const draft = approvalOf(fields);
  const written = await writeQuestion(context, draft);
  if ('problems' in written) return approval(context, value, draft, written.problems);
  const { open } = found;
  const { question } = written;
  const late = await decide(context, open, { state: 'approved', question: question.text, note: draft.note });
  if (late) return late;
  await keepQuestion(context, question);
  const decided = { approved: true, question: question.text, memberName: open.memberName };
  return suggestionDecidedView(decided, offHint(context));
}

/** That the workspace's own pack is off, so that nothing of it is asked. */
function offHint({ deps: { offer }, platform }: Context): string | undefined {
  if (ownOf(offer)?.on !== false) return undefined;
  return `“${ownPackTitle}” is off, so it is not asked before you turn that on with ${commandLine(platform, 'packs')}.`;
}

/** The form to decline a suggestion. */
export async function openDecline(context: Context, value: string): Promise<Reply> {
  const found = await findOpen(context, value);
  return 'reply' in found ? found.reply : declineForm(value, found.open.question, { note: '' });
}

/** Declines a suggestion, once, and has its member told. */
export async function decline(context: Context, value: string, fields: FieldValues): Promise<Reply> {
  const found = await findOpen(context, value);
  if ('reply' in found) return found.reply;
  const { question, memberName } = found.open;
  const note = textIn(fields, 'note');
  const problem = lengthProblem('note', note, suggestionLimits.note);
  if (problem !== undefined) return declineForm(value, question, { note, problem });
  const late = await decide(context, found.open, { state: 'declined', question, note });
  return late ?? suggestionDecidedView({ approved: false, question, memberName });
}

type Decision = { readonly state: 'approved' | 'declined'; readonly question: string; readonly note: string };

/** Decides a suggestion and has its member told in private; what whoever was too late is to see. */
async function decide(
  context: Context,
  { id, memberId }: Suggestion,
  { state, question, note }: Decision,
): Promise<Message | undefined> {
  const { deps, tx, workspace, member, at } = context;
  if (!(await decideSuggestion(tx, workspace.id, { id, state, decidedBy: member.id, at }))) {
    const other = await findSuggestion(tx, workspace.id, id);
    return other ? decidedNotice(other) : noSuggestion;
  }
  if (memberId === null) return undefined;
  await sendLater(deps, tx, workspace.id, {
    key: `suggestion:${id}`,
    member: await loadExternalId(tx, workspace.id, memberId),
    message: suggestionOutcomeView({ approved: state === 'approved', question, note, by: member.name }),
  });
  return undefined;
}
