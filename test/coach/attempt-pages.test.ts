import { describe, expect, it } from 'vitest';
import { formatAttemptCursor } from '../../src/domain/attempt-cursor.ts';
import type { AttemptId } from '../../src/domain/ids.ts';
import type { PageName } from '../../src/domain/interaction.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { blocksOf, buttonValue, type Change, createWorld, type World } from '../fixtures/practice-world.ts';
import { accept, openDisputed, reason } from './dispute-world.ts';
import { createFaultyGrader, createLiteralGrader, inThePack, latency, load } from './literal-grader.ts';
import { answerIn, begin, nothing, openMockWorld } from './mock-reading.ts';
import { buttonsOf, command, keyPointsOf, linksOf, practise, press, read, submit } from './reading.ts';

function open(world: World, page: PageName, value = '', change: Change = {}): Promise<Reply> {
  return world.act('ann', { type: 'page', page, value }, change);
}

const linkTo = (reply: Reply, text: string) => linksOf(reply).find((link) => link.text === text)?.value;
const attemptsOn = (reply: Reply) => linksOf(reply).filter(({ page }) => page === 'attempt');

async function practisedWorld(answer = latency): Promise<{ readonly world: World; readonly attempt: string }> {
  const world = await createWorld({ grader: createLiteralGrader() });
  const result = await world.act('ann', submit(await practise(world, 'ann'), answer));
  return { world, attempt: buttonValue(result, 'Share') };
}

/** Gives ann more attempts, of which two always came at one instant. */
async function attemptAgain(world: World, count: number): Promise<void> {
  await world.store.transaction(async (tx) => {
    const old = await tx.selectFrom('attempts').selectAll().executeTakeFirstOrThrow();
    for (let index = 0; index < count; index += 1)
      await tx
        .insertInto('attempts')
        .values({ ...old, id: `more-${index}` as AttemptId, received_at: old.received_at - 1_000 * (1 + (index >> 1)) })
        .execute();
  });
}

describe('the page of attempts', () => {
  it('lists the member’s own, newest first, with day, question, score and how they came about', async () => {
    const { world, attempt } = await practisedWorld();
    const target = buttonValue(await world.act('ann', command('next')), 'Answer');
    world.clock.now += 86_400_000;
    const second = await world.act('ann', submit(target, nothing));
    await world.act('bob', submit(await practise(world, 'bob'), load));
    const page = await open(world, 'attempts');
    const [, list] = blocksOf(page);
    expect(read({ type: 'message', blocks: list ? [list] : [] })).toBe(
      '• Tue, 24 Nov 2026: How do you keep a cache fresh? · 0 of 100 · practice\n' +
        '• Mon, 23 Nov 2026: What does a cache buy you? · 67 of 100 · practice',
    );
    expect(attemptsOn(page).map(({ value }) => value)).toEqual([buttonValue(second, 'Share'), attempt]);
  });

  it('tells a follow-up from a review, and says what is not graded yet', async () => {
    const grader = createFaultyGrader(false);
    const world = await createWorld({ grader });
    await world.act('ann', submit(await practise(world, 'ann'), latency));
    await world.act('ann', command(`follow-up ${load}`));
    world.clock.now += 30 * 86_400_000;
    const review = await world.act('ann', command('review'));
    grader.broken = true;
    await world.act('ann', submit(buttonValue(review, 'Answer'), latency));
    expect(read(await open(world, 'attempts')).match(/ · .*/g)).toEqual([
      ' · not graded yet · review',
      ' · 100 of 100 · follow-up',
      ' · 67 of 100 · practice',
    ]);
  });

  it('has 25 on each, and ways to and fro that leave none out', async () => {
    const { world } = await practisedWorld();
    await attemptAgain(world, 60);
    const pages: (readonly string[])[] = [];
    let shown = await open(world, 'attempts');
    expect(linkTo(shown, 'Newer')).toBeUndefined();
    for (let next: string | undefined = ''; next !== undefined; next = linkTo(shown, 'Older')) {
      shown = await open(world, 'attempts', next);
      pages.push(attemptsOn(shown).map(({ value }) => value));
    }
    expect(pages.map(({ length }) => length)).toEqual([25, 25, 11]);
    expect(new Set(pages.flat()).size).toBe(61);
    for (const page of pages.slice(0, -1).toReversed()) {
      shown = await open(world, 'attempts', linkTo(shown, 'Newer'));
      expect(attemptsOn(shown).map(({ value }) => value)).toEqual(page);
    }
    expect(linkTo(shown, 'Newer')).toBeUndefined();
  });

  it.each([
    'older',
    'older:1:',
    'sideways:1:x',
    "older:9';drop table attempts;--:x",
    'older:99999999999999999999:x',
    `older:1:${'x'.repeat(99)}`,
    'newer:999999999999999:x',
    '\u0000\u202e',
  ])('begins anew for what is no place in it: %j', async (value) => {
    const { world } = await practisedWorld();
    expect(await open(world, 'attempts', value)).toEqual(await open(world, 'attempts'));
    expect(attemptsOn(await open(world, 'attempts', value))).toHaveLength(1);
  });

  it('shows nobody else’s by the place of one of theirs', async () => {
    const { world } = await practisedWorld();
    const theirs = { towards: 'older', receivedAt: world.clock.now + 9, id: 'id-0' as AttemptId } as const;
    const page = await world.act('bob', { type: 'page', page: 'attempts', value: formatAttemptCursor(theirs) });
    expect(read(page)).toContain('None yet');
    expect(linksOf(page)).toEqual([]);
  });
});

