import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemberAction } from '../../src/domain/interaction.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { runsOf } from '../fixtures/databases.ts';
import { smallPack, type World } from '../fixtures/practice-world.ts';
import { outboxOf } from './admin.ts';
import { latency, load } from './literal-grader.ts';
import { minuteMs, mockRows, nothing, openMockWorld, readablePack } from './mock-reading.ts';
import { buttonsOf, command, press, read, submit } from './reading.ts';

type Step =
  | { readonly does: 'type'; readonly text: string }
  | { readonly does: 'press' | 'press twice' | 'answer'; readonly button: number; readonly text: string }
  | { readonly does: 'wait'; readonly minutes: number }
  | { readonly does: 'restart' };

const typed = [
  'mock',
  'mock caching 2 5',
  'mock 9 180',
  'mock stop',
  'next',
  'practice',
  'hint',
  'show',
  `answer ${load}`,
];
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('type' as const), text: fc.constantFrom(...typed) }),
  fc.record({
    does: fc.constantFrom('press' as const, 'press twice' as const, 'answer' as const),
    button: fc.nat(20),
    text: fc.constantFrom(latency, load, nothing),
  }),
  fc.record({ does: fc.constant('wait' as const), minutes: fc.constantFrom(1, 3, 6, 200) }),
  fc.constant({ does: 'restart' } as const),
);

/** Every button that ann was ever shown, so that old ones are pressed as well. */
type Story = { world: World; readonly shown: { name: string; value: string }[] };

async function act(story: Story, action: MemberAction): Promise<Reply> {
  const reply = await story.world.act('ann', action);
  story.shown.push(...buttonsOf(reply));
  return reply;
}

async function take(story: Story, one: Step): Promise<void> {
  if (one.does === 'wait') {
    story.world.clock.now += one.minutes * minuteMs;
    await story.world.tick();
    return;
  }
  story.world.clock.now += 1_000;
  if (one.does === 'restart') story.world = story.world.restart();
  else if (one.does === 'type') await act(story, command(one.text));
  else await useButton(story, one);
}

async function useButton(story: Story, { does, button, text }: Extract<Step, { button: number }>): Promise<void> {
  const wanted = story.shown.filter(
    ({ name }) => (does === 'answer') === (name === 'answer') && name !== 'leaderboard',
  );
  const pressed = wanted[wanted.length - 1 - (button % Math.max(1, wanted.length))];
  if (!pressed) return;
  const name = pressed.name === 'mock' ? 'mock' : pressed.name === 'mock-stop' ? 'mock-stop' : 'mock-next';
  if (does === 'answer') await act(story, submit(pressed.value, text));
  else await act(story, press(name, pressed.value));
  if (does === 'press twice') await act(story, press(name, pressed.value));
}

describe('whatever a member does', () => {
  it('an interview asks each place and each question once, never more than it has, and one scorecard of it is sent', async () => {
    let scorecards = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const story: Story = { world: await openMockWorld([smallPack(), readablePack()]), shown: [] };
        await act(story, command('mock caching 2 5'));
        for (const one of steps) await take(story, one);
        story.world.clock.now += 400 * minuteMs;
        await story.world.tick();
        await story.world.tick();
        scorecards += await checkLaws(story.world);
        expect(story.world.errors).toEqual([]);
        await story.world.store.close();
      }),
      { seed: 20_261_123, numRuns: runsOf(60) },
    );
    expect(scorecards).toBeGreaterThan(0);
  });
});

/** Checks what always holds; the number of scorecards that were sent. */
async function checkLaws(world: World): Promise<number> {
  const { mocks, questions } = await mockRows(world);
  expect(mocks.filter((row) => row.finished_at === null)).toEqual([]);
  for (const mock of mocks) {
    const asked = questions.filter((row) => row.mock_id === mock.id);
    expect(asked.length).toBeLessThanOrEqual(Number(mock.questions));
    expect(asked.map(({ position }) => Number(position)).toSorted()).toEqual(asked.map((_, index) => index));
    expect(new Set(asked.map((row) => row.question_id)).size).toBe(asked.length);
  }
  const attempts = await world.store.read((db) => db.selectFrom('attempts').selectAll().execute());
  for (const { attempt_id, mock_id, position } of questions) {
    if (attempt_id === null) continue;
    const own = attempts.filter(({ target }) => target === `mock:${mock_id}:${position}`);
    const first = own.toSorted((a, b) => a.received_at - b.received_at)[0];
    const mock = mocks.find(({ id }) => id === mock_id);
    expect(first?.id).toBe(attempt_id);
    expect(first?.received_at).toBeLessThan(Number(mock?.ends_at));
  }
  const sent = (await outboxOf(world)).filter(({ key }) => key.startsWith('mock:'));
  expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
  for (const { key, revision, message } of sent) {
    expect([revision, message && read(message).startsWith('Scorecard')]).toEqual([1, true]);
    expect(questions.some((row) => `mock:${row.mock_id}` === key && row.attempt_id !== null)).toBe(true);
  }
  return sent.length;
}
