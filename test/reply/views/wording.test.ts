import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../../src/domain/ids.ts';
import { rank } from '../../../src/domain/leaderboard.ts';
import type { BoardWindow } from '../../../src/domain/season.ts';
import { toPlainText } from '../../../src/reply/plain-text.ts';
import type { Message } from '../../../src/reply/reply.ts';
import { dailyView } from '../../../src/reply/views/daily.ts';
import { helpView } from '../../../src/reply/views/help.ts';
import { leaderboardView } from '../../../src/reply/views/leaderboard.ts';
import { answerForm, hintView, modelAnswerView, questionView } from '../../../src/reply/views/question.ts';
import { statsView } from '../../../src/reply/views/stats.ts';
import { asked, question, verdictOf } from './asked.ts';
import { boardView } from './board-view.ts';
import { openUntilFive } from './daily-state.ts';
import { noReviews } from './review-state.ts';

const memberId = (name: string) => `id-of-${name}` as MemberId;

function labelsOf(message: Message): readonly string[] {
  return message.blocks.flatMap((block) => (block.type === 'actions' ? block.actions.map(({ label }) => label) : []));
}

describe('a practice question', () => {
  it('says topic, level and number of key points, but not one of them', () => {
    const text = toPlainText(questionView(asked));
    expect(text).toContain('Caching · Senior · 3 key points');
    expect(text).toContain('What does a cache buy you?');
    for (const { text: keyPoint } of question.keyPoints) expect(text).not.toContain(keyPoint.slice(0, 10));
  });

  it('speaks of one key point when it is one', () => {
    const single = { ...question, keyPoints: question.keyPoints.slice(0, 1) };
    expect(toPlainText(questionView({ ...asked, question: single }))).toContain('1 key point');
    expect(toPlainText(questionView({ ...asked, question: single }))).not.toContain('1 key points');
  });

  it('can be answered, hinted at, shown and passed over', () => {
    expect(labelsOf(questionView(asked))).toEqual(['Answer', 'Hint', 'Show model answer', 'Next question']);
  });
});

describe('the answer form', () => {
  it('is empty at first and takes 4,000 characters', () => {
    const { value, fields } = answerForm(asked);
    expect(value).toBe(asked.target);
    expect(fields).toMatchObject([{ type: 'text', text: '', maxLength: 4_000 }]);
    expect(fields[0]).not.toHaveProperty('problem');
  });

  it('keeps what was typed when it could not be taken, and says why', () => {
    const rejected = { text: '😀', problem: 'The answer has no words in it: say it in words.' };
    expect(answerForm(asked, rejected).fields).toMatchObject([rejected]);
  });
});

describe('a hint', () => {
  it('points to the area first and names a word only in the second step', () => {
    const hint = 'Think about the **caller**.';
    const first = toPlainText(hintView({ hint, word: undefined, target: asked.target }));
    const second = toPlainText(hintView({ hint, word: 'latency', target: asked.target }));
    expect(first).toBe('Hint: Think about the caller.');
    expect(second).toBe('Hint: Think about the caller. A word to start from: latency');
  });
});

describe('the model answer', () => {
  it('says all key points and what seeing them costs', () => {
    const text = toPlainText(modelAnswerView(asked.question, undefined, asked.target));
    expect(text).toContain('• A cache lowers latency.\n• It takes load off the database.\n• Entries can be stale.');
    expect(text).toContain('half of what it improves');
  });

  it('offers neither hints nor itself', () => {
    expect(labelsOf(modelAnswerView(asked.question, undefined, asked.target))).toEqual(['Try again', 'Next question']);
  });

  it('marks what the last attempt covered of them', () => {
    const text = toPlainText(
      modelAnswerView(asked.question, verdictOf(['covered', 'partial', 'contradicted']).keyPoints, asked.target),
    );
    expect(text).toContain('• ✓ A cache lowers latency.');
    expect(text).toContain('• ◐ It takes load off the database.');
    expect(text).toContain('• ✗ Entries can be stale.');
  });
});

