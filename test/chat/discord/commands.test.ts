import { Events } from 'discord.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommands, toCommandText } from '../../../src/chat/discord/commands.ts';
import { isRegistered } from '../../../src/chat/discord/registered.ts';
import { type CommandName, commandLine, parseCommand } from '../../../src/domain/command.ts';
import { levels } from '../../../src/domain/question.ts';
import { boardWindows } from '../../../src/domain/season.ts';
import { createFakeDiscord, type FakeDiscord } from '../../fakes/discord/fake-discord.ts';
import type { Guild } from '../../fakes/discord/guild.ts';
import { callApi } from '../../fakes/discord/raw-api.ts';
import { startTinyBot, type TinyBot } from '../../fakes/discord/tiny-bot.ts';

const topics = [
  { id: 'caching', title: 'Caching' },
  { id: 'aws-api-gateway', title: 'AWS API Gateway' },
];
const commands = createCommands(topics);

describe('the commands', () => {
  it.each([
    ['topics', topics],
    ['no topics', []],
    ['a topic whose title is endless', [{ id: 'long', title: '🧠'.repeat(5_000) }]],
  ])('are what Discord takes, with %s', async (_what, some) => {
    const fake = await createFakeDiscord();
    const answer = await callApi(fake, 'PUT', `/applications/${fake.app.id}/commands`, createCommands(some));
    expect([answer.status, fake.violations]).toEqual([200, []]);
    await fake.close();
  });

  it('can be used wherever the coach is, those of admins in a server only', () => {
    expect(commands).toMatchObject([
      { name: 'coach', integration_types: [0, 1], contexts: [0, 1, 2] },
      { name: 'coach-admin', integration_types: [0], contexts: [0], default_member_permissions: '32' },
    ]);
    expect(commands[0]).not.toHaveProperty('default_member_permissions');
  });

  it('are those that help speaks of', () => {
    const lines = commands.flatMap(({ name, ...rest }) =>
      'options' in rest ? (rest.options ?? []).map((option) => `/${name} ${option.name}`) : [],
    );
    const names: readonly CommandName[] = [
      ...([
        'practice',
        'answer',
        'follow-up',
        'hint',
        'show',
        'next',
        'leaderboard',
        'season',
        'privacy',
        'review',
        'goal',
        'mock',
        'stats',
        'remind',
        'web',
        'suggest',
        'help',
      ] as const),
      ...(['setup', 'disputes', 'packs', 'suggestions', 'define-season', 'cancel-season'] as const),
    ];
    expect(lines).toEqual(names.map((name) => commandLine('discord', name)));
  });

  it('are known as registered with whatever Discord adds to them, and not when anything differs', () => {
    const known = commands.map((one, index) => ({ id: String(index), version: '1', nsfw: false, ...one }));
    expect(isRegistered(commands, known.toReversed())).toBe(true);
    const others: readonly unknown[] = [
      known.slice(1),
      [...known, { name: 'more' }],
      known.map((one) => ({ ...one, description: 'Another' })),
      known.map((one) => ({ ...one, contexts: [0] })),
      [],
      null,
      'commands',
    ];
    for (const other of others) expect(isRegistered(commands, other)).toBe(false);
  });
});

