import { describe, expect, it } from 'vitest';
import type { FieldValues } from '../../src/domain/interaction.ts';
import { adminsOnly, asAdmin } from './admin.ts';
import {
  accept,
  carried,
  disputeMissed,
  openDisputed,
  queueOf,
  reason,
  reject,
  toldTo,
  wrongStandings,
} from './dispute-world.ts';
import { inThePack, latency, load } from './literal-grader.ts';
import { buttonsOf, command, fieldOf, formOf, press, read, send, standingsOf, submit } from './reading.ts';
import { dumpDoings, dumpTables } from './world-dump.ts';

const noSuch = 'That dispute is not there any more: the list shows those that are open.';
const verdictTables = ['verdicts', 'superseded_verdicts'];

describe('the queue of an admin', () => {
  it('shows the question, the grade and who gave it, the reason and the whole answer', async () => {
    const { world } = await openDisputed();
    const text = read(await queueOf(world));
    for (const part of [
      'What does a cache buy you?',
      `Missed: ${inThePack[load]}`,
      'Graded by literal-1, 100 % sure',
      `ann says: ${reason}`,
      `> ${latency} My very words.`,
      '1 is open',
    ])
      expect(text).toContain(part);
    expect(buttonsOf(await queueOf(world)).map(({ label }) => label)).not.toContain('Next dispute');
  });

  it('is without what was decided', async () => {
    const disputed = await openDisputed();
    await accept(disputed);
    expect(read(await queueOf(disputed.world))).toBe('Disputed grades\n\nThere are none.');
  });

  it('says whose the own ones are', async () => {
    const disputed = await openDisputed();
    const own = await disputed.world.act('ann', command('disputes'), asAdmin());
    expect(read(own)).toContain('ann (you) says');
  });
});

