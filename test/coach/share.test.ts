import { describe, expect, it } from 'vitest';
import { toPlainText } from '../../src/reply/plain-text.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { type Change, createWorld, type World } from '../fixtures/practice-world.ts';
import { outboxOf } from './admin.ts';
import { createLiteralGrader, latency, load } from './literal-grader.ts';
import { buttonsOf, command, practise, press, read, submit } from './reading.ts';
import { dumpDoings } from './world-dump.ts';

const inGeneral: Change = { channel: 'general' };
const shared = 'Shared in this channel: your score and the question, nothing of your answer.';
const notYours = 'That result is not there any more, or not yours: practise another question.';

/** Ann has answered, and may share the result. */
async function openWorld(): Promise<{ world: World; result: Reply; value: string }> {
  const world = await createWorld({ grader: createLiteralGrader() });
  const result = await world.act('ann', submit(await practise(world, 'ann'), `${latency} My secret words.`));
  return { world, result, value: buttonsOf(result).find(({ name }) => name === 'share')?.value ?? '' };
}

/** What the channel is to read. */
async function postsOf(world: World): Promise<readonly string[]> {
  return (await outboxOf(world)).map(({ channel, message }) => `${channel}: ${message && toPlainText(message)}`);
}

describe('a result that is shared', () => {
  it('is posted in the channel where its member is, with question and score', async () => {
    const { world, value } = await openWorld();
    expect(read(await world.act('ann', press('share', value), inGeneral))).toBe(shared);
    expect(await postsOf(world)).toEqual([
      'general: ann has answered\n\nWhat does a cache buy you?\n\n███████░░░  67 of 100 · 1 of 2 key points covered',
    ]);
  });

  it('says nothing of the answer, its proofs or any key point, covered or missed', async () => {
    const { world, value } = await openWorld();
    await world.act('ann', press('share', value), inGeneral);
    const [post] = await outboxOf(world);
    const words = JSON.stringify(post?.message);
    for (const secret of [latency, load, 'My secret words', 'latency', 'memory', 'load', 'stands behind', 'Follow-up'])
      expect([secret, words.includes(secret)]).toEqual([secret, false]);
    // Nor does a button lead from the channel into what is hers.
    expect(words).not.toContain(value);
    expect(post?.message && buttonsOf(post.message).map(({ label, value: carried }) => [label, carried])).toEqual([
      ['Practise too', ''],
    ]);
  });

  it('is posted once in a channel, however often its button is pressed', async () => {
    const { world, value } = await openWorld();
    for (const change of [inGeneral, inGeneral, { channel: 'random' }, inGeneral])
      await world.act('ann', press('share', value), change);
    expect(await outboxOf(world)).toMatchObject([
      { key: expect.stringContaining(value), channel: 'general', revision: 1 },
      { key: expect.stringContaining(value), channel: 'random', revision: 1 },
    ]);
  });

  it('is one of two when two answers were given', async () => {
    const { world, value } = await openWorld();
    const next = await world.act('ann', command(`answer ${latency} ${load}`));
    const other = buttonsOf(next).find(({ name }) => name === 'share')?.value ?? '';
    expect(other).not.toBe(value);
    for (const one of [value, other]) await world.act('ann', press('share', one), inGeneral);
    expect((await postsOf(world)).map((post) => /\d+ of 100/.exec(post)?.[0])).toEqual(['67 of 100', '100 of 100']);
  });

  it('leads somebody else in the channel to a question of their own', async () => {
    const { world, value } = await openWorld();
    await world.act('ann', press('share', value), inGeneral);
    const [post] = await outboxOf(world);
    const [button] = post?.message ? buttonsOf(post.message) : [];
    expect(read(await world.act('bob', press(button?.name ?? 'help', button?.value), inGeneral))).toContain(
      '2 key points',
    );
  });

  it('keeps a hostile name as text', async () => {
    const { world, value } = await openWorld();
    const name = '<!channel> *bold* </p><script>';
    await world.act('ann', press('share', value), { ...inGeneral, member: { name } });
    const [post] = await outboxOf(world);
    expect(post?.message?.blocks[0]).toMatchObject({
      text: [{ type: 'strong', text: name }, { text: ' has answered' }],
    });
  });
});

describe('a result that cannot be shared', () => {
  it('in private is kept, and its member told why', async () => {
    const { world, value } = await openWorld();
    const before = await dumpDoings(world);
    expect(read(await world.act('ann', press('share', value)))).toBe(
      'Nobody else is here to see it: practise in a channel to share a result there.',
    );
    expect(await dumpDoings(world)).toEqual(before);
  });

  it.each<[string, Change]>([
    ['another member', { ...inGeneral, member: { id: 'bob', name: 'bob' } }],
    ['another member of the same name', { ...inGeneral, member: { id: 'bob', name: 'ann' } }],
    ['an admin', { ...inGeneral, member: { id: 'ada', name: 'ada', role: 'admin' } }],
    ['somebody of the same id in another workspace', { ...inGeneral, workspace: 'rival' }],
    ['somebody of the same id on another platform', { ...inGeneral, platform: 'other' }],
  ])('is not posted for %s', async (_who, change) => {
    const { world, value } = await openWorld();
    const before = await dumpDoings(world);
    expect(read(await world.act('ann', press('share', value), change))).toBe(notYours);
    expect(await dumpDoings(world)).toEqual(before);
  });

  it.each(['', 'id-999', '__proto__', "' or 1=1 --", '%', '\0', '\ud800', 'x'.repeat(10_000), 'session:id-1'])(
    'is refused politely when its id is invented: %j',
    async (value) => {
      const { world } = await openWorld();
      const before = await dumpDoings(world);
      expect(read(await world.act('ann', press('share', value), inGeneral))).toBe(notYours);
      expect(await dumpDoings(world)).toEqual(before);
      expect(world.errors).toEqual([]);
    },
  );

  it('is not there while its answer is not graded', async () => {
    const grader = { name: 'dead', grade: () => Promise.reject(new Error('killed')) };
    const world = await createWorld({ grader });
    await world.act('ann', submit(await practise(world, 'ann'), latency));
    const { id } = await world.store.read((db) => db.selectFrom('attempts').select('id').executeTakeFirstOrThrow());
    expect(read(await world.act('ann', press('share', id), inGeneral))).toBe(notYours);
    expect(await outboxOf(world)).toEqual([]);
  });
});
