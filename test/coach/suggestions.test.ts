import { describe, expect, it } from 'vitest';
import type { FieldValues } from '../../src/domain/interaction.ts';
import { mostOwnQuestions } from '../../src/domain/own-pack.ts';
import { setOwnQuestion } from '../../src/store/own-questions.ts';
import { recordQuestion } from '../../src/store/questions.ts';
import { createWorld, networksPack, smallPack, type World } from '../fixtures/practice-world.ts';
import { ownQuestion } from '../store/seeded-store.ts';
import { asAdmin, outboxOf } from './admin.ts';
import { createLiteralGrader } from './literal-grader.ts';
import { buttonsOf, command, fieldOf, formOf, practise, press, questionOf, read, send, submit } from './reading.ts';
import { dumpDoings } from './world-dump.ts';

const [wait, retry] = ['It lets the sender go on.', 'It keeps what cannot be done now.'];
const queue = 'What is a queue good for?';
const good: FieldValues = {
  question: [queue],
  keyPoints: [`${wait}\n${retry}`],
  topic: ['own'],
  note: ['Asked twice.'],
};
const approval: FieldValues = { ...good, level: ['mid'], note: ['Thanks!'] };

const openWorld = () => createWorld({ grader: createLiteralGrader(), packs: [smallPack(), networksPack()] });
const admin = (world: World, name: 'ada' | 'bea' = 'ada') => ({
  type: async (text: string) => world.act(name, command(text), asAdmin()),
  press: (action: Parameters<typeof press>[0], value = '') => world.act(name, press(action, value), asAdmin()),
  send: (form: 'approve' | 'decline' | 'edit-question', value: string, fields: FieldValues) =>
    world.act(name, send(form, value, fields), asAdmin()),
});

/** A world in which ann has suggested a question; `value` is what the admins' buttons carry. */
async function openSuggested(different: FieldValues = {}) {
  const world = await openWorld();
  const sent = await world.act('ann', send('suggest', '', { ...good, ...different }));
  const shown = await admin(world).type('suggestions');
  return { world, sent, shown, value: buttonsOf(shown).find(({ name }) => name === 'approve')?.value ?? '' };
}

/** A world in which that question is approved, and the one answer that its pack carries. */
async function openApproved() {
  const suggested = await openSuggested();
  const { world, value } = suggested;
  await admin(world).send('approve', value, approval);
  const preview = await admin(world).type('packs preview our own');
  return { ...suggested, slug: buttonsOf(preview).find(({ name }) => name === 'edit-question')?.value ?? '' };
}

const toldTo = async (world: World, member: string) =>
  (await outboxOf(world))
    .filter(({ key, channel }) => key.startsWith('suggestion:') && channel.includes(member))
    .map(({ message }) => (message ? read(message) : ''));

