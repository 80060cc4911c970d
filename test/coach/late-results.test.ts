import { describe, expect, it } from 'vitest';
import { parsePlace } from '../../src/domain/place.ts';
import { createDelivery } from '../../src/schedule/delivery.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createFakeChat } from '../schedule/fake-chat.ts';
import { outboxOf } from './admin.ts';
import { createFaultyGrader, latency, load } from './literal-grader.ts';
import { buttonsOf, command, fieldOf, practise, press, read, submit } from './reading.ts';

const saved = /^Your answer is saved, but it could not be graded just now\./;

/** A world in which ann's answer was recorded, and the process died before it was graded. */
async function crash(): Promise<{ world: World; grader: ReturnType<typeof createFaultyGrader> }> {
  const grader = createFaultyGrader();
  const world = await createWorld({ grader });
  const told = await world.act('ann', submit(await practise(world, 'ann'), latency), { channel: 'general' });
  expect(read(told)).toMatch(saved);
  grader.broken = false;
  return { world: world.restart(), grader };
}

/** Who is sent what in private. */
async function sentLater(world: World): Promise<readonly (readonly [string, string])[]> {
  const posts = await outboxOf(world);
  return posts.map(({ channel, message }) => {
    expect(parsePlace(channel).type).toBe('member');
    return [parsePlace(channel).id, message ? read(message) : ''] as const;
  });
}

describe('an answer that a crash left ungraded', () => {
  it('is graded when the coach resumes, and its result is sent to its member in private', async () => {
    const { world } = await crash();
    expect(await outboxOf(world)).toEqual([]);
    await world.coach.resume();
    expect(await sentLater(world)).toEqual([['ann', expect.stringContaining('67 of 100 · 1 of 2 key points covered')]]);
    expect(read(await world.act('ann', command('stats')))).toContain('Points this season: 67');
  });

  it('is sent once, however often the coach resumes, also at the same time and after restarts', async () => {
    const { world } = await crash();
    await Promise.all([world.coach.resume(), world.coach.resume(), world.restart().coach.resume()]);
    await world.restart().coach.resume();
    expect(await outboxOf(world)).toMatchObject([{ revision: 1 }]);
    const chat = createFakeChat('test');
    const delivery = createDelivery({
      rates: {},
      onPlaceClosed: world.coach.tellClosed,
      store: world.store,
      chats: [chat.adapter],
      clock: () => world.clock.now,
      wakeAfter: () => {},
      onError: (error) => world.errors.push(error),
    });
    for (let times = 0; times < 2; times += 1) {
      await delivery.flush();
      await world.coach.resume();
    }
    expect(chat.calls.map(({ type, post }) => [type, post.workspace, post.to])).toEqual([
      ['post', 'acme', { type: 'member', id: 'ann' }],
    ]);
    expect(world.errors).toEqual([]);
  });

  it('shows the way on: its buttons work as if the result had come at once', async () => {
    const { world } = await crash();
    await world.coach.resume();
    const [post] = await outboxOf(world);
    const buttons = post?.message ? buttonsOf(post.message) : [];
    expect(buttons.map(({ label }) => label)).toContain('Try again');
    const value = buttons.find(({ name }) => name === 'dispute')?.value ?? '';
    expect(fieldOf(await world.act('ann', press('dispute', value)), 'choice', 'keyPoint').options).toHaveLength(2);
  });

  it('is not sent when it was graded while its member waited', async () => {
    const { world } = await crash();
    await world.coach.resume();
    const sent = await outboxOf(world);
    await world.act('ann', command(`answer ${latency} ${load}`));
    await world.coach.resume();
    expect(await outboxOf(world)).toEqual(sent);
  });

  it('waits while grading still fails, without a word, and is sent when it works', async () => {
    const { world, grader } = await crash();
    grader.broken = true;
    await world.coach.resume();
    expect(await outboxOf(world)).toEqual([]);
    expect(world.errors).toEqual([grader.fault]);
    grader.broken = false;
    await world.coach.resume();
    expect(await sentLater(world)).toHaveLength(1);
  });

  it('that its member gave before another one is sent too, in the order of the answers', async () => {
    const { world, grader } = await crash();
    grader.broken = true;
    world.clock.now += 60_000;
    await world.act('ann', command(`answer ${latency} ${load}`));
    grader.broken = false;
    await world.coach.resume();
    const points = (await sentLater(world)).map(([, text]) => /\d+ points? earned, \d+ this season/.exec(text)?.[0]);
    expect(points.toSorted()).toEqual(['33 points earned, 100 this season', '67 points earned, 67 this season']);
  });

  it('is graded and sent on the way when its member answers again before the coach resumes', async () => {
    const { world } = await crash();
    world.clock.now += 60_000;
    const result = await world.act('ann', command(`answer ${latency} ${load}`));
    expect(read(result)).toContain('33 points earned, 100 this season');
    await world.coach.resume();
    expect(await sentLater(world)).toEqual([['ann', expect.stringContaining('67 points earned')]]);
  });

  it("of each member goes to that member alone, in each member's own workspace", async () => {
    const grader = createFaultyGrader();
    const world = await createWorld({ grader });
    for (const workspace of ['acme', 'rival']) {
      await world.act('ann', command('practice'), { workspace });
      await world.act('ann', command(`answer ${workspace === 'acme' ? latency : load}`), { workspace });
    }
    grader.broken = false;
    await world.coach.resume();
    const posts = await outboxOf(world);
    expect(posts.map(({ workspace, channel, message }) => [workspace, channel, message && read(message)])).toEqual([
      ['acme', '@ann', expect.stringContaining('67 of 100')],
      ['rival', '@ann', expect.stringContaining('33 of 100')],
    ]);
  });
});

describe('what the coach sends a member later', () => {
  it('is in the outbox once under its delivery, for that member', async () => {
    const world = await createWorld();
    const interaction = {
      deliveryId: 'late-1',
      platform: 'test',
      workspace: 'acme',
      member: { id: 'ann', name: 'ann', role: 'member' },
      action: command('help'),
    } as const;
    const reply = await world.coach.handle(interaction);
    if (reply.type !== 'message') throw new Error('help is a message');
    for (let times = 0; times < 3; times += 1) await world.coach.sendLater(interaction, reply);
    expect(await outboxOf(world)).toMatchObject([
      { key: 'reply:late-1', channel: '@ann', revision: 1, message: reply },
    ]);
  });
});
