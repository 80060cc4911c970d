import type { MockId } from '../../src/domain/ids.ts';
import * as mocks from '../../src/store/mocks.ts';
import { closeSession } from '../../src/store/sessions.ts';
import { acme, ann, attempt, id, mock, now, question } from './seeded-store.ts';
import type { Call, Reader } from './tenants.ts';

const another = {
  ...{ id: id<MockId>('another-mock'), memberId: ann, topic: null, level: null },
  ...{ questions: 1, minutes: 5, startedAt: now, endsAt: now + 1 },
};

/** What reads interviews. */
export const mockReaders: Readonly<Record<string, Reader>> = {
  findMock: { call: (tx, ws) => mocks.findMock(tx, ws, mock), nothing: undefined },
  findOpenMock: { call: (tx, ws) => mocks.findOpenMock(tx, ws, ann), nothing: undefined },
  listMockQuestions: { call: (tx, ws) => mocks.listMockQuestions(tx, ws, mock), nothing: [] },
  listInterviewed: { call: (tx, ws) => mocks.listInterviewed(tx, ws, ann), nothing: new Map() },
  listFinishedMocks: {
    call: (tx, ws) => mocks.listFinishedMocks(tx, ws, { memberId: ann, before: now, limit: 9 }),
    nothing: [],
  },
};

/** What writes about a member or an interview that is acme's. */
export const mockWriters: Readonly<Record<string, Call>> = {
  closeSession: (tx, ws) => closeSession(tx, ws, ann),
  finishMock: (tx, ws) => mocks.finishMock(tx, ws, { mockId: mock, at: now }),
  openMock: async (tx, ws) => {
    if (ws === acme) await mocks.finishMock(tx, ws, { mockId: mock, at: now });
    await mocks.openMock(tx, ws, another);
  },
  recordMockQuestion: async (tx, ws) => {
    if (ws === acme) await tx.deleteFrom('mock_questions').where('mock_id', '=', mock).execute();
    await mocks.recordMockQuestion(tx, ws, { mockId: mock, position: 1, question, askedAt: now, earns: false });
  },
  recordMockAnswer: (tx, ws) => mocks.recordMockAnswer(tx, ws, { mockId: mock, position: 0, attemptId: attempt }),
};
