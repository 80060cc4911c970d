import { describe, expect, it } from 'vitest';
import { createWorld } from '../fixtures/practice-world.ts';
import { createAnotherCoach, plainPack } from './another-coach.ts';
import { createLiteralGrader, deletion, latency, lifetime, load } from './literal-grader.ts';
import { command, practise, read } from './reading.ts';

describe('stats', () => {
  it('invite a member who has not answered yet, although others have', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await practise(world, 'bob');
    await world.act('bob', command(`answer ${latency}`));
    expect(read(await world.act('ann', command('stats')))).toBe(
      'Your progress\n\nNo answers yet. Practise one question to see your progress here.',
    );
  });

  it('tell the mean of the best answers, how many there were, and what they earned this week and season', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    world.clock.now = Date.parse('2026-11-20T09:00:00Z');
    await practise(world, 'ann');
    await world.act('ann', command(`answer ${load}`));
    await world.act('ann', command(`answer ${latency}`));
    await world.act('ann', command('answer Nothing of it.'));
    world.clock.now = Date.parse('2026-11-23T09:00:00Z');
    await world.act('ann', command('next'));
    await world.act('ann', command(`answer ${deletion}`));
    expect(read(await world.act('ann', command('stats')))).toBe(
      [
        'Your progress',
        '██████░░░░  58 of 100 on average, best attempt of each question',
        'Questions answered: 2 of 2\nAnswers: 4\nPoints this week: 50\nPoints this season: 117\nDue for review: 1 today\nStreak: 2 days',
        'Your progress in 12 weeks from their Mondays: 16 Nov: 33 of 100, 3 answers on 1 day; 23 Nov: 50 of 100, 1 answer on 1 day; no answers in 10 weeks; by topic: “Caching” 58.',
        'Strongest key points:',
        '• 100 of 100: Delete the entry when the record behind it changes. (How do you keep a cache fresh?)',
        'Weakest key points:',
        [
          '• 0 of 100: a key point that is still to be found (How do you keep a cache fresh?)',
          '• 25 of 100: Think about how long the caller waits. (What does a cache buy you?)',
          '• 25 of 100: Think about what stands behind it. (What does a cache buy you?)',
        ].join('\n'),
      ].join('\n\n'),
    );
  });

  it('name at most three questions as worth another try in short, weakest first, and none that is mastered', async () => {
    const world = await createWorld({ grader: createLiteralGrader(), packs: [plainPack(6)] });
    await practise(world, 'ann');
    for (let index = 0; index < 6; index += 1) {
      await world.act('ann', command(index === 2 ? 'answer Point 2.' : 'answer Nothing of it.'));
      await world.act('ann', command('next'));
    }
    const stats = read(await world.act('ann', { type: 'home' }));
    expect(stats).toContain('Questions answered: 6 of 6');
    expect(stats.match(/^• 0 .*Question \d\?$/gm)).toHaveLength(3);
    expect(stats).not.toContain('• 100');
  });

  it('of one who has mastered everything have nothing left to try', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await practise(world, 'ann');
    await world.act('ann', command(`answer ${latency} ${load}`));
    await world.act('ann', command('next'));
    await world.act('ann', command(`answer ${lifetime} ${deletion}`));
    const stats = read(await world.act('ann', command('stats')));
    expect(stats).toContain('100 of 100 on average');
    expect(stats).not.toMatch(/Worth another try|Weakest key points/);
    expect(read(await world.act('ann', { type: 'home' }))).not.toContain('Worth another try');
  });

  it('count of the questions that can be asked only those that can still be asked', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    await practise(world, 'ann');
    await world.act('ann', command(`answer ${latency}`));
    const member = { id: 'ann', name: 'ann', role: 'member' } as const;
    const coach = createAnotherCoach(world, { packs: [plainPack(1)] });
    const place = { deliveryId: 'later', platform: 'test', workspace: 'acme', member };
    const stats = read(await coach.handle({ ...place, action: command('stats') }));
    expect(stats).toContain('Questions answered: 0 of 1');
    expect(stats).toContain('Points this season: 67');
  });
});
