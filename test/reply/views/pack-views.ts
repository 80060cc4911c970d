import type { Pack } from '../../../src/domain/question.ts';
import type { Form, Message } from '../../../src/reply/reply.ts';
import { packPreview } from '../../../src/reply/views/pack-preview.ts';
import { packsView } from '../../../src/reply/views/packs.ts';
import { approvalForm, declineForm, suggestedView, suggestForm } from '../../../src/reply/views/suggestion.ts';
import {
  type SuggestionItem,
  suggestionDecidedView,
  suggestionOutcomeView,
  suggestionsView,
} from '../../../src/reply/views/suggestion-queue.ts';
import { question as asked } from './asked.ts';

/** What stands in a button about a suggestion. */
const value = '123e4567-e89b-42d3-a456-426614174001';

/** So many packs with so many questions each, with `text` as what authors and members have written. */
export function packsWith(text: string, { packs, questions }: { readonly packs: number; readonly questions: number }) {
  return Array.from({ length: packs }, (_, index): { pack: Pack; topic: string; on: boolean } => {
    const id = `pack-${index + 1}`;
    const keyPoints = asked.keyPoints.map((point) => ({ ...point, text }));
    const all = Array.from({ length: questions }, (_each, number) => ({
      ...{ ...asked, id: `${id}/question-${number + 1}`, pack: id, text, keyPoints },
    }));
    return { pack: { id, title: text, topic: 'caching', level: 'senior', questions: all }, topic: text, on: index > 0 };
  });
}

/** The views and forms about packs and suggestions, in each of their shapes, with `text` as what people have typed. */
export function packViewsWith(text: string): readonly (Message | Form)[] {
  const packs = packsWith(text, { packs: 60, questions: 25 });
  const [first] = packs;
  if (!first) throw new Error('there are packs');
  const previewed = { ...first, titleOf: () => text };
  const draft = { question: text, keyPoints: text, topic: 'caching', note: text };
  const problems = { question: text, keyPoints: text, topic: text, note: text };
  const topics = [{ id: 'caching', title: text }];
  const item: SuggestionItem = {
    ...{ value, memberName: text, own: false, question: text, topic: text, note: text },
    keyPoints: Array.from({ length: 10 }, () => ({ text, accepts: [text] })),
    like: { text, pack: text, likeness: 0.725 },
  };
  return [
    packsView({ packs, page: 2, done: text, suggestions: 3 }),
    packsView({ packs: packs.slice(0, 1), page: 1, suggestions: 0 }),
    packPreview({ ...previewed, page: 2, own: false, done: text }),
    packPreview({ ...previewed, page: 3, own: true }),
    suggestForm(draft, { topics, line: '/coach suggest' }),
    suggestForm(draft, { topics, line: '/coach suggest' }, problems),
    approvalForm({ name: 'approve', value, topics }, { ...draft, level: 'senior' }, { ...problems, level: text }),
    approvalForm({ name: 'edit-question', value, topics }, { ...draft, level: 'senior' }),
    declineForm(value, text, { note: text, problem: text }),
    declineForm(value, text, { note: '' }),
    suggestedView(text, '/coach suggestions'),
    suggestionsView({ item, open: 12 }),
    suggestionsView({ item: { ...item, memberName: null, own: true, note: '', like: undefined }, open: 1 }),
    suggestionsView({ item: undefined, open: 0 }),
    suggestionDecidedView({ approved: true, question: text, memberName: text }, text),
    suggestionDecidedView({ approved: false, question: text, memberName: null }),
    suggestionOutcomeView({ approved: true, question: text, note: text, by: text }),
    suggestionOutcomeView({ approved: false, question: text, note: '', by: text }),
  ];
}
