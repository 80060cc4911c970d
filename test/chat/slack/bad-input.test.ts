import { afterEach, describe, expect, it } from 'vitest';
import type { Member } from '../../fakes/slack/member.ts';
import { dumpOf } from '../../store/dump.ts';
import { createSlackWorld, type SlackWorld } from './slack-world.ts';

const answer = 'A cache lowers latency because it answers from memory.';

let world: SlackWorld | undefined;
afterEach(() => {
  const { slack, errors } = world ?? {};
  world = undefined;
  expect([slack?.violations ?? [], errors ?? []]).toEqual([[], []]);
});

async function open(): Promise<SlackWorld> {
  world = await createSlackWorld();
  return world;
}

async function askedAna(on: SlackWorld): Promise<Member> {
  const ana = on.workspace.member('Ana');
  await ana.slash('/coach practice');
  await ana.waitFor('2 key points');
  await on.slack.idle();
  return ana;
}

async function count({ store }: SlackWorld, table: 'attempts' | 'sessions' | 'members'): Promise<number> {
  return (await store.read(dumpOf))[table]?.length ?? 0;
}

describe('somebody who is too fast', () => {
  it('clicks twice and opens one form', async () => {
    const { slack, ...rest } = await open();
    const ana = await askedAna({ slack, ...rest });
    await ana.clickTwice('Answer');
    await ana.waitFor('Your answer');
    await slack.idle();
    expect(slack.calls.filter(({ method }) => method === 'views.open')).toHaveLength(1);
  });

  it('clicks twice on Next and gets one question', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.clickTwice('Next question');
    await on.slack.idle();
    expect(await count(on, 'sessions')).toBe(2);
  });

  it('clicks twice on Hint and gets the first one', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.clickTwice('Hint');
    await on.slack.idle();
    expect(ana.sees().match(/Hint: /g)).toHaveLength(1);
    expect(ana.sees()).not.toContain('A word to start from');
  });

  it('sends one form twice and is graded once', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.redeliver();
    await ana.redeliver();
    await on.slack.idle();
    expect(await count(on, 'attempts')).toBe(1);
    expect(ana.sees().match(/Graded by/g)).toHaveLength(1);
  });
});

describe('somebody who is too late', () => {
  it('is told to press again when Slack does not open the form any more', async () => {
    const on = await open();
    const ana = await askedAna(on);
    on.slack.fail({ method: 'views.open', how: 'error:expired_trigger_id' });
    await ana.click('Answer');
    await ana.waitFor('Slack did not open the form in time: press the button again.');
    await on.pass(2_000);
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
  });

  it('may still answer a question after the next one was asked', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.fill({ answer });
    await ana.slash('/coach next');
    await ana.submit();
    await ana.waitFor('67 of 100');
    expect(await count(on, 'attempts')).toBe(1);
  });

  it('gets their words back from a form of another version', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.waitFor('Your answer');
    for (const { modals } of on.slack.world.members.values())
      for (const view of modals) view.source = { ...view.source, private_metadata: '{"version":0}' };
    await ana.submit({ answer });
    await ana.waitFor('This form was opened by another version');
    expect(ana.modal()?.text).toContain(answer);
    expect(await count(on, 'attempts')).toBe(0);
  });
});

describe('an answer on Slack', () => {
  it('may have 3,000 characters, and its card stays within all limits', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.submit({ answer: `${answer} `.repeat(60).slice(0, 3_000) });
    await ana.waitFor('67 of 100');
  });

  it('is refused beside the field when it has no words, and the form stays open', async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.submit({ answer: '🙂🙂' });
    expect(ana.problems().join()).toContain('The answer has no words in it');
    expect(ana.modal()?.title).toBe('Your answer');
    await ana.submit({ answer });
    await ana.waitFor('67 of 100');
    expect(await count(on, 'attempts')).toBe(1);
  });
});

