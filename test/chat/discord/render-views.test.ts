import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../../src/chat/discord/render-message.ts';
import { renderForm } from '../../../src/chat/discord/render-modal.ts';
import { picturesOf } from '../../../src/chat/paint.ts';
import type { AttemptId, MemberId } from '../../../src/domain/ids.ts';
import type { Standing } from '../../../src/domain/leaderboard.ts';
import type { Question } from '../../../src/domain/question.ts';
import type { Form, Message } from '../../../src/reply/reply.ts';
import { practiceActions } from '../../../src/reply/views/actions.ts';
import { dailyView } from '../../../src/reply/views/daily.ts';
import { disputeForm } from '../../../src/reply/views/dispute.ts';
import { helpView, noticeView } from '../../../src/reply/views/help.ts';
import { homeView } from '../../../src/reply/views/home.ts';
import { leaderboardView } from '../../../src/reply/views/leaderboard.ts';
import { answerForm, hintView, modelAnswerView, questionView } from '../../../src/reply/views/question.ts';
import { resultView } from '../../../src/reply/views/result.ts';
import { testPostView } from '../../../src/reply/views/setup.ts';
import { shareView } from '../../../src/reply/views/share.ts';
import { type Stats, statsView } from '../../../src/reply/views/stats.ts';
import { str } from '../../fakes/slack/json.ts';
import { proof } from '../../fixtures/proof.ts';
import { asked, question, verdictOf } from '../../reply/views/asked.ts';
import { boardView } from '../../reply/views/board-view.ts';
import { openUntilFive } from '../../reply/views/daily-state.ts';
import { disputeViewsWith, longestDispute } from '../../reply/views/dispute-views.ts';
import { mockViewsWith } from '../../reply/views/mock-views.ts';
import { packViewsWith } from '../../reply/views/pack-views.ts';
import { pageViewsWith } from '../../reply/views/page-views.ts';
import { progressWith } from '../../reply/views/progress.ts';
import { noReviews } from '../../reply/views/review-state.ts';
import { seasonViewsWith } from '../../reply/views/season-views.ts';
import { componentsOf, messageFaults, modalFaults, textsOf, unescaped } from './checks.ts';
import { payloads } from './hostile.ts';

const ann = 'member-ann' as MemberId;
const target = asked.target;
const verdict = verdictOf(['covered', 'partial', 'missed']);
const stats: Stats = {
  ...{ attempts: 9, met: 4, available: 10, meanBest: 0.6, pointsThisWeek: 3, pointsThisSeason: 12 },
  reviews: noReviews,
  weakest: [{ text: 'Why **cache**?', best: 0.2 }],
};

function standingsOf(...names: readonly string[]): readonly Standing[] {
  return names.map((name, index) => ({
    ...{ name, rank: index + 1, points: 1_000 - 499 * index },
    memberId: index === 1 ? ann : (`member-${index}` as MemberId),
  }));
}

function resultOf(asked: Question, said: string): Message {
  const keyPoints = verdict.keyPoints.map((each) => ({ ...each, evidence: each.evidence && said }));
  return resultView({
    ...{ question: asked, verdict: { ...verdict, keyPoints }, earned: 1, seasonPoints: 12, revealed: false },
    attemptId: '00000000-0000-4000-8000-000000000001' as AttemptId,
    actions: practiceActions(target, 'Try again'),
  });
}

/** Each text, line and row of buttons of a message. */
function linesOf(message: Message): readonly string[] {
  const components = renderMessage(message, {});
  expect(messageFaults(components)).toEqual([]);
  return componentsOf(components).flatMap((component) => {
    if (component.type === 10) return str(component.content).split('\n');
    if (component.type === 14) return '---';
    return component.type === 1
      ? componentsOf(component.components)
          .map(({ label }) => `[${str(label)}]`)
          .join(' ')
      : [];
  });
}

describe('the card of a result', () => {
  it('says how it went, what was asked, the score, each key point, and what comes next', () => {
    expect(linesOf(resultOf(question, 'memory is fast\nand near'))).toEqual([
      '### A start, with points missing',
      '**What does a cache buy you?**',
      '`████░░░░░░`  **44 of 100 · 1 of 3 key points covered**',
      '---',
      '✓ **Covered:** A cache lowers **latency**.',
      '> memory is fast',
      '> and near',
      '◐ **Half covered:** Think about what stands behind it.',
      '> memory is fast',
      '> and near',
      '○ **Missed:** a key point that your answer does not mention',
      '**Follow-up:** When is an old entry a problem?',
      '[Answer the follow-up]',
      '-# Graded by offline-1 · 1 point earned, 12 this season',
      '[Try again] [Hint] [Show model answer] [Next question]',
      '[Share] [This grade is wrong]',
    ]);
  });

  it('marks one button as the next step', () => {
    const buttons = componentsOf(renderMessage(resultOf(question, 'x'), {})).filter(({ type }) => type === 2);
    expect(buttons.map(({ style }) => style)).toEqual([2, 1, 2, 2, 2, 2, 2]);
  });
});

