import { beforeEach, describe, expect, it } from 'vitest';
import { type BotTokens, createBotTokens, type FreshToken } from '../../../src/chat/slack/bot-tokens.ts';
import { parseInstallation } from '../../../src/chat/slack/installation.ts';
import { createMemoryVault, type MemoryVault } from './memory-vault.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse('2026-11-23T09:00:00Z');

let now: number;
let vault: MemoryVault;
let errors: unknown[];
/** The exchanges that are under way, by refresh token: the test answers them. */
let asked: { readonly spent: string; readonly answer: PromiseWithResolvers<FreshToken> }[];
let tokens: BotTokens;

beforeEach(() => {
  now = start;
  vault = createMemoryVault(() => now);
  errors = [];
  asked = [];
  tokens = tokensOver(vault);
});

function tokensOver(over: MemoryVault): BotTokens {
  return createBotTokens({
    vault: over,
    exchange: (spent) => {
      const answer = Promise.withResolvers<FreshToken>();
      asked.push({ spent, answer });
      return answer.promise;
    },
    clock: () => now,
    onError: (error) => errors.push(error),
  });
}

/** An installation whose token has a number, and lasts 12 hours from the beginning when it expires. */
function installed(number: number, { expires = true } = {}) {
  return parseInstallation({
    team: { id: 'T1' },
    bot: {
      token: `xoxb-${number}`,
      id: 'B1',
      userId: 'U1',
      ...(expires && { refreshToken: `xoxe-${number}`, expiresAt: (start + number * 12 * hour) / 1_000 }),
    },
    user: { id: 'U2' },
  });
}

const fresh = (number: number): FreshToken => {
  const { token, refreshToken = '', expiresAt = 0 } = installed(number).bot;
  return { token, refreshToken, expiresAt };
};

async function tokenNow(): Promise<string> {
  return (await tokens.find('T1')).bot.token;
}

