import { describe, expect, it } from 'vitest';
import { holdWriters } from '../../fixtures/databases.ts';
import { createSlackWorld, type SlackWorld } from './slack-world.ts';

const answer = 'A cache lowers latency because it answers from memory.';
const dailyAt = '2026-11-24T09:00';

/** An admin sets a channel up for nine o'clock, every day. */
async function setUp(world: SlackWorld, ...channels: readonly string[]): Promise<void> {
  const admin = world.workspace.member('Ada', { admin: true, timeZone: 'UTC' });
  for (const name of channels) {
    const { id } = world.workspace.channel(name);
    await admin.in(name);
    await admin.slash('/coach setup');
    await admin.submit({ channel: id, weekdays: ['1', '2', '3', '4', '5', '6', '7'] });
    await admin.waitFor('Saved.');
    await world.slack.idle();
  }
}

function shown({ workspace }: SlackWorld, channel = 'general', what = /Question of the day/g): number {
  return workspace.channel(channel).text().match(what)?.length ?? 0;
}

function calls({ slack }: SlackWorld, method = 'chat.postMessage', channel?: string): number {
  return slack.calls.filter((call) => call.method === method && (!channel || call.params.channel === channel)).length;
}

describe('a message for a channel on Slack', () => {
  it('is shown once when Slack took it but the answer was lost', async () => {
    const world = await createSlackWorld();
    await setUp(world, 'general');
    world.slack.fail({ method: 'chat.postMessage', how: 'accept-then-drop' });
    await world.goTo(dailyAt);
    expect(shown(world)).toBe(1);
    for (let tries = 0; tries < 3; tries += 1) await world.pass(60_000);
    expect(shown(world)).toBe(1);
    expect(calls(world)).toBe(1);
    const ana = world.workspace.member('Ana');
    await ana.click('Answer');
    await ana.submit({ answer });
    await world.slack.idle();
    await world.pass(1_000);
    expect(shown(world, 'general', /1 person has answered/g)).toBe(1);
  });

  it('is shown once when somebody answers it before we know that it is there', async () => {
    const world = await createSlackWorld();
    await setUp(world, 'general');
    world.slack.fail({ method: 'chat.postMessage', how: 'accept-then-drop' });
    await world.goTo(dailyAt);
    const ana = world.workspace.member('Ana');
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    await world.slack.idle();
    for (let seconds = 0; seconds < 5; seconds += 1) await world.pass(1_000);
    expect(shown(world)).toBe(1);
    expect(shown(world, 'general', /1 person has answered/g)).toBe(1);
  });

  it('is changed where it stands after a pause in which Slack refused changes', async () => {
    const world = await createSlackWorld();
    await setUp(world, 'general');
    await world.goTo(dailyAt);
    world.slack.fail({ method: 'chat.update', how: 'error:is_archived' });
    for (const name of ['Ana', 'Bob']) {
      const member = world.workspace.member(name);
      await member.click('Answer');
      await member.submit({ answer });
      await member.waitFor('67 of 100');
      await world.pass(2_000);
      await world.workspace.member('Ada').slash('/coach setup');
      await world.workspace.member('Ada').submit();
      await world.slack.idle();
    }
    await world.pass(2_000);
    expect(shown(world)).toBe(1);
    expect(shown(world, 'general', /2 people have answered/g)).toBe(1);
  });

  it('is shown once, too, when nobody knows and the coach is not in the channel yet', async () => {
    const world = await createSlackWorld();
    world.workspace.channel('random', { bot: false });
    await setUp(world, 'random');
    world.slack.fail({ method: 'chat.postMessage', how: 'accept-then-drop', times: 2 });
    await world.goTo(dailyAt);
    await world.pass(60_000);
    await world.pass(60_000);
    expect(shown(world, 'random')).toBe(1);
  });

  it.each(['drop', '500', 'hang', 'invalid-json'] as const)('comes later when Slack fails: %s', async (how) => {
    const world = await createSlackWorld();
    await setUp(world, 'general');
    world.slack.fail({ method: 'chat.postMessage', how, times: 2 });
    await world.goTo(dailyAt);
    expect(shown(world)).toBe(0);
    await world.pass(60_000);
    await world.pass(60_000);
    expect(shown(world)).toBe(1);
    expect(world.errors.length).toBeGreaterThan(0);
  });

  it('waits as long as Slack asks, in that channel alone', async () => {
    const world = await createSlackWorld();
    await setUp(world, 'general', 'random');
    const general = world.workspace.channel('general').id;
    world.slack.fail({ method: 'chat.postMessage', channel: general, how: '429', retryAfter: 90 });
    await world.goTo(dailyAt);
    expect([shown(world), shown(world, 'random')]).toEqual([0, 1]);
    const before = calls(world, 'chat.postMessage', general);
    await world.pass(89_000);
    expect(calls(world, 'chat.postMessage', general)).toBe(before);
    await world.pass(1_000);
    expect(shown(world)).toBe(1);
    expect(world.errors).toEqual([]);
  });

  it('keeps the pace of one a second in each channel', async () => {
    const world = await createSlackWorld();
    world.slack.enforceRates = true;
    await setUp(world, 'general');
    const people = ['Ana', 'Bob', 'Cem', 'Dee'].map((name) => world.workspace.member(name));
    for (const person of people) {
      await person.slash('/coach practice');
      await person.click('Answer');
      await person.submit({ answer });
      await person.click('Share');
    }
    await world.slack.idle();
    expect(shown(world, 'general', /has answered/g)).toBe(1);
    for (let second = 0; second < 4; second += 1) await world.pass(1_000);
    expect(shown(world, 'general', /has answered/g)).toBe(4);
    expect(world.slack.calls.filter(({ error }) => error)).toEqual([]);
  });

  it('parks a channel that is gone, tells the admin there, and goes on in the others', async () => {
    const world = await createSlackWorld();
    await setUp(world, 'general', 'random');
    world.workspace.channel('general').archive();
    await world.goTo(dailyAt);
    const general = world.workspace.channel('general').id;
    const before = calls(world, 'chat.postMessage', general);
    await world.goTo('2026-11-25T09:00');
    // Yesterday's question is closed first, and a channel takes one message a second.
    for (let second = 0; second < 3; second += 1) await world.pass(1_000);
    expect(calls(world, 'chat.postMessage', general)).toBe(before);
    expect(shown(world, 'random')).toBe(2);
    const admin = world.workspace.member('Ada');
    await world.pass(1_000);
    await admin.waitFor('could not be posted in the channel that you have set up. That channel is archived');
    await admin.in('general');
    await admin.slash('/coach setup');
    await world.slack.idle();
    expect(admin.modal()?.text).toContain('That channel is archived');
  });

  it('parks a workspace whose token is revoked, and opens it when Slack lets the coach in again', async () => {
    const world = await createSlackWorld();
    await setUp(world, 'general');
    world.slack.fail({ method: 'chat.postMessage', how: 'error:token_revoked', times: 100 });
    await world.goTo(dailyAt);
    const before = calls(world);
    for (const day of ['25', '26', '27']) await world.goTo(`2026-11-${day}T09:00`);
    expect(calls(world)).toBe(before);
    world.slack.clearFaults();
    await world.workspace.member('Ana').slash('/coach stats');
    await world.goTo('2026-11-28T09:00');
    expect(shown(world)).toBe(1);
  });

  it('is not sent again for ever when Slack will never take it', async () => {
    const world = await createSlackWorld();
    await setUp(world, 'general');
    world.slack.fail({ method: 'chat.postMessage', how: 'error:invalid_blocks' });
    await world.goTo(dailyAt);
    for (let tries = 0; tries < 3; tries += 1) await world.pass(3_600_000);
    expect(calls(world)).toBe(1);
  });
});

