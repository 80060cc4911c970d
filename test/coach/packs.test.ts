import { describe, expect, it } from 'vitest';
import type { Pack } from '../../src/domain/question.ts';
import { createWorld, networksPack, smallPack, type World } from '../fixtures/practice-world.ts';
import { asAdmin, outboxOf, saveSetup } from './admin.ts';
import { createLiteralGrader, latency, load } from './literal-grader.ts';
import { buttonsOf, command, fieldOf, pointsOf, practise, press, questionOf, read, send, submit } from './reading.ts';
import { dumpDoings } from './world-dump.ts';

const dayMs = 86_400_000;
const network = 'What does a load balancer do?';

const openWorld = (packs: readonly Pack[] = [smallPack(), networksPack()]) =>
  createWorld({ grader: createLiteralGrader(), packs });
/** What an admin sees who types something, and anybody else. */
const tell = async (world: World, text: string) => read(await world.act('ada', command(text), asAdmin()));
const say = async (world: World, text: string) => read(await world.act('ann', command(text)));

/** So many packs of one question. */
function manyPacks(count: number): readonly Pack[] {
  const [first] = smallPack().questions;
  if (!first) throw new Error('the pack has questions');
  return Array.from({ length: count }, (_, index) => {
    const id = `pack-${index + 1}`;
    const question = { ...first, id: `${id}/what`, pack: id, topic: id, text: `What is number ${index + 1}?` };
    return { id, title: `Number ${index + 1}`, topic: id, level: 'senior', questions: [question] };
  });
}

describe('the packs of a workspace', () => {
  it('are all on by themselves, and listed with topic, level, size and state', async () => {
    const text = await tell(await openWorld(), 'packs');
    expect(text).toContain('2 of 2 packs on');
    expect(text).toContain('Caching · Senior · 2 questions · on');
    expect(text).toContain('Networks · Junior · 1 question · on');
  });

  it.each([
    ['its title', 'packs off Networks'],
    ['its id', 'PACKS OFF networks'],
    ['a typo', 'packs off netwroks'],
    ['a part of its title', 'pack off network'],
  ])('are turned off by %s', async (_, text) => {
    const world = await openWorld();
    expect(await tell(world, text)).toMatch(/“Networks” is off: .*no history is lost\./);
    expect(await tell(world, 'packs')).toContain('Networks · Junior · 1 question · off');
    expect(await tell(world, text)).toContain('“Networks” is off');
    expect(await tell(world, 'packs on networks')).toContain('“Networks” is on');
    expect(await tell(world, 'packs')).toContain('2 of 2 packs on');
  });

  it.each([
    ['packs off gardening', 'There is no pack like "gardening": /coach packs lists all of them.'],
    ['packs on <script>', 'There is no pack like "<script>"'],
    ['packs preview gardening 3', 'There is no pack like "gardening"'],
    ['packs off', 'Name the pack, such as /coach packs off caching'],
    ['packs preview', 'Name the pack'],
  ])('of an unknown name change nothing and say so: %s', async (text, said) => {
    const world = await openWorld();
    await tell(world, 'packs');
    const before = await dumpDoings(world);
    expect(await tell(world, text)).toContain(said);
    expect(await dumpDoings(world)).toEqual(before);
  });

  it.each(['', 'nothing', 'networks:1', ' ', "' or 1=1 --", '__proto__', 'x'.repeat(5_000)])(
    'are left alone by a button that somebody made up: "%s"',
    async (value) => {
      const world = await openWorld();
      await tell(world, 'packs');
      const before = await dumpDoings(world);
      for (const name of ['pack-on', 'pack-off', 'edit-question', 'retire'] as const)
        expect(read(await world.act('ada', press(name, value), asAdmin()))).not.toBe('');
      expect(read(await world.act('ada', press('pack-preview', `${value}:999`), asAdmin()))).not.toBe('');
      expect(await dumpDoings(world)).toEqual(before);
    },
  );

  it('cannot all be off: the last one stays on', async () => {
    const world = await openWorld();
    await tell(world, 'packs off caching');
    expect(await tell(world, 'packs off networks')).toContain('That is the last pack that is on');
    expect(await tell(world, 'packs')).toContain('1 of 2 packs on');
  });

  it('are turned off in one workspace alone', async () => {
    const world = await openWorld();
    await tell(world, 'packs off caching');
    const elsewhere = { workspace: 'rival' };
    expect(read(await world.act('ann', command('help'), elsewhere))).toContain('Caching (caching), Networks');
    expect(read(await world.act('ada', command('packs'), asAdmin(elsewhere)))).toContain('2 of 2 packs on');
    const topics = (workspace: string) => world.coach.topics({ platform: 'test', workspace });
    expect((await topics('acme')).map(({ id }) => id)).toEqual(['networks']);
    expect((await topics('rival')).map(({ id }) => id)).toEqual(['caching', 'networks']);
    expect((await topics('never met')).map(({ id }) => id)).toEqual(['caching', 'networks']);
  });

  it('of sixty are listed on pages, each with its two buttons, and a switch stays on its page', async () => {
    const world = await openWorld(manyPacks(60));
    const first = await world.act('ada', command('packs'), asAdmin());
    expect(read(first)).toContain('60 of 60 packs on, page 1 of 8');
    expect(buttonsOf(first).filter(({ label }) => label === 'Turn off')).toHaveLength(8);
    const next = buttonsOf(first).find(({ label }) => label === 'Next page');
    const second = await world.act('ada', press('packs', next?.value), asAdmin());
    expect(read(second)).toContain('Number 9 · Senior');
    expect(buttonsOf(second).map(({ label }) => label)).toContain('Previous page');
    const switched = await world.act('ada', press('pack-off', 'pack-12'), asAdmin());
    expect(read(switched)).toContain('59 of 60 packs on, page 2 of 8');
    expect(await tell(world, 'packs 8')).toContain('page 8 of 8');
    expect(await tell(world, 'packs 99')).toContain('page 8 of 8');
    for (const value of ['0', '-1', 'x', '1e9', 'NaN'])
      expect(read(await world.act('ada', press('packs', value), asAdmin()))).toMatch(/page [18] of 8/);
  });
});