describe('the page of an attempt', () => {
  it('shows the answer as it was given, each key point with its proof, and what it earned', async () => {
    const { world, attempt } = await practisedWorld(`${latency} *and* <b>more</b>`);
    const page = await open(world, 'attempt', attempt);
    expect(read(page)).toContain(`Your answer:\n\n  > ${latency} *and* <b>more</b>`);
    expect(keyPointsOf(page)).toMatchObject([{ coverage: 'covered', evidence: latency }, { coverage: 'missed' }]);
    expect(read(page)).toContain('67 of 100 · 1 of 2 key points covered');
    expect(read(page)).toContain('Graded by: literal-1\nPoints earned: 67\nHints: none');
    expect(buttonsOf(page).map(({ name }) => name)).toEqual([
      ...['answer', 'hint', 'show-answer', 'next'],
      ...['share', 'dispute'],
    ]);
  });

  it('hides what was missed until the model answer was seen, as the result does', async () => {
    const { world, attempt } = await practisedWorld();
    const hidden = inThePack[load] ?? '';
    const before = read(await open(world, 'attempt', attempt));
    expect(before).not.toContain(hidden);
    expect(before).toContain('Think about what stands behind it.');
    await world.act('ann', command('show'));
    expect(read(await open(world, 'attempt', attempt))).toContain(hidden);
  });

  it('says which hints were taken, and why nothing is earned', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const target = await practise(world, 'ann');
    await world.act('ann', press('hint', target));
    const model = `${inThePack[latency]} ${inThePack[load]}`;
    const attempt = buttonValue(await world.act('ann', submit(target, model)), 'Share');
    const page = read(await open(world, 'attempt', attempt));
    expect(page).toContain('Points earned: 0\nHints: on 1 key point');
    expect(page).toContain('very close to the model answer');
  });

  it('tells what was disputed and decided, and which verdict that has replaced', async () => {
    const disputed = await openDisputed();
    const { world, attempt } = disputed;
    const openOne = read(await open(world, 'attempt', attempt));
    expect(openOne).toContain(
      `Your disputes\n\n• Key point 2: on Mon, 23 Nov 2026 you said: ${reason} · open, an admin will look at it`,
    );
    expect(openOne).not.toContain('Judged again');
    await accept(disputed, { note: 'Well said.' });
    const page = await open(world, 'attempt', attempt);
    expect(read(page)).toContain('· accepted by ada on Mon, 23 Nov 2026: Well said.');
    expect(read(page)).toContain(
      'Judged again\n\n• Key point 2: covered, as an admin has decided · before: missed, by literal-1, 100 % sure',
    );
    expect(read(page)).toContain('100 of 100');
  });

  it('of a follow-up shows the question behind it and the one key point', async () => {
    const { world, attempt } = await practisedWorld();
    await world.act('ann', command(`follow-up ${load}`));
    const [row] = attemptsOn(await open(world, 'attempts'));
    const page = await open(world, 'attempt', row?.value);
    expect(row?.value).not.toBe(attempt);
    expect(read(page)).toMatch(/Follow-up: .+\?/);
    expect(keyPointsOf(page)).toMatchObject([{ coverage: 'covered', evidence: load }]);
    expect(buttonsOf(page).map(({ name }) => name)).toContain('answer');
    expect(buttonsOf(page).map(({ name }) => name)).not.toContain('dispute');
  });

  it('is not there for anybody else, in another workspace, or for a made-up id, in the same words', async () => {
    const { world, attempt } = await practisedWorld();
    const elsewhere = await open(world, 'attempt', attempt, { workspace: 'rival' });
    expect(read(elsewhere)).toContain('There is no such attempt.');
    const bob = await world.act('bob', { type: 'page', page: 'attempt', value: attempt });
    const admin = { member: { role: 'admin' } } as const;
    const ada = await world.act('ada', { type: 'page', page: 'attempt', value: attempt }, admin);
    const madeUp = ['', 'nobody', '%', "' or 1=1 --", '\u0000', 'x'.repeat(5_000)];
    const others = await Promise.all(madeUp.map((value) => open(world, 'attempt', value)));
    for (const page of [bob, ada, ...others]) expect(page).toEqual(elsewhere);
  });
});

