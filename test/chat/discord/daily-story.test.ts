import { describe, expect, it } from 'vitest';
import { createDiscordWorld, type DiscordWorld } from './discord-world.ts';

const answer = 'A cache lowers latency because it answers from memory.';

/** An admin has the daily question posted in a channel at 09:00 of Berlin, on all days. */
async function setUp(world: DiscordWorld, channel = 'general'): Promise<void> {
  const admin = world.guild.member('Ada', { permissions: ['ManageGuild'] });
  await admin.in(channel);
  await admin.slash('/coach-admin setup');
  await admin.submit({ timeZone: 'Europe/Berlin' });
  await admin.waitFor('Saved.');
  await world.discord.idle();
}

describe('the question of the day on Discord', () => {
  it('is set up in a modal, posted once at its time, answered in private, and counts along', async () => {
    const world = await createDiscordWorld();
    const general = world.guild.channel('general');
    await setUp(world);
    await world.goTo('2026-11-24T07:59');
    expect(general.text()).not.toContain('Question of the day');
    await world.goTo('2026-11-24T08:00');
    await world.goTo('2026-11-24T09:00');
    expect(general.text().match(/Question of the day/g)).toHaveLength(1);
    const [ana, bob] = [world.guild.member('Ana'), world.guild.member('Bob')];
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    await world.pass(1_000);
    expect(bob.sees()).toContain('1 person has answered');
    expect(bob.sees()).not.toContain('answers from memory');
    expect(general.text().match(/Question of the day/g)).toHaveLength(1);
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it('closes at five: its message says so, and its thread holds the model answer and the best', async () => {
    const world = await createDiscordWorld();
    const general = world.guild.channel('general');
    await setUp(world);
    await world.goTo('2026-11-24T08:00');
    const ana = world.guild.member('Ana');
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    await world.goTo('2026-11-24T16:00');
    for (let second = 0; second < 3; second += 1) await world.pass(1_000);
    expect(general.text()).toContain('Closed · 1 person has answered · the model answer is in the thread');
    const thread = general.thread('Question of the day');
    expect(thread).toContain('A cache takes load off the database. (○ 1 missed)');
    expect(thread).toMatch(/Best of the day[\s\S]*Ana/);
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it('becomes a post of its own in a forum', async () => {
    const world = await createDiscordWorld();
    const forum = world.guild.channel('questions', { type: 'forum' });
    const admin = world.guild.member('Ada', { permissions: ['ManageGuild'] });
    await admin.slash('/coach-admin setup');
    await admin.submit({ timeZone: 'UTC', channel: forum.id });
    await admin.waitFor('Saved.');
    await world.goTo('2026-11-24T09:00');
    expect(forum.text()).toContain('What does a cache buy you?');
    expect([world.discord.violations, world.errors]).toEqual([[], []]);
  });

  it('is not for members to set up, nor for whoever was an admin when the form opened', async () => {
    const world = await createDiscordWorld();
    const bob = world.guild.member('Bob');
    expect((await bob.slash('/coach-admin setup')).type).toBe('refused');
    const ada = world.guild.member('Ada', { permissions: ['ManageGuild'] });
    await ada.slash('/coach-admin setup');
    world.guild.change(ada, { permissions: [] });
    await ada.submit({ timeZone: 'UTC' });
    await ada.waitFor('Only admins of this workspace can do that');
    await world.goTo('2026-11-24T09:00');
    expect(world.guild.channel('general').text()).not.toContain('Question of the day');
  });

  it('says what is wrong with a setting and opens the form again as it was filled in', async () => {
    const world = await createDiscordWorld();
    const ada = world.guild.member('Ada', { permissions: ['ManageGuild'] });
    await ada.slash('/coach-admin setup');
    await ada.submit({ timeZone: 'Middle/Earth', time: '25:00' });
    await ada.waitFor('There is no time zone "Middle/Earth"');
    await ada.click('Back to the form');
    await ada.waitFor('Middle/Earth');
    await ada.submit({ timeZone: 'Asia/Kathmandu', time: '10:30' });
    await ada.waitFor('Saved.');
    expect(ada.sees()).toContain('10:30, Asia/Kathmandu');
  });
});

describe('a message for a channel on Discord', () => {
  const dailyAt = '2026-11-24T08:00';
  const shown = ({ guild }: DiscordWorld, channel = 'general') =>
    guild
      .channel(channel)
      .text()
      .match(/Question of the day/g)?.length ?? 0;
  const route = 'POST /channels/:channel/messages';

  it('is shown once when Discord took it but the answer was lost', async () => {
    const world = await createDiscordWorld();
    await setUp(world);
    world.discord.fail({ route, how: 'accept-then-drop' });
    await world.goTo(dailyAt);
    for (let tries = 0; tries < 3; tries += 1) await world.pass(60_000);
    expect(shown(world)).toBe(1);
  });

  it('is shown once where the coach may not read what stands there', async () => {
    const world = await createDiscordWorld();
    await setUp(world);
    world.guild.channel('general').deny('ReadMessageHistory');
    await world.discord.idle();
    world.discord.fail({ route, how: 'accept-then-drop' });
    await world.goTo(dailyAt);
    for (let tries = 0; tries < 3; tries += 1) await world.pass(60_000);
    expect(shown(world)).toBe(1);
    expect(world.discord.calls.filter((call) => call.route === route)).toHaveLength(2);
  });

  it('is shown once when hours have passed before Discord answers again, in a forum too', async () => {
    const world = await createDiscordWorld();
    const forum = world.guild.channel('questions', { type: 'forum' });
    await setUp(world);
    const ada = world.guild.member('Ada');
    await ada.slash('/coach-admin setup');
    await ada.submit({ timeZone: 'Europe/Berlin', channel: forum.id });
    await world.discord.idle();
    for (const failing of [route, 'POST /channels/:channel/threads'])
      world.discord.fail({ route: failing, how: 'accept-then-drop' });
    await world.goTo(dailyAt);
    world.discord.fail({ route: 'GET /channels/:channel', how: '500', times: 6 });
    for (let hours = 0; hours < 6; hours += 1) await world.pass(3_600_000);
    expect([shown(world), forum.text().match(/Question of the day\n|^### Question of the day/gm)?.length]).toEqual([
      1, 1,
    ]);
  });

  it.each(['drop', '500', 'hang', 'invalid-json'] as const)('comes later when Discord fails: %s', async (how) => {
    const world = await createDiscordWorld();
    await setUp(world);
    world.discord.fail({ route, how, times: 2 });
    await world.goTo(dailyAt);
    for (let tries = 0; tries < 4; tries += 1) await world.pass(60_000);
    expect(shown(world)).toBe(1);
  });

  it('waits as long as Discord asks, in that channel alone', async () => {
    const world = await createDiscordWorld();
    world.guild.channel('random');
    await setUp(world);
    await setUp(world, 'random');
    world.discord.fail({ route, channel: world.guild.channel('general').id, how: '429', retryAfter: 30 });
    await world.goTo(dailyAt);
    expect([shown(world), shown(world, 'random')]).toEqual([0, 1]);
  });

  it('is not held up by direct conversations that Discord wants opened later', async () => {
    const world = await createDiscordWorld();
    await setUp(world);
    const dm = 'POST /users/@me/channels';
    world.discord.fail({ route: dm, how: '429', retryAfter: 90 });
    await world.guild.member('Ana').mention('help');
    await world.discord.idle();
    await world.goTo(dailyAt);
    expect(shown(world)).toBe(1);
    await world.pass(91_000);
    await world.guild.member('Ana').waitFor('What you can type');
  });

  it('parks a channel in which it may not write, says which right is missing, and goes on in the others', async () => {
    const world = await createDiscordWorld();
    const random = world.guild.channel('random');
    await setUp(world);
    await setUp(world, 'random');
    random.deny('SendMessages');
    await world.discord.idle();
    await world.goTo(dailyAt);
    const calls = () => world.discord.calls.filter(({ channel }) => channel === random.id).length;
    const before = calls();
    await world.goTo('2026-11-25T08:00');
    // The last question is closed there, too, and together that is more than Discord takes at once.
    await world.pass(5_000);
    expect([shown(world), shown(world, 'random'), calls() - before]).toEqual([2, 0, 0]);
    const ada = world.guild.member('Ada');
    await ada.in('dm');
    await ada.waitFor('could not be posted in the channel that you have set up');
    await ada.in('random');
    await ada.slash('/coach-admin setup');
    await ada.waitFor('Send Messages');
  });

  it('stops when the channel is deleted', async () => {
    const world = await createDiscordWorld();
    world.guild.channel('random');
    await setUp(world, 'random');
    world.guild.channel('random').delete();
    await world.goTo(dailyAt);
    const before = world.discord.calls.length;
    await world.goTo('2026-11-25T08:00');
    expect(world.discord.calls.length).toBe(before);
  });
});

describe('a server that removes the coach', () => {
  it('is left alone at once, and its data are gone after thirty days unless it comes back', async () => {
    const world = await createDiscordWorld();
    await setUp(world);
    await world.guild.member('Ana').slash('/coach practice');
    world.guild.kick();
    await world.discord.idle();
    const before = world.discord.calls.length;
    await world.goTo('2026-11-24T08:00');
    expect(world.discord.calls.length).toBe(before);
    world.guild.invite();
    await world.discord.idle();
    await world.pass(40 * 86_400_000);
    const workspaces = () => world.store.read((db) => db.selectFrom('workspaces').select('id').execute());
    expect(await workspaces()).toHaveLength(1);
    world.guild.kick();
    await world.discord.idle();
    await world.pass(31 * 86_400_000);
    expect(await workspaces()).toEqual([]);
  });
});
