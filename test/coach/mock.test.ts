import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/reply/inline.ts';
import { blocksOf, buttonValue, type World } from '../fixtures/practice-world.ts';
import { outboxOf } from './admin.ts';
import { createAnotherCoach } from './another-coach.ts';
import {
  createFaultyGrader,
  createLiteralGrader,
  deletion,
  inThePack,
  latency,
  lifetime,
  load,
} from './literal-grader.ts';
import { answerAll, answerIn, begin, minuteMs, mockRows, nothing, openMockWorld, targetOf } from './mock-reading.ts';
import {
  buttonsOf,
  command,
  formOf,
  keyPointsOf,
  notOpen,
  pointsOf,
  practise,
  press,
  questionOf,
  read,
  standingsOf,
  submit,
} from './reading.ts';

const [what, fresh] = ['What does a cache buy you?', 'How do you keep a cache fresh?'];
const labelsOf = (reply: Parameters<typeof buttonsOf>[0]) => buttonsOf(reply).map(({ label }) => label);
const endJobs = (world: World) =>
  world.store.read((db) => db.selectFrom('jobs').selectAll().where('kind', '=', 'mock-end').execute());
const scorecards = async (world: World) => (await outboxOf(world)).filter(({ key }) => key.startsWith('mock:'));

describe('a mock interview', () => {
  it('asks its first question at once, and says how long there is for it and for all of them', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2 20');
    const text = read(asked);
    expect(text).toContain('Mock interview, question 1 of 2 · Caching · Senior');
    expect(text).toContain(what);
    expect(text).toContain('About 10 minutes for this question, until 09:10. The interview ends at 09:20.');
    expect(labelsOf(asked)).toEqual(['Answer', 'Skip']);
    const times = blocksOf(asked).flatMap((block) =>
      block.type === 'paragraph' ? block.text.flatMap((run) => (run.type === 'time' ? [run.at] : [])) : [],
    );
    expect(times).toEqual([world.clock.now + 10 * minuteMs, world.clock.now + 20 * minuteMs]);
  });

  it('tells the time where the member is', async () => {
    const world = await openMockWorld();
    const asked = await world.act('ann', command('mock'), { member: { timeZone: 'Asia/Kathmandu' } });
    expect(read(asked)).toContain('The interview ends at 15:15.');
  });

  it('has three questions in half an hour when nothing else is said, each question once', async () => {
    const world = await openMockWorld();
    const start = await begin(world);
    expect(read(start)).toContain('question 1 of 3');
    const end = await answerAll(world, start, [nothing, nothing, nothing]);
    expect(read(end)).toContain('3 of 3 questions answered');
    const { mocks, questions } = await mockRows(world);
    expect(mocks).toMatchObject([{ questions: 3, minutes: 30, ends_at: Number(mocks[0]?.started_at) + 30 * minuteMs }]);
    expect(new Set(questions.map((row) => row.question_id)).size).toBe(3);
  });

  it('asks what there is when that is less than was asked for, and says so', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 10 60');
    expect(read(asked)).toContain('There are only 2 questions on that, so the interview has 2.');
    expect(read(asked)).toContain('question 1 of 2');
  });

  it('keeps to the topic and the level, and helps with those that it does not know', async () => {
    const world = await openMockWorld();
    expect(read(await begin(world, 'nonsense'))).toMatch(/^There is no topic like "nonsense"\./);
    expect(read(await begin(world, 'caching junior'))).toBe(
      'There is no junior question on caching yet: try another topic or level.',
    );
    expect(read(await begin(world, 'junior 1'))).toContain('Queues · Junior');
  });

  it.each(['0', '11', '3 4', '3 181', '999999999999999', '5 999999999999999'])(
    'is refused in one sentence with absurd numbers: %s',
    async (numbers) => {
      const world = await openMockWorld();
      expect(read(await begin(world, numbers))).toBe(
        'A mock interview has 1 to 10 questions and takes 5 to 180 minutes.',
      );
      expect((await mockRows(world)).mocks).toEqual([]);
    },
  );

  it('asks first what the member was asked least, in practice and in interviews', async () => {
    const world = await openMockWorld();
    await practise(world, 'ann');
    const first = await begin(world, 'caching 1');
    expect(read(first)).toContain(fresh);
    await answerAll(world, first, [nothing]);
    await practise(world, 'ann');
    const second = await begin(world, '3');
    expect(read(second)).not.toMatch(/cache/);
  });

  it('counts for practice as practice does for it, time after time', async () => {
    const world = await openMockWorld();
    const practised: string[] = [];
    for (let times = 0; times < 4; times += 1) {
      world.clock.now += minuteMs;
      practised.push(questionOf(await world.act('ann', command('practice caching'))));
    }
    expect(practised).toEqual([what, fresh, what, fresh]);
    world.clock.now += minuteMs;
    expect(read(await begin(world, 'caching 1'))).toContain(what);
    expect(questionOf(await world.act('ann', command('practice caching')))).toBe(fresh);
  });

  it('asks no question twice, though the others were asked more often before', async () => {
    const world = await openMockWorld();
    for (let times = 0; times < 6; times += 1) await world.act('ann', command('practice queues'));
    const end = await answerAll(world, await begin(world, '4'), [nothing, nothing, nothing, nothing]);
    expect(read(end)).toContain('4 of 4 questions answered');
  });
});

