import { clip, lengthProblem } from '../domain/display.ts';
import { type FieldValues, textIn } from '../domain/interaction.ts';
import { ownTopic } from '../domain/own-pack.ts';
import type { Question, Topic } from '../domain/question.ts';
import { keyPointsProblem, questionProblem, readKeyPoints, readLine, suggestionLimits } from '../domain/suggestion.ts';
import { wordsOf } from '../domain/wording.ts';
import type { Offer } from '../knowledge/offer.ts';
import type { SuggestionDraft, SuggestionProblems } from '../reply/views/suggestion.ts';

/** What a question of the workspace's own can be about: its own topic, and those that are asked. */
export function ownTopics({ topics, titleOf }: Offer): readonly Topic[] {
  const others = topics().filter(({ id }) => id !== ownTopic);
  return [{ id: ownTopic, title: titleOf(ownTopic) }, ...others];
}

/** The question that somebody has sent. */
export function draftOf(fields: FieldValues): SuggestionDraft {
  return {
    question: textIn(fields, 'question'),
    keyPoints: textIn(fields, 'keyPoints'),
    topic: textIn(fields, 'topic'),
    note: textIn(fields, 'note'),
  };
}

/** What is wrong with a question that is to take the place of `before`, if that is given. */
export function draftProblems(
  offer: Offer,
  { question: typed, topic, ...draft }: SuggestionDraft,
  before?: Question,
): SuggestionProblems {
  const text = readLine(typed);
  const question = questionProblem(text) ?? repeated(offer, text, before);
  const keyPoints = keyPointsProblem(readKeyPoints(draft.keyPoints));
  const isTopic = topic === before?.topic || ownTopics(offer).some(({ id }) => id === topic);
  const note = lengthProblem('note', draft.note, suggestionLimits.note);
  return {
    ...(question !== undefined && { question }),
    ...(keyPoints !== undefined && { keyPoints }),
    ...(!isTopic && { topic: 'Choose a topic from the list.' }),
    ...(note !== undefined && { note }),
  };
}

/** That a question is there already, word for word. */
function repeated(offer: Offer, text: string, except: Question | undefined): string | undefined {
  const wanted = wordsOf(text);
  const found = offer
    .packs()
    .find(({ pack }) => pack.questions.some((one) => one.id !== except?.id && wordsOf(one.text) === wanted));
  return found && `That question is there already, in “${clip(found.pack.title, 80)}”.`;
}
