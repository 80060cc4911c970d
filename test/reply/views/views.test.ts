import { describe, expect, it } from 'vitest';
import type { AttemptId, MemberId } from '../../../src/domain/ids.ts';
import type { Standing } from '../../../src/domain/leaderboard.ts';
import { boardWindows } from '../../../src/domain/season.ts';
import { entryUrl } from '../../../src/domain/site.ts';
import type { Chart } from '../../../src/reply/chart.ts';
import { parseReply } from '../../../src/reply/parse-reply.ts';
import { toPlainText } from '../../../src/reply/plain-text.ts';
import type { Block, Field, Reply, RichText } from '../../../src/reply/reply.ts';
import { dailyActions, practiceActions } from '../../../src/reply/views/actions.ts';
import { dailyView } from '../../../src/reply/views/daily.ts';
import { disputeForm } from '../../../src/reply/views/dispute.ts';
import { helpView, noticeView } from '../../../src/reply/views/help.ts';
import { homeView } from '../../../src/reply/views/home.ts';
import { leaderboardView } from '../../../src/reply/views/leaderboard.ts';
import { answerForm, hintView, modelAnswerView, questionView } from '../../../src/reply/views/question.ts';
import { resultView } from '../../../src/reply/views/result.ts';
import { type SetupDraft, setupForm, setupSavedView, testPostView } from '../../../src/reply/views/setup.ts';
import { shareView } from '../../../src/reply/views/share.ts';
import { type Stats, statsView } from '../../../src/reply/views/stats.ts';
import { lostLinkView, noSiteView, ownPagesView, webLinkView } from '../../../src/reply/views/web.ts';
import { asked, question, verdictOf } from './asked.ts';
import { boardView } from './board-view.ts';
import { openUntilFive } from './daily-state.ts';
import { disputeViewsWith } from './dispute-views.ts';
import { mockViewsWith } from './mock-views.ts';
import { packViewsWith } from './pack-views.ts';
import { pageViewsWith } from './page-views.ts';
import { progressWith } from './progress.ts';
import { noReviews } from './review-state.ts';
import { seasonViewsWith } from './season-views.ts';

const ada = 'member-ada' as MemberId;
const standings: readonly Standing[] = [{ memberId: ada, name: 'Ada', points: 30, rank: 1 }];
const newcomer: Stats = {
  attempts: 0,
  met: 0,
  available: 10,
  meanBest: undefined,
  pointsThisWeek: 0,
  pointsThisSeason: 0,
  reviews: noReviews,
  weakest: [],
};
const regular: Stats = { ...newcomer, attempts: 9, met: 4, meanBest: 0.6, weakest: [{ text: 'Why?', best: 0.2 }] };
const target = `daily:${'0'.repeat(36)}:2026-11-23`;
const verdict = verdictOf(['covered', 'partial', 'missed']);
const attemptId = '123e4567-e89b-42d3-a456-426614174001' as AttemptId;
const result = { attemptId, question, verdict, earned: 1, seasonPoints: 2, revealed: false };

const topics = [{ id: 'caching', title: 'Caching' }];
const draft: SetupDraft = {
  channel: 'general',
  time: '09:00',
  timeZone: 'Europe/Berlin',
  weekdays: ['1', '2'],
  topics: ['caching'],
};

/** Every view there is, in each of its shapes. */
const views: Readonly<Record<string, Reply>> = {
  question: questionView(asked),
  'answer form': answerForm(asked),
  'answer form after a problem': answerForm(asked, { text: 'x', problem: 'Too long.' }),
  hint: hintView({ hint: 'Think of **memory**.', word: undefined, target }),
  'hint with a word': hintView({ hint: 'Think.', word: 'latency', target }),
  'model answer': modelAnswerView(question, undefined, target),
  'model answer after an attempt': modelAnswerView(question, verdict.keyPoints, target),
  'practice result': resultView({ ...result, actions: practiceActions(target, 'Try again') }),
  'revealed daily result': resultView({ ...result, revealed: true, actions: dailyActions(target) }),
  'daily nobody answered': dailyView({ ...asked, target }, openUntilFive(0)),
  'daily many answered': dailyView({ ...asked, target }, openUntilFive(12)),
  help: helpView('local', [{ id: 'caching', title: 'Caching' }]),
  'help without topics': helpView('local', []),
  'help after a riddle': helpView('local', [], 'I do not understand "dance".'),
  notice: noticeView('There is no open question.'),
  'empty leaderboard': leaderboardView(boardView([], 'week', ada)),
  ...Object.fromEntries(
    boardWindows.map((window) => [`board of ${window}`, leaderboardView(boardView(standings, window, ada))]),
  ),
  'board of a hidden member': leaderboardView({
    ...boardView(standings, 'week', ada),
    board: { rows: standings, members: 40, hidden: { points: 1 } },
    here: true,
  }),
  'empty board of a past season': leaderboardView({ ...boardView([], 'season', ada), season: '2026-Q3' }),
  ...Object.fromEntries(seasonViewsWith('Winter Cup').map((view, index) => [`season view ${index}`, view])),
  ...Object.fromEntries(mockViewsWith('Why a cache?').map((view, index) => [`interview view ${index}`, view])),
  ...Object.fromEntries(pageViewsWith('Why a cache?').map((view, index) => [`page view ${index}`, view])),
  'dispute form': disputeForm({ question, verdict, revealed: false, value: attemptId }),
  'dispute form after a problem': disputeForm(
    { question, verdict, revealed: true, value: attemptId },
    { keyPoint: undefined, objection: 'outdated', reason: '' },
    { keyPoint: 'Choose one.', reason: 'Say why.' },
  ),
  ...Object.fromEntries(disputeViewsWith('Winter').map((view, index) => [`dispute view ${index}`, view])),
  ...Object.fromEntries(packViewsWith('Winter').map((view, index) => [`pack view ${index}`, view])),
  share: shareView('Ada', question, verdict),
  'setup form': setupForm(draft, topics),
  'setup form without packs': setupForm({ ...draft, topics: [] }, []),
  'setup form after problems': setupForm({ ...draft, channel: undefined }, topics, {
    channel: 'Choose one.',
    time: 'Give a time.',
    timeZone: 'Not there.',
    weekdays: 'Choose a day.',
  }),
  'saved setup': setupSavedView({ ...draft, channelId: 'id-1', next: 'Monday', empty: true }, topics),
  'saved setup of no daily': setupSavedView(
    { ...draft, weekdays: [], channelId: 'id-1', next: undefined, empty: false },
    topics,
  ),
  'test post': testPostView('Ada'),
  'link into the web site': webLinkView(entryUrl('https://coach.example', 'token')),
  'own pages': ownPagesView(),
  'no web site': noSiteView,
  'a link that was lost': lostLinkView('slack'),
  'stats of a newcomer': statsView(newcomer),
  'stats of a regular': statsView(regular),
  'stats with progress': statsView(regular, progressWith('Caching')),
  'home of a newcomer': homeView({
    board: boardView([], 'season', ada),
    stats: newcomer,
    settings: false,
    suggestions: 0,
  }),
  'home of a regular': homeView({
    board: boardView(standings, 'season', ada),
    stats: regular,
    settings: true,
    suggestions: 2,
  }),
};