describe('an answer in an interview', () => {
  it('is noted without a verdict, with a follow-up question on what is open', async () => {
    const world = await openMockWorld();
    const noted = await answerIn(world, await begin(world, 'caching 2'), load);
    const text = read(noted);
    expect(text).toMatch(/^Answer noted, 1 of 2/);
    expect(text).toContain('Follow-up: How much faster is memory than a disk?');
    expect(text).not.toMatch(/of 100|Covered|Missed|points|Graded/);
    expect(labelsOf(noted)).toEqual(['Answer the follow-up', 'Next question']);
  });

  it('has no follow-up when nothing is open', async () => {
    const world = await openMockWorld();
    const noted = await answerIn(world, await begin(world, 'caching 2'), `${latency} ${load}`);
    expect(labelsOf(noted)).toEqual(['Next question']);
  });

  it('to a follow-up is noted too, and lifts its key point for reviews', async () => {
    const world = await openMockWorld();
    const noted = await answerIn(world, await begin(world, 'caching 2'), nothing);
    const value = buttonValue(noted, 'Answer the follow-up');
    expect(formOf(await world.act('ann', press('answer', value))).value).toBe(value);
    const second = await world.act('ann', submit(value, latency));
    expect(read(second)).toMatch(/^Noted, 1 of 2/);
    expect(read(second)).not.toMatch(/missing point|Graded|Covered/);
    expect(labelsOf(second)).toEqual(['Next question']);
    const strengths = await world.store.read((db) => db.selectFrom('strengths').select('strength').execute());
    expect(strengths.map(({ strength }) => strength).toSorted()).toEqual([0, 0.75]);
    expect(labelsOf(await begin(world))).toEqual(['Next question', 'End the interview']);
  });

  it('counts once: a second one is noted, and leaves the scorecard as it is', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 1');
    await answerIn(world, asked, load);
    const again = await answerIn(world, asked, `${latency} ${load}`);
    expect(read(again)).toMatch(/^Noted; your first answer to this question is the one that counts, 1 of 1/);
    expect(read(await world.act('ann', press('mock-next', targetOf(asked))))).toContain('33 of 100 on average');
  });

  it('can be typed, as the next question and the follow-up can', async () => {
    const world = await openMockWorld();
    await practise(world, 'ann');
    await begin(world, 'caching 2');
    expect(read(await world.act('ann', command(`answer ${nothing}`)))).toMatch(/^Answer noted, 1 of 2/);
    expect(read(await world.act('ann', command(`follow-up ${latency}`)))).toMatch(/^Noted, 1 of 2/);
    expect(read(await world.act('ann', command('next')))).toContain('question 2 of 2');
    expect(read(await world.act('ann', command(`answer ${nothing}`)))).toMatch(/^Answer noted, 2 of 2/);
    expect(read(await world.act('ann', command('next')))).toContain('2 of 2 questions answered');
  });

  it('leaves what is typed to a practice that was begun meanwhile, until the interview is taken up again', async () => {
    const world = await openMockWorld();
    await begin(world, 'caching 2');
    await practise(world, 'ann');
    expect(read(await world.act('ann', command(`answer ${nothing}`)))).toContain('Graded by');
    expect(read(await begin(world))).toContain('question 1 of 2');
    expect(read(await world.act('ann', command(`answer ${latency}`)))).toMatch(/^Answer noted, 1 of 2/);
    await practise(world, 'ann');
    expect(read(await begin(world))).toMatch(/^Answer noted, 1 of 2/);
    expect(read(await world.act('ann', command('next')))).toContain('question 2 of 2');
  });

  it('gets neither hints nor the model answer', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2');
    const noted = await answerIn(world, asked, nothing);
    const followUp = buttonValue(noted, 'Answer the follow-up');
    for (const act of [
      command('hint'),
      command('show'),
      press('hint', targetOf(asked)),
      press('show-answer', targetOf(asked)),
      press('show-answer', followUp),
    ])
      expect(read(await world.act('ann', act))).toMatch(/^There are no hints and no model answers in an interview/);
    expect((await world.store.read((db) => db.selectFrom('model_answers_seen').selectAll().execute())).length).toBe(0);
  });

  it('earns points, and brings its question back, as every answer does', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2');
    await answerAll(world, asked, [latency, `${lifetime} ${deletion}`]);
    expect(standingsOf(await world.act('ann', command('leaderboard')))).toEqual(['1. ann 167 *']);
    expect(read(await world.act('ann', command('review')))).toMatch(/^Nothing is due for review\. Next: /);
    const again = await begin(world, 'caching 2');
    await answerAll(world, again, [`${latency} ${load}`, nothing]);
    expect(standingsOf(await world.act('ann', command('leaderboard')))).toEqual(['1. ann 167 *']);
  });

  it('is refused with its form when it says nothing, and counts when it does', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 1');
    expect(formOf(await answerIn(world, asked, '🙂')).value).toBe(targetOf(asked));
    expect(read(await answerIn(world, asked, latency))).toMatch(/^Answer noted/);
  });

  it('that comes after the end is graded and shown like any other, and the scorecard stays as it is', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2 10');
    await answerAll(world, asked, [latency]);
    const second = await begin(world);
    world.clock.now += 10 * minuteMs;
    const late = await answerIn(world, second, `${lifetime} ${deletion}`);
    expect(read(late)).toContain('100 of 100');
    expect(pointsOf(late)).toEqual({ earned: 100, season: 167 });
    expect(labelsOf(late)).toEqual(expect.arrayContaining(['Try again', 'Show model answer', 'Another interview']));
    const card = read(await begin(world));
    expect(card).toContain('67 of 100 on average · 1 of 2 questions answered');
    expect(card).toContain(`Not answered: ${fresh}`);
    expect(read(await world.act('ann', press('show-answer', targetOf(second))))).toContain(inThePack[deletion]);
    expect(read(await world.act('ann', submit(targetOf(asked), `${latency} ${load}`)))).toContain('100 of 100');
    expect(read(await world.act('ann', press('mock-next', targetOf(asked))))).toContain('67 of 100 on average');
  });
});

