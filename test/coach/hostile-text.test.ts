import { describe, expect, it } from 'vitest';
import type { FieldValues } from '../../src/domain/interaction.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { createWorld, smallPack } from '../fixtures/practice-world.ts';
import { proof, triesOf } from '../fixtures/proof.ts';
import { asAdmin } from './admin.ts';
import { buttonsOf, command, practise, send, submit } from './reading.ts';

const length = 100_000;
const fill = (text: string) => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** A hundred thousand characters of what makes careless code slow. */
const texts: readonly string[] = [
  ...[
    'a',
    ' ',
    '\n',
    '.',
    '-',
    '\t ',
    'a ',
    'aA1',
    '((',
    '[](',
    '**',
    '`',
    '<',
    '&',
    '"',
    '\\',
    '\u200b',
    '\u202e',
    '\u0301',
  ],
  ...[
    'e\u0301',
    '👩‍👩‍👧',
    '漢',
    'ﬃ',
    '@everyone ',
    '<!channel> ',
    'http://a.b/',
    '=1+1',
    'not not ',
    'a cache ',
    '\ud800',
    '\u0000',
  ],
  ...[
    'caching answers from memory and takes load off. ',
    'latency latency ',
    'x'.repeat(5_000),
    '1 2 3 4 5 6 7 8 9 ',
    '2027-01-01 ',
  ],
].map(fill);

const commands = [
  ...['', 'practice ', 'answer ', 'follow-up ', 'season ', 'goal ', 'mock ', 'remind ', 'board '],
  ...['suggest ', 'suggest a cache | '],
];
const adminCommands = ['packs ', 'packs preview ', 'packs off '];

/** A question of which every part is a text. */
const written = (text: string): FieldValues => ({
  question: [text],
  keyPoints: [text],
  topic: [text],
  level: [text],
  note: [text],
});

/** Milliseconds of the processor that some work takes: others on the machine do not count. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;

describe('a hundred thousand characters of anything', () => {
  it('typed as a command, an answer or into a form take little of the processor', async () => {
    const [question] = smallPack().questions;
    if (!question) throw new Error('the pack is empty');
    const world = await createWorld();
    const grader = createOfflineGrader();
    const session = await practise(world, 'ann');
    await world.act('bob', command('suggest What is a queue good for? | It lets the sender go on.'));
    const suggestion = buttonsOf(await world.act('ada', command('suggestions'), asAdmin())).find(
      ({ name }) => name === 'approve',
    );
    if (!suggestion) throw new Error('nothing was suggested');
    // What is read once is read before.
    for (let warming = 0; warming < 3; warming += 1) {
      await grader.grade({ question, answer: texts[warming] ?? '' });
      await world.act('ann', command('help'));
    }
    const costs: number[] = [];
    for (const text of texts.filter((_, index) => index % triesOf({ usual: 6, proving: 1 }) === 0)) {
      const works = [
        ...commands.map((name) => () => world.act('ann', command(name + text))),
        ...adminCommands.map((name) => () => world.act('ada', command(name + text), asAdmin())),
        () => world.act('ann', { type: 'message', text }),
        () => world.act('ann', submit(session, text)),
        () => world.act('ann', send('dispute', text, { keyPoint: [text], reason: [text] })),
        () => world.act('ann', send('suggest', '', written(text))),
        () => world.act('ada', send('approve', suggestion.value, written(text)), asAdmin()),
        () => world.act('ann', command('practice'), { member: { name: text } }),
        () => grader.grade({ question, answer: text }),
      ];
      for (const work of works) costs.push(await costOf(work));
    }
    expect(world.errors).toEqual([]);
    const p99 = percentile(costs, 0.99);
    expect(p99).toBeLessThan(triesOf({ usual: 250, proving: 50 }));
    proof(costs.length, `texts of 100,000 characters, p99 ${p99.toFixed(1)} ms of the processor`);
  });
});