describe('accepting a dispute', () => {
  it('proposes the words that the reason quotes from the answer', async () => {
    const { world, value } = await openDisputed();
    const form = await world.act('ada', press('accept', value), asAdmin());
    expect(fieldOf(form, 'choice', 'coverage').chosen).toEqual(['covered']);
    expect(fieldOf(form, 'text', 'evidence')).toMatchObject({ text: 'My very words', optional: true });
    expect(fieldOf(form, 'text', 'note').optional).toBe(true);
  });

  it('has the question come back when the new verdict says, as if it had been there from the beginning', async () => {
    const disputed = await openDisputed();
    const due = () =>
      disputed.world.store.read((db) => db.selectFrom('reviews').select(['due_on', 'weakest']).execute());
    expect(await due()).toEqual([{ due_on: '2026-11-26', weakest: 0 }]);
    await accept(disputed);
    expect(await due()).toEqual([{ due_on: '2026-12-01', weakest: 1 }]);
  });

  it('corrects verdict, score, points and boards, and keeps what was there', async () => {
    const disputed = await openDisputed();
    const { world, attempt } = disputed;
    const reply = read(await accept(disputed, { evidence: 'My very words', note: 'You are right.' }));
    expect(reply).toContain('Score: 100 of 100 (it was 67)');
    expect(reply).toContain('Points in 2026-Q4: 100 (it was 67)');
    expect(standingsOf(await world.act('ann', command('leaderboard')))).toEqual(['1. ann 100 *']);
    expect(await wrongStandings(world)).toEqual([]);
    const { verdicts, superseded_verdicts } = await dumpTables(world, verdictTables);
    const missed = { coverage: 'missed', evidence: null, graded_by: 'literal-1', generation: 1 };
    expect(superseded_verdicts).toMatchObject([missed]);
    expect(verdicts).toContainEqual(
      expect.objectContaining({ coverage: 'covered', confidence: 1, evidence: 'My very words', graded_by: 'admin' }),
    );
    expect(verdicts).toContainEqual(expect.objectContaining({ evidence: latency, graded_by: 'literal-1' }));
    expect((await dumpTables(world, ['attempts'])).attempts).toMatchObject([
      { score: 1, graded_by: 'literal-1 and admin' },
    ]);
    expect(fieldOf(await world.act('ann', press('dispute', attempt)), 'choice', 'keyPoint').options[1]?.label).toBe(
      `Covered: ${inThePack[load]}`,
    );
  });

  it('tells the member in private: who has decided, the note, and the new score', async () => {
    const disputed = await openDisputed();
    await accept(disputed, { note: 'You are right.' });
    const [told = '', ...more] = await toldTo(disputed.world, 'ann');
    expect(more).toEqual([]);
    for (const part of [
      'Your dispute is accepted',
      `Covered: ${inThePack[load]}`,
      'ada has looked at it',
      '> You are right.',
    ])
      expect(told).toContain(part);
    expect(told).toContain('Score: 100 of 100 (it was 67)');
  });

  it('may give half, and points follow', async () => {
    const disputed = await openDisputed();
    expect(read(await accept(disputed, { coverage: 'partial' }))).toContain('Score: 83 of 100 (it was 67)');
    expect(await wrongStandings(disputed.world)).toEqual([]);
  });

  it('of an admin by themselves is possible, and told as such', async () => {
    const disputed = await openDisputed();
    await accept(disputed, { admin: 'ann' });
    expect((await toldTo(disputed.world, 'ann'))[0]).toContain('You have decided it yourself.');
  });

  it('counts in the season of the answer, also when that is over', async () => {
    const disputed = await openDisputed();
    const { world, target } = disputed;
    world.clock.now = Date.parse('2027-01-10T09:00:00Z');
    await world.act('ann', submit(target, latency));
    expect(read(await accept(disputed))).toContain('Points in 2026-Q4: 100 (it was 67)');
    expect(standingsOf(await world.act('ann', command('leaderboard 2026-Q4')))).toEqual(['1. ann 100 *']);
    expect(standingsOf(await world.act('ann', command('leaderboard season')))).toEqual(['1. ann 67 *']);
    expect(await wrongStandings(world)).toEqual([]);
  });

  it('keeps the streak of a day whose answer had seemed to say nothing', async () => {
    const disputed = await openDisputed({ answer: 'My very words.' });
    const { world } = disputed;
    expect((await dumpTables(world, ['streaks'])).streaks).toEqual([]);
    world.clock.now += 3_600_000;
    await accept(disputed);
    expect((await dumpTables(world, ['streaks'])).streaks).toMatchObject([{ length: 1, last_on: '2026-11-23' }]);
  });

  it('takes no day away from a streak', async () => {
    const disputed = await openDisputed();
    const before = await dumpTables(disputed.world, ['streaks']);
    await accept(disputed, { coverage: 'contradicted' });
    expect(await dumpTables(disputed.world, ['streaks'])).toEqual(before);
  });

  it('of an answer that does not count changes the grade alone', async () => {
    const disputed = await openDisputed({ answer: `${inThePack[latency]} ${inThePack[load]?.slice(0, -2)}` });
    expect(read(await accept(disputed))).toContain('Points in 2026-Q4: 0');
    expect(await wrongStandings(disputed.world)).toEqual([]);
  });

  it.each<[string, FieldValues, string, RegExp]>([
    ['without a coverage', {}, 'coverage', /Choose how/],
    ['with an invented coverage', { coverage: ['perfect'] }, 'coverage', /Choose how/],
    ['with a prototype', { coverage: ['__proto__'] }, 'coverage', /Choose how/],
    ['as it is graded already', { coverage: ['missed'] }, 'coverage', /like that already/],
    ['with words that are not in the answer', { coverage: ['covered'], evidence: ['His words'] }, 'evidence', /not in/],
    ['with a note of 501 characters', { coverage: ['covered'], note: ['🙂'.repeat(501)] }, 'note', /has 501 char/],
    ['with a note of 10 KB', { coverage: ['covered'], note: ['x'.repeat(10_240)] }, 'note', /has 10240 char/],
  ])('comes back with what is wrong: one %s', async (_what, fields, name, problem) => {
    const { world, value } = await openDisputed();
    const before = await dumpDoings(world);
    const form = formOf(await world.act('ada', send('accept', value, fields), asAdmin()));
    expect(form.fields.filter((field) => field.problem).map((field) => field.name)).toEqual([name]);
    expect(form.fields.find((field) => field.name === name)?.problem).toMatch(problem);
    expect(await dumpDoings(world)).toEqual(before);
  });
});

describe('rejecting a dispute', () => {
  it('leaves the grade as it is, tells the member why, and hides what they may still find', async () => {
    const disputed = await openDisputed();
    const before = await dumpTables(disputed.world, [...verdictTables, 'attempts', 'points', 'standings']);
    expect(read(await reject(disputed, 'It is about speed only.'))).toMatch(/^Rejected, and the grade stands/);
    expect(await dumpTables(disputed.world, Object.keys(before))).toEqual(before);
    const [told = ''] = await toldTo(disputed.world, 'ann');
    expect(told).toContain('ada has looked at it, and the grade stands. The note:\n\n  > It is about speed only.');
    expect(told).not.toContain(inThePack[load]);
    expect(read(await queueOf(disputed.world))).toContain('There are none.');
  });

  it.each([[''], [' \n'], ['🙂'.repeat(501)]])('asks for a note of at most 500 characters: %j', async (note) => {
    const disputed = await openDisputed();
    const before = await dumpDoings(disputed.world);
    expect(formOf(await reject(disputed, note)).fields[0]?.problem).toMatch(/Say in a sentence|has 501 characters/);
    expect(await dumpDoings(disputed.world)).toEqual(before);
  });
});