describe('a suggested question', () => {
  it('is taken with thanks, and shown to the admins with who made it', async () => {
    const { sent, shown } = await openSuggested();
    expect(read(sent)).toContain(`Thank you. Your question is with the admins:\n\n  > ${queue}`);
    expect(read(sent)).toContain('/coach suggestions');
    for (const words of ['ann suggests, on Our own questions', queue, wait, retry, 'Asked twice.', '1 is open'])
      expect(read(shown)).toContain(words);
  });

  it('can be typed in one line', async () => {
    const world = await openWorld();
    expect(read(await world.act('ann', command(`suggest ${queue} | ${wait} | ${retry}`)))).toContain('Thank you');
    expect(read(await admin(world).type('suggestions'))).toContain(retry);
  });

  it('is asked for in a form that holds what was typed, with the topics that are asked and the workspace’s own', async () => {
    const world = await openWorld();
    await admin(world).type('packs off networks');
    const form = await world.act('ann', command(`suggest ${queue}`));
    expect(fieldOf(form, 'text', 'question').text).toBe(queue);
    expect(fieldOf(form, 'choice', 'topic')).toMatchObject({
      options: [{ value: 'own' }, { value: 'caching' }],
      chosen: ['own'],
    });
    expect(formOf(await world.act('ann', press('suggest'))).name).toBe('suggest');
  });

  it.each([
    ['no question', { question: [''] }, 'question', 'Write the question, in a sentence.'],
    ['a question that is too long', { question: ['x'.repeat(301)] }, 'question', 'The question has 301 characters'],
    [
      'a question that is there',
      { question: ['what does a "CACHE" buy you'] },
      'question',
      'there already, in “Caching”',
    ],
    ['no key points', { keyPoints: [' \n '] }, 'keyPoints', 'Write at least one key point'],
    ['eleven key points', { keyPoints: [[...'abcdefghijk'].join('\n')] }, 'keyPoints', 'There are 11 key points'],
    ['a note that is too long', { note: ['x'.repeat(501)] }, 'note', 'The note has 501 characters'],
    ['no topic', { topic: [] }, 'topic', 'Choose a topic from the list.'],
    ['a topic that is not there', { topic: ['gardening'] }, 'topic', 'Choose a topic from the list.'],
  ])('comes back with %s, a sentence at the field and nothing lost', async (_, different: FieldValues, name, said) => {
    const { world, sent } = await openSuggested(different);
    const form = formOf(sent);
    expect(form.fields.filter(({ problem }) => problem !== undefined)).toMatchObject([
      { name, problem: expect.stringContaining(said) },
    ]);
    const expected = { ...good, ...different };
    for (const field of ['question', 'keyPoints', 'note'] as const)
      expect(fieldOf(sent, 'text', field).text).toBe(expected[field]?.[0]?.trim());
    expect(read(await admin(world).type('suggestions'))).toContain('There are none.');
  });

  it('is not taken twice from one member, nor more than ten that wait', async () => {
    const { world } = await openSuggested();
    const again = await world.act('ann', send('suggest', '', good));
    expect(fieldOf(again, 'text', 'question').problem).toBe(
      'You have suggested that already, and it waits for the admins.',
    );
    for (let count = 2; count <= 10; count += 1)
      expect(read(await world.act('ann', command(`suggest What is number ${count}? | It is.`)))).toContain('Thank you');
    for (const words of ['suggest', 'suggest What is number 11? | It is.'])
      expect(read(await world.act('ann', command(words)))).toContain('10 questions of yours wait for the admins');
    expect(read(await world.act('bob', send('suggest', '', good)))).toContain('Thank you');
  });

  it('that is much like another one names the likest and how alike they are', async () => {
    const { shown } = await openSuggested({ question: ['How would one keep caches fresh?'] });
    expect(read(shown)).toMatch(/Much like “How do you keep a cache fresh\?” of Caching: \d\d % alike by the letters/);
    expect(read((await openSuggested()).shown)).not.toContain('Much like');
  });

  it('is counted on the home of admins, and of nobody else', async () => {
    const { world } = await openSuggested();
    const home = async (member: string, role: 'admin' | 'member') =>
      read(await world.act(member, { type: 'home' }, { member: { role } }));
    expect(await home('ada', 'admin')).toContain('1 suggested question waits for an admin.');
    expect(await home('ann', 'member')).not.toContain('suggested');
    expect(await admin(world).type('packs').then(buttonsOf)).toContainEqual(
      expect.objectContaining({ label: 'Suggestions (1)' }),
    );
  });

  it('is shown one after the other, round and round', async () => {
    const { world, value } = await openSuggested();
    world.clock.now += 1;
    await world.act('bob', command('suggest What is number 2? | It is.'));
    const second = await admin(world).press('suggestions', value);
    expect(read(second)).toContain('bob suggests');
    const next = buttonsOf(second).find(({ label }) => label === 'Next suggestion')?.value;
    expect(read(await admin(world).press('suggestions', next))).toContain('ann suggests');
    expect(read(await admin(world).press('suggestions', 'nonsense'))).toContain('ann suggests');
  });
});

