import { describe, expect, it } from 'vitest';
import { picturesOf } from '../../../src/chat/paint.ts';
import { renderHome, renderMessage } from '../../../src/chat/slack/render-message.ts';
import { renderForm, renderMessageModal } from '../../../src/chat/slack/render-modal.ts';
import type { AttemptId, MemberId } from '../../../src/domain/ids.ts';
import type { Standing } from '../../../src/domain/leaderboard.ts';
import type { Question } from '../../../src/domain/question.ts';
import type { Form, Message } from '../../../src/reply/reply.ts';
import { practiceActions } from '../../../src/reply/views/actions.ts';
import { dailyView } from '../../../src/reply/views/daily.ts';
import { helpView, noticeView } from '../../../src/reply/views/help.ts';
import { homeView } from '../../../src/reply/views/home.ts';
import { leaderboardView } from '../../../src/reply/views/leaderboard.ts';
import { answerForm, hintView, modelAnswerView, questionView } from '../../../src/reply/views/question.ts';
import { resultView } from '../../../src/reply/views/result.ts';
import { type Stats, statsView } from '../../../src/reply/views/stats.ts';
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
import { allViewFaults, messageFaults, placesOf, wordsOf } from './checks.ts';
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

function typesOf(message: Message): readonly string[] {
  return renderMessage(message).blocks.map(({ type }) => type);
}

function plainRun(text: string) {
  return { type: 'plain' as const, text };
}

/** The words of each block. */
function linesOf(message: Message): readonly string[] {
  return renderMessage(message).blocks.map(wordsOf);
}

describe('the card of a result', () => {
  const result = resultOf(question, 'memory is fast');

  it('says how it went, what was asked, the score, each key point, and what comes next', () => {
    const rest = ['rich_text', 'actions', 'context', 'actions', 'actions'];
    const points = ['rich_text', 'rich_text', 'rich_text'];
    expect(typesOf(result)).toEqual(['header', 'rich_text', 'rich_text', 'divider', ...points, ...rest]);
  });

  it('gives each key point a mark, its word and its text', () => {
    expect(linesOf(result).slice(4, 7)).toEqual([
      '✓ Covered: A cache lowers latency.memory is fast',
      '◐ Half covered: Think about what stands behind it.memory is fast',
      '○ Missed: a key point that your answer does not mention',
    ]);
  });

  it('quotes what was said right below its key point', () => {
    expect(renderMessage(result).blocks[4]).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '✓ Covered: ', style: { bold: true } },
            { type: 'text', text: 'A cache lowers ' },
            { type: 'text', text: 'latency', style: { bold: true } },
            { type: 'text', text: '.' },
          ],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'memory is fast' }] },
      ],
    });
  });

  it('shows the score as a bar and in words', () => {
    expect(linesOf(result)[2]).toMatch(/^█{4}░{6} {2}44 of 100/);
  });

  it('marks one button as the next step', () => {
    const styles = placesOf(renderMessage(result).blocks).filter(
      ({ type, key }) => type === 'button' && key === 'style',
    );
    expect(styles.map(({ text }) => text)).toEqual(['primary']);
  });

  it('says all of it in its text, for whoever hears it', () => {
    const { text } = renderMessage(result);
    expect(text).toContain('44 of 100');
    expect(text).toContain('✓ Covered: A cache lowers latency.\n  &gt; memory is fast');
  });
});