describe('a command that is typed on Discord', () => {
  let fake: FakeDiscord;
  let guild: Guild;
  let bot: TinyBot;
  let heard: string[];
  beforeEach(async () => {
    fake = await createFakeDiscord();
    guild = fake.addGuild();
    bot = await startTinyBot(fake);
    heard = [];
    bot.client.removeAllListeners(Events.InteractionCreate);
    await bot.client.application.commands.set([...commands]);
    bot.client.on(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const [subcommand] = interaction.options.data;
      const options = Object.fromEntries((subcommand?.options ?? []).map(({ name, value }) => [name, value]));
      heard.push(toCommandText(interaction.options.getSubcommand(), options));
      await interaction.reply({ content: 'Heard', flags: 'Ephemeral' });
    });
  });
  afterEach(async () => {
    await bot.stop();
    await fake.close();
  });

  it('is heard as the line that other platforms send', async () => {
    const ana = guild.member('Ana');
    const lines = {
      '/coach practice': 'practice',
      '/coach practice topic:caching level:Senior': 'practice caching senior',
      '/coach practice level:Architect': 'practice architect',
      '/coach answer': 'answer',
      '/coach answer text:It is fast: level:senior, /coach setup': 'answer It is fast: level:senior, /coach setup',
      '/coach hint': 'hint',
      '/coach show': 'show',
      '/coach next': 'next',
      '/coach leaderboard': 'leaderboard',
      '/coach leaderboard window:This week': 'leaderboard week',
      '/coach leaderboard window:All time where:This channel': 'leaderboard all here',
      '/coach leaderboard season:2026-Q3': 'leaderboard season 2026-Q3',
      '/coach season': 'season',
      '/coach season which:Past seasons': 'season list',
      '/coach privacy': 'privacy',
      '/coach mock': 'mock',
      '/coach mock topic:caching level:Senior questions:5 minutes:45': 'mock caching senior 5 questions 45 minutes',
      '/coach mock minutes:45': 'mock 45 minutes',
      '/coach mock what:End it now': 'mock stop',
      '/coach mock what:My past interviews': 'mock history',
      '/coach stats': 'stats',
      '/coach help': 'help',
    };
    for (const line of Object.keys(lines)) expect(await ana.slash(line)).toMatchObject({ type: 'answered' });
    expect(heard).toEqual(Object.values(lines));
    expect(fake.violations).toEqual([]);
  });

  it('is offered to admins only when it is theirs', async () => {
    const [ana, ada] = [guild.member('Ana'), guild.member('Ada', { admin: true })];
    expect(await ana.slash('/coach-admin setup')).toMatchObject({ type: 'refused' });
    expect(await ana.slash('/coach setup')).toMatchObject({ type: 'refused' });
    expect(await ada.slash('/coach-admin setup')).toMatchObject({ type: 'answered' });
    expect(await ada.slash('/coach-admin disputes')).toMatchObject({ type: 'answered' });
    const days = 'starts:2026-12-01 ends:2027-01-31';
    expect(await ada.slash(`/coach-admin season title:Winter Cup ${days}`)).toMatchObject({ type: 'answered' });
    expect(await ana.slash(`/coach-admin season title:Winter Cup ${days}`)).toMatchObject({ type: 'refused' });
    const cancel = '/coach-admin cancel-season which:Winter Cup';
    expect(await ada.slash(cancel)).toMatchObject({ type: 'answered' });
    expect(await ana.slash(cancel)).toMatchObject({ type: 'refused' });
    expect(heard).toEqual([
      'setup',
      'disputes',
      'season "Winter Cup" 2026-12-01 2027-01-31',
      'season cancel Winter Cup',
    ]);
  });

  it('is offered in private, and there only what members do', async () => {
    const zoe = fake.user('Zoe', { installed: true });
    expect(await zoe.slash('/coach practice')).toMatchObject({ type: 'answered' });
    expect(await zoe.slash('/coach-admin setup')).toMatchObject({ type: 'refused' });
  });

  it('takes no more questions and minutes than an interview has', async () => {
    const ana = guild.member('Ana');
    for (const given of ['questions:0', 'questions:11', 'questions:2.5', 'minutes:4', 'minutes:181', 'minutes:many'])
      expect(await ana.slash(`/coach mock ${given}`)).toMatchObject({ type: 'refused' });
    expect(heard).toEqual([]);
  });

  it('holds an answer as long as the coach takes it, and no longer', async () => {
    const ana = guild.member('Ana');
    expect(await ana.slash(`/coach answer text:${'x'.repeat(4_000)}`)).toMatchObject({ type: 'answered' });
    expect(await ana.slash(`/coach answer text:${'x'.repeat(4_001)}`)).toMatchObject({ type: 'refused' });
  });
});

