import { describe, expect, it } from 'vitest';
import { createSlackWorld, type SlackWorld } from './slack-world.ts';

const answer = 'A cache lowers latency because it answers from memory.';

/** An admin has had the daily question posted in #general at 09:00 on working days. */
async function setUp(world: SlackWorld): Promise<void> {
  const admin = world.workspace.member('Ada', { admin: true, timeZone: 'Europe/Berlin' });
  await admin.slash('/coach setup');
  await admin.submit();
  await admin.waitFor('Saved.');
  await world.slack.idle();
}

describe('the question of the day on Slack', () => {
  it('is set up in a modal that knows the admin’s zone and channel, and is posted at that time', async () => {
    const world = await createSlackWorld();
    const { workspace, slack } = world;
    const general = workspace.channel('general');
    await setUp(world);
    // Monday, nine o'clock in Berlin is eight in UTC, and past already: the first one comes tomorrow.
    expect(workspace.member('Ada').sees()).toContain('Tuesday 24 November at 09:00');
    await world.goTo('2026-11-24T07:59');
    expect(general.text()).not.toContain('Question of the day');
    await world.goTo('2026-11-24T08:00');
    expect(general.text()).toContain('Question of the day');
    expect(general.text()).toContain('Nobody has answered yet');
    await world.goTo('2026-11-24T09:00');
    expect(general.text().match(/Question of the day/g)).toHaveLength(1);
    expect([slack.violations, world.errors]).toEqual([[], []]);
  });

  it('is answered in private, and the message counts along', async () => {
    const world = await createSlackWorld();
    await setUp(world);
    await world.goTo('2026-11-24T08:00');
    const [ana, bob] = [world.workspace.member('Ana'), world.workspace.member('Bob')];
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    await world.pass(1_000);
    expect(bob.sees()).toContain('1 person has answered');
    expect(bob.sees()).not.toContain('answers from memory');
    await bob.click('Answer');
    await bob.submit({ answer });
    await bob.waitFor('67 of 100');
    await world.pass(3_000);
    expect(world.workspace.channel('general').text()).toContain('2 people have answered');
    expect(
      world.workspace
        .channel('general')
        .text()
        .match(/Question of the day/g),
    ).toHaveLength(1);
    expect(world.slack.violations).toEqual([]);
  });

  it('closes at five: its message says so, and its thread holds the model answer and the best', async () => {
    const world = await createSlackWorld();
    await setUp(world);
    await world.goTo('2026-11-24T08:00');
    const ana = world.workspace.member('Ana');
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    // Her name comes just before her Home.
    await ana.waitFor('Your progress');
    await world.goTo('2026-11-24T16:00');
    for (let second = 0; second < 3; second += 1) await world.pass(1_000);
    const general = world.workspace.channel('general');
    expect(general.text()).toContain('Closed · 1 person has answered · the model answer is in the thread');
    const thread = general.thread('Question of the day');
    expect(thread).toContain('A cache takes load off the database. (○ 1 missed)');
    expect(thread).toMatch(/Best of the day[\s\S]*Ana/);
    expect(general.text().match(/Question of the day/g)).toHaveLength(1);
    expect([world.slack.violations, world.errors]).toEqual([[], []]);
  });

  it('rests at weekends and moves with the zone', async () => {
    const world = await createSlackWorld();
    const general = world.workspace.channel('general');
    await setUp(world);
    await world.goTo('2026-11-28T08:00');
    await world.goTo('2026-11-29T12:00');
    expect(general.text()).not.toContain('Question of the day');
    await world.goTo('2026-11-30T08:00');
    expect(general.text()).toContain('Question of the day');
  });

  it('tries itself out in the channel when the admin wants it to', async () => {
    const world = await createSlackWorld();
    await setUp(world);
    await world.workspace.member('Ada').click('Post a test message');
    await world.pass(1_000);
    expect(world.workspace.channel('general').text()).toContain('The coach can post here');
  });

  it('says at the field what is wrong with a setting, and keeps the others', async () => {
    const world = await createSlackWorld();
    const admin = world.workspace.member('Ada', { admin: true });
    await admin.slash('/coach setup');
    await admin.submit({ timeZone: 'Middle/Earth', weekdays: [] });
    expect(admin.problems().join(' ')).toContain('There is no time zone "Middle/Earth"');
    expect(admin.modal()?.title).toBe('Set up the coach');
    await admin.submit({ timeZone: 'Asia/Kathmandu', weekdays: ['6', '7'] });
    await admin.waitFor('Saved.');
    expect(admin.sees()).toContain('Saturday, Sunday');
  });

  it('is not for members to set up, nor for whoever was an admin when the form opened', async () => {
    const world = await createSlackWorld();
    const bob = world.workspace.member('Bob');
    await bob.slash('/coach setup');
    expect(bob.sees()).toContain('Only admins of this workspace can do that');
    const ada = world.workspace.member('Ada', { admin: true });
    await ada.slash('/coach setup');
    for (const member of world.slack.world.members.values()) Object.assign(member, { admin: false });
    await ada.submit();
    await ada.waitFor('Only admins of this workspace can do that');
    await world.goTo('2026-11-24T09:00');
    expect(world.workspace.channel('general').text()).not.toContain('Question of the day');
  });
});
