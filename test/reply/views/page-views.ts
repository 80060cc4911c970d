import { usualSchedule } from '../../../src/domain/daily-schedule.ts';
import type { AttemptId, ChannelId, MemberId } from '../../../src/domain/ids.ts';
import type { Pack } from '../../../src/domain/question.ts';
import type { QuestionHealth } from '../../../src/domain/question-health.ts';
import type { Message } from '../../../src/reply/reply.ts';
import { attemptView, type GradedAttempt } from '../../../src/reply/views/attempt.ts';
import { type AttemptRow, attemptsView } from '../../../src/reply/views/attempts.ts';
import { withDecided } from '../../../src/reply/views/decided-lately.ts';
import { disputesView } from '../../../src/reply/views/dispute-queue.ts';
import { leaderboardPageView } from '../../../src/reply/views/leaderboard.ts';
import { missedView } from '../../../src/reply/views/missed.ts';
import { packHealthView, packsHealthView } from '../../../src/reply/views/pack-health.ts';
import { reportsView } from '../../../src/reply/views/reports.ts';
import { type ChannelSettings, type SettingsView, settingsView } from '../../../src/reply/views/settings.ts';
import { question, verdictOf } from './asked.ts';
import { boardView } from './board-view.ts';

const id = '123e4567-e89b-42d3-a456-426614174003' as AttemptId;
const ann = 'member-ann' as MemberId;
const on = '2026-11-23';
const session = `session:${id}`;

function attemptViewsWith(text: string): readonly Message[] {
  const points = question.keyPoints.map((point) => ({ ...point, text, hint: text, followUp: text }));
  const typed = { ...question, text, keyPoints: points };
  const [verdict, keyPointId] = [verdictOf(['covered', 'partial', 'missed']), points[0]?.id ?? ''];
  const judged = { coverage: 'missed', confidence: 0.5, evidence: null, gradedBy: text } as const;
  const decision = { outcome: 'rejected', deciderName: text, note: text, on } as const;
  const graded: GradedAttempt = {
    ...{ type: 'graded', verdict, revealed: true, earned: 1, unrated: 'copied', hints: 2 },
    rejudged: [{ ...judged, keyPointId, before: [judged, judged] }],
    disputes: [
      { keyPointId, reason: text, openedOn: on, decision },
      { keyPointId, reason: text, openedOn: on, decision: undefined },
    ],
  };
  const view = { id, question: typed, target: session, kind: 'practice', on, answer: text, outcome: graded } as const;
  const row: AttemptRow = { id, question: typed, kind: 'review', on, score: 0.5 };
  return [
    attemptView(view),
    attemptView({ ...view, target: `daily:${id}:2026-11-23`, outcome: { ...graded, rejudged: [], disputes: [] } }),
    attemptView({ ...view, target: `follow-up:${id}:1` }),
    attemptView({ ...view, outcome: { type: 'waiting' } }),
    attemptView({ ...view, outcome: { type: 'hidden' } }),
    attemptsView({ rows: [], older: undefined, newer: undefined }),
    attemptsView({ rows: [row], older: 'older:1:x', newer: undefined }),
    attemptsView({
      rows: Array.from({ length: 25 }, (_, index) => ({ ...row, score: index % 2 === 0 ? 'waiting' : 'hidden' })),
      older: 'older:1:x',
      newer: 'newer:1:x',
    }),
  ];
}

function reportViewsWith(text: string): readonly Message[] {
  const typed = { pack: text, text };
  const row = { question: typed, keyPoint: { id: 'x', text }, reason: text, on };
  const decided = { question: typed, keyPoint: { text }, memberName: text, deciderName: text, note: text, on };
  return [
    reportsView({ rows: [], open: 0 }),
    reportsView({ rows: [row, { ...row, keyPoint: undefined }], open: 99 }),
    withDecided(disputesView({ item: undefined, open: 0, reports: 2 }), [
      { ...decided, outcome: 'accepted', coverage: 'partial' },
      { ...decided, outcome: 'rejected', coverage: null, note: '', keyPoint: undefined },
    ]),
  ];
}

function packViewsWith(text: string): readonly Message[] {
  const typed = { ...question, text, pack: 'caching' };
  const pack: Pack = { id: 'caching', title: text, topic: text, level: 'mid', questions: [typed] };
  const figures = { meanScore: 0.5, separation: -0.25, decided: 2, accepted: 1, reports: 3 };
  const health: QuestionHealth = {
    ...{ question: typed, reviewedOn: on, answers: 30, members: 20, compared: 20, ...figures },
    care: ['reported', 'misjudged', 'separates-badly', 'too-hard', 'too-easy'],
  };
  const none = { members: 0, meanScore: undefined, separation: undefined, care: [] };
  const window = { attempts: 10_000, days: 365 };
  return [
    packsHealthView([], []),
    packsHealthView(
      Array.from({ length: 60 }, (_, index) => ({
        pack: { ...pack, reviewedOn: on },
        topic: text,
        on: index % 2 === 0,
      })),
      [health],
    ),
    packHealthView(
      { pack, topic: text, on: true },
      [health, { ...health, ...none }, { ...health, members: 3 }],
      window,
    ),
    packHealthView(
      { pack, topic: text, on: false },
      Array.from({ length: 60 }, () => health),
      window,
    ),
  ];
}

function settingsViewsWith(text: string): readonly Message[] {
  const schedule = { ...usualSchedule, since: 0 };
  const channel: ChannelSettings = {
    ...{ id: id as string as ChannelId, name: text, schedule, topics: [text], next: text, parkedBecause: text },
    last: { on, question: { text } },
  };
  const bare = { ...channel, topics: [], next: undefined, last: undefined, parkedBecause: null };
  const days = { ...schedule, levels: ['mid', 'senior'] as const, skippedDays: [on] };
  const settings: SettingsView = {
    ...{ timeZone: text, members: 3, mostMembers: 1_000, disputes: 1, reports: 2, more: 0 },
    season: { id: '2026-Q4', title: text, startsOn: '2026-10-01', endsOn: '2026-12-31' },
    channels: [channel, bare, { ...channel, schedule: days }],
  };
  return [
    settingsView(settings),
    settingsView({ ...settings, channels: [], members: undefined }),
    settingsView({ ...settings, channels: Array.from({ length: 15 }, () => channel), more: 2 }),
  ];
}

/** Every view that is a page of the web site alone, each in its shapes, with `text` wherever people's words can stand in it. */
export function pageViewsWith(text: string): readonly Message[] {
  const rows = [{ memberId: ann, name: text, points: 1, rank: 1 }];
  const board = boardView(rows, 'season', ann);
  return [
    ...attemptViewsWith(text),
    missedView({ rows: [], more: false, days: 90 }),
    missedView({
      rows: (['absent', 'closed', 'empty'] as const).map((because) => ({ channel: text, on, because })),
      more: true,
      days: 90,
    }),
    ...reportViewsWith(text),
    ...packViewsWith(text),
    ...settingsViewsWith(text),
    leaderboardPageView(board, []),
    leaderboardPageView({ ...board, season: text }, [{ id: '2026-Q3', title: text }]),
  ];
}
