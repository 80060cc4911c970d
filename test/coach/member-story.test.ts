import { expect, it } from 'vitest';
import { buttonValue, createWorld } from '../fixtures/practice-world.ts';
import {
  answerField,
  buttonsOf,
  command,
  formOf,
  keyPointsOf,
  pointsOf,
  press,
  questionOf,
  read,
  standingsOf,
  submit,
} from './reading.ts';

it('a member practises, learns what was missing, improves, and finds it all on the board', async () => {
  const world = await createWorld();

  // She asks for a question and gets one with all ways on.
  const asked = await world.act('ann', command('practice caching'));
  expect(questionOf(asked)).toBe('What does a cache buy you?');
  expect(read(asked)).toContain('Caching · Senior · 2 key points');
  expect(buttonsOf(asked).map(({ label }) => label)).toEqual(['Answer', 'Hint', 'Show model answer', 'Next question']);

  // She presses Answer and gets an empty form that says what it is about.
  const form = formOf(await world.act('ann', press('answer', buttonValue(asked, 'Answer'))));
  expect(form).toMatchObject({ name: 'answer', submitLabel: 'Submit answer' });
  expect(answerField(form)).toMatchObject({ text: '', maxLength: 4_000 });
  expect(read(form)).toContain('What does a cache buy you?');
  expect(answerField(form).problem).toBeUndefined();

  // She sends her answer and reads what it covered, with her own words as the proof.
  const answer = 'It is nice.\nLower latency, since a cache answers out of memory! Also it is popular.';
  const first = await world.act('ann', submit(form.value, answer));
  const [covered, open] = keyPointsOf(first);
  expect(covered).toMatchObject({ coverage: 'covered' });
  expect(covered?.evidence).toMatch(/latency/);
  expect(answer).toContain(covered?.evidence);
  expect(open).toMatchObject({ coverage: 'missed' });
  expect(open?.evidence).toBeUndefined();
  expect(read(first)).toContain('67 of 100 · 1 of 2 key points covered');
  expect(pointsOf(first)).toEqual({ earned: 67, season: 67 });
  // What she has not found stays hidden, but for the area.
  expect(read(first)).toContain('Think about what stands behind it.');
  expect(read(first)).not.toContain('load off the database');

  // The first hint points at the area of what is open, the second gives a word, and then there are no more.
  const hint = buttonValue(first, 'Hint');
  expect(read(await world.act('ann', press('hint', hint)))).toBe('Hint: Think about what stands behind it.');
  expect(read(await world.act('ann', press('hint', hint)))).toMatch(
    /stands behind it\. A word to start from: database$/,
  );
  expect(read(await world.act('ann', press('hint', hint)))).toMatch(/^That was the last hint/);

  // The model answer shows all of it, marked with what she had, and says what it costs.
  const shown = await world.act('ann', press('show-answer', buttonValue(first, 'Show model answer')));
  expect(read(shown)).toContain('✓ A cache lowers latency because it answers from memory.');
  expect(read(shown)).toContain('○ A cache takes load off the database.');
  expect(read(shown)).toMatch(/earns half of what it improves/);

  // She tries again: 33 more of 100, half of it rounded down.
  const again = formOf(await world.act('ann', press('answer', buttonValue(shown, 'Try again'))));
  const second = await world.act('ann', submit(again.value, `${answer} It takes load off the database.`));
  expect(read(second)).toContain('Strong answer');
  expect(read(second)).toContain('100 of 100 · 2 of 2 key points covered');
  expect(pointsOf(second)).toEqual({ earned: 16, season: 83 });

  // Next is the other question.
  const next = await world.act('ann', press('next', buttonValue(second, 'Next question')));
  expect(questionOf(next)).toBe('How do you keep a cache fresh?');

  // A colleague has answered too, so the board has two rows.
  await world.act('bob', command('practice caching'));
  await world.act('bob', command('answer A cache takes load off the database.'));
  const board = await world.act('ann', press('leaderboard'));
  expect(standingsOf(board)).toEqual(['1. ann 83 *', '2. bob 33']);

  const stats = read(await world.act('ann', press('stats')));
  expect(stats).toContain('100 of 100 on average');
  expect(stats).toContain(
    'Questions answered: 1 of 2\nAnswers: 2\nPoints this week: 83\nPoints this season: 83\nDue for review: none today, next 1 on Thu, 26 Nov 2026\nStreak: 1 day',
  );

  const home = await world.act('bob', { type: 'home' });
  expect(standingsOf(home)).toEqual(['1. ann 83', '2. bob 33 *']);
  expect(read(home)).toMatch(/Worth another try:\s+• 33\b.*What does a cache buy you\?/);
  expect(world.errors).toEqual([]);
});
