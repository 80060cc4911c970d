import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createLiteralGrader, latency } from './literal-grader.ts';
import { answerField, command, formOf, keyPointsOf, pointsOf, practise, submit } from './reading.ts';
import { dumpDoings } from './world-dump.ts';

/** The answers as they are kept. */
async function answersOf({ store }: World): Promise<readonly string[]> {
  const rows = await store.read((db) => db.selectFrom('attempts').select('answer').execute());
  return rows.map(({ answer }) => answer);
}

describe('an answer that cannot be taken', () => {
  const bad: Readonly<Record<string, { readonly text: string; readonly problem: RegExp }>> = {
    'that is empty': { text: '', problem: /is empty/ },
    'of spaces': { text: ' \t \n\r\n \u00a0\u3000', problem: /is empty/ },
    'of control characters': { text: '\u0000\u0007\u001b\u009f', problem: /is empty/ },
    'of emoji': { text: '👍🏽 👩‍👩‍👧 ❤️', problem: /no words/ },
    'of punctuation': { text: '?!… --- **', problem: /no words/ },
    'of invisible characters': { text: '\u200b\u2060\u202e\ufeff', problem: /no words|is empty/ },
    'of 100 KB': { text: 'latency '.repeat(12_800), problem: /102,39\d characters and the limit is 4,000/ },
    'of one character too many': { text: 'x'.repeat(4_001), problem: /4,001 characters/ },
    'of 4,001 emoji and a word': { text: `${'🙂'.repeat(4_001)} ok`, problem: /4,004 characters/ },
    'of 100 KB of emoji': { text: '🙂'.repeat(25_600), problem: /25,600 characters/ },
  };

  it.each(Object.keys(bad))('comes back in its form with the reason, and is not recorded: one %s', async (name) => {
    const { text, problem } = bad[name] ?? { text: '', problem: /./ };
    const world = await createWorld();
    const value = await practise(world, 'ann');
    const before = await dumpDoings(world);
    const form = formOf(await world.act('ann', submit(value, text)));
    const field = answerField(form);
    expect(form).toMatchObject({ name: 'answer', value });
    expect(field).toMatchObject({ text, maxLength: 4_000 });
    expect(field.problem).toMatch(problem);
    expect(field.problem).toMatch(/^[A-Z][^\n]{10,150}\.$/);
    expect(await dumpDoings(world)).toEqual(before);
    expect(world.errors).toEqual([]);
  });

  it('can be sent again right away, corrected', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const value = await practise(world, 'ann');
    const form = formOf(await world.act('ann', submit(value, '👍')));
    expect(pointsOf(await world.act('ann', submit(form.value, `${answerField(form).text} ${latency}`)))).toMatchObject({
      earned: 67,
    });
  });

  it('comes back in its form also when it was typed as a command', async () => {
    const world = await createWorld();
    await practise(world, 'ann');
    const field = answerField(await world.act('ann', command('answer 👍')));
    expect(field.text).toBe('👍');
    expect(field.problem).toMatch(/no words/);
    expect(await answersOf(world)).toEqual([]);
  });
});

describe('an answer', () => {
  it('may have 4,000 characters, counted as people count them, even in one word', { timeout: 10_000 }, async () => {
    for (const letter of ['x', 'é', '語']) {
      const world = await createWorld();
      const text = letter.repeat(4_000);
      keyPointsOf(await world.act('ann', submit(await practise(world, 'ann'), text)));
      expect(await answersOf(world)).toEqual([text]);
    }
    const world = await createWorld();
    const text = `${'🙂'.repeat(3_990)} ten words`;
    await world.act('ann', submit(await practise(world, 'ann'), text));
    expect(await answersOf(world)).toEqual([text]);
  });

  it('loses what no person types: control characters, lone surrogates, blanks around it', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const raw = ` \u0000\n${latency.replace('lowers', 'low\u0007ers')}\u001b[31m\tRed\u009f \ud800\r\nNext\rLast\u0000 \n`;
    const reply = await world.act('ann', submit(await practise(world, 'ann'), raw));
    expect(await answersOf(world)).toEqual([`${latency}[31m\tRed \nNext\nLast`]);
    expect(keyPointsOf(reply)[0]).toMatchObject({ coverage: 'covered', evidence: latency });
  });

  it('keeps everything else as it was written: markup, mentions, other scripts, SQL', async () => {
    const world = await createWorld();
    const text = "<b>*A*</b> <@U1> @everyone [x](http://x) ```js\n1\n``` \u202eabc עברית 日本語 ' or 1=1; --";
    await world.act('ann', submit(await practise(world, 'ann'), text));
    expect(await answersOf(world)).toEqual([text]);
  });

  it('may be given to a question that is no longer the open one, by the button of that question', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    const first = await practise(world, 'ann');
    await world.act('ann', command('next'));
    expect(pointsOf(await world.act('ann', submit(first, latency)))).toMatchObject({ earned: 67 });
  });
});
