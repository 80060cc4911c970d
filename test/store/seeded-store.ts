import { usualSchedule } from '../../src/domain/daily-schedule.ts';
import type {
  AttemptId,
  ChannelId,
  Id,
  MemberId,
  MockId,
  SessionId,
  SuggestionId,
  WorkspaceId,
} from '../../src/domain/ids.ts';
import { ownPackId } from '../../src/domain/own-pack.ts';
import type { Question } from '../../src/domain/question.ts';
import type { Season } from '../../src/domain/season.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { recordPrints } from '../../src/store/answer-prints.ts';
import { recordAttempt, recordVerdict } from '../../src/store/attempts.ts';
import { recordChannel } from '../../src/store/channels.ts';
import { recordDaily } from '../../src/store/dailies.ts';
import { setDaily } from '../../src/store/daily-channels.ts';
import { recordDecision } from '../../src/store/dispute-decisions.ts';
import { recordDispute } from '../../src/store/disputes.ts';
import { recordHint } from '../../src/store/hints-taken.ts';
import { recordDelivery } from '../../src/store/inbox.ts';
import { scheduleJob } from '../../src/store/jobs.ts';
import { recordLearnedPhrase } from '../../src/store/learned-phrases.ts';
import { recordCheck } from '../../src/store/llm-checks.ts';
import { recordMember, recordTimeZone } from '../../src/store/members.ts';
import { recordMissed } from '../../src/store/missed-dailies.ts';
import { finishMock, openMock, recordMockAnswer, recordMockQuestion } from '../../src/store/mocks.ts';
import { recordModelAnswerSeen } from '../../src/store/model-answers.ts';
import { recordOutgoing } from '../../src/store/outbox.ts';
import { setOwnQuestion } from '../../src/store/own-questions.ts';
import { setPack } from '../../src/store/pack-states.ts';
import { recordPoints } from '../../src/store/points.ts';
import { recordQuestion } from '../../src/store/questions.ts';
import { setReminder } from '../../src/store/reminders.ts';
import { recordReport } from '../../src/store/reports.ts';
import { recordReviewPlan } from '../../src/store/review-plans.ts';
import { recordReview, recordStrengths } from '../../src/store/reviews.ts';
import { recordSeason } from '../../src/store/seasons.ts';
import { openSession } from '../../src/store/sessions.ts';
import type { Store, Tx } from '../../src/store/store.ts';
import { recordStreak } from '../../src/store/streaks.ts';
import { recordSuggestion } from '../../src/store/suggestions.ts';
import { replaceVerdicts } from '../../src/store/superseded-verdicts.ts';
import { recordWebLink } from '../../src/store/web-links.ts';
import { recordWebSession } from '../../src/store/web-sessions.ts';
import { recordWorkspace } from '../../src/store/workspaces.ts';
import { openStoreAt, openTestStore } from '../fixtures/databases.ts';

export const acme = id<WorkspaceId>('acme');
export const rival = id<WorkspaceId>('rival');
/** A member of acme, and what they have. */
export const ann = id<MemberId>('ann');
export const session = id<SessionId>('session-of-ann');
export const attempt = id<AttemptId>('attempt-of-ann');
export const channel = id<ChannelId>('channel-of-acme');
/** An interview of ann's that is over, and one that is open; both asked her question. */
export const pastMock = id<MockId>('past-mock-of-ann');
export const mock = id<MockId>('mock-of-ann');
export const target = `session:${session}`;
export const today = '2026-11-23';
export const now = Date.parse('2026-11-23T09:00:00Z');

/** When each workspace's channel `general` gets its question. */
export const schedules = {
  acme: { ...usualSchedule, since: now },
  rival: { ...usualSchedule, minute: 600, topics: ['caching'], since: 0 },
};

/** The season of today, and one of acme's own. */
export const season = '2026-Q4';
export const ownSeason: Season = {
  id: '2026-12-01-winter-cup',
  title: 'Winter Cup',
  startsOn: '2026-12-01',
  endsOn: '2026-12-31',
};
/** What an attempt of ann at the question of the day earns, whatever its points. */
export const earning = { memberId: ann, earnedOn: today, season, channelId: channel, at: now };

