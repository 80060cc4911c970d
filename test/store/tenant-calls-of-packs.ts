import type { SuggestionId } from '../../src/domain/ids.ts';
import * as own from '../../src/store/own-questions.ts';
import * as packs from '../../src/store/pack-states.ts';
import { listAskedIds } from '../../src/store/questions.ts';
import * as suggestions from '../../src/store/suggestions.ts';
import { acme, ann, id, newSuggestion, now, ownQuestion, question, suggestion } from './seeded-store.ts';
import type { Call, Reader, Undoer } from './tenants.ts';

const questionId = ownQuestion.id;
const approval = { id: suggestion, state: 'approved', decidedBy: ann, at: now } as const;

/** What reads packs, a workspace's own questions, and suggestions. */
export const packReaders: Readonly<Record<string, Reader>> = {
  listPackStates: { call: (tx, ws) => packs.listPackStates(tx, ws), nothing: { off: [], own: [] } },
  listOwnQuestions: { call: (tx, ws) => own.listOwnQuestions(tx, ws), nothing: [] },
  listOwnIds: { call: (tx, ws) => own.listOwnIds(tx, ws), nothing: [] },
  listAskedIds: { call: (tx, ws) => listAskedIds(tx, ws), nothing: [question.id] },
  findSuggestion: { call: (tx, ws) => suggestions.findSuggestion(tx, ws, suggestion), nothing: undefined },
  findOpenSuggestion: {
    call: (tx, ws) => suggestions.findOpenSuggestion(tx, ws, { id: id<SuggestionId>(''), at: now }),
    nothing: undefined,
  },
  countOpenSuggestions: { call: (tx, ws) => suggestions.countOpenSuggestions(tx, ws), nothing: 0 },
  listSuggestionsOf: { call: (tx, ws) => suggestions.listSuggestionsOf(tx, ws, ann), nothing: [] },
};

/** What writes about what is acme's. */
export const packWriters: Readonly<Record<string, Call>> = {
  retireOwnQuestion: (tx, ws) => own.retireOwnQuestion(tx, ws, { questionId, at: now }),
  recordSuggestion: (tx, ws) =>
    suggestions.recordSuggestion(tx, ws, { ...newSuggestion, id: id<SuggestionId>('another') }),
  decideSuggestion: (tx, ws) => suggestions.decideSuggestion(tx, ws, approval),
  forgetSuggester: (tx, ws) => suggestions.forgetSuggester(tx, ws, ann),
};

/** What each workspace does for itself, by the same ids. */
export const packSharers: Readonly<Record<string, Call>> = {
  setOwnQuestion: (tx, ws) => own.setOwnQuestion(tx, ws, { question: ws === acme ? question : ownQuestion, at: now }),
};

/** What undoes something that was done to acme. */
export const packUndoers: Readonly<Record<string, Undoer>> = {
  setPack: {
    done: (tx) => packs.setPack(tx, acme, { packId: 'networks', on: false, at: now }),
    call: (tx, ws) => packs.setPack(tx, ws, { packId: 'networks', on: true, at: now }),
  },
};