describe('going on in an interview', () => {
  it('goes on where it was, also after a restart: at a question, and after an answer', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2');
    world.clock.now += 3 * minuteMs;
    const shown = await begin(world.restart(), 'queues 5');
    expect(read(shown)).toBe(`This interview is still open.\n\n${read(asked)}`);
    expect(labelsOf(shown)).toEqual(['Answer', 'Skip', 'End the interview']);
    const noted = await answerIn(world, asked, nothing);
    const again = await begin(world.restart());
    expect(read(again)).toBe(read(noted));
    expect(labelsOf(again)).toEqual(['Answer the follow-up', 'Next question', 'End the interview']);
    const next = await world.restart().act('ann', press('mock-next', targetOf(asked)));
    expect(read(next)).toContain('question 2 of 2');
    expect(read(await world.act('ann', { type: 'message', text: 'where were we?' }))).toContain(read(next));
  });

  it('asks one question for a double click, and for the same press in two windows', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2');
    await answerIn(world, asked, nothing);
    const again = await Promise.all([1, 2, 3].map(() => world.act('ann', press('mock-next', targetOf(asked)))));
    expect(again[1]).toEqual(again[0]);
    expect(again[2]).toEqual(again[0]);
    expect((await mockRows(world)).questions).toHaveLength(2);
  });

  it('starts one interview when two windows start one at once', async () => {
    const world = await openMockWorld();
    const [one, other] = await Promise.all([begin(world, 'caching'), begin(world, 'queues')]);
    expect(targetOf(other)).toBe(targetOf(one));
    expect((await mockRows(world)).mocks).toHaveLength(1);
  });

  it('changes nothing by a second delivery of anything', async () => {
    const world = await openMockWorld();
    const twice = async (action: Parameters<World['act']>[1], deliveryId: string) => {
      const first = await world.act('ann', action, { deliveryId });
      expect(await world.act('ann', action, { deliveryId })).toEqual(first);
      return first;
    };
    const asked = await twice(command('mock caching 2'), 'start');
    await twice(submit(targetOf(asked), latency), 'answer');
    await twice(press('mock-next', targetOf(asked)), 'next');
    await twice(command('mock stop'), 'stop');
    const { mocks, questions } = await mockRows(world);
    expect([mocks.length, questions.length]).toEqual([1, 2]);
  });

  it('passes a question over that is not answered, and takes its answer later while there is time', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2');
    const next = await world.act('ann', press('mock-next', targetOf(asked)));
    expect(labelsOf(next)).toEqual(['Answer', 'Skip and finish']);
    await answerIn(world, asked, latency);
    const end = await world.act('ann', press('mock-next', targetOf(next)));
    expect(read(end)).toContain('67 of 100 on average · 1 of 2 questions answered');
    expect(read(end)).toContain(`Not answered: ${fresh}`);
  });

  it('has an overview that tells nothing of the scores until it is over', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 1 5');
    await answerIn(world, asked, latency);
    const home = await world.act('ann', { type: 'home' });
    expect(read(home)).toContain('Your interview goes on until 09:05.');
    expect(read(home)).not.toMatch(/67|of 100/);
    expect(read(await world.act('ann', press('mock', buttonValue(home, 'Go on'))))).toContain('1 of 1');
    expect(read(await world.act('bob', { type: 'home' }))).toContain('1. ann: 67 points');
    world.clock.now += 5 * minuteMs;
    expect(read(await world.act('ann', { type: 'home' }))).toContain('67 of 100');
  });

  it('ends when its time is over, whatever is pressed', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2 5');
    await answerIn(world, asked, latency);
    world.clock.now += 5 * minuteMs;
    expect(read(await world.act('ann', press('mock-next', targetOf(asked))))).toMatch(/^Scorecard/);
    expect((await mockRows(world)).questions).toHaveLength(1);
    expect(read(await begin(world))).toContain('question 1 of 3');
  });

  it('ends when no pack has another question any more', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2');
    await answerIn(world, asked, latency);
    const without = createAnotherCoach(world, { packs: [] });
    const end = await without.handle({
      ...{ deliveryId: 'next', platform: 'test', workspace: 'acme', action: press('mock-next', targetOf(asked)) },
      member: { id: 'ann', name: 'ann', role: 'member' },
    });
    expect(read(end)).toContain('1 of 2 questions answered');
  });

  it.each(['mock:nothing:0', 'mock:%s:1', 'mock:%s:9', 'mock:%s:10', '%s', '', '__proto__', 'session:x'])(
    'takes no forged place: %s',
    async (shape) => {
      const world = await openMockWorld();
      const asked = await begin(world, 'caching 2');
      const [, mockId = ''] = targetOf(asked).split(':');
      const value = shape.replace('%s', mockId);
      const shown = await world.act('ann', press('mock-next', value));
      expect(read(shown)).toMatch(/^That interview is not there any more|question 1 of 2/);
      expect(read(await world.act('ann', submit(value, latency)))).toBe(notOpen);
      expect((await mockRows(world)).questions).toMatchObject([{ position: 0, attempt_id: null }]);
    },
  );

  it('is nobody else’s, in this workspace or another', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2');
    const value = targetOf(asked);
    const strangers = [['bob', {}] as const, ['ann', { workspace: 'rival' }] as const];
    for (const [member, change] of strangers) {
      expect(read(await world.act(member, press('mock-next', value), change))).toMatch(/^That interview is not there/);
      expect(read(await world.act(member, submit(value, latency), change))).toBe(notOpen);
      expect(read(await world.act(member, press('answer', value), change))).toBe(notOpen);
      expect(read(await world.act(member, command('mock stop'), change))).toMatch(/^No interview is open/);
      const [, mockId = ''] = value.split(':');
      expect(read(await world.act(member, press('mock', mockId), change))).toContain('question 1 of 3');
    }
    expect((await mockRows(world)).questions.filter((row) => row.attempt_id !== null)).toEqual([]);
  });
});

