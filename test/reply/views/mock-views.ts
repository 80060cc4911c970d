import type { MockId } from '../../../src/domain/ids.ts';
import type { Message } from '../../../src/reply/reply.ts';
import { timeOf } from '../../../src/reply/views/clock.ts';
import { mockHistoryView, mockHomeView, mockNotedView, mockQuestionView } from '../../../src/reply/views/mock.ts';
import { type ScoredQuestion, scorecardView } from '../../../src/reply/views/scorecard.ts';
import { question, verdictOf } from './asked.ts';

const mockId = '123e4567-e89b-42d3-a456-426614174002' as MockId;
const at = Date.parse('2026-11-23T09:10:00Z');
const stand = {
  ...{ position: 0, questions: 3, target: `mock:${mockId}:0`, resumed: false },
  until: timeOf(at + 20 * 60_000, 'UTC'),
};

/** Every view of an interview, each in its shapes, with `text` wherever people's words can stand in it. */
export function mockViewsWith(text: string): readonly Message[] {
  const points = question.keyPoints.map((point) => ({ ...point, text, hint: text, followUp: text, source: text }));
  const typed = { ...question, text, keyPoints: points };
  const asked = { ...stand, question: typed, topic: text, shareMinutes: 1, shareUntil: timeOf(at, 'UTC') };
  const scored: ScoredQuestion = {
    ...{ position: 0, question: typed, minutes: 2.5, revealed: false },
    verdict: verdictOf(['covered', 'contradicted', 'missed']),
  };
  const waiting = { ...scored, position: 1, verdict: undefined };
  const card = { mockId, questions: 3, shareMinutes: 10, asked: [scored, waiting], last: undefined };
  const followUp = { text, target: `follow-up:${mockId}:1` };
  return [
    mockQuestionView({ ...asked, note: text }),
    mockQuestionView({ ...asked, position: 2, resumed: true }),
    mockNotedView({ ...stand, answered: 'question', followUp }),
    mockNotedView({ ...stand, answered: 'question', followUp, resumed: true }),
    mockNotedView({ ...stand, position: 2, answered: 'again', followUp: undefined }),
    mockNotedView({ ...stand, answered: 'follow-up', followUp: undefined }),
    scorecardView({ ...card, asked: [{ ...waiting, minutes: undefined }] }),
    scorecardView(card),
    scorecardView({ ...card, asked: [waiting] }),
    scorecardView({
      ...card,
      asked: Array.from({ length: 10 }, (_, position) => ({ ...scored, position, revealed: true })),
      last: { on: '2026-11-16', mean: 0.1 },
    }),
    mockHomeView(stand.until),
    mockHistoryView([]),
    mockHistoryView([
      { id: mockId, on: '2026-11-23', topic: text, questions: 3, answered: 2, mean: 0.5 },
      { id: mockId, on: '2026-11-16', topic: undefined, questions: 1, answered: 1, mean: null },
    ]),
  ];
}