describe('a decided dispute', () => {
  it('is not decided again: the second admin is told who has', async () => {
    const disputed = await openDisputed();
    await accept(disputed);
    const before = await dumpDoings(disputed.world);
    const told = 'That dispute is decided: ada has accepted it.';
    expect(read(await accept(disputed, { coverage: 'partial', admin: 'bea' }))).toBe(told);
    expect(read(await reject(disputed, 'No.', 'bea'))).toBe(told);
    for (const name of ['accept', 'reject'] as const)
      expect(read(await disputed.world.act('bea', press(name, disputed.value), asAdmin()))).toBe(told);
    expect(await dumpDoings(disputed.world)).toEqual(before);
  });

  it('that is delivered twice is decided once and answered alike', async () => {
    const disputed = await openDisputed();
    const first = await accept(disputed, { change: { deliveryId: 'once' } });
    expect(await accept(disputed, { change: { deliveryId: 'once' } })).toEqual(first);
    expect((await dumpTables(disputed.world, ['superseded_verdicts'])).superseded_verdicts).toHaveLength(1);
  });

  it('cannot be disputed again, and another key point can', async () => {
    const { world, attempt, missed, value } = await openDisputed();
    await reject({ world, value });
    const again = send('dispute', attempt, { keyPoint: [missed], reason: ['Please!'] });
    expect(read(await world.act('ann', again))).toBe('You have disputed that part of the grade already.');
    expect(read(await queueOf(world))).toContain('There are none.');
  });
});

describe('whoever may not decide', () => {
  it('is refused at the form and at its submission, whoever has disputed', async () => {
    const { world, value } = await openDisputed();
    const before = await dumpDoings(world);
    for (const member of ['ann', 'bob']) {
      for (const name of ['accept', 'reject', 'disputes', 'keep-phrase'] as const)
        expect(read(await world.act(member, press(name, value)))).toContain(adminsOnly);
      const forged = { coverage: ['covered'], note: ['Mine.'], phrase: ['My very words'] };
      for (const form of ['accept', 'reject', 'keep-phrase'] as const)
        expect(read(await world.act(member, send(form, value, forged)))).toContain(adminsOnly);
    }
    expect(await dumpDoings(world)).toEqual(before);
  });

  it.each([{ workspace: 'rival' }, { platform: 'other' }])(
    'as an admin elsewhere finds nothing: %j',
    async (change) => {
      const disputed = await openDisputed();
      await disputed.world.act('ada', command('help'), asAdmin(change));
      const before = await dumpDoings(disputed.world);
      expect(read(await queueOf(disputed.world, change))).toContain('There are none.');
      expect(read(await accept(disputed, { change }))).toBe(noSuch);
      expect(await dumpDoings(disputed.world)).toEqual(before);
    },
  );

  it.each(['', 'id-1', ':0', '__proto__:0', "' or 1=1 --:1", '%:1', '\0', 'x'.repeat(10_000), 'id-999:1'])(
    'of an invented dispute finds nothing: %j',
    async (value) => {
      const { world } = await openDisputed();
      const before = await dumpDoings(world);
      expect(read(await accept({ world, value }))).toBe(noSuch);
      expect(read(await reject({ world, value }))).toBe(noSuch);
      expect(await dumpDoings(world)).toEqual(before);
    },
  );

  it('of a key point that nobody has disputed, or that is none, finds nothing', async () => {
    const { world, attempt } = await openDisputed();
    for (const index of ['0', '2', '999', '-1', '1e0'])
      expect(read(await accept({ world, value: `${attempt}:${index}` }))).toBe(noSuch);
  });
});

describe('a second verdict on a disputed key point', () => {
  it('is shown to the admins with the one before', async () => {
    const { world, attempt, missed } = await openDisputed();
    await world.store.transaction((tx) =>
      tx
        .insertInto('superseded_verdicts')
        .columns(['workspace_id', 'attempt_id', 'key_point_id', 'generation', 'coverage', 'confidence', 'graded_by'])
        .expression((from) =>
          from
            .selectFrom('verdicts')
            .select((verdict) => [
              'workspace_id',
              'attempt_id',
              'key_point_id',
              verdict.val(1).as('generation'),
              verdict.val('partial').as('coverage'),
              verdict.val(0.55).as('confidence'),
              verdict.val('first-1').as('graded_by'),
            ])
            .where('key_point_id', '=', missed),
        )
        .execute(),
    );
    expect(attempt).not.toBe('');
    expect(read(await queueOf(world))).toContain(
      'Graded by literal-1, 100 % sure · before: half covered, by first-1, 55 % sure',
    );
  });
});

describe('disputes of several attempts', () => {
  it('are decided one by one, and each decision leads to the next', async () => {
    const { world, target, value } = await openDisputed();
    world.clock.now += 60_000;
    const second = carried(await world.act('ann', submit(target, 'Nothing of it.')), 'dispute');
    await disputeMissed(world, second);
    const decided = await accept({ world, value });
    const next = await world.act('ada', press('disputes', carried(decided, 'disputes')), asAdmin());
    expect(read(next)).toContain('Nothing of it.');
    expect(carried(next, 'accept')).toBe(`${second}:1`);
  });
});
