import { describe, expect, it } from 'vitest';
import { type Command, parseCommand } from '../../src/domain/command.ts';
import {
  type ActionName,
  actionNames,
  type FormName,
  formNames,
  type MemberAction,
  type PageName,
  pageNames,
  type Role,
} from '../../src/domain/interaction.ts';
import { roleFor } from '../../src/domain/permissions.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { adminsOnly, asAdmin, goodSetup, saveSetup } from '../coach/admin.ts';
import { buttonsOf, command, fieldOf, practise, press, read, send, submit } from '../coach/reading.ts';
import { dumpDoings, dumpWorld } from '../coach/world-dump.ts';
import { createWorld, networksPack, smallPack, type World } from '../fixtures/practice-world.ts';
import { proof } from '../fixtures/proof.ts';

/** Every command, as it is typed, and who may give it. The compiler misses one that is not here. */
const commands: Readonly<Record<Command['type'], readonly [text: string, role: Role]>> = {
  practice: ['practice', 'member'],
  answer: ['answer', 'member'],
  'follow-up': ['follow-up', 'member'],
  hint: ['hint', 'member'],
  'show-answer': ['show', 'member'],
  next: ['next', 'member'],
  leaderboard: ['leaderboard', 'member'],
  season: ['season', 'member'],
  'define-season': ['season "Winter Cup" 2026-12-01 2026-12-31', 'admin'],
  'cancel-season': ['season cancel Winter Cup', 'admin'],
  privacy: ['privacy', 'member'],
  stats: ['stats', 'member'],
  remind: ['remind off', 'member'],
  review: ['review', 'member'],
  goal: ['goal 2026-12-24', 'member'],
  mock: ['mock', 'member'],
  help: ['help', 'member'],
  web: ['web', 'member'],
  setup: ['setup', 'admin'],
  disputes: ['disputes', 'admin'],
  packs: ['packs', 'admin'],
  suggest: ['suggest', 'member'],
  suggestions: ['suggestions', 'admin'],
  unknown: ['frobnicate', 'member'],
};

const actions: Readonly<Record<ActionName, Role>> = {
  practice: 'member',
  answer: 'member',
  hint: 'member',
  'show-answer': 'member',
  next: 'member',
  share: 'member',
  dispute: 'member',
  leaderboard: 'member',
  season: 'member',
  privacy: 'member',
  'hide-me': 'member',
  'show-me': 'member',
  stats: 'member',
  review: 'member',
  'review-plan': 'member',
  mock: 'member',
  'mock-next': 'member',
  'mock-stop': 'member',
  help: 'member',
  setup: 'admin',
  'test-post': 'admin',
  'daily-details': 'admin',
  'remind-on': 'member',
  'remind-off': 'member',
  disputes: 'admin',
  accept: 'admin',
  reject: 'admin',
  'keep-phrase': 'admin',
  packs: 'admin',
  'pack-on': 'admin',
  'pack-off': 'admin',
  'pack-preview': 'admin',
  suggest: 'member',
  suggestions: 'admin',
  approve: 'admin',
  decline: 'admin',
  'edit-question': 'admin',
  retire: 'admin',
};

const forms: Readonly<Record<FormName, Role>> = {
  answer: 'member',
  dispute: 'member',
  'review-plan': 'member',
  setup: 'admin',
  'daily-details': 'admin',
  accept: 'admin',
  reject: 'admin',
  'keep-phrase': 'admin',
  suggest: 'member',
  approve: 'admin',
  decline: 'admin',
  'edit-question': 'admin',
};

const pages: Readonly<Record<PageName, Role>> = {
  progress: 'member',
  attempts: 'member',
  attempt: 'member',
  mocks: 'member',
  mock: 'member',
  leaderboard: 'member',
  settings: 'admin',
  packs: 'admin',
  disputes: 'admin',
  reports: 'admin',
  missed: 'admin',
};

function carriedBy(reply: Reply, name: ActionName): string {
  return buttonsOf(reply).find((button) => button.name === name)?.value ?? '';
}