describe('the preview of a pack', () => {
  it('shows its questions, and the key points of the first of them', async () => {
    const text = await tell(await openWorld(), 'packs preview caching');
    expect(text).toContain('How do you keep a cache fresh?');
    expect(text).toContain('The key points of “What does a cache buy you?”');
    expect(text).toContain('A cache lowers latency');
    expect(text).not.toContain('time to live');
  });

  it('has pages when it is long, and knows a title that ends with a number', async () => {
    const [one, ...others] = manyPacks(12);
    if (!one) throw new Error('there are packs');
    const questions = Array.from({ length: 25 }, (_, index) => ({
      ...{ ...one.questions[0], id: `pack-1/q${index}`, text: `Which one is ${index}?` },
    })) as Pack['questions'];
    const world = await openWorld([{ ...one, questions }, ...others]);
    expect(await tell(world, 'packs preview number 1')).toContain('page 1 of 3');
    expect(await tell(world, 'packs preview number 1 3')).toContain('Which one is 24?');
    expect(await tell(world, 'packs preview number 12')).toContain('What is number 12?');
    expect(read(await world.act('ada', press('pack-preview', 'pack-1:2'), asAdmin()))).toContain('Which one is 10?');
  });
});

describe('a pack that is off', () => {
  const openWithout = async (name: string) => {
    const world = await openWorld();
    await tell(world, `packs off ${name}`);
    return world;
  };

  it('is asked neither in practice nor next, whatever is named', async () => {
    const world = await openWithout('caching');
    for (const words of ['practice', 'next', 'next', 'practice', 'next'])
      expect(questionOf(await world.act('ann', command(words)))).toBe(network);
    expect(await say(world, 'practice caching')).toContain('There is no topic like "caching"');
    expect(await say(world, 'practice senior')).toContain('There is no senior question yet');
  });

  it('is no part of interviews, help, goals or the number that stats tell', async () => {
    const world = await openWithout('caching');
    expect(await say(world, 'help')).toContain('Topics: Networks (networks)');
    expect(await say(world, 'mock caching')).toContain('There is no topic like "caching"');
    const mock = await say(world, 'mock 3 questions');
    expect(mock).toContain('There is only 1 question on that');
    expect(mock).toContain(network);
    await world.act('ann', command('mock stop'));
    await practise(world, 'ann');
    await world.act('ann', command('answer No idea.'));
    expect(await say(world, 'stats')).toContain('Questions answered: 1 of 1');
    const goal = await say(world, 'goal 2026-12-24');
    expect(goal).toContain('The question that you have met comes back before it.');
    expect(goal).not.toContain('new question');
  });

  it('is not reviewed and not reminded of, and due again when it is on again', async () => {
    const world = await openWorld();
    await practise(world, 'ann', 'caching');
    await world.act('ann', command('answer I would have to guess.'));
    await world.act('ann', send('review-plan', '', { perDay: ['5'], remindAt: ['08:00'] }));
    await tell(world, 'packs off caching');
    const days = async (count: number) => {
      for (let day = 0; day < count; day += 1) {
        world.clock.now += dayMs;
        await world.tick();
      }
    };
    await days(3);
    expect(await say(world, 'review')).toMatch(/^Nothing is due for review yet/);
    expect(await say(world, 'stats')).toContain('Due for review: none yet');
    const reminders = async () => (await outboxOf(world)).filter(({ key }) => key.startsWith('review:'));
    expect(await reminders()).toEqual([]);
    await tell(world, 'packs on caching');
    expect(questionOf(await world.act('ann', command('review')))).toBe('What does a cache buy you?');
    await days(1);
    expect(await reminders()).toHaveLength(1);
  });

  it('harms neither an open session nor its grade, points, board and history', async () => {
    const world = await openWorld();
    const session = await practise(world, 'ann', 'caching');
    await tell(world, 'packs off caching');
    expect(read(await world.act('ann', { type: 'message', text: 'again' }))).toContain('Caching · Senior');
    const result = await world.act('ann', submit(session, `${latency} ${load}`));
    expect(pointsOf(result)).toEqual({ earned: 100, season: 100 });
    expect(read(await world.act('ann', command('leaderboard')))).toContain('100');
    const disputed = await world.act('ann', press('show-answer', session));
    expect(read(disputed)).toContain('A cache takes load off the database.');
    await tell(world, 'packs on caching');
    expect(await say(world, 'stats')).toContain('Questions answered: 1 of 3');
  });

  it('lets an interview that has begun go on to its end', async () => {
    const world = await openWorld();
    const asked = await world.act('ann', command('mock caching 2 questions'));
    const target = buttonsOf(asked).find(({ name }) => name === 'answer')?.value ?? '';
    await tell(world, 'packs off caching');
    await world.act('ann', submit(target, `${latency} ${load}`));
    expect(await say(world, 'next')).toContain('How do you keep a cache fresh?');
  });
});

