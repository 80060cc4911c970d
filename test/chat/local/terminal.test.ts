import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Listener } from '../../../src/chat/chat-adapter.ts';
import { practiseInTerminal } from '../../../src/chat/local/terminal.ts';
import type { Interaction } from '../../../src/domain/interaction.ts';
import { createWorld } from '../../fixtures/practice-world.ts';

const goodAnswer = 'A cache lowers latency because it answers from memory. It takes load off the database.';

type Sitting = { readonly output: string; readonly sent: readonly Interaction[] };

/** Pipes an input through a whole session with the real coach. */
async function sit(input: string | readonly string[], name = 'Ana', wish = ''): Promise<Sitting> {
  const world = await createWorld();
  const sent: Interaction[] = [];
  const handle: Listener['handle'] = (interaction) => {
    sent.push(interaction);
    return world.coach.handle(interaction);
  };
  let deliveries = 0;
  const output = new PassThrough();
  const read = text(output);
  await practiseInTerminal(
    {
      handle,
      input: Readable.from(typeof input === 'string' ? [input] : input),
      output,
      newDelivery: () => `d${++deliveries}`,
    },
    { name, wish },
  );
  output.end();
  await world.store.close();
  return { output: await read, sent };
}

/** The commands that a session sent after its first question. */
function commandsOf({ sent }: Sitting): readonly string[] {
  return sent.slice(1).map(({ action }) => (action.type === 'command' ? action.text : action.type));
}

describe('practice in a terminal', () => {
  it('begins with a question of the topic and level that were asked for', async () => {
    const { output, sent } = await sit('', 'Ana', 'caching senior');
    expect(sent.map(({ action }) => action)).toEqual([{ type: 'command', text: 'practice caching senior' }]);
    expect(output).toContain('What does a cache buy you?');
    expect(output).toContain('Type your answer and end it with an empty line.');
  });

  it('says what is kept, where the file is, and deletes it once the word is typed', async () => {
    const sitting = await sit('/privacy\n/privacy export\n/privacy delete\nno\n\ndelete\n\n');
    expect(sitting.output).toContain('What is kept about you');
    expect(sitting.output).toContain('"coach export-member" writes it to a file');
    expect(sitting.output).toMatch(
      /Type delete to confirm[\s\S]*Nothing is deleted yet[\s\S]*Nothing about you is kept any more/,
    );
    expect(commandsOf(sitting)).toEqual(['privacy', 'privacy export', 'privacy delete', 'submit', 'submit']);
  });

  it('takes the lines up to an empty line as one answer', async () => {
    const sitting = await sit(
      `A cache lowers latency because it answers from memory.\nIt takes load off the database.\n\n`,
    );
    expect(commandsOf(sitting)).toEqual([
      'answer A cache lowers latency because it answers from memory.\nIt takes load off the database.',
    ]);
    expect(sitting.output).toContain('100 of 100');
  });

  it.each([
    ['after its line', `${goodAnswer}\n`],
    ['in the middle of a line', goodAnswer],
    ['in pieces', [goodAnswer.slice(0, 20), goodAnswer.slice(20)]],
    ['with line ends of Windows', `${goodAnswer}\r\n`],
  ])('grades an answer that the end of the input cuts off %s', async (_where, input) => {
    const sitting = await sit(input);
    expect(commandsOf(sitting)).toEqual([`answer ${goodAnswer}`]);
    expect(sitting.output).toContain('100 of 100');
  });

  it('sends nothing for empty lines alone', async () => {
    expect(commandsOf(await sit('\n\n  \n\t\n'))).toEqual([]);
  });

  it('takes a line that begins with a slash inside an answer as a part of it', async () => {
    expect(commandsOf(await sit('The path is\n/orders/7\n\n'))).toEqual(['answer The path is\n/orders/7']);
  });

  it('says why an answer is not taken, and takes the next one', async () => {
    const { output } = await sit(`🚀\n\n${goodAnswer}\n\n`);
    expect(output).toContain('The answer has no words in it');
    expect(output).toContain('100 of 100');
  });

  it('opens the answer form with /answer, and takes what follows as the answer', async () => {
    const { output } = await sit(`/answer\n${goodAnswer}\n\n`);
    expect(output).toContain('Answer in your own words');
    expect(output).toContain('100 of 100');
  });
});

describe('commands in a terminal', () => {
  it.each(['/hint', '/HINT', ' /Hint', '/coach hint', '/coach  HINT', '/COACH hint', '/Coach Hint'])(
    'are known as "%s"',
    async (command) => {
      expect((await sit(`${command}\n`)).output).toContain('Hint: Think about how long the caller waits.');
    },
  );

  it.each(['/help', '/coach', '/', '/coach help'])('are listed by "%s"', async (command) => {
    const { output } = await sit(`${command}\n`);
    expect(output).toContain('What you can type');
    expect(output).not.toContain('I do not know');
  });

  it.each(['/quit', '/QUIT', '/exit', '/q', '  /quit  ', '/coach quit'])(
    'end the session with "%s"',
    async (command) => {
      expect(commandsOf(await sit(`${command}\n${goodAnswer}\n\n/hint\n`))).toEqual([]);
    },
  );

  it('that end the session let go of the input, so that the process can end too', async () => {
    const input = new PassThrough();
    input.write('/quit\n');
    const handle: Listener['handle'] = async () => ({ type: 'message', blocks: [] });
    const deps = { handle, input, output: new PassThrough(), newDelivery: () => 'd' };
    await practiseInTerminal(deps, { name: 'Ana', wish: '' });
    expect(input.isPaused()).toBe(true);
  });

  it('that are unknown are answered with help', async () => {
    const { output } = await sit('/frobnicate now\n');
    expect(output).toContain('I do not know "frobnicate now".');
    expect(output).toContain('/coach practice');
  });

  it('lead through a whole practice', async () => {
    const { output } = await sit(`/show\n/next\n/leaderboard\n/stats\n`);
    for (const part of ['Model answer', 'How do you keep a cache fresh?', 'Leaderboard', 'Your progress'])
      expect(output).toContain(part);
  });
});

describe('a member at a terminal', () => {
  it.each([
    ['Ana', 'ana'],
    ['  Ana \u0007 Böhm ', 'ana böhm'],
    ['', 'me'],
    ['../root', 'me'],
    ['🚀', 'me'],
    ['x'.repeat(41), 'me'],
  ])('called %j is known as %j', async (name, id) => {
    const { sent } = await sit('', name);
    expect(sent[0]?.member.id).toBe(id);
    expect(sent[0]?.deliveryId).toBe(`${id}:d1`);
  });

  it('cannot steer the terminal by what they type', async () => {
    const answer = `A cache \u001b[31mlowers\u001b]0;x\u0007 latency because it answers from \u202ememory.\r\u009b2J`;
    const { output } = await sit(`${answer}\n\n/\u001b[2Jhelp\n/practice \u001b[31m\n`, 'A\u001b[31mna');
    expect(output).toContain('latency because it answers from memory.');
    expect(output.match(/[^\P{C}\n]/gu)).toBeNull();
  });
});

describe('a coach that fails at a terminal', () => {
  it('ends the session with its error rather than in silence', async () => {
    const fault = new Error('disk on fire');
    const input = Readable.from([]);
    const failing = practiseInTerminal(
      { handle: () => Promise.reject(fault), input, output: new PassThrough(), newDelivery: () => 'd' },
      { name: 'Ana', wish: '' },
    );
    await expect(failing).rejects.toBe(fault);
  });
});