describe('the end of an interview', () => {
  it('sends the scorecard once in private when nobody presses on, and nothing more', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2 5');
    await answerIn(world, asked, latency);
    world.clock.now += 5 * minuteMs;
    await world.tick();
    expect(await scorecards(world)).toEqual([]);
    world.clock.now += minuteMs;
    for (let ticks = 0; ticks < 3; ticks += 1) await world.tick();
    await world.restart().tick();
    const [card, ...others] = await scorecards(world);
    expect(others).toEqual([]);
    expect(card?.channel).toContain('ann');
    expect(card?.message && read(card.message)).toContain('67 of 100 on average · 1 of 2 questions answered');
    expect(read(await begin(world))).toContain('question 1 of 3');
  });

  it('sends nothing when nothing was answered, nor after a scorecard was shown', async () => {
    const world = await openMockWorld();
    await begin(world, 'caching 2 5');
    const bobs = await begin(world, 'caching 1 5', 'bob');
    await answerAll(world, bobs, [latency], 'bob');
    world.clock.now += 6 * minuteMs;
    await world.tick();
    expect(await scorecards(world)).toEqual([]);
    expect((await mockRows(world)).mocks.filter((row) => row.finished_at === null)).toEqual([]);
    expect(await endJobs(world)).toEqual([]);
  });

  it('comes by the clock as it is: one that was set back waits for the end', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2 5');
    await answerIn(world, asked, latency);
    await world.store.transaction((tx) => tx.updateTable('jobs').set({ due_at: 0, run_at: 0 }).execute());
    await world.tick();
    expect((await mockRows(world)).mocks).toMatchObject([{ finished_at: null }]);
    world.clock.now += 6 * minuteMs;
    await world.tick();
    expect(await scorecards(world)).toHaveLength(1);
  });

  it('can be pressed, twice as well, and begins no other', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2');
    await answerIn(world, asked, latency);
    const value = buttonValue(await begin(world), 'End the interview');
    const card = await world.act('ann', press('mock-stop', value));
    expect(read(card)).toContain('1 of 2 questions answered');
    expect(await world.act('ann', press('mock-stop', value))).toEqual(card);
    expect(await endJobs(world)).toEqual([]);
    for (const [member, forged] of [
      ['bob', value],
      ['ann', 'mock:nothing:0'],
      ['ann', ''],
    ] as const)
      expect(read(await world.act(member, press('mock-stop', forged)))).toMatch(/^That interview is not there/);
  });

  it('can be typed, and says when there is nothing to end', async () => {
    const world = await openMockWorld();
    expect(read(await world.act('ann', command('mock stop')))).toMatch(/^No interview is open/);
    await begin(world);
    expect(read(await world.act('ann', command('mock stop')))).toContain('Nothing was answered');
    expect(read(await world.act('ann', command('mock stop')))).toMatch(/^No interview is open/);
    expect(read(await world.act('ann', command(`answer ${latency}`)))).toBe(notOpen);
  });

  it('waits a little for answers that are being graded; the scorecard says what is not graded, and the result follows', async () => {
    const grader = createFaultyGrader();
    const world = (await openMockWorld()).restart(grader);
    const asked = await begin(world, 'caching 2 5');
    expect(read(await answerIn(world, asked, latency))).toMatch(/^Your answer is saved/);
    expect(labelsOf(await begin(world))).toEqual(['Next question', 'End the interview']);
    world.clock.now += 6 * minuteMs;
    await world.tick();
    expect(await scorecards(world)).toEqual([]);
    world.clock.now += 2 * minuteMs;
    await world.tick();
    const [card] = await scorecards(world);
    expect(card?.message && read(card.message)).toContain(`Not graded yet in 0 of 2 minutes: ${what}`);
    expect(card?.message && read(card.message)).toContain('What is not graded yet will be sent to you');
    expect(read(await world.act('ann', command('mock history')))).toContain('not graded yet on Mon, 23 Nov 2026');
    const restarted = world.restart(createLiteralGrader());
    await restarted.coach.resume();
    const results = (await outboxOf(world)).filter(({ key }) => key.startsWith('result:'));
    expect(results.map(({ message }) => message && read(message))).toEqual([expect.stringContaining('67 of 100')]);
    expect(read(await restarted.act('ann', command('mock history')))).toContain('67 of 100 on Mon, 23 Nov 2026');
  });

  it('ends nothing in a workspace that was closed meanwhile, and the next visit does', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, 'caching 2 5');
    await answerIn(world, asked, latency);
    await world.coach.closeWorkspace({ platform: 'test', workspace: 'acme' });
    world.clock.now += 6 * minuteMs;
    await world.tick();
    await world.coach.openWorkspace({ platform: 'test', workspace: 'acme' });
    expect(await scorecards(world)).toEqual([]);
    expect(read(await begin(world))).toContain('1 of 2 questions answered');
  });
});