describe('the other views', () => {
  it('sets a question in bold between what it is about and what can be done', () => {
    const view = questionView(asked);
    expect(typesOf(view)).toEqual(['context', 'rich_text', 'actions']);
    expect(renderMessage(view).blocks[1]).toMatchObject({
      elements: [{ elements: [{ text: 'What does a cache buy you?', style: { bold: true } }] }],
    });
    expect(renderMessage(view).blocks[2]).toMatchObject({
      elements: [{ action_id: 'answer', value: target, style: 'primary' }, { action_id: 'hint' }, {}, {}],
    });
  });

  it('opens the daily with a heading', () => {
    expect(typesOf(dailyView(asked, openUntilFive(2)))).toEqual([
      'header',
      'context',
      'rich_text',
      'context',
      'actions',
    ]);
  });

  it("lines the board's figures up, and marks the member's own row", () => {
    const [, board] = renderMessage(leaderboardView(boardView(standingsOf('Bo', 'Ann', 'Cy'), 'week', ann))).blocks;
    expect(wordsOf(board)).toBe('1  1000 pts  Bo\n2  \u00a0501 pts  Ann (you)\n3  \u00a0\u00a0\u00a02 pts  Cy');
    const bold = JSON.stringify(board).match(/"text":"([^"]*)","style":\{[^}]*"bold":true/g);
    expect(bold).toHaveLength(3);
    expect(bold?.join()).toContain('Ann');
  });

  it('has Slack show a time on the clock of whoever reads', () => {
    const text = [plainRun('until '), { type: 'time' as const, text: '09:30', at: 1_800_000_000_999 }, plainRun('.')];
    const { blocks } = renderMessage({ type: 'message', blocks: [{ type: 'paragraph', text }] });
    const date = { type: 'date', timestamp: 1_800_000_000, format: '{time}', fallback: '09:30' };
    expect(blocks).toMatchObject([{ elements: [{ elements: [{ text: 'until ' }, date, { text: '.' }] }] }]);
    const beyond = text.map((run) => (run.type === 'time' ? { ...run, at: 9e15 } : run));
    const words = renderMessage({ type: 'message', blocks: [{ type: 'paragraph', text: beyond }] }).blocks;
    expect(wordsOf(words)).toBe('until 09:30.');
  });

  it('sets facts apart from their labels', () => {
    const [, , facts] = renderMessage(statsView(stats)).blocks;
    expect(wordsOf(facts)).toBe(
      'Questions answered: 4 of 10\nAnswers: 9\nPoints this week: 3\nPoints this season: 12\nDue for review: none yet',
    );
    expect(JSON.stringify(facts)).toContain('{"type":"text","text":"4 of 10","style":{"bold":true}}');
  });

  it('shows progress as one picture that its words describe', () => {
    const message = statsView(stats, progressWith('Caching'));
    const [picture] = picturesOf(message);
    if (!picture) throw new Error('no picture');
    const { blocks } = renderMessage(message, new Map([[picture, 'F1']]));
    expect(blocks.filter(({ type }) => type === 'image')).toEqual([
      { type: 'image', slack_file: { id: 'F1' }, alt_text: picture.alt },
    ]);
    expect(linesOf(message).join('\n')).toContain(picture.alt);
    expect(linesOf(message).join('\n')).not.toContain('The model answer.');
  });

  it('lists what can be typed as code', () => {
    const list = renderMessage(helpView('slack', [])).blocks.find((block) =>
      JSON.stringify(block).includes('rich_text_list'),
    );
    expect(JSON.stringify(list)).toMatch(/\{"type":"text","text":"\/coach [^"]+","style":\{"code":true\}\}/);
  });

  it('draws a line above the second heading of a home, and above no first one', () => {
    const blocks = renderHome(
      homeView({ board: boardView(standingsOf('Bo', 'Ann'), 'season', ann), stats, settings: true, suggestions: 2 }),
    ).blocks.map(({ type }) => type);
    expect(blocks.slice(0, 4)).toEqual(['header', 'rich_text', 'divider', 'header']);
  });

  it('shows a message in a modal under its heading, which it does not repeat', () => {
    const modal = renderMessageModal(statsView(stats), 'x');
    expect(modal).toMatchObject({ type: 'modal', title: { text: 'Your progress' }, close: { text: 'Close' } });
    expect(modal.blocks[0]?.type).toBe('rich_text');
    expect(modal).not.toHaveProperty('submit');
    expect(renderMessageModal(noticeView('Hello.'), '')).toMatchObject({ title: { text: 'Interview Coach' } });
  });

  it('repeats a heading that the title of a modal has to cut', () => {
    const modal = renderMessageModal(resultOf(question, 'x'), '');
    expect(modal.title.text).toBe('A start, with points mi…');
    expect(wordsOf(modal.blocks[0])).toBe('A start, with points missing');
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
    helpView('slack', [{ id: text, title: text }], text),
    noticeView(text),
    ...disputeViewsWith(text).filter((view) => view.type === 'message'),
    ...packViewsWith(text).filter((view) => view.type === 'message'),
  ];
}

function formsWith(text: string): readonly Form[] {
  return [
    answerForm({ question: { ...question, text }, target }, { text, problem: text }),
    ...disputeViewsWith(text).filter((view) => view.type === 'form'),
    ...packViewsWith(text).filter((view) => view.type === 'form'),
  ];
}

describe('a dispute of the longest answer', () => {
  it('keeps all its buttons, the reason, and the beginning of the answer', () => {
    const message = renderMessage(longestDispute());
    expect(messageFaults(message)).toEqual([]);
    const shown = JSON.stringify(message.blocks);
    for (const part of ['"Accept"', '"Reject"', '"Next dispute"', 'says: Because', 'Words of an answer. '.repeat(40)])
      expect(shown).toContain(part);
  });
});

describe.each(payloads)('%s', (payload) => {
  it('stays mere words in every view', () => {
    for (const view of viewsWith(payload)) {
      const message = renderMessage(view);
      expect(messageFaults(message)).toEqual([]);
      expect(allViewFaults(renderHome(view))).toEqual([]);
      expect(allViewFaults(renderMessageModal(view, ''))).toEqual([]);
      expect(message.text).not.toContain('<');
    }
    proof(viewsWith(payload).length + formsWith(payload).length, 'views and forms with a hostile text');
    for (const form of formsWith(payload)) expect(allViewFaults(renderForm(form, ''))).toEqual([]);
  });

  it('is shown as it was typed', () => {
    const said = renderMessage(resultOf(question, payload)).blocks;
    const board = renderMessage(leaderboardView(boardView(standingsOf(payload), 'all', ann))).blocks;
    for (const blocks of [said, board])
      expect(placesOf(blocks)).toContainEqual({ type: 'text', key: 'text', text: payload });
  });
});