describe('the other views', () => {
  it('sets a question in bold between what it is about and what can be done', () => {
    expect(linesOf(questionView(asked))).toEqual([
      expect.stringMatching(/^-# Caching · \w+ · 3 key points$/),
      '**What does a cache buy you?**',
      '[Answer] [Hint] [Show model answer] [Next question]',
    ]);
  });

  it('opens the daily with a heading', () => {
    expect(linesOf(dailyView(asked, openUntilFive(2)))).toEqual([
      '### Question of the day',
      expect.stringMatching(/^-# Caching · \w+$/),
      '**What does a cache buy you?**',
      '-# 2 people have answered · answers are private · closes 17:00 (UTC)',
      '[Answer]',
    ]);
  });

  it("lines the board's figures up, and marks the member's own row", () => {
    expect(linesOf(leaderboardView(boardView(standingsOf('Bo', 'Ann', 'Cy_'), 'week', ann))).slice(1, 4)).toEqual([
      '`1  1000 pts`  Bo',
      '**`2  \u00a0501 pts`  Ann (you)**',
      '`3  \u00a0\u00a0\u00a02 pts`  Cy\\_',
    ]);
  });

  it('sets facts apart from their labels, and lists what is weak', () => {
    expect(linesOf(statsView(stats)).slice(2, 9)).toEqual([
      ...['Questions answered: **4 of 10**', 'Answers: **9**', 'Points this week: **3**', 'Points this season: **12**'],
      'Due for review: **none yet**',
      ...['Worth another try:', '- 20 of 100: Why **cache**?'],
    ]);
  });

  it('shows progress as one picture that its words describe', () => {
    const message = statsView(stats, progressWith('Caching'));
    const [picture] = picturesOf(message);
    if (!picture) throw new Error('no picture');
    const components = JSON.stringify(renderMessage(message, { pictures: new Map([[picture, 'chart-1.png']]) }));
    expect(components).toContain(
      JSON.stringify([{ media: { url: 'attachment://chart-1.png' }, description: picture.alt }]),
    );
    expect(linesOf(message).join('\n')).toContain('-# Your progress in 12 weeks from their Mondays');
    expect(components).not.toContain('The model answer.');
  });

  it('lists what can be typed as code', () => {
    const lines = linesOf(helpView('discord', [])).filter((line) => line.startsWith('- '));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(line).toMatch(/^- `\/[^`]+`: \S/);
  });

  it('draws a line above the second heading of a home, and above no first one', () => {
    const home = homeView({
      board: boardView(standingsOf('Bo', 'Ann'), 'season', ann),
      stats,
      settings: true,
      suggestions: 2,
    });
    expect(linesOf(home).slice(3, 5)).toEqual(['---', '### Your progress']);
  });
});

/** Every view with `text` wherever people's words can stand in it. */
function viewsWith(text: string): readonly Message[] {
  const points = question.keyPoints.map((point) => ({ ...point, text, hint: text, followUp: text }));
  const typed = { ...question, text, keyPoints: points };
  const weak = { ...stats, weakest: [{ text, best: 0.1 }] };
  return [
    questionView({ ...asked, question: typed, topic: text }),
    dailyView({ ...asked, question: typed, topic: text }, openUntilFive(3)),
    hintView({ hint: text, word: text, target }),
    modelAnswerView(typed, verdict.keyPoints, target),
    resultOf(typed, text),
    leaderboardView(boardView(standingsOf(text, text, text), 'all', ann)),
    homeView({ board: boardView(standingsOf(text, text), 'season', ann), stats: weak, settings: true, suggestions: 2 }),
    ...seasonViewsWith(text),
    ...mockViewsWith(text),
    ...pageViewsWith(text),
    statsView(weak),
    statsView(weak, progressWith(text)),
    helpView('discord', [{ id: text, title: text }], text),
    noticeView(text),
    shareView(text, typed, verdict),
    testPostView(text),
    ...disputeViewsWith(text).filter((view) => view.type === 'message'),
    ...packViewsWith(text).filter((view) => view.type === 'message'),
  ];
}

function formsWith(text: string): readonly Form[] {
  const points = question.keyPoints.map((point) => ({ ...point, text, hint: text }));
  const typed = { ...question, text, keyPoints: points };
  const draft = { keyPoint: text, objection: 'grade', reason: text } as const;
  const problems = { keyPoint: text, objection: text, reason: text };
  return [
    answerForm({ question: typed, target }, { text, problem: text }),
    disputeForm({ question: typed, verdict, revealed: true, value: 'x' }, draft, problems),
    ...disputeViewsWith(text).filter((view) => view.type === 'form'),
    ...packViewsWith(text).filter((view) => view.type === 'form'),
  ];
}

describe('a dispute of the longest answer', () => {
  it('keeps all its buttons, the reason, and the beginning of the answer', () => {
    const components = componentsOf(renderMessage(longestDispute(), {}));
    expect(messageFaults(renderMessage(longestDispute(), {}), '')).toEqual([]);
    const labels = components.flatMap((component) => ('label' in component ? [component.label] : []));
    expect(labels).toEqual([
      'Accept',
      'Reject',
      'Next dispute',
      'Practise',
      'Review',
      'Leaderboard',
      'My stats',
      'Help',
    ]);
    const said = textsOf(renderMessage(longestDispute(), {})).join('\n');
    expect(said).toContain('says: Because');
    expect(said).toMatch(/> Words of an answer\.(?: Words of an answer\.){9}/);
  });
});

describe.each(payloads)('%s', (payload) => {
  it('stays mere words in every view', () => {
    for (const view of viewsWith(payload)) {
      expect(messageFaults(renderMessage(view, { workspace: '123' }), payload)).toEqual([]);
    }
    proof(viewsWith(payload).length + formsWith(payload).length, 'views and forms with a hostile text');
    for (const form of formsWith(payload)) {
      expect(modalFaults(renderForm(form, { draft: { reason: [payload] } }), payload)).toEqual([]);
    }
  });

  it('is shown as it was typed', () => {
    const lines = payload.split('\n').map((line) => line.trim());
    const said = textsOf(renderMessage(resultOf(question, payload), {}))
      .map(unescaped)
      .join('\n');
    for (const line of lines) expect(said).toContain(`> ${line}`);
    const board = textsOf(renderMessage(leaderboardView(boardView(standingsOf(payload), 'all', ann)), {})).map(
      unescaped,
    );
    expect(board.join('\n')).toContain(`  ${lines.join(' ')}`);
  });
});