describe('what somebody asks for in a channel that was closed', () => {
  it('arrives when they have let the coach in: a test message, and what they share', async () => {
    const world = await createSlackWorld();
    const hidden = world.workspace.channel('secret', { private: true, bot: false });
    const ada = world.workspace.member('Ada', { admin: true });
    hidden.invite(ada);
    await ada.in('secret');
    await ada.slash('/coach setup');
    await ada.submit({ channel: hidden.id });
    await ada.click('Post a test message');
    await world.slack.idle();
    expect(hidden.text()).not.toContain('The coach can post here');
    hidden.bot(true);
    await world.pass(2_000);
    await ada.click('Post a test message');
    await world.pass(2_000);
    expect(hidden.text()).toContain('The coach can post here');
    await ada.slash('/coach practice');
    await ada.click('Answer');
    await ada.submit({ answer });
    await ada.click('Share');
    await world.slack.idle();
    await world.pass(2_000);
    expect(hidden.text()).toContain('Ada has answered');
  });
});

describe('a result on Slack', () => {
  it('comes as a direct message, once, when its question cannot be replaced any more', async () => {
    const world = await createSlackWorld();
    const ana = world.workspace.member('Ana');
    await ana.slash('/coach practice');
    await ana.click('Answer');
    await ana.waitFor('Your answer');
    await world.pass(31 * 60_000);
    world.slack.fail({ method: 'chat.postMessage', how: 'accept-then-drop' });
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    await world.pass(60_000);
    await world.pass(60_000);
    expect(ana.sees().match(/67 of 100/g)).toHaveLength(1);
    expect(ana.modal()).toBeUndefined();
  });

  it('comes as a direct message when Slack does not take it in the channel', async () => {
    const world = await createSlackWorld();
    const ana = world.workspace.member('Ana');
    await ana.slash('/coach practice');
    await ana.click('Answer');
    world.slack.fail({ method: 'response_url', how: '500' });
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    expect(ana.sees().match(/67 of 100/g)).toHaveLength(1);
  });
});