describe('the question of the day of a channel', () => {
  const at = (world: World, wall: string) => {
    world.clock.now = Date.parse(`${wall}:00Z`);
    return world.tick();
  };
  const posted = async (world: World) =>
    (await outboxOf(world))
      .filter(({ key }) => /^(daily|close):/.test(key))
      .map(({ message }) => message && read(message));

  it('comes from packs that are on, and one that is open closes as ever', async () => {
    const world = await openWorld();
    await saveSetup(world);
    await tell(world, 'packs off networks');
    await at(world, '2026-11-24T08:00');
    expect(await posted(world)).toMatchObject([expect.stringContaining('What does a cache buy you?')]);
    await tell(world, 'packs on networks');
    await tell(world, 'packs off caching');
    await at(world, '2026-11-24T16:00');
    const texts = (await posted(world)).join('\n');
    expect(texts).toContain('A cache takes load off the database.');
    await at(world, '2026-11-25T08:00');
    expect((await posted(world)).join('\n')).toContain(network);
  });

  it('has nothing to ask when its topics are off: the admin is told at once, in the settings, and in private', async () => {
    const world = await openWorld();
    await saveSetup(world, { topics: ['caching'] });
    const off = await tell(world, 'packs off caching');
    expect(off).toContain('1 channel with a question of the day now has nothing to ask');
    const form = await world.act('ada', command('setup'), asAdmin());
    expect(fieldOf(form, 'choice', 'topics')).toMatchObject({
      options: [{ value: 'networks' }],
      problem: 'Nothing on Caching can be asked now: the packs are off or gone.',
    });
    await at(world, '2026-11-24T08:00');
    expect(await posted(world)).toEqual([]);
    const told = (await outboxOf(world)).filter(({ key }) => key.startsWith('empty:'));
    expect(told.map(({ message }) => message && read(message)).join()).toContain('turn packs on');
  });

  it('is said to be empty when it is set up like that', async () => {
    const world = await openWorld();
    const saved = await saveSetup(world, { topics: ['networks'] });
    expect(read(saved)).not.toContain('nothing to ask');
    const value = buttonsOf(saved).find(({ name }) => name === 'daily-details')?.value ?? '';
    await world.act('ada', send('daily-details', value, { closeTime: ['17:00'], levels: ['architect'] }), asAdmin());
    expect(read(await saveSetup(world, { topics: ['networks'] }))).toContain('There is nothing to ask so far');
  });
});
