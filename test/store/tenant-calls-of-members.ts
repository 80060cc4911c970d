import { forgetDecider } from '../../src/store/dispute-decisions.ts';
import { forgetMember } from '../../src/store/forget-member.ts';
import { forgetMessages } from '../../src/store/forget-messages.ts';
import { forgetDeliveries, recordDelivery, recordLeaving } from '../../src/store/inbox.ts';
import { countMemberRows, listMemberRows } from '../../src/store/member-rows.ts';
import { findOwner } from '../../src/store/members.ts';
import { recordSent } from '../../src/store/outbox.ts';
import { listQuestionsMet } from '../../src/store/questions.ts';
import { forgetStandings } from '../../src/store/standings.ts';
import { acme, ann, now } from './seeded-store.ts';
import type { Call, Reader, Undoer } from './tenants.ts';

const owner = { memberId: ann, externalId: 'external-ann' };

/** What reads all that is a member's. */
export const memberReaders: Readonly<Record<string, Reader>> = {
  findOwner: { call: (tx, ws) => findOwner(tx, ws, owner.externalId), nothing: undefined },
  countMemberRows: { call: (tx, ws) => countMemberRows(tx, ws, { owner, tables: ['attempts'] }), nothing: [0] },
  listMemberRows: {
    call: (tx, ws) => listMemberRows(tx, ws, { owner, table: 'attempts', order: ['id'], after: 0, most: 9 }),
    nothing: [],
  },
  listQuestionsMet: { call: (tx, ws) => listQuestionsMet(tx, ws, ann), nothing: [] },
};

/** What deletes what is a member's of acme. */
export const memberWriters: Readonly<Record<string, Call>> = {
  forgetMember: (tx, ws) => forgetMember(tx, ws, ann),
  forgetStandings: (tx, ws) => forgetStandings(tx, ws, ann),
  forgetDecider: (tx, ws) => forgetDecider(tx, ws, ann),
};

/** What each workspace does for itself, by the same ids. */
export const memberSharers: Readonly<Record<string, Call>> = {
  recordLeaving: (tx, ws) => recordLeaving(tx, ws, { deliveryId: 'delivery-9', outcome: '[]', at: now }),
};

/** What takes words away that stand in acme. */
export const memberUndoers: Readonly<Record<string, Undoer>> = {
  forgetDeliveries: {
    done: (tx) => recordDelivery(tx, acme, { deliveryId: 'of-ann', memberId: ann, outcome: '{}', at: now }),
    call: (tx, ws) => forgetDeliveries(tx, ws, owner),
  },
  forgetMessages: {
    done: (tx) => recordSent(tx, acme, { logicalKey: 'greeting', revision: 1, messageRef: 'ref', at: now }),
    call: (tx, ws) => forgetMessages(tx, ws, { memberId: ann, name: 'ann' }),
  },
};