describe('approving a suggestion', () => {
  it('offers all of it to be changed, and tells its member in private', async () => {
    const { world, value } = await openSuggested();
    const form = await admin(world).press('approve', value);
    expect(fieldOf(form, 'text', 'question').text).toBe(queue);
    expect(fieldOf(form, 'text', 'keyPoints').text).toBe(`${wait}\n${retry}`);
    expect(fieldOf(form, 'choice', 'topic').chosen).toEqual(['own']);
    expect(fieldOf(form, 'choice', 'level').chosen).toEqual(['senior']);
    const done = await admin(world).send('approve', value, { ...approval, question: ['What is a queue for?'] });
    expect(read(done)).toMatch(
      /^Approved: it is asked from now on\. ann is told in private\.\n\n {2}> What is a queue for\?/,
    );
    expect(await toldTo(world, 'ann')).toEqual([
      expect.stringMatching(/approved[\s\S]*What is a queue for\?[\s\S]*ada has approved it[\s\S]*Thanks!/),
    ]);
  });

  it('has it asked, graded with what else says it, reviewed, and shown in the pack', async () => {
    const { world, value } = await openSuggested();
    const keyPoints = [`${wait} :: nobody stands in line | no waiting\n${retry}`];
    await admin(world).send('approve', value, { ...approval, keyPoints });
    const session = await practise(world, 'bob', 'own');
    expect(read(await world.act('bob', { type: 'message', text: 'again' }))).toContain('Our own questions · Mid');
    const result = read(await world.act('bob', submit(session, `I think: ${wait}`)));
    expect(result).toContain('50 of 100');
    expect(result).toContain('Comes back for review');
    world.clock.now += 9 * 86_400_000;
    expect(questionOf(await world.act('bob', command('review')))).toBe(queue);
    const preview = read(await admin(world).type('packs preview our own questions'));
    expect(preview).toContain(`${queue} · Our own questions · Mid`);
    expect(preview).toContain(retry);
    expect(read(await world.act('bob', command('help')))).toContain('Our own questions (own)');
  });

  it('under a topic of the catalog has it asked there', async () => {
    const { world, value } = await openSuggested();
    await admin(world).send('approve', value, { ...approval, topic: ['networks'] });
    await admin(world).type('packs off networks');
    expect(questionOf(await world.act('bob', command('practice networks')))).toBe(queue);
    expect(read(await world.act('bob', command('help')))).toContain('Networks (networks)');
  });

  it('gives the form back with what a pack cannot hold, and nothing is lost', async () => {
    const { world, value } = await openSuggested();
    const form = await admin(world).send('approve', value, { ...approval, keyPoints: [`${wait}\n# ${retry}`] });
    expect(fieldOf(form, 'text', 'keyPoints')).toMatchObject({
      text: `${wait}\n# ${retry}`,
      problem: expect.stringContaining('A pack cannot hold this as it is written'),
    });
    for (const [field, bad] of [
      ['level', 'boss'],
      ['topic', 'gardening'],
    ] as const)
      expect(
        fieldOf(await admin(world).send('approve', value, { ...approval, [field]: [bad] }), 'choice', field).problem,
      ).toContain('from the list');
    const there = { ...approval, question: ['What does a cache buy you?'] };
    expect(fieldOf(await admin(world).send('approve', value, there), 'text', 'question').problem).toContain(
      '“Caching”',
    );
    expect(await toldTo(world, 'ann')).toEqual([]);
    expect(read(await admin(world).type('suggestions'))).toContain('1 is open');
  });

  it('happens once: a second press, another admin and a late decline are told who was first', async () => {
    const { world, value } = await openSuggested();
    const action = send('approve', value, approval);
    const first = await world.act('ada', action, asAdmin({ deliveryId: 'press-1' }));
    const before = await dumpDoings(world);
    expect(await world.act('ada', action, asAdmin({ deliveryId: 'press-1' }))).toEqual(first);
    const late = 'That suggestion is decided: ada has approved it.';
    for (const name of ['ada', 'bea'] as const) {
      expect(read(await admin(world, name).send('approve', value, approval))).toContain(late);
      expect(read(await admin(world, name).send('decline', value, {}))).toContain(late);
      expect(read(await admin(world, name).press('approve', value))).toContain(late);
      expect(read(await admin(world, name).press('decline', value))).toContain(late);
    }
    expect(await dumpDoings(world)).toEqual(before);
  });

  it('says when the workspace’s own pack is off, and when it is full', async () => {
    const { world, value } = await openApproved();
    await admin(world).type('packs off our own');
    await world.act('ann', command('suggest What is a lock good for? | It keeps others out.'));
    const shown = await admin(world).type('suggestions');
    const next = buttonsOf(shown).find(({ name }) => name === 'approve')?.value ?? value;
    const said = read(
      await admin(world).send('approve', next, { ...approval, question: ['What is a lock good for?'] }),
    );
    expect(said).toContain('“Our own questions” is off');
    expect(questionOf(await world.act('ann', command('practice')))).not.toBe(queue);
    await world.store.transaction(async (tx) => {
      const { id: workspaceId } = await tx.selectFrom('workspaces').select('id').executeTakeFirstOrThrow();
      for (let count = 0; count < mostOwnQuestions; count += 1) {
        const question = { ...ownQuestion, id: `own-${workspaceId}/q${count}`, pack: `own-${workspaceId}` };
        await recordQuestion(tx, question, 0);
        await setOwnQuestion(tx, workspaceId, { question, at: 0 });
      }
    });
    await world.act('ann', command('suggest What is a mutex good for? | It keeps others out.'));
    const last = buttonsOf(await admin(world).type('suggestions')).find(({ name }) => name === 'approve')?.value ?? '';
    const full = await admin(world).send('approve', last, { ...approval, question: ['What is a mutex good for?'] });
    expect(fieldOf(full, 'text', 'question').problem).toContain('which is the most: retire one first');
  });
});