describe('the scorecard', () => {
  it('has scores and minutes, strengths, gaps that hide what they are, and what to read', async () => {
    const world = await openMockWorld();
    const asked = await begin(world, '4 40');
    world.clock.now += 4 * minuteMs;
    const card = await answerAll(world, asked, [latency, `${lifetime} ${deletion}`, nothing, nothing]);
    const text = read(card);
    expect(text).toContain('42 of 100 on average · 4 of 4 questions answered');
    expect(text).toContain(`67 of 100 in 4 of 10 minutes: ${what}`);
    expect(text).toContain(`100 of 100 in 0 of 10 minutes: ${fresh}`);
    expect(text).toContain(`✓ Covered: Question 1: ${inThePack[latency]}`);
    expect(text).toContain('○ Missed: Question 3: Think about who waits for whom.');
    expect(text).not.toContain('need not wait');
    expect(text).toContain('What to read\n\n• The Queue Handbook, chapter 2\n• Delivery at least once, a primer');
    expect(keyPointsOf(card).map(({ coverage }) => coverage)).toEqual([
      ...Array(3).fill('covered'),
      ...Array(4).fill('missed'),
    ]);
    expect(labelsOf(card)).toEqual(['Another interview', 'Practise a gap', 'Review']);
  });

  it('leads back to the question with the heaviest gap, which is then graded in the open', async () => {
    const world = await openMockWorld();
    const card = await answerAll(world, await begin(world, 'caching 2'), [`${latency} ${load}`, lifetime]);
    const form = formOf(await world.act('ann', press('answer', buttonValue(card, 'Practise a gap'))));
    expect(textOf(form.context)).toBe(fresh);
    expect(pointsOf(await world.act('ann', submit(form.value, `${lifetime} ${deletion}`)))).toEqual({
      earned: 50,
      season: 200,
    });
    const whole = await answerAll(world, await begin(world, 'caching 1'), [
      `${latency} ${load} ${lifetime} ${deletion}`,
    ]);
    expect(labelsOf(whole)).toEqual(['Another interview', 'Practise', 'Review']);
  });

  it('compares with the last interview that has a score, on its day', async () => {
    const world = await openMockWorld();
    const first = await answerAll(world, await begin(world, 'caching 2'), [load, lifetime]);
    expect(read(first)).toContain('42 of 100 on average');
    expect(read(first)).not.toMatch(/than on|as on/);
    world.clock.now += 86_400_000;
    await begin(world);
    await world.act('ann', command('mock stop'));
    const second = await answerAll(world, await begin(world, 'caching 2'), [`${latency} ${load}`, lifetime]);
    expect(read(second)).toContain('33 more than on Mon, 23 Nov 2026.');
    const third = await answerAll(world, await world.act('ann', press('mock')), []);
    expect(read(third)).toContain('question 1 of 3');
  });

  it('leads to another interview of the same kind', async () => {
    const world = await openMockWorld();
    const card = await answerAll(world, await begin(world, 'senior caching 1 7'), [nothing]);
    const again = await world.act('ann', press('mock', buttonValue(card, 'Another interview')));
    expect(read(again)).toContain('question 1 of 1 · Caching · Senior');
    expect((await mockRows(world)).mocks).toMatchObject([
      { topic: 'caching', level: 'senior', questions: 1, minutes: 7 },
      { topic: 'caching', level: 'senior', questions: 1, minutes: 7 },
    ]);
  });
});

describe('the history of interviews', () => {
  it('has those in which something was answered, newest first, of the member alone', async () => {
    const world = await openMockWorld();
    expect(read(await world.act('ann', command('mock history')))).toContain('None yet: start one with /coach mock.');
    await answerAll(world, await begin(world, 'caching 2'), [load, lifetime]);
    world.clock.now += 86_400_000;
    await answerAll(world, await begin(world, '1'), [nothing]);
    await begin(world);
    await world.act('ann', command('mock stop'));
    await answerAll(world, await begin(world, 'caching 1', 'bob'), [nothing], 'bob');
    const text = read(await world.act('ann', command('mock history')));
    expect(text).toContain(
      '• 0 of 100 on Tue, 24 Nov 2026 · any topic · 1 of 1 answered\n• 42 of 100 on Mon, 23 Nov 2026 · Caching · 2 of 2 answered',
    );
    expect(text.match(/of 100/g)).toHaveLength(2);
  });
});