/** Has ann dispute every key point of her result, and gives the admins' queue. */
async function disputeAll(world: World, value: string): Promise<Reply> {
  for (const { value: keyPoint } of fieldOf(await world.act('ann', press('dispute', value)), 'choice', 'keyPoint')
    .options)
    await world.act('ann', send('dispute', value, { keyPoint: [keyPoint], reason: ['But I said it.'] }));
  return world.act('ada', command('disputes'), asAdmin());
}

/** What makes up a question in a form, but the question. */
const written = { keyPoints: ['It says so.'], topic: ['own'], level: ['mid'] };

/** Turns a pack off, and has the workspace get a question of its own and two suggestions; gives what the buttons about them carry. */
async function openPacks(world: World) {
  await world.act('ada', command('packs off networks'), asAdmin());
  const suggested: string[] = [];
  const own = ['What is a queue good for?', 'What is a lock good for?'];
  for (const words of [...own, 'What does an index cost?', 'What is a bloom filter?']) {
    await world.act('bob', command(`suggest ${words} | It says so.`));
    const queue = await world.act('ada', press('suggestions', suggested.at(-1) ?? ''), asAdmin());
    suggested.push(carriedBy(queue, 'approve'));
  }
  const [, , approve = '', decline = ''] = suggested;
  for (const [index, question] of own.entries())
    await world.act('ada', send('approve', suggested[index] ?? '', { ...written, question: [question] }), asAdmin());
  const preview = await world.act('ada', command('packs preview our own'), asAdmin());
  const [edited, retired] = buttonsOf(preview).filter(({ name }) => name === 'edit-question');
  const switches = { 'pack-on': 'networks', 'pack-off': 'networks', 'pack-preview': 'networks:1' };
  return {
    ...switches,
    approve,
    decline,
    'edit-question': edited?.value ?? '',
    retire: retired?.value ?? '',
  };
}

/** A world with everything that an action could be about, and for each way to act a name, the act and its role. */
async function openWorld() {
  const world = await createWorld({ packs: [smallPack(), networksPack()] });
  const packs = await openPacks(world);
  const target = await practise(world, 'ann');
  const result = await world.act('ann', submit(target, 'A cache answers from memory.'));
  const saved = await saveSetup(world);
  const dispute = carriedBy(result, 'dispute');
  const first = carriedBy(await disputeAll(world, dispute), 'accept');
  const missed = carriedBy(await world.act('ada', press('disputes', first), asAdmin()), 'accept');
  const values: Readonly<Partial<Record<ActionName, string>>> = {
    answer: target,
    hint: target,
    'show-answer': target,
    share: carriedBy(result, 'share'),
    dispute,
    disputes: first,
    accept: first,
    reject: first,
    'keep-phrase': first,
    'test-post': carriedBy(saved, 'test-post'),
    'daily-details': carriedBy(saved, 'daily-details'),
    ...packs,
  };
  const fields = {
    answer: { answer: ['It is fast.'] },
    dispute: {},
    'review-plan': { perDay: ['5'] },
    setup: { ...goodSetup, time: ['17:00'] },
    'daily-details': { closeTime: ['18:00'] },
    accept: { coverage: ['covered'] },
    reject: { note: ['It says nothing of it.'] },
    'keep-phrase': { phrase: ['No waiting for disks.'] },
    suggest: { ...written, question: ['Why would one shard a table?'] },
    approve: { ...written, question: ['What does an index cost?'] },
    decline: { note: ['Too easy.'] },
    'edit-question': { ...written, question: ['What is a queue good for, and when?'] },
  };
  const sentWith: Readonly<Record<FormName, string>> = {
    answer: target,
    dispute,
    'review-plan': '',
    // The first key point is covered, the second is not.
    accept: missed,
    reject: values.reject ?? '',
    'keep-phrase': missed,
    setup: '',
    'daily-details': values['daily-details'] ?? '',
    suggest: '',
    approve: packs.approve,
    decline: packs.decline,
    'edit-question': packs['edit-question'],
  };
  const matrix: readonly (readonly [name: string, MemberAction, Role])[] = [
    ...Object.values(commands).map(([text, role]) => [`/coach ${text}`, command(text), role] as const),
    ...actionNames.map((name) => [`the button ${name}`, press(name, values[name]), actions[name]] as const),
    ...formNames.map((name) => [`the form ${name}`, send(name, sentWith[name], fields[name]), forms[name]] as const),
    ...pageNames.map((page) => [`the page ${page}`, { type: 'page', page, value: '' }, pages[page]] as const),
    ['a message', { type: 'message', text: 'hello' }, 'member'],
  ];
  return { world, matrix };
}