describe('the text of a command', () => {
  it.each([
    ['practice', { topic: 'senior caching', level: 'junior' }, 'practice caching junior'],
    ['practice', { topic: 'Junior', level: 'architect' }, 'practice architect'],
    ['practice', { topic: ' API \n Gateway ' }, 'practice API Gateway'],
    ['practice', { topic: 'senior' }, 'practice senior'],
    ['practice', { topic: '', level: undefined }, 'practice'],
    ['practice', { topic: 'senior', level: '' }, 'practice senior'],
    ['leaderboard', { window: 'century' }, 'leaderboard century'],
    ['leaderboard', { window: 'week', season: '2026-Q3', where: 'here' }, 'leaderboard season 2026-Q3 here'],
    [
      'season',
      { title: 'Winter Cup', starts: '2026-12-01', ends: '2027-01-31' },
      'season "Winter Cup" 2026-12-01 2027-01-31',
    ],
    ['cancel-season', { which: '2026-12-01-winter-cup' }, 'season cancel 2026-12-01-winter-cup'],
    [
      'mock',
      { questions: '5', minutes: '45', topic: 'senior caching', level: 'mid' },
      'mock caching mid 5 questions 45 minutes',
    ],
    ['mock', { topic: 'caching', what: 'stop' }, 'mock stop'],
    ['answer', { text: 'a\n\nb' }, 'answer a\n\nb'],
    ['hint', { text: 'setup', topic: 'x' }, 'hint'],
    ['frobnicate', {}, 'frobnicate'],
    ['constructor', {}, 'constructor'],
  ])('%s with %j is "%s"', (name, options, expected) => {
    expect(toCommandText(name, options).trim().replace(/ +/g, ' ')).toBe(expected);
  });

  const anyText = fc.string({ unit: 'binary', maxLength: 60 });
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

  it('names the level that was chosen, whatever the topic says', () => {
    const anyTopic = fc.oneof(
      anyText,
      fc.array(fc.constantFrom(...levels, 'caching', ' ', '\n')).map((some) => some.join(' ')),
    );
    fc.assert(
      fc.property(anyTopic, fc.constantFrom(...levels), (topic, level) => {
        expect(parseCommand(toCommandText('practice', { topic, level }))).toMatchObject({ type: 'practice', level });
      }),
    );
  });

  it('never becomes another command by what was put into its options', () => {
    fc.assert(
      fc.property(maybe(anyText), maybe(anyText), (one, other) => {
        const type = (name: string) => parseCommand(toCommandText(name, { topic: one, level: other, text: one })).type;
        expect(['mock', 'unknown']).toContain(type('mock'));
        expect([type('practice'), type('answer'), type('setup')]).toEqual(['practice', 'answer', 'setup']);
        const cancel = toCommandText('cancel-season', { which: one ?? '' });
        expect(parseCommand(cancel).type).toBe('cancel-season');
        const days = { starts: '2026-12-01', ends: '2027-01-31' };
        const plan = toCommandText('season', { title: one ?? 'cancel everything', ...days });
        expect(parseCommand(plan).type).toBe('define-season');
        const board = parseCommand(toCommandText('leaderboard', { window: one }));
        expect(['leaderboard', 'unknown']).toContain(board.type);
      }),
    );
  });

  it('keeps an answer as it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseCommand(toCommandText('answer', { text }))).toEqual({ type: 'answer', text: text.trimStart() });
      }),
    );
  });

  it.each(boardWindows)('asks for the board of a window: %s', (window) => {
    expect(parseCommand(toCommandText('leaderboard', { window }))).toEqual({
      type: 'leaderboard',
      window,
      seasonId: undefined,
      here: false,
    });
  });
});
