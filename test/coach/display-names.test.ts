import { describe, expect, it } from 'vitest';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createLiteralGrader, latency } from './literal-grader.ts';
import { boardOf, command } from './reading.ts';

/** The name under which the board shows a member who calls themselves `name`. */
async function shownAs(name: string, world?: World): Promise<string> {
  const place = { member: { id: 'm', name } };
  const inside = world ?? (await createWorld({ grader: createLiteralGrader() }));
  await inside.act('m', command('practice'), place);
  await inside.act('m', command(`answer ${latency}`), place);
  const [row] = boardOf(await inside.act('m', command('board'), place));
  return row?.name ?? '';
}

describe('a display name', () => {
  it.each([
    ['an ordinary one', 'Ann Lee', 'Ann Lee'],
    ['one of another script', '山田 太郎', '山田 太郎'],
    ['one with accents', 'Zoë Ångström', 'Zoë Ångström'],
    ['an empty one', '', 'Someone'],
    ['one of blanks', ' \t\n\u00a0', 'Someone'],
    ['one of invisible characters', '\u200b\u200d\u2060\ufeff', 'Someone'],
    ['one of control characters', '\u0000\u0007\u001b', 'Someone'],
    ['one with blanks around and inside', '  Ann \u3000  Lee ', 'Ann Lee'],
    ['one with control characters inside', 'A\u0000n\u0007n\u009f', 'Ann'],
    ['one with a terminal sequence', '\u001b[31mAnn', '[31mAnn'],
    ['one that turns the text around it', '\u202eAnn\u202c \u2066Lee\u2069', 'Ann Lee'],
    ['one with a lone surrogate', 'A\ud800nn', 'Ann'],
    ['one over two lines', 'Ann\nLee', 'Ann Lee'],
    ['one over two lines of Windows', 'Ann\r\nLee', 'Ann Lee'],
    ['one with a tab', 'Ann\tLee', 'Ann Lee'],
    ['one with a line separator', 'Ann\u2028Lee\u2029Ray', 'Ann Lee Ray'],
    ['one of markup, which stays text', '<b onclick="x()">Ann</b>', '<b onclick="x()">Ann</b>'],
    ['one of a mention, which stays text', '<!everyone> @here', '<!everyone> @here'],
    ['one of SQL', "Robert'); drop table members;--", "Robert'); drop table members;--"],
    ['one of a prototype', '__proto__', '__proto__'],
    ['one of 300 characters', 'x'.repeat(300), 'x'.repeat(60)],
    ['one of 300 emoji', '🙂'.repeat(300), '🙂'.repeat(60)],
    ['one of 60 characters', 'y'.repeat(60), 'y'.repeat(60)],
    ['one that ends in a blank once it is cut', `${'x'.repeat(59)} ${'y'.repeat(50)}`, 'x'.repeat(59)],
    ['one of 100 KB', ' zzzzzz'.repeat(15_000), `${'zzzzzz '.repeat(8)}zzzz`],
  ])('is cleaned: %s', async (_, name, shown) => {
    expect(await shownAs(name)).toBe(shown);
  });

  it('is the one that the platform gave last, on what was earned before too', async () => {
    const world = await createWorld({ grader: createLiteralGrader() });
    expect(await shownAs('Ann', world)).toBe('Ann');
    expect(await shownAs('Anne', world)).toBe('Anne');
    expect(boardOf(await world.act('m', command('board'), { member: { id: 'm', name: 'Annie' } }))).toHaveLength(1);
  });
});
