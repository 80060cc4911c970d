import { describe, expect, it } from 'vitest';
import type { FieldValues } from '../../src/domain/interaction.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { type Change, createWorld, type World } from '../fixtures/practice-world.ts';
import { asAdmin } from './admin.ts';
import { createLiteralGrader, inThePack, latency, load } from './literal-grader.ts';
import { answerField, buttonsOf, command, fieldOf, formOf, practise, press, read, send, submit } from './reading.ts';
import { dumpDoings } from './world-dump.ts';

const thanks = /^Thank you, that is noted\./;
const already = 'You have disputed that part of the grade already.';
const notYours = 'That result is not there any more, or not yours: practise another question.';

type Opened = {
  readonly world: World;
  readonly target: string;
  /** Id of ann's attempt, which covers the first key point and misses the second. */
  readonly value: string;
  /** Ids of the key points. */
  readonly points: readonly [covered: string, missed: string];
};

async function openWorld(): Promise<Opened> {
  const world = await createWorld({ grader: createLiteralGrader() });
  const target = await practise(world, 'ann');
  const value = disputeOf(await world.act('ann', submit(target, `${latency} My very words.`)));
  const options = fieldOf(await world.act('ann', press('dispute', value)), 'choice', 'keyPoint').options;
  const [covered = '', missed = ''] = options.map((option) => option.value);
  return { world, target, value, points: [covered, missed] };
}

function disputeOf(result: Reply): string {
  return buttonsOf(result).find(({ name }) => name === 'dispute')?.value ?? '';
}

/** Sends the form of a dispute as ann, or as `change` says. */
function dispute({ world, value }: Opened, fields: FieldValues, change?: Change): Promise<Reply> {
  return world.act('ann', send('dispute', value, fields), change);
}

function list(world: World, change?: Change): Promise<Reply> {
  return world.act('ada', command('disputes'), asAdmin(change));
}

function problemsOf(form: Reply): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(formOf(form).fields.map(({ name, problem }) => [name, problem]));
}

describe('the form of a dispute', () => {
  it('offers each key point with its grade, and says of a missed one only where it lies', async () => {
    const { world, value } = await openWorld();
    const form = await world.act('ann', press('dispute', value));
    expect(formOf(form)).toMatchObject({ name: 'dispute', value });
    expect(fieldOf(form, 'choice', 'keyPoint').options.map(({ label }) => label)).toEqual([
      `Covered: ${inThePack[latency]}`,
      'Missed: Think about what stands behind it.',
    ]);
    expect(fieldOf(form, 'choice', 'keyPoint')).toMatchObject({ chosen: [], multiple: false });
    expect(JSON.stringify(form)).not.toContain(inThePack[load]);
  });

  it('shows all of it to whoever has seen the model answer', async () => {
    const { world, target, value } = await openWorld();
    await world.act('ann', press('show-answer', target));
    const form = await world.act('ann', press('dispute', value));
    expect(fieldOf(form, 'choice', 'keyPoint').options.map(({ label }) => label)).toContain(
      `Missed: ${inThePack[load]}`,
    );
  });

  it('still hides it when it comes back with a problem, whatever was sent', async () => {
    const opened = await openWorld();
    for (const keyPoint of [[], ['load'], [opened.points[1], 'x'], ['__proto__']])
      expect(JSON.stringify(await dispute(opened, { keyPoint, reason: [] }))).not.toContain(inThePack[load]);
  });
});

type Bad = { readonly fields: FieldValues; readonly keyPoint?: RegExp; readonly reason?: RegExp };

describe('a dispute that cannot be taken', () => {
  const choose = /Choose the part/;
  const bad: Readonly<Record<string, (points: Opened['points']) => Bad>> = {
    'that is empty': () => ({ fields: {}, keyPoint: choose, reason: /Say in a sentence/ }),
    'without a key point': () => ({ fields: { reason: ['But I said so.'] }, keyPoint: choose }),
    'of a key point that is not there': () => ({ fields: { keyPoint: ['x'], reason: ['But.'] }, keyPoint: choose }),
    'of a prototype': () => ({ fields: JSON.parse('{"__proto__":["x"],"reason":["But."]}'), keyPoint: choose }),
    'without a reason': ([covered]) => ({ fields: { keyPoint: [covered] }, reason: /Say in a sentence/ }),
    'with a blank reason': ([covered]) => ({ fields: { keyPoint: [covered], reason: [' \n '] }, reason: /Say in a/ }),
    'with a reason of 501 characters': ([, missed]) => ({
      fields: { keyPoint: [missed], reason: ['🙂'.repeat(501)] },
      reason: /has 501 characters and the limit is 500/,
    }),
    'with a reason of 10 KB': ([, missed]) => ({
      fields: { keyPoint: [missed], reason: ['x'.repeat(10_240)] },
      reason: /has 10240 characters and the limit is 500/,
    }),
  };

  it.each(Object.keys(bad))('comes back with what was written and why: one %s', async (name) => {
    const opened = await openWorld();
    const before = await dumpDoings(opened.world);
    const wrong = bad[name]?.(opened.points) ?? { fields: {} };
    const form = await dispute(opened, wrong.fields);
    expect(problemsOf(form)).toEqual({
      keyPoint: wrong.keyPoint && expect.stringMatching(wrong.keyPoint),
      reason: wrong.reason && expect.stringMatching(wrong.reason),
    });
    expect(fieldOf(form, 'text', 'reason').text).toBe(wrong.fields.reason?.[0]?.trim() ?? '');
    const { chosen, options } = fieldOf(form, 'choice', 'keyPoint');
    const known = options.filter(({ value }) => value === wrong.fields.keyPoint?.[0]);
    expect(chosen.filter((value) => options.some((option) => option.value === value))).toEqual(
      known.map(({ value }) => value),
    );
    expect(await dumpDoings(opened.world)).toEqual(before);
    expect(opened.world.errors).toEqual([]);
  });

  it('may have a reason of 500 characters, counted as people count them', async () => {
    const opened = await openWorld();
    const fields = { keyPoint: [opened.points[0]], reason: ['🙂'.repeat(500)] };
    expect(read(await dispute(opened, fields))).toMatch(thanks);
  });
});