describe('declining a suggestion', () => {
  it('tells its member, with the note or without', async () => {
    for (const note of ['Too easy for us.', '']) {
      const { world, value } = await openSuggested();
      expect(formOf(await admin(world).press('decline', value)).fields).toMatchObject([{ name: 'note', text: '' }]);
      expect(read(await admin(world).send('decline', value, { note: [note] }))).toContain(
        'Declined. ann is told in private.',
      );
      const [told = ''] = await toldTo(world, 'ann');
      expect(told).toContain('Your question is not taken');
      expect(told.includes('Too easy')).toBe(note !== '');
      expect(read(await admin(world).type('suggestions'))).toContain('There are none.');
      expect(questionOf(await world.act('bob', command('practice')))).not.toBe(queue);
    }
  });

  it('gives a note that is too long back', async () => {
    const { world, value } = await openSuggested();
    const form = await admin(world).send('decline', value, { note: ['x'.repeat(501)] });
    expect(fieldOf(form, 'text', 'note')).toMatchObject({
      text: 'x'.repeat(501),
      problem: expect.stringContaining('501'),
    });
  });
});

describe('a question of the workspace’s own', () => {
  it('is asked in other words after an edit, while history keeps the earlier ones', async () => {
    const { world, slug } = await openApproved();
    const session = await practise(world, 'bob', 'own');
    const form = await admin(world).press('edit-question', slug);
    expect(fieldOf(form, 'text', 'keyPoints').text).toBe(`${wait}\n${retry}`);
    expect(fieldOf(form, 'choice', 'level').chosen).toEqual(['mid']);
    const edited = { ...approval, question: ['What is a queue good for, and when?'], topic: ['caching'] };
    expect(read(await admin(world).send('edit-question', slug, edited))).toContain('Saved: from now on');
    expect(read(await world.act('bob', submit(session, wait)))).toContain('50 of 100');
    expect(read(await world.act('bob', command('stats')))).toContain('Questions answered: 1 of 4');
    expect(questionOf(await world.act('cy', command('practice caching mid')))).toBe(edited.question?.[0]);
    expect(read(await admin(world).send('edit-question', slug, { ...edited, keyPoints: [''] }))).not.toContain('Saved');
  });

  it('is asked no more when it is retired: its session goes on, its reviews rest, its history stays', async () => {
    const { world, slug } = await openApproved();
    const session = await practise(world, 'bob', 'own');
    const retired = read(await admin(world).press('retire', slug));
    expect(retired).toContain('is not asked any more. What was answered stays.');
    expect(read(await world.act('bob', submit(session, wait)))).toContain('50 of 100');
    world.clock.now += 9 * 86_400_000;
    expect(read(await world.act('bob', command('review')))).toMatch(/^Nothing is due/);
    expect(read(await world.act('bob', command('practice own')))).toContain('There is no topic like "own"');
    expect(read(await admin(world).press('retire', slug))).toContain('not among those of this workspace');
    await world.act('ann', send('suggest', '', good));
    const again = buttonsOf(await admin(world).type('suggestions')).find(({ name }) => name === 'approve')?.value ?? '';
    await admin(world).send('approve', again, approval);
    const preview = await admin(world).type('packs preview our own');
    expect(buttonsOf(preview).find(({ name }) => name === 'edit-question')?.value).toBe(`${slug}-2`);
  });

  it('stays when it is the last that can be asked', async () => {
    const { world, slug } = await openApproved();
    for (const pack of ['caching', 'networks']) await admin(world).type(`packs off ${pack}`);
    expect(read(await admin(world).press('retire', slug))).toContain('That is the last pack that is on');
    expect(read(await admin(world).type('packs off our own'))).toContain('That is the last pack that is on');
  });

  it('is out of reach of every other workspace, as are its suggestions', async () => {
    const { world, slug, value } = await openApproved();
    await world.act('ann', command('suggest What is a lock good for? | It keeps others out.'));
    const waiting =
      buttonsOf(await admin(world).type('suggestions')).find(({ name }) => name === 'approve')?.value ?? '';
    const elsewhere = asAdmin({ workspace: 'rival' });
    await world.act('eve', command('help'), elsewhere);
    const before = await dumpDoings(world);
    const id = Object.values((await dumpDoings(world)).own_questions?.[0] ?? {}).find((one) =>
      String(one).includes('/'),
    );
    for (const forged of [value, waiting, slug, String(id), `own-id-1/${slug}`]) {
      for (const action of ['approve', 'decline', 'edit-question', 'retire', 'pack-off'] as const)
        expect(read(await world.act('eve', press(action, forged), elsewhere))).toMatch(
          /not (there|among)|no pack like/,
        );
      for (const form of ['approve', 'decline', 'edit-question'] as const)
        expect(read(await world.act('eve', send(form, forged, approval), elsewhere))).toMatch(/not (there|among)/);
    }
    expect(await dumpDoings(world)).toEqual(before);
    const asked = await Promise.all(
      ['practice', 'next', 'help', 'stats'].map((text) => world.act('eve', command(text), elsewhere)),
    );
    expect(asked.map(read).join('\n')).not.toContain('queue');
    expect(read(await world.act('eve', command('suggestions'), elsewhere))).toContain('There are none.');
  });
});