describe('while an interview goes on', () => {
  it('neither page tells what its answers are worth, and both do when it is over', async () => {
    const world = await openMockWorld();
    await world.act('ann', submit(await practise(world, 'ann', 'caching'), latency));
    world.clock.now += 1;
    const first = await begin(world, 'caching 2 30');
    const noted = await answerIn(world, first, latency);
    world.clock.now += 1;
    await world.act('ann', submit(buttonValue(noted, 'Answer the follow-up'), load));
    const list = await open(world, 'attempts');
    expect(read(list).match(/ · .*/g)).toEqual([
      ' · told when the interview is over · follow-up',
      ' · told when the interview is over · mock interview',
      ' · 67 of 100 · practice',
    ]);
    const [followUp, answer, practice] = attemptsOn(list).map(({ value }) => value);
    for (const value of [followUp, answer]) {
      const page = await open(world, 'attempt', value);
      expect(keyPointsOf(page)).toEqual([]);
      expect(read(page)).not.toMatch(/of 100|literal|points? earned/i);
      expect(read(page)).toContain('when the interview is over');
      expect(buttonsOf(page).map(({ name }) => name)).toEqual(['mock']);
    }
    expect(keyPointsOf(await open(world, 'attempt', practice))).toHaveLength(2);
    for (const page of ['progress', 'leaderboard'] as const)
      expect(read(await open(world, page))).toContain('Your interview goes on until');
    await world.act('ann', command('mock stop'));
    for (const value of [followUp, answer])
      expect(keyPointsOf(await open(world, 'attempt', value)).length).toBeGreaterThan(0);
    expect(read(await open(world, 'attempts'))).not.toContain('told when');
  });
});

it('an answer that waits for its grade is shown without one', async () => {
  const grader = createFaultyGrader();
  const world = await createWorld({ grader });
  await world.act('ann', submit(await practise(world, 'ann'), latency));
  const [row] = attemptsOn(await open(world, 'attempts'));
  const page = await open(world, 'attempt', row?.value);
  expect(read(page)).toContain('It is not graded yet.');
  expect(read(page)).toContain(`> ${latency}`);
  expect(buttonsOf(page).map(({ name }) => name)).not.toContain('dispute');
});