/** Gives a readable text the type of an id. */
export function id<T extends Id>(text: string): T {
  return text as T;
}

/** A question as the catalog gives it, with all that a question may say. */
export const question: Question = {
  id: 'caching/what',
  version: 'version-1',
  pack: 'caching',
  topic: 'caching',
  level: 'senior',
  text: 'What does a cache buy you?',
  keyPoints: [
    {
      id: 'latency',
      text: 'A cache lowers **latency** because it answers from memory.',
      weight: 2,
      accepts: ['Memory is faster than a disk.'],
      rejects: ['A cache adds a hop.'],
      parts: [],
      hint: 'Think about how long the caller waits.',
      followUp: 'How much faster is memory than a disk?',
      source: 'https://example.org/caching',
    },
    { id: 'load', text: 'A cache takes load off the database.', weight: 1, accepts: [], rejects: [], parts: [] },
  ],
};

export const verdict: Verdict = {
  gradedBy: 'test-1',
  score: 0.5,
  keyPoints: question.keyPoints.map(({ id: keyPointId }) => ({
    keyPointId,
    coverage: 'partial',
    confidence: 0.75,
    evidence: 'A cache',
  })),
};

/** A second look at that verdict. */
export const check = {
  attemptId: attempt,
  memberId: ann,
  deliveryId: null,
  keyPoints: ['latency'],
  answerHash: 'hash',
  checkedBy: 'model',
  gradedBy: verdict.gradedBy,
  at: now,
  dueAt: now,
} as const;

/**
 * A store with two workspaces: acme, where ann has done a little of everything, and rival, where bert has not. It is the one
 * of a URL, or one of the test's own.
 */
export async function openSeededStore(url?: string): Promise<Store> {
  const store = await (url === undefined ? openTestStore() : openStoreAt(url));
  await store.transaction(async (tx) => {
    await recordPlaces(tx);
    await recordDoings(tx);
  });
  return store;
}

async function recordPlaces(tx: Tx): Promise<void> {
  for (const [workspace, member] of [
    [acme, ann],
    [rival, id<MemberId>('bert')],
  ] as const) {
    await recordWorkspace(tx, { id: workspace, platform: 'test', externalId: workspace, timeZone: 'UTC', at: now });
    await recordMember(tx, workspace, { id: member, externalId: `external-${member}`, name: member, at: now });
  }
  for (const [workspace, channelId, schedule] of [
    [acme, channel, schedules.acme],
    [rival, id<ChannelId>('channel-of-rival'), schedules.rival],
  ] as const) {
    await recordChannel(tx, workspace, { id: channelId, externalId: 'general', at: now });
    await setDaily(tx, workspace, { channelId, schedule });
  }
}

/** When ann meets her question again. */
export const review = { questionId: question.id, dueOn: today, lastOn: today, weakest: 0.5 };

