import { describe, expect, it } from 'vitest';
import type { Paint } from '../../../src/chat/paint.ts';
import { botScopes } from '../../../src/chat/slack/manifest.ts';
import { plain } from '../../../src/reply/inline.ts';
import type { Block, Message, Reply } from '../../../src/reply/reply.ts';
import { pictureOf, tinyPng } from '../../fixtures/pictures.ts';
import { postOf, shownAt } from '../../fixtures/posts.ts';
import { type BareOptions, type BareSlack, openBareSlack } from './bare-slack.ts';

const paint: Paint = async ({ title }) => tinyPng(title.length);
const words: Block = { type: 'paragraph', text: plain('The week') };
const asPicture = '(image: Ana has 3 points.)';

function messageOf(...blocks: readonly Block[]): Message {
  return { type: 'message', blocks };
}

const charted = messageOf(words, pictureOf('Ana has 3 points.'));

/** Posts a message to #general, a second after what was posted before. */
async function say(world: BareSlack, message: Message, key = 'a'): Promise<string> {
  const { slack, workspace, chat } = world;
  slack.advance(1_000);
  const to = { type: 'channel', id: workspace.channel('general').id } as const;
  return shownAt(await chat.post(postOf({ key, workspace: workspace.id, to, message })));
}

async function change({ slack, workspace, chat }: BareSlack, ref: string, message: Message): Promise<void> {
  slack.advance(1_000);
  const to = { type: 'channel', id: workspace.channel('general').id } as const;
  shownAt(await chat.edit(ref, postOf({ key: 'a', workspace: workspace.id, to, message })));
}

function general({ workspace }: BareSlack): string {
  return workspace.channel('general').text();
}

function count({ slack }: BareSlack, method: string): number {
  return slack.calls.filter((call) => call.method === method).length;
}

const asking = 'files.getUploadURLExternal';

