import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/chat/chat-adapter.ts';
import { asAdmin, saveSetup } from '../coach/admin.ts';
import { command, fieldOf } from '../coach/reading.ts';
import { type Call, type FakeChat, wordsOf } from './fake-chat.ts';
import { chatOf, createOutboxWorld, here, type OutboxWorld } from './outbox-world.ts';

const dayMs = 86_400_000;
const shutOut: Outcome = { type: 'place-closed', because: 'The coach is not in the channel: invite it.' };
const removed: Outcome = { type: 'workspace-closed', because: 'The coach was removed from the workspace.' };
const random = { ...here, channel: 'random' };
const rival = { ...here, workspace: 'rival' };

const heading = (text: string) => JSON.stringify({ type: 'message', blocks: [{ type: 'heading', text }] });

/** Has a platform say something to what goes to one place, and show everything else. */
function answerIn(chat: FakeChat, place: Partial<typeof here>, outcome: Outcome): void {
  chat.answer = ({ post }) =>
    (place.workspace ?? post.workspace) === post.workspace && (place.channel ?? post.to.id) === post.to.id
      ? outcome
      : undefined;
}

/** Where the calls went, `acme/general`. */
const placesOf = (calls: readonly Call[]) => calls.map(({ post }) => `${post.workspace}/${post.to.id}`).toSorted();

/** Whether a call shows another question of the day; yesterday's is edited and gets its thread on the way. */
const isNewQuestion = ({ type, post }: Call) => type === 'post' && post.key.startsWith('daily:');

/** Lets a day pass on which everything is delivered that is due, and gives where the calls of that day went. */
async function nextDay(world: OutboxWorld): Promise<readonly string[]> {
  const chat = chatOf(world, 'test');
  const before = chat.calls.length;
  world.clock.now += dayMs;
  await world.tick();
  await world.delivery.flush();
  return placesOf(chat.calls.slice(before).filter(isNewQuestion));
}

describe('a channel that is closed to the coach', () => {
  it('gets no more questions, while all other channels do', async () => {
    const world = await createOutboxWorld([here, random, rival]);
    const chat = chatOf(world, 'test');
    answerIn(chat, { workspace: 'acme', channel: 'random' }, shutOut);
    await world.delivery.flush();
    expect(placesOf(chat.calls)).toEqual(['acme/general', 'acme/random', 'rival/general']);
    expect(world.errors).toMatchObject([{ message: expect.stringContaining('invite it') }]);
    for (let day = 0; day < 3; day += 1) expect(await nextDay(world)).toEqual(['acme/general', 'rival/general']);
    expect(await world.pending()).toEqual([]);
    const dailies = await world.store.read((db) => db.selectFrom('dailies').select('channel_id').execute());
    expect(dailies).toHaveLength(3 + 3 * 2);
  });

  it('says why in its setup form, and gets questions again when that is saved, without the stale ones', async () => {
    const world = await createOutboxWorld([here]);
    const chat = chatOf(world, 'test');
    answerIn(chat, {}, shutOut);
    await world.delivery.flush();
    const form = await world.act('ada', command('setup'), asAdmin());
    expect(fieldOf(form, 'channel', 'channel')).toMatchObject({ channel: 'general', problem: shutOut.because });
    chat.answer = () => undefined;
    expect(await nextDay(world)).toEqual([]);
    const shown = chat.calls.length;
    await saveSetup(world, { timeZone: ['UTC'], time: ['08:00'] });
    await world.delivery.flush();
    expect(chat.calls).toHaveLength(shown);
    expect(fieldOf(await world.act('ada', command('setup'), asAdmin()), 'channel', 'channel')).not.toHaveProperty(
      'problem',
    );
    expect(await nextDay(world)).toEqual(['acme/general']);
    expect([...chat.shown.values()].map(({ key }) => key.split(':').at(-1))).toEqual(['2026-11-25']);
  });

  it('does not stay open by an interaction in it: only an admin knows that it is mended', async () => {
    const world = await createOutboxWorld([here]);
    answerIn(chatOf(world, 'test'), {}, shutOut);
    await world.delivery.flush();
    await world.act('ann', command('practice'), { channel: 'general' });
    expect(await nextDay(world)).toEqual([]);
  });
});

describe('a workspace that is closed to the coach', () => {
  it('gets nothing more, in no channel of it, while another workspace does', async () => {
    const world = await createOutboxWorld([here, random, rival]);
    const chat = chatOf(world, 'test');
    await world.delivery.flush();
    answerIn(chat, { workspace: 'acme' }, removed);
    await nextDay(world);
    for (let day = 0; day < 3; day += 1) expect(await nextDay(world)).toEqual(['rival/general']);
    expect(await world.pending()).toEqual([]);
  });

  it('opens again with the next interaction from it; the daily questions that waited meanwhile are gone', async () => {
    const world = await createOutboxWorld([here, random]);
    const chat = chatOf(world, 'test');
    answerIn(chat, {}, removed);
    await world.enqueue('greeting', heading('Shared'));
    await world.delivery.flush();
    const shut = chat.calls.length;
    chat.answer = () => undefined;
    await world.delivery.flush();
    expect(chat.calls).toHaveLength(shut);
    await world.act('eve', command('help'), { workspace: 'rival' });
    expect(await nextDay(world)).toEqual([]);
    await world.act('ann', { type: 'home' });
    await world.delivery.flush();
    expect([...chat.shown.values()].map(({ message }) => wordsOf(message))).toEqual([
      expect.stringContaining('Shared'),
    ]);
    expect(await nextDay(world)).toEqual(['acme/general', 'acme/random']);
  });

  it('that is open keeps what waits, whatever its members do', async () => {
    const world = await createOutboxWorld([here]);
    await world.act('ann', command('help'));
    await world.delivery.flush();
    expect(chatOf(world, 'test').shown.size).toBe(1);
  });
});