/** Lets everything that can go on do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function answer(number: number, at = asked.length - 1): Promise<void> {
  asked[at]?.answer.resolve(fresh(number));
  await settle();
}

describe('a bot token', () => {
  it('is unknown until it is saved and after it is removed', async () => {
    await expect(tokens.find('T1')).rejects.toMatchObject({ code: 'not-installed' });
    await tokens.save(installed(1));
    expect(await tokens.find('T1')).toEqual(installed(1));
    await tokens.remove('T1');
    await expect(tokens.find('T1')).rejects.toMatchObject({ code: 'not-installed' });
  });

  it('that does not expire is never refreshed', async () => {
    await tokens.save(installed(1, { expires: false }));
    now += 10_000 * hour;
    expect(await tokenNow()).toBe('xoxb-1');
    expect(asked).toEqual([]);
  });

  it('is not refreshed while it has more than two hours', async () => {
    await tokens.save(installed(1));
    now += 10 * hour - 1;
    expect(await tokenNow()).toBe('xoxb-1');
    expect(asked).toEqual([]);
  });

  it('is refreshed in the background in its last two hours, while the old one is given', async () => {
    await tokens.save(installed(1));
    now += 10 * hour;
    expect(await Promise.all([tokenNow(), tokenNow()])).toEqual(['xoxb-1', 'xoxb-1']);
    await settle();
    expect(await tokenNow()).toBe('xoxb-1');
    expect(asked.map(({ spent }) => spent)).toEqual(['xoxe-1']);
    await answer(2);
    expect(await tokenNow()).toBe('xoxb-2');
    expect(JSON.parse(vault.installations.get('T1') ?? '')).toEqual(installed(2));
    expect(asked).toHaveLength(1);
  });

  it('that has expired is refreshed before it is given, by one call for all who ask', async () => {
    await tokens.save(installed(1));
    now += 12 * hour;
    const given = Promise.all(Array.from({ length: 50 }, tokenNow));
    await settle();
    expect(asked).toHaveLength(1);
    await answer(2);
    expect(new Set(await given)).toEqual(new Set(['xoxb-2']));
    expect(asked).toHaveLength(1);
  });

  it('that is about to expire counts as expired', async () => {
    await tokens.save(installed(1));
    now += 12 * hour - minute;
    const given = tokenNow();
    await settle();
    await answer(2);
    expect(await given).toBe('xoxb-2');
  });

  it('is refreshed with the newest refresh token each time', async () => {
    await tokens.save(installed(1));
    for (const number of [2, 3, 4]) {
      now += 12 * hour;
      const given = tokenNow();
      await settle();
      await answer(number);
      expect(await given).toBe(`xoxb-${number}`);
    }
    expect(asked.map(({ spent }) => spent)).toEqual(['xoxe-1', 'xoxe-2', 'xoxe-3']);
  });

  it('of one workspace does not wait for that of another', async () => {
    await tokens.save(installed(1));
    await tokens.save({ ...installed(1, { expires: false }), team: { id: 'T2' } });
    now += 12 * hour;
    const waiting = tokenNow();
    expect((await tokens.find('T2')).bot.token).toBe('xoxb-1');
    await settle();
    await answer(2);
    await waiting;
  });

  it('of an organisation is kept under the organisation, and one of a workspace in it under the workspace', async () => {
    const [team, enterprise] = [{ id: 'T9' }, { id: 'E9' }];
    await tokens.save({ ...installed(1), team: undefined, enterprise, isEnterpriseInstall: true });
    await tokens.save({ ...installed(2), team, enterprise });
    expect([...vault.installations.keys()]).toEqual(['E9', 'T9']);
  });
});

describe('a refresh that fails', () => {
  beforeEach(() => tokens.save(installed(1)));

  it('ahead of time is told, does no harm, and is tried again a minute later', async () => {
    now += 11 * hour;
    expect(await tokenNow()).toBe('xoxb-1');
    await settle();
    asked[0]?.answer.reject(new Error('ratelimited'));
    await settle();
    expect(errors).toMatchObject([{ message: 'ratelimited' }]);
    expect(await tokenNow()).toBe('xoxb-1');
    now += minute - 1;
    expect([await tokenNow(), asked.length]).toEqual(['xoxb-1', 1]);
    now += 1;
    await tokenNow();
    await settle();
    expect(asked).toHaveLength(2);
    await answer(2);
    expect(await tokenNow()).toBe('xoxb-2');
  });

  it('of an expired token fails all who asked, and the next who asks tries again', async () => {
    now += 13 * hour;
    const given = [tokenNow(), tokenNow()];
    const settled = Promise.allSettled(given);
    await settle();
    asked[0]?.answer.reject(new Error('invalid_refresh_token'));
    expect(await settled).toMatchObject([{ reason: { message: 'invalid_refresh_token' } }, { status: 'rejected' }]);
    const again = tokenNow();
    await settle();
    await answer(2);
    expect(await again).toBe('xoxb-2');
  });

  it('because another process was faster gives what that process has saved', async () => {
    now += 13 * hour;
    const given = tokenNow();
    await settle();
    vault.installations.set('T1', JSON.stringify(installed(2)));
    asked[0]?.answer.reject(new Error('invalid_refresh_token'));
    expect(await given).toBe('xoxb-2');
    expect(errors).toEqual([]);
  });

  it('to be saved is given to nobody, and saved by the next who asks without another call to Slack', async () => {
    now += 13 * hour;
    const given = tokenNow();
    const settled = Promise.allSettled([given]);
    await settle();
    vault.failure = new Error('the disk is full');
    await answer(2);
    expect(await settled).toMatchObject([{ reason: { message: 'the disk is full' } }]);
    await expect(tokenNow()).rejects.toThrow('the disk is full');
    vault.failure = undefined;
    expect(await tokenNow()).toBe('xoxb-2');
    expect(asked).toHaveLength(1);
  });
});

describe('an installation that changes while its token is refreshed', () => {
  beforeEach(async () => {
    await tokens.save(installed(1));
    now += 11 * hour;
    await tokenNow();
    await settle();
  });

  it('stays away when it was removed', async () => {
    const removed = tokens.remove('T1');
    await answer(2);
    await removed;
    await expect(tokens.find('T1')).rejects.toMatchObject({ code: 'not-installed' });
    expect([...vault.installations.keys()]).toEqual([]);
  });

  it('is the new one when it was installed again', async () => {
    const saved = tokens.save(installed(7));
    await answer(2);
    await saved;
    expect(await tokenNow()).toBe('xoxb-7');
  });
});

describe('an installation', () => {
  it.each([
    ['nothing', undefined],
    ['a text', 'xoxb-1'],
    ['no bot', { team: { id: 'T1' }, user: { id: 'U1' } }],
    ['an empty token', { ...installed(1), bot: { ...installed(1).bot, token: '' } }],
    ['an empty workspace', { ...installed(1), team: { id: '' } }],
  ])('is not read from %s', (_what, value) => {
    expect(() => parseInstallation(value)).toThrow();
  });

  it('is kept without what is not needed: the token of a person, names, webhooks', () => {
    const whole = {
      ...installed(1),
      user: { id: 'U1', token: 'xoxp-canary', scopes: ['admin'] },
      team: { id: 'T1', name: 'canary' },
      incomingWebhook: { url: 'https://hooks.slack.com/canary' },
    };
    expect(JSON.stringify(parseInstallation(whole))).not.toContain('canary');
  });
});