async function recordDoings(tx: Tx): Promise<void> {
  await recordQuestion(tx, question, now);
  await openSession(tx, acme, {
    id: session,
    memberId: ann,
    question,
    topic: 'caching',
    level: null,
    purpose: 'practice',
    earns: true,
    at: now,
  });
  await recordAttempt(tx, acme, {
    id: attempt,
    memberId: ann,
    question,
    target,
    answer: 'A cache is fast.',
    sawModelAnswer: false,
    receivedAt: now,
    receivedOn: today,
    season,
    localOn: today,
    afterModelAnswer: false,
  });
  await recordVerdict(tx, acme, { attemptId: attempt, verdict });
  await recordCheck(tx, acme, check);
  await recordObjections(tx);
  await recordPoints(tx, acme, { ...earning, attemptId: attempt, reason: 'attempt', points: 50 });
  await recordSeason(tx, acme, ownSeason);
  await recordModelAnswerSeen(tx, acme, { memberId: ann, questionId: question.id, at: now });
  await recordDaily(tx, acme, { channelId: channel, askedOn: today, question, closesAt: now + 1, at: now });
  await recordMissed(tx, acme, { channelId: channel, days: ['2026-11-20'], because: 'absent', at: now });
  await recordOutgoing(tx, acme, { logicalKey: 'greeting', channelId: channel, message: '"hello"', at: now });
  await recordPrints(tx, acme, { attemptId: attempt, questionId: question.id, prints: [1, 2] });
  await recordStreak(tx, acme, { memberId: ann, streak: { length: 1, longest: 1, freezes: 0, lastOn: today } });
  await recordTimeZone(tx, acme, { memberId: ann, timeZone: 'Europe/Berlin' });
  await recordHint(tx, acme, { sessionId: session, keyPointId: 'latency', step: 1, at: now });
  await recordReview(tx, acme, { memberId: ann, review });
  await recordStrengths(tx, acme, { memberId: ann, questionId: question.id, strengths: new Map([['latency', 1]]) });
  await recordReviewPlan(tx, acme, {
    memberId: ann,
    plan: { perDay: 9, interviewOn: '2027-01-15', remindMinute: 540 },
  });
  await recordMocks(tx);
  await recordPacks(tx);
  await setReminder(tx, acme, { channelId: channel, memberId: ann, on: true });
  await scheduleJob(tx, acme, { kind: 'daily-open', subject: channel, dueAt: now });
  await recordWebLink(tx, acme, { memberId: ann, token: 'web-link-of-ann', expiresAt: now + 1 });
  await recordWebSession(tx, acme, { memberId: ann, token: 'web-session-of-ann', expiresAt: now + 1 });
  await recordDelivery(tx, acme, { deliveryId: 'delivery-1', outcome: '{}', at: now });
}

/** The one disputed key point and what was decided, without an effect on the score. */
export const disputed = { attemptId: attempt, keyPointId: 'latency' } as const;
export const decision = {
  ...disputed,
  outcome: 'rejected',
  coverage: null,
  note: 'No.',
  decidedBy: ann,
  at: now,
} as const;

async function recordObjections(tx: Tx): Promise<void> {
  await replaceVerdicts(tx, acme, { attemptId: attempt, keyPoints: verdict.keyPoints, judgedBy: verdict.gradedBy });
  await recordDispute(tx, acme, { ...disputed, reason: 'I said so.', at: now });
  await recordDecision(tx, acme, decision);
  const phrase = { questionId: question.id, keyPointId: 'latency', phrase: 'No waiting for disks.' };
  await recordLearnedPhrase(tx, acme, { ...phrase, attemptId: attempt, at: now });
  await recordReport(tx, acme, { memberId: ann, question, keyPointId: 'load', reason: 'Not since 2025.', at: now });
}

/** A question of acme's own, a suggestion of ann's that waits, and a pack that is off. */
export const ownQuestion: Question = { ...question, id: `${ownPackId(acme)}/what`, pack: ownPackId(acme) };
export const suggestion = id<SuggestionId>('suggestion-of-ann');
export const newSuggestion = {
  id: suggestion,
  memberId: ann,
  question: 'What does an index cost?',
  keyPoints: 'Each write has more to do.',
  topic: 'caching',
  note: 'We were asked that.',
  at: now,
};

async function recordPacks(tx: Tx): Promise<void> {
  await setPack(tx, acme, { packId: 'caching', on: false, at: now });
  await recordQuestion(tx, ownQuestion, now);
  await setOwnQuestion(tx, acme, { question: ownQuestion, at: now });
  await recordSuggestion(tx, acme, newSuggestion);
}

async function recordMocks(tx: Tx): Promise<void> {
  const common = { memberId: ann, topic: 'caching', level: null, questions: 3, minutes: 30 };
  const asked = { position: 0, question, earns: true };
  await openMock(tx, acme, { ...common, id: pastMock, startedAt: now - 2, endsAt: now - 1 });
  await recordMockQuestion(tx, acme, { ...asked, mockId: pastMock, askedAt: now - 2 });
  await recordMockAnswer(tx, acme, { mockId: pastMock, position: 0, attemptId: attempt });
  await finishMock(tx, acme, { mockId: pastMock, at: now - 1 });
  await openMock(tx, acme, { ...common, id: mock, startedAt: now, endsAt: now + 1 });
  await recordMockQuestion(tx, acme, { ...asked, mockId: mock, askedAt: now });
}
