import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/ops/config.ts';
import type { DiscordConfig } from '../../src/ops/discord-config.ts';

type Environment = Readonly<Record<string, string>>;

const bot = { DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GcAnAr.a_canary-of_38-characters' };
const usual = { token: bot.DISCORD_TOKEN, apiUrl: 'https://discord.com/api', shards: undefined };

const good: readonly (readonly [string, Environment, DiscordConfig | undefined])[] = [
  ['nothing of Discord', {}, undefined],
  ['all but a token', { DISCORD_API_URL: 'http://127.0.0.1:1/api', DISCORD_SHARDS: 'auto' }, undefined],
  ['empty values', { DISCORD_TOKEN: '', DISCORD_API_URL: '', DISCORD_SHARDS: '' }, undefined],
  ['a token', bot, usual],
  ['empty values beside a token', { ...bot, DISCORD_API_URL: '', DISCORD_SHARDS: '' }, usual],
  [
    'another address',
    { ...bot, DISCORD_API_URL: 'http://127.0.0.1:4000/api/' },
    { ...usual, apiUrl: 'http://127.0.0.1:4000/api' },
  ],
  ['as many shards as Discord recommends', { ...bot, DISCORD_SHARDS: 'auto' }, { ...usual, shards: 'auto' }],
  ['the fewest shards', { ...bot, DISCORD_SHARDS: '1' }, { ...usual, shards: 1 }],
  ['the most shards', { ...bot, DISCORD_SHARDS: '1000' }, { ...usual, shards: 1_000 }],
];

describe('the variables of Discord', () => {
  it.each(good)('with %s', (_what, variables, expected) => {
    expect(loadConfig(variables).discord).toEqual(expected);
  });

  it.each(['0', '00', '1e3', ' 2', '10000'])('do not take %j for a number of shards', (shards) => {
    expect(() => loadConfig({ ...bot, DISCORD_SHARDS: shards })).toThrow('DISCORD_SHARDS must be auto or');
  });
});