describe('a picture in a message for a channel on Slack', () => {
  it('is uploaded without being shared, and shown with its words', async () => {
    const world = await openBareSlack({ paint });
    await say(world, charted);
    expect(general(world)).toContain(asPicture);
    expect([world.slack.violations, world.errors]).toEqual([[], []]);
  });

  it('is uploaded once, however often and wherever it is shown', async () => {
    const world = await openBareSlack({ paint });
    const ref = await say(world, charted);
    await say(world, messageOf(pictureOf('The same.'), pictureOf('And again.')), 'b');
    await change(world, ref, messageOf(pictureOf('Still the same.')));
    expect(count(world, asking)).toBe(1);
    expect(general(world).match(/\(image: /g)).toHaveLength(3);
    expect([world.slack.violations, world.errors]).toEqual([[], []]);
  });

  it('is replaced by another one, and goes when the message has none any more', async () => {
    const world = await openBareSlack({ paint });
    const ref = await say(world, charted);
    await change(world, ref, messageOf(pictureOf('Bob has 4 points.', 'Others')));
    expect(general(world)).toContain('(image: Bob has 4 points.)');
    await change(world, ref, messageOf(words));
    expect(general(world)).toBe('The week');
    expect(count(world, asking)).toBe(2);
  });

  it('is described in at most 2,000 characters, by its title if need be', async () => {
    const world = await openBareSlack({ paint });
    await say(world, messageOf(pictureOf('b'.repeat(9_000)), pictureOf(' \u200b', 'Answers of the week')));
    expect(general(world)).toMatch(/\(image: b{1999}…\)/);
    expect(general(world)).toContain('(image: Answers of the week)');
    expect(world.slack.violations).toEqual([]);
  });

  it('waits until Slack has looked at it', async () => {
    const world = await openBareSlack({ paint });
    world.slack.fileLookMs = 2_500;
    await say(world, charted);
    expect(general(world)).toContain(asPicture);
    expect(world.errors).toEqual([]);
  });

  it('is told in words when Slack looks at it for too long, and shown the next time', async () => {
    const world = await openBareSlack({ paint });
    world.slack.fileLookMs = 60_000;
    const ref = await say(world, charted);
    expect(general(world)).toBe('The week\nAna has 3 points.');
    world.slack.fileLookMs = 0;
    await change(world, ref, charted);
    expect(general(world)).toContain(asPicture);
    expect(world.slack.violations).toEqual([]);
  });

  it('is uploaded again when somebody has deleted the file', async () => {
    const world = await openBareSlack({ paint });
    await say(world, charted);
    world.slack.world.files.clear();
    await say(world, charted, 'b');
    await say(world, charted, 'c');
    expect(general(world).match(/\(image: /g)).toHaveLength(2);
    expect(general(world).match(/Ana has 3 points/g)).toHaveLength(3);
  });

  it.each<[string, BareOptions]>([
    ['fails', { paint: () => Promise.reject(new Error('no ink')) }],
    ['never ends', { paint: () => new Promise(() => {}), paintTimeoutMs: 20 }],
  ])('is told in words when painting it %s', async (_how, options) => {
    const world = await openBareSlack(options);
    await say(world, charted);
    expect(general(world)).toBe('The week\nAna has 3 points.');
    expect(world.errors).toHaveLength(1);
    expect([count(world, asking), world.slack.violations]).toEqual([0, []]);
  });

  it('is told in words where nobody paints, without a fault', async () => {
    const world = await openBareSlack({});
    await say(world, charted);
    expect(general(world)).toBe('The week\nAna has 3 points.');
    expect(world.errors).toEqual([]);
  });

  const steps = [asking, 'upload', 'files.completeUploadExternal'];
  const faults = ['500', 'drop', 'accept-then-drop', 'hang', '429', 'invalid-json', 'error:internal_error'] as const;
  // Slack's answer to an upload says nothing but its status.
  const said = (step: string) => faults.filter((how) => step !== 'upload' || !/^(invalid|error)/.test(how));
  it.each(steps.flatMap((step) => said(step).map((how) => [step, how] as const)))(
    'is told in words, once, when %s goes wrong, and shown the next time: %s',
    async (method, how) => {
      const world = await openBareSlack({ paint });
      world.slack.fail({ method, how });
      const ref = await say(world, charted);
      expect([general(world), world.errors.length]).toEqual(['The week\nAna has 3 points.', 1]);
      await change(world, ref, charted);
      expect(general(world)).toContain(asPicture);
      expect(world.slack.violations).toEqual([]);
    },
  );

  it('is told in words in a workspace that has not agreed to files, which is asked once an hour', async () => {
    const world = await openBareSlack({ paint, scopes: botScopes.filter((scope) => scope !== 'files:write') });
    const ref = await say(world, charted);
    await change(world, ref, charted);
    expect([general(world), count(world, asking), world.errors.length]).toEqual(['The week\nAna has 3 points.', 1, 1]);
    world.slack.advance(3_600_000);
    await change(world, ref, charted);
    expect(count(world, asking)).toBe(2);
  });

  it('is shown once, with its words, after a try that nobody knows the end of', async () => {
    const world = await openBareSlack({ paint });
    world.slack.fail({ method: 'chat.postMessage', how: 'accept-then-drop' });
    await expect(say(world, charted)).rejects.toThrow();
    world.slack.advance(1_000);
    const to = { type: 'channel', id: world.workspace.channel('general').id } as const;
    await world.chat.post(postOf({ key: 'a', workspace: world.workspace.id, to, message: charted, again: true }));
    expect(general(world).match(/\(image: /g)).toHaveLength(1);
  });
});

describe('a picture in a reply on Slack', () => {
  const handle = (): Reply => charted;

  it('comes after the acknowledgement of a command, and of a press', async () => {
    const way = { name: 'leaderboard', label: 'Again', value: '', style: 'default' } as const;
    const world = await openBareSlack({
      paint,
      handle: () => messageOf(...charted.blocks, { type: 'actions', actions: [way] }),
    });
    const ana = world.workspace.member('Ana');
    await ana.slash('/coach leaderboard');
    await ana.waitFor(asPicture);
    await ana.click('Again');
    await world.slack.idle();
    expect(ana.sees().match(/\(image: /g)).toHaveLength(2);
    expect([world.slack.violations, world.errors, world.later]).toEqual([[], [], []]);
  });

  const look = { name: 'leaderboard', label: 'Look', value: '', style: 'default' } as const;
  const home = messageOf({ type: 'actions', actions: [look] });

  it('comes into a modal that has opened with its words', async () => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array>();
    const world = await openBareSlack({ paint: () => promise, handle, home });
    const ana = world.workspace.member('Ana');
    await ana.openHome();
    await ana.click('Look');
    await ana.waitFor('Ana has 3 points.');
    resolve(tinyPng());
    await ana.waitFor(asPicture);
    expect([world.slack.violations, world.errors, world.later]).toEqual([[], [], []]);
  });

  it('stays away from a modal that shows something else by then', async () => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array>();
    const replies = [messageOf(...charted.blocks, { type: 'actions', actions: [look] }), messageOf(words)];
    const world = await openBareSlack({ paint: () => promise, handle: () => replies.shift() ?? home, home });
    const ana = world.workspace.member('Ana');
    await ana.openHome();
    await ana.click('Look');
    await ana.waitFor('Ana has 3 points.');
    world.slack.advance(2_000);
    await ana.click('Look');
    await expect.poll(() => ana.sees()).not.toContain('Ana has 3 points.');
    resolve(tinyPng());
    await world.slack.idle();
    expect(ana.sees()).not.toContain('Ana has 3 points.');
    expect([world.slack.violations, world.errors]).toEqual([[], []]);
  });

  it('keeps no acknowledgement waiting', async () => {
    const { promise, resolve } = Promise.withResolvers<Uint8Array>();
    const world = await openBareSlack({ paint: () => promise, handle });
    const ana = world.workspace.member('Ana');
    // Fails when it is not acknowledged in time.
    await ana.slash('/coach leaderboard');
    expect(ana.sees()).not.toContain('Ana has 3 points');
    resolve(tinyPng());
    await ana.waitFor(asPicture);
  });

  it.each<[string, BareOptions, number]>([
    ['cannot be painted', { paint: () => Promise.reject(new Error('no ink')) }, 0],
    ['is late', { paint: () => new Promise(() => {}), paintTimeoutMs: 20 }, 0],
    ['is looked at for too long', { paint }, 60_000],
  ])('is told in words, once, when it %s', async (_how, options, fileLookMs) => {
    const world = await openBareSlack({ ...options, handle });
    world.slack.fileLookMs = fileLookMs;
    const ana = world.workspace.member('Ana');
    await ana.slash('/coach leaderboard');
    await ana.waitFor('Ana has 3 points.');
    await world.slack.idle();
    expect(ana.sees().match(/Ana has 3 points/g)).toHaveLength(1);
    expect(ana.sees()).not.toContain('(image');
    expect([world.errors.length, world.later]).toEqual([1, []]);
  });
});