describe('a dispute', () => {
  it('is noted, once for each key point, and the grade stands', async () => {
    const opened = await openWorld();
    const { world, points } = opened;
    const about = (keyPoint: string, reason: string) => dispute(opened, { keyPoint: [keyPoint], reason: [reason] });
    expect(read(await about(points[1], 'It was between the lines.'))).toMatch(thanks);
    const before = await dumpDoings(world);
    expect(read(await about(points[1], 'Please!'))).toBe(already);
    expect(await dumpDoings(world)).toEqual(before);
    expect(read(await about(points[0], 'That was luck.'))).toMatch(thanks);
    expect(read(await world.act('ann', command('stats')))).toContain('Points this season: 67');
  });

  it('that is delivered twice is answered twice alike', async () => {
    const opened = await openWorld();
    const fields = { keyPoint: [opened.points[0]], reason: ['But.'] };
    const first = await dispute(opened, fields, { deliveryId: 'one' });
    expect(await dispute(opened, fields, { deliveryId: 'one' })).toEqual(first);
  });

  it.each<[string, Change]>([
    ['another member', { member: { id: 'bob', name: 'bob' } }],
    ['an admin', { member: { id: 'ada', name: 'ada', role: 'admin' } }],
    ['somebody of the same id in another workspace', { workspace: 'rival' }],
    ['somebody of the same id on another platform', { platform: 'other' }],
  ])('of a result that is not theirs is refused: %s', async (_who, change) => {
    const opened = await openWorld();
    const before = await dumpDoings(opened.world);
    const fields = { keyPoint: [opened.points[0]], reason: ['But.'] };
    expect(read(await opened.world.act('ann', press('dispute', opened.value), change))).toBe(notYours);
    expect(read(await dispute(opened, fields, change))).toBe(notYours);
    expect(await dumpDoings(opened.world)).toEqual(before);
  });

  it.each(['', 'id-999', '__proto__', "' or 1=1 --", '%', '\0', 'x'.repeat(10_000), 'session:id-1'])(
    'of an invented result is refused: %j',
    async (value) => {
      const opened = await openWorld();
      const before = await dumpDoings(opened.world);
      expect(read(await opened.world.act('ann', press('dispute', value)))).toBe(notYours);
      expect(read(await dispute({ ...opened, value }, { keyPoint: [opened.points[0]], reason: ['But.'] }))).toBe(
        notYours,
      );
      expect(await dumpDoings(opened.world)).toEqual(before);
    },
  );
});

describe('the list of disputes', () => {
  it('shows an admin who says what of which grade, with the answer it is about', async () => {
    const opened = await openWorld();
    await dispute(opened, { keyPoint: [opened.points[1]], reason: ['It was <b>between</b> the lines.'] });
    const text = read(await list(opened.world));
    for (const part of [
      'What does a cache buy you?',
      `Missed: ${inThePack[load]}`,
      'ann says: It was <b>between</b> the lines.',
    ])
      expect(text).toContain(part);
    expect(text).toContain(`> ${latency} My very words.`);
  });

  it('quotes the words on which the grade was built', async () => {
    const opened = await openWorld();
    await dispute(opened, { keyPoint: [opened.points[0]], reason: ['That was luck.'] });
    expect(read(await list(opened.world))).toContain(`Covered: ${inThePack[latency]}\n  > ${latency}`);
  });

  it('says that there are none, and is of its own workspace', async () => {
    const opened = await openWorld();
    expect(read(await list(opened.world))).toBe('Disputed grades\n\nThere are none.');
    await dispute(opened, { keyPoint: [opened.points[0]], reason: ['But.'] });
    expect(read(await list(opened.world, { workspace: 'rival' }))).toBe('Disputed grades\n\nThere are none.');
  });

  it('shows one at a time, the oldest first, and after the last one the first again', async () => {
    const { world, target } = await openWorld();
    for (let index = 1; index <= 3; index += 1) {
      world.clock.now += 60_000;
      const value = disputeOf(await world.act('ann', submit(target, `${latency} Number ${index}.`)));
      const option = fieldOf(await world.act('ann', press('dispute', value)), 'choice', 'keyPoint').options[0];
      await world.act('ann', send('dispute', value, { keyPoint: [option?.value ?? ''], reason: [`Reason ${index}.`] }));
    }
    let queue = await list(world);
    for (const index of [1, 2, 3, 1]) {
      expect(read(queue).match(/Reason \d/g)).toEqual([`Reason ${index}`]);
      expect(read(queue)).toContain('3 are open');
      const after = buttonsOf(queue).find(({ name }) => name === 'disputes')?.value;
      queue = await world.act('ada', press('disputes', after), asAdmin());
    }
  });

  it('does not mistake the form of an answer for one of a dispute', async () => {
    const { world, target, value } = await openWorld();
    expect(answerField(await world.act('ann', press('answer', target))).name).toBe('answer');
    expect(read(await world.act('ann', send('answer', value, { answer: [latency] })))).toContain('no longer open');
    expect(read(await world.act('ann', send('dispute', target, { answer: [latency] })))).toBe(notYours);
  });
});