function runsOf(rich: RichText): readonly string[] {
  return rich.length === 0 ? [''] : rich.map(({ text }) => text);
}

/** Every text that a block shows; an empty one stands for a part that shows nothing. */
function textsOf(block: Block): readonly string[] {
  switch (block.type) {
    case 'heading':
    case 'quote':
      return [block.text];
    case 'paragraph':
    case 'note':
      return runsOf(block.text);
    case 'list':
      return block.items.length === 0 ? [''] : block.items.flatMap(runsOf);
    case 'score':
      return [block.label];
    case 'key-points':
      return block.items.flatMap(({ text, evidence }) => [...runsOf(text), evidence ?? 'none']);
    case 'board':
      return block.rows.length === 0 ? [''] : block.rows.map(({ name }) => name);
    case 'facts':
      return block.items.flatMap(({ label, value }) => [label, value]);
    case 'picture':
      return [block.alt, ...textsOfChart(block.chart)];
    case 'file':
    case 'link':
      return [block.label];
    case 'actions':
      return block.actions.length === 0 ? [''] : block.actions.map(({ label }) => label);
    default:
      return block satisfies never;
  }
}

function textsOfChart(chart: Chart): readonly string[] {
  switch (chart.type) {
    case 'bars':
      return [chart.title, ...chart.bars.map(({ label }) => label)];
    case 'progress': {
      const { weeks, days, topics } = chart;
      const labels = [...weeks.points, ...days.rows, ...topics.bars].map(({ label }) => label);
      return [chart.title, weeks.title, days.title, topics.title, ...labels];
    }
    default:
      return chart satisfies never;
  }
}

function textsOfReply(reply: Reply): readonly string[] {
  if (reply.type === 'message') return reply.blocks.flatMap(textsOf);
  return [reply.title, reply.submitLabel, ...runsOf(reply.context), ...reply.fields.flatMap(textsOfField)];
}

/** Every text that a field shows; what people fill in may be empty. */
function textsOfField(field: Field): readonly string[] {
  const options = field.type === 'choice' ? field.options.map(({ label }) => label) : [];
  return [field.name, field.label, field.problem ?? 'none', ...options];
}

function valuesOf(reply: Reply): readonly string[] {
  if (reply.type === 'form') return [reply.value, ...reply.fields.flatMap(valuesOfField)];
  return reply.blocks.flatMap((block) => (block.type === 'actions' ? block.actions.map(({ value }) => value) : []));
}

function valuesOfField(field: Field): readonly string[] {
  return field.type === 'choice' ? field.options.map(({ value }) => value) : [field.name];
}

describe.each(Object.entries(views))('the view "%s"', (_, reply) => {
  it('has something to say in every place', () => {
    expect(textsOfReply(reply)).not.toEqual([]);
    for (const text of textsOfReply(reply)) expect(text.trim()).not.toBe('');
  });

  it('is readable as plain text, without marks left over from Markdown', () => {
    expect(toPlainText(reply)).not.toMatch(/\*\*|`|undefined|\[object|NaN/);
  });

  it('has buttons and forms whose values every platform can carry', () => {
    for (const value of valuesOf(reply)) expect(value.length).toBeLessThanOrEqual(100);
  });

  it('can be stored and read back, unless it has a link, which is never kept', () => {
    const linked = reply.type === 'message' && reply.blocks.some(({ type }) => type === 'link');
    expect(parseReply(JSON.stringify(reply))).toEqual(linked ? undefined : reply);
  });
});

describe('a question whose own wording has marks', () => {
  const put = { ...asked, question: { ...question, text: 'What does `PUT` change, and **why**?' } };
  const shown: Readonly<Record<string, Reply>> = {
    question: questionView(put),
    form: answerForm(put),
    'model answer': modelAnswerView(put.question, undefined, target),
    result: resultView({ ...result, question: put.question, actions: practiceActions(target, 'Try again') }),
    daily: dailyView(put, openUntilFive(0)),
  };
  it.each(Object.entries(shown))('is shown without them in the %s', (_, reply) => {
    expect(toPlainText(reply)).toContain('What does PUT change, and why?');
  });
});