/** All that an act may not change, and the settings above all. */
async function settingsOf(world: World): Promise<unknown> {
  const { workspaces } = await dumpWorld(world);
  return { workspaces, ...(await dumpDoings(world)) };
}

describe('the matrix of who may do what', () => {
  it('has an entry for every command, button, form and page there is, and none for others', () => {
    expect(Object.keys(actions).toSorted()).toEqual([...actionNames].toSorted());
    expect(Object.keys(forms).toSorted()).toEqual([...formNames].toSorted());
    expect(Object.keys(pages).toSorted()).toEqual([...pageNames].toSorted());
    for (const [type, [text]] of Object.entries(commands))
      expect([text, parseCommand(text).type]).toEqual([text, type]);
  });

  it('is what every platform asks for before it looks a role up', async () => {
    const { matrix } = await openWorld();
    expect(matrix.map(([name, action]) => [name, roleFor(action)])).toEqual(
      matrix.map(([name, , role]) => [name, role]),
    );
    expect(roleFor({ type: 'home' })).toBe('member');
  });

  it.each([
    'setup',
    'SETUP',
    '  Setup  ',
    'setup now please',
    'disputes',
    'DISPUTES all',
    'packs',
    'Pack off caching',
    'SUGGESTIONS',
    'season a 2026-12-01 b',
    'Seasons "list" x y',
    'Season CANCEL',
    'season\ncancel list',
  ])('is not got round by typing "%s"', (text) => {
    expect(roleFor(command(text))).toBe('admin');
  });
});

describe('somebody who is no admin', () => {
  it('is told to ask one wherever the matrix says so, and changes nothing there; elsewhere never', async () => {
    const { world, matrix } = await openWorld();
    const told: (readonly [string, Role])[] = [];
    for (const [name, action] of matrix) {
      const before = await settingsOf(world);
      const refused = read(await world.act('ann', action, { channel: 'general' })).includes(adminsOnly);
      told.push([name, refused ? 'admin' : 'member']);
      if (refused) expect([name, await settingsOf(world)]).toEqual([name, before]);
    }
    expect(told).toEqual(matrix.map(([name, , role]) => [name, role]));
    proof(matrix.length, 'commands, buttons and forms by somebody who is no admin');
    expect(world.errors).toEqual([]);
  });

  it('stays one under the name of an admin, and when they were one a moment ago', async () => {
    const { world } = await openWorld();
    await world.act('ada', command('setup'), asAdmin());
    expect(read(await world.act('ada', command('setup'), { channel: 'general' }))).toContain(adminsOnly);
    const named = { channel: 'general', member: { name: 'ada' } };
    expect(read(await world.act('ann', command('setup'), named))).toContain(adminsOnly);
  });
});

describe('an admin', () => {
  it('is refused nothing, and what members may not do has its effect', async () => {
    const { world, matrix } = await openWorld();
    const effects: string[] = [];
    for (const [name, action, role] of matrix) {
      const before = await settingsOf(world);
      expect([name, read(await world.act('ada', action, asAdmin()))]).not.toEqual([
        name,
        expect.stringContaining(adminsOnly),
      ]);
      if (role === 'admin' && JSON.stringify(await settingsOf(world)) !== JSON.stringify(before)) effects.push(name);
    }
    expect(effects).toEqual([
      '/coach season "Winter Cup" 2026-12-01 2026-12-31',
      '/coach season cancel Winter Cup',
      'the button test-post',
      'the button pack-on',
      'the button pack-off',
      'the button retire',
      'the form setup',
      'the form daily-details',
      'the form accept',
      'the form reject',
      'the form keep-phrase',
      'the form approve',
      'the form decline',
      'the form edit-question',
    ]);
  });
});
