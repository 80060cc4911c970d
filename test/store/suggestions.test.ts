import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SuggestionId } from '../../src/domain/ids.ts';
import type { Store } from '../../src/store/store.ts';
import { decideSuggestion, forgetSuggester, listSuggestionsOf, recordSuggestion } from '../../src/store/suggestions.ts';
import { dumpOf } from './dump.ts';
import { acme, ann, id, newSuggestion, now, openSeededStore, ownQuestion, suggestion } from './seeded-store.ts';

let store: Store;
beforeEach(async () => {
  store = await openSeededStore();
});
afterEach(() => store.close());

describe('a member’s suggestions', () => {
  it('are all there for the member to take along, whatever became of them', async () => {
    await store.transaction(async (tx) => {
      await recordSuggestion(tx, acme, { ...newSuggestion, id: id<SuggestionId>('second'), at: now + 1 });
      await decideSuggestion(tx, acme, { id: suggestion, state: 'declined', decidedBy: ann, at: now + 2 });
    });
    expect(await store.read((db) => listSuggestionsOf(db, acme, ann))).toMatchObject([
      { id: suggestion, question: newSuggestion.question, keyPoints: newSuggestion.keyPoints, state: 'declined' },
      { id: 'second', note: newSuggestion.note, state: 'open' },
    ]);
  });

  it('go with their member, but for those that were approved, which stay without a name', async () => {
    const approved = id<SuggestionId>('approved');
    await store.transaction(async (tx) => {
      await recordSuggestion(tx, acme, { ...newSuggestion, id: approved });
      await decideSuggestion(tx, acme, { id: approved, state: 'approved', decidedBy: ann, at: now + 2 });
      await forgetSuggester(tx, acme, ann);
    });
    const { suggestions, own_questions } = await store.read(dumpOf);
    expect(suggestions).toMatchObject([{ id: approved, member_id: null, decided_by: null, state: 'approved' }]);
    expect(own_questions).toMatchObject([{ question_id: ownQuestion.id }]);
  });
});