describe('the daily question', () => {
  it.each([
    [0, 'Nobody has answered yet'],
    [1, '1 person has answered'],
    [2, '2 people have answered'],
  ])('says how many of its channel answered: %d', (answered, words) => {
    const text = toPlainText(dailyView(asked, openUntilFive(answered)));
    expect(text).toContain(`${words} · answers are private`);
    for (const { text: keyPoint } of question.keyPoints) expect(text).not.toContain(keyPoint.slice(0, 10));
  });
});

describe('the leaderboard', () => {
  const standings = rank([
    { memberId: memberId('ada'), name: 'Ada', points: 20 },
    { memberId: memberId('bob'), name: 'Bob', points: 20 },
    { memberId: memberId('cyd'), name: 'Cyd', points: 5 },
  ]);

  it('says which rows share a rank and which is one’s own', () => {
    const text = toPlainText(leaderboardView(boardView(standings, 'season', memberId('bob'))));
    expect(text).toContain('1. Ada: 20 points\n1. Bob (you): 20 points\n3. Cyd: 5 points');
  });

  const windows: readonly (readonly [BoardWindow, string])[] = [
    ['week', 'Leaderboard, this week'],
    ['month', 'Leaderboard, this month'],
    ['season', 'Leaderboard, this season'],
    ['all', 'Leaderboard, all time'],
  ];
  it.each(windows)('says what it sums over: %s', (window, heading) => {
    expect(leaderboardView(boardView(standings, window, memberId('ada'))).blocks[0]).toEqual({
      type: 'heading',
      text: heading,
    });
  });

  it('invites when nobody is on it', () => {
    expect(toPlainText(leaderboardView(boardView([], 'week', memberId('ada'))))).toContain('Be the first.');
  });
});

describe('stats', () => {
  const stats = {
    attempts: 7,
    met: 3,
    available: 10,
    meanBest: 0.456,
    pointsThisWeek: 8,
    pointsThisSeason: 90,
    reviews: noReviews,
  };

  it('say how far a member has come and what is worth another try', () => {
    const weakest = [
      { text: 'What does a cache buy you?', best: 0.125 },
      { text: 'How do you keep it fresh?', best: 0.5 },
    ];
    expect(toPlainText(statsView({ ...stats, weakest }))).toBe(
      [
        'Your progress',
        '█████░░░░░  46 of 100 on average, best attempt of each question',
        'Questions answered: 3 of 10\nAnswers: 7\nPoints this week: 8\nPoints this season: 90\nDue for review: none yet',
        'Worth another try:',
        '• 13 of 100: What does a cache buy you?\n• 50 of 100: How do you keep it fresh?',
      ].join('\n\n'),
    );
  });

  it('have nothing to try again when nothing is weak', () => {
    expect(toPlainText(statsView({ ...stats, weakest: [] }))).not.toContain('Worth another try');
  });

  it('tell a newcomer how to begin instead of a score', () => {
    const text = toPlainText(statsView({ ...stats, attempts: 0, met: 0, meanBest: undefined, weakest: [] }));
    expect(text).toContain('No answers yet.');
    expect(text).not.toContain('of 100');
  });
});

describe('help', () => {
  it('lists every command and the topics by title and id', () => {
    const text = toPlainText(helpView('local', [{ id: 'caching', title: 'Caching' }]));
    for (const name of ['practice', 'answer', 'hint', 'show', 'next', 'leaderboard', 'stats', 'help'])
      expect(text).toContain(`• /coach ${name}`);
    expect(text).toContain('Topics: Caching (caching)');
  });

  it('starts with what was not understood', () => {
    expect(toPlainText(helpView('local', [], 'I do not know "dance".'))).toMatch(
      /^I do not know "dance"\.\n\nWhat you can type/,
    );
    expect(toPlainText(helpView('local', []))).toContain('Topics: none yet');
  });
});