describe('an acknowledgement that does not get through', () => {
  it('costs nobody their hint or their grade', async () => {
    const world = await createSlackWorld();
    const ana = world.workspace.member('Ana');
    await ana.slash('/coach practice');
    await ana.waitFor('2 key points');
    await world.slack.idle();
    world.slack.loseAcks = true;
    for (const act of [() => ana.click('Hint'), () => ana.slash(`/coach answer ${answer}`)]) {
      while (world.slack.sockets() === 0) await new Promise((resolve) => setImmediate(resolve));
      await act();
      await world.slack.idle();
      await world.pass(2_000);
    }
    await ana.waitFor('Think about how long the caller waits.');
    await ana.waitFor('67 of 100');
  });

  it('costs nobody their grade, either, when Slack is reached again before there is one', async () => {
    const world = await createSlackWorld();
    const ana = world.workspace.member('Ana');
    await ana.slash('/coach practice');
    await ana.waitFor('2 key points');
    const letGo = await holdWriters(world.store);
    world.slack.loseAcks = true;
    await ana.slash(`/coach answer ${answer}`);
    world.slack.loseAcks = false;
    while (world.slack.sockets() === 0) await new Promise((resolve) => setImmediate(resolve));
    await world.slack.event(world.workspace, { type: 'reaction_added' });
    await letGo();
    await ana.waitFor('67 of 100');
  });
});

describe('a workspace that removes the coach', () => {
  it('is not left because of old news, when the app is back already', async () => {
    const world = await createSlackWorld();
    await setUp(world, 'general');
    await world.slack.event(world.workspace, { type: 'app_uninstalled' });
    await world.slack.idle();
    await world.goTo(dailyAt);
    expect(shown(world)).toBe(1);
  });

  it('is left alone at once, and its data are gone after thirty days', async () => {
    const world = await createSlackWorld();
    await setUp(world, 'general');
    const ana = world.workspace.member('Ana');
    await ana.slash('/coach practice');
    await ana.click('Answer');
    await ana.submit({ answer });
    await world.slack.idle();
    await world.slack.uninstall(world.workspace);
    await world.slack.idle();
    const before = world.slack.calls.length;
    await world.goTo(dailyAt);
    expect(world.slack.calls.length).toBe(before);
    const attempts = () => world.store.read((db) => db.selectFrom('attempts').select('id').execute());
    await world.pass(28 * 86_400_000);
    expect(await attempts()).toHaveLength(1);
    await world.pass(86_400_000);
    expect(await attempts()).toHaveLength(0);
    expect(await world.store.read((db) => db.selectFrom('workspaces').select('id').execute())).toEqual([]);
  });
});
