import { describe, expect, it } from 'vitest';
import { createWorld, smallPack } from '../fixtures/practice-world.ts';
import { plainPack } from './another-coach.ts';
import { createLiteralGrader, latency } from './literal-grader.ts';
import { answerField, command, keyPointsOf, notOpen, questionOf, read } from './reading.ts';
import { dumpDoings } from './world-dump.ts';

const [what, fresh] = ['What does a cache buy you?', 'How do you keep a cache fresh?'];
const noHint = /^Hint: Think about how long the caller waits\.$/;

describe('a typed command', () => {
  /** What is typed after `/coach` while a question is open, and how the reply begins. */
  it.each<[string, string | RegExp]>([
    ['practice', /^Caching · Senior · 2 key points\n\nHow do you keep/],
    ['practise', /How do you keep a cache fresh\?$/],
    ['PRACTICE Caching SENIOR', /How do you keep a cache fresh\?$/],
    ['  practice   senior \n caching  ', /How do you keep a cache fresh\?$/],
    ['practice CACHING', /How do you keep a cache fresh\?$/],
    ['practice cachign', /How do you keep a cache fresh\?$/],
    ['practice senior', /How do you keep a cache fresh\?$/],
    ['practice junior', 'There is no junior question yet: try another topic or level.'],
    ['practice Caching architect', 'There is no architect question on caching yet: try another topic or level.'],
    ['practice gardening', /^There is no topic like "gardening"\.[\s\S]+Topics: Caching \(caching\)$/],
    ['practice gardening senior', /^There is no topic like "gardening"\.[\s\S]+Topics: Caching \(caching\)$/],
    ['practice __proto__', /^There is no topic like "__proto__"\./],
    ['practice !!!', /^There is no topic like "!!!"\./],
    ['next', /How do you keep a cache fresh\?$/],
    ['Next please', /How do you keep a cache fresh\?$/],
    ['answer', /^Your answer\n\nWhat does a cache buy you\?$/],
    ['ANSWER   \n ', /^Your answer\n\nWhat does a cache buy you\?$/],
    [`answer ${latency}`, /^Good answer, with gaps/],
    [` Answer\n${latency}`, /^Good answer, with gaps/],
    ['hint', noHint],
    ['  HINT', noHint],
    ['show', /^Model answer\n\nWhat does a cache buy you\?/],
    ['show me the answer', /^Model answer/],
    ['leaderboard', /^Leaderboard, this season\n\nNobody has answered yet/],
    ['board', /^Leaderboard, this season/],
    ['leaderboard week', /^Leaderboard, this week/],
    ['leaderboard  MONTH ', /^Leaderboard, this month/],
    ['Leaderboard season', /^Leaderboard, this season/],
    ['leaderboard all', /^Leaderboard, all time/],
    ['leaderboard century', /^I do not know "leaderboard century"\.\n\nWhat you can type/],
    ['stats', /^Your progress\n\nNo answers yet/],
    ['help', /^What you can type/],
    ['HELP me', /^What you can type/],
    ['', /^What you can type/],
    ['  \t\n ', /^What you can type/],
    [' dance  with me ', /^I do not know "dance {2}with me"\.\n\nWhat you can type/],
    ['constructor', /^I do not know "constructor"\./],
    ['practicee', /^I do not know "practicee"\./],
  ])('/coach %j', async (text, expected) => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await world.act('ann', command('practice'));
    const reply = read(await world.act('ann', command(text)));
    if (typeof expected === 'string') expect(reply).toBe(expected);
    else expect(reply).toMatch(expected);
    expect(world.errors).toEqual([]);
  });

  it.each(['answer', 'answer It is fast.', 'hint', 'show'])(
    '/coach %j says how to begin when no question is open, and records nothing',
    async (text) => {
      const world = await createWorld();
      const before = await dumpDoings(world);
      expect(read(await world.act('ann', command(text)))).toBe(notOpen);
      expect(await dumpDoings(world)).toEqual(before);
    },
  );

  it('/coach next asks the first question of somebody who has not begun', async () => {
    const world = await createWorld();
    expect(questionOf(await world.act('ann', command('next')))).toBe(what);
  });

  it('/coach next goes on within the topic and level that were asked for', async () => {
    const world = await createWorld({ packs: [plainPack(1), smallPack()] });
    await world.act('ann', command('practice caching'));
    const asked = [];
    for (let turn = 0; turn < 4; turn += 1) asked.push(questionOf(await world.act('ann', command('next'))));
    expect(asked).toEqual([fresh, what, fresh, what]);
    await world.act('ann', command('practice mid'));
    expect(questionOf(await world.act('ann', command('next')))).toBe('Question 0?');
  });

  it('/coach next never repeats the question while there is another, however often that one was asked', async () => {
    const world = await createWorld({ packs: [plainPack(1), smallPack()] });
    for (let turn = 0; turn < 6; turn += 1) await world.act('ann', command('practice caching'));
    expect(questionOf(await world.act('ann', command('practice')))).toBe('Question 0?');
    expect(questionOf(await world.act('ann', command('next')))).toBe(what);
  });

  it('quotes what it does not know in whole characters, and not all of it', async () => {
    const world = await createWorld();
    for (const text of ['practice ', ''].map((name) => name + 'x'.repeat(79) + '🙂'.repeat(5_000))) {
      const reply = read(await world.act('ann', command(text)));
      expect(reply.isWellFormed(), text.slice(0, 20)).toBe(true);
      expect(reply.length).toBeLessThan(2_000);
    }
  });

  it('says that there are no questions yet while the catalog is empty', async () => {
    const world = await createWorld({ packs: [] });
    for (const text of ['practice', 'next', 'practice senior']) {
      expect(read(await world.act('ann', command(text)))).toMatch(
        /^There (are no questions|is no senior question) yet/,
      );
    }
    expect(read(await world.act('ann', command('practice caching')))).toMatch(/Topics: none yet$/);
  });
});

describe('/coach answer', () => {
  it('without a text gives the form of the open question', async () => {
    const world = await createWorld();
    await world.act('ann', command('practice'));
    expect(answerField(await world.act('ann', command('answer')))).toMatchObject({ text: '' });
  });

  it('takes the text as it was typed, line ends and double spaces included', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await world.act('ann', command('practice'));
    const reply = await world.act('ann', command(`answer  First:\n\n${latency}  Then  more.\n`));
    expect(keyPointsOf(reply)[0]).toMatchObject({ coverage: 'covered', evidence: latency });
    const [attempt] = (await dumpDoings(world)).attempts ?? [];
    expect(attempt).toMatchObject({ answer: `First:\n\n${latency}  Then  more.` });
  });
});

describe('a free message', () => {
  it('gets help from a coach who has asked nothing', async () => {
    const world = await createWorld();
    expect(read(await world.act('ann', { type: 'message', text: 'hello' }))).toMatch(/^What you can type/);
  });

  it('has the open question repeated, with its buttons, and is not taken for an answer', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const asked = await world.act('ann', command('practice'));
    const before = await dumpDoings(world);
    expect(await world.act('ann', { type: 'message', text: latency })).toEqual(asked);
    expect(await dumpDoings(world)).toEqual(before);
  });

  it("does not repeat another member's question", async () => {
    const world = await createWorld();
    await world.act('ann', command('practice'));
    expect(read(await world.act('bob', { type: 'message', text: 'hello' }))).toMatch(/^What you can type/);
  });
});
