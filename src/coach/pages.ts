import { parseBoard } from '../domain/command.ts';
import type { MemberAction } from '../domain/interaction.ts';
import { roleFor } from '../domain/permissions.ts';
import type { Message } from '../reply/reply.ts';
import { adminsOnly, noticeView } from '../reply/views/help.ts';
import { leaderboardPageView } from '../reply/views/leaderboard.ts';
import { showAttempt, showAttempts } from './attempt-pages.ts';
import type { Context } from './context.ts';
import { showDisputesPage } from './dispute-queue.ts';
import { showLeaderboard } from './leaderboard.ts';
import { showMissed } from './missed-dailies.ts';
import { showHistory, showScorecard } from './mock.ts';
import { homeInMock } from './mock-questions.ts';
import { showHealth } from './pack-health.ts';
import { showReports } from './reports.ts';
import { listPastSeasons } from './seasons.ts';
import { showSettings } from './settings-page.ts';
import { showStats } from './stats.ts';

type Opened = Extract<MemberAction, { type: 'page' }>;

/** A page of the web site, for those who may see it. */
export async function openPage(context: Context, opened: Opened): Promise<Message> {
  if (roleFor(opened) === 'admin' && context.actor.role !== 'admin') return adminsOnly;
  const { page, value } = opened;
  switch (page) {
    case 'progress':
      return (await homeInMock(context)) ?? showStats(context);
    case 'attempts':
      return showAttempts(context, value);
    case 'attempt':
      return showAttempt(context, value);
    case 'leaderboard':
      return (await homeInMock(context)) ?? boardOf(context, value);
    case 'mocks':
      return showHistory(context);
    case 'mock':
      return showScorecard(context, value);
    case 'settings':
      return showSettings(context);
    case 'packs':
      return showHealth(context, value);
    case 'disputes':
      return showDisputesPage(context, value);
    case 'reports':
      return showReports(context);
    case 'missed':
      return showMissed(context);
    default:
      return page satisfies never;
  }
}

async function boardOf(context: Context, value: string): Promise<Message> {
  const command = parseBoard(value);
  if (!command) return noticeView('There is no such board.');
  const past = await listPastSeasons(context);
  return showLeaderboard(context, command, (board) =>
    leaderboardPageView(
      board,
      past.map(({ season }) => season),
    ),
  );
}
