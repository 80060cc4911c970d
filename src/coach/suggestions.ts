import { commandLine } from '../domain/command.ts';
import type { SuggestionId } from '../domain/ids.ts';
import type { FieldValues } from '../domain/interaction.ts';
import { ownTopic } from '../domain/own-pack.ts';
import { readLine, suggestionLimits } from '../domain/suggestion.ts';
import { wordsOf } from '../domain/wording.ts';
import type { Reply } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import {
  type SuggestionDraft,
  type SuggestionProblems,
  suggestedView,
  suggestForm,
} from '../reply/views/suggestion.ts';
import { listSuggestionsOf, recordSuggestion, type Suggestion } from '../store/suggestions.ts';
import type { Context } from './context.ts';
import { draftOf, draftProblems, ownTopics } from './question-draft.ts';

const enough = noticeView(
  `${suggestionLimits.open} questions of yours wait for the admins: suggest more once they have looked at those.`,
);

/** The form to suggest a question; whoever has typed the question with its key points has suggested it. */
export async function suggest(context: Context, words: string): Promise<Reply> {
  const [question = '', ...keyPoints] = words.split('|').map((part) => part.trim());
  const draft = { question, keyPoints: keyPoints.join('\n'), topic: ownTopic, note: '' };
  if (keyPoints.length > 0) return take(context, draft);
  if ((await listOpen(context)).length >= suggestionLimits.open) return enough;
  return formOf(context, draft);
}

/** Hands a suggestion to the admins, or gives the form back with what is wrong. */
export function takeSuggestion(context: Context, fields: FieldValues): Promise<Reply> {
  return take(context, draftOf(fields));
}

async function take(context: Context, draft: SuggestionDraft): Promise<Reply> {
  const { deps, tx, workspace, member, platform, at } = context;
  const open = await listOpen(context);
  const problems = problemsOf(context, draft, open);
  if (Object.keys(problems).length > 0) return formOf(context, draft, problems);
  if (open.length >= suggestionLimits.open) return enough;
  const question = readLine(draft.question);
  const { keyPoints, topic, note } = draft;
  const id = deps.newId<SuggestionId>();
  await recordSuggestion(tx, workspace.id, { id, memberId: member.id, question, keyPoints, topic, note, at });
  return suggestedView(question, commandLine(platform, 'suggestions'));
}

async function listOpen({ tx, workspace, member }: Context): Promise<readonly Suggestion[]> {
  return (await listSuggestionsOf(tx, workspace.id, member.id)).filter(({ state }) => state === 'open');
}

function problemsOf(
  { deps: { offer } }: Context,
  draft: SuggestionDraft,
  open: readonly Suggestion[],
): SuggestionProblems {
  const wanted = wordsOf(readLine(draft.question));
  const again = open.some(({ question }) => wordsOf(question) === wanted);
  return {
    ...(again && { question: 'You have suggested that already, and it waits for the admins.' }),
    ...draftProblems(offer, draft),
  };
}

function formOf(
  { deps: { offer }, platform }: Context,
  draft: SuggestionDraft,
  problems: SuggestionProblems = {},
): Reply {
  return suggestForm(draft, { topics: ownTopics(offer), line: commandLine(platform, 'suggest') }, problems);
}