describe('somebody who has no business here', () => {
  it('is a stranger from another organisation: a sentence, and nothing is recorded', async () => {
    const on = await open();
    await on.coach.addDailyChannel({
      platform: 'slack',
      workspace: on.workspace.id,
      channel: on.workspace.channel('general').id,
    });
    await on.pass(1_000);
    const eve = on.workspace.member('Eve', { stranger: true });
    await eve.click('Answer');
    await eve.waitFor('This coach belongs to another workspace');
    await eve.mention('practice');
    await on.slack.idle();
    expect(await count(on, 'members')).toBe(0);
  });

  it('is a bot: not answered', async () => {
    const on = await open();
    const bot = on.workspace.member('Robot', { bot: true });
    await bot.mention('practice');
    await bot.dm('practice');
    await on.slack.idle();
    expect(bot.sees()).not.toContain('What does a cache');
    expect(await count(on, 'sessions')).toBe(0);
  });

  it("uses another member's, another workspace's or an invented value: told politely, and nothing changes", async () => {
    const on = await open();
    const ana = await askedAna(on);
    await ana.click('Answer');
    await ana.submit({ answer });
    await ana.waitFor('Graded by');
    const bob = on.workspace.member('Bob');
    await bob.slash('/coach help');
    await on.slack.idle();
    const session = await on.store.read((db) => db.selectFrom('sessions').select('id').executeTakeFirstOrThrow());
    const attempt = await on.store.read((db) => db.selectFrom('attempts').select('id').executeTakeFirstOrThrow());
    const before = await count(on, 'attempts');
    for (const [action_id, value] of [
      ['hint', `session:${session.id}`],
      ['show-answer', `session:${session.id}`],
      ['answer', 'session:nonsense'],
      ['share', attempt.id],
      ['dispute', attempt.id],
      ['share', '__proto__'],
    ] as const) {
      await bob.raw(pressOf(bob, on, { action_id, value }));
      await on.slack.idle();
      await on.pass(1_000);
    }
    expect(bob.sees().match(/no longer open|not there any more/g)?.length).toBeGreaterThanOrEqual(6);
    expect(await count(on, 'attempts')).toBe(before);
  });
});

let triggers = 0;

/** The payload of a click on a button that nobody drew. */
function pressOf(member: Member, { workspace, slack }: SlackWorld, button: { action_id: string; value?: string }) {
  triggers += 1;
  return {
    type: 'block_actions',
    team: { id: workspace.id, domain: 'acme' },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: member.id, username: 'x', name: 'x', team_id: workspace.id },
    api_app_id: slack.app.appId,
    token: 'x',
    container: {
      type: 'message',
      message_ts: `1.${triggers}`,
      channel_id: workspace.channel('general').id,
      is_ephemeral: true,
    },
    trigger_id: `invented.${triggers}`,
    channel: { id: workspace.channel('general').id, name: 'general' },
    state: { values: {} },
    response_url: `${slack.world.baseUrl}/actions/none/${triggers}/none`,
    actions: [{ type: 'button', block_id: 'b', action_ts: `${triggers}.1`, ...button }],
  };
}

describe('a payload that nobody would send', () => {
  const hostile: Readonly<Record<string, (on: SlackWorld, ana: Member) => object>> = {
    'a button of another version': (on, ana) => pressOf(ana, on, { action_id: 'launch-rockets', value: 'x' }),
    'a button without a value': (on, ana) => pressOf(ana, on, { action_id: 'share' }),
    'a button of the prototype': (on, ana) => pressOf(ana, on, { action_id: '__proto__', value: 'constructor' }),
    'a press without actions': (on, ana) => ({ ...pressOf(ana, on, { action_id: 'hint' }), actions: [] }),
    'a press without a trigger': (on, ana) => ({ ...pressOf(ana, on, { action_id: 'hint' }), trigger_id: undefined }),
    'a value of 100 KB': (on, ana) => pressOf(ana, on, { action_id: 'hint', value: 'x'.repeat(100_000) }),
    'a form that is none of ours': (on, ana) => ({
      type: 'view_submission',
      team: { id: on.workspace.id, domain: 'acme' },
      user: { id: ana.id, name: 'x', team_id: on.workspace.id },
      view: {
        id: 'V1',
        callback_id: 'nobody',
        private_metadata: '',
        state: { values: { a: 7 } },
        hash: 'h',
        type: 'modal',
      },
    }),
    'a shortcut': (on, ana) => ({
      type: 'shortcut',
      callback_id: 'nobody',
      trigger_id: 't',
      team: { id: on.workspace.id, domain: 'acme' },
      user: { id: ana.id, username: 'x', team_id: on.workspace.id },
    }),
  };

  it.each(Object.keys(hostile))('changes nothing and breaks nothing: %s', async (name) => {
    const on = await open();
    const ana = await askedAna(on);
    const before = await count(on, 'sessions');
    const payload = hostile[name]?.(on, ana) ?? {};
    const taken = await ana.raw(JSON.parse(JSON.stringify(payload)));
    await on.slack.idle();
    expect(taken.type).toBe('answered');
    expect(await count(on, 'sessions')).toBe(before);
    await ana.slash('/coach stats');
    expect(ana.sees()).toContain('Your progress');
    on.errors.splice(0);
    Object.assign(on.slack.violations, { length: 0 });
  });
});
