import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { type Core, openCore } from '../../../src/app.ts';
import { practiseInTerminal } from '../../../src/chat/local/terminal.ts';
import type { Interaction } from '../../../src/domain/interaction.ts';
import { createLog } from '../../../src/ops/log.ts';
import { chatAdapterContract, type Person } from '../../contracts/chat-adapter-contract.ts';
import { createScratch } from '../../fixtures/scratch.ts';

const prompt = '> ';
const commandOf: Readonly<Record<string, string>> = {
  Hint: '/hint',
  'Answer the follow-up': '/follow-up',
  'Show model answer': '/show',
  'Next question': '/next',
  Finish: '/next',
};

/** A member at a terminal: lines go in, and what comes out up to the next prompt is read. */
async function sitDown(
  core: Core,
  name: string,
): Promise<{ person: Person; leave(): Promise<void>; output(): string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let seen = '';
  output.on('data', (chunk) => {
    seen += chunk;
  });
  let last: Interaction | undefined;
  const handle = (interaction: Interaction) => {
    last = interaction;
    return core.coach.handle(interaction);
  };
  const session = practiseInTerminal({ handle, input, output, newDelivery: randomUUID }, { name, wish: '' });
  const promptsSeen = () => seen.split(`\n${prompt}`).length - 1;
  const until = async (prompts: number) => {
    while (promptsSeen() < prompts) await setImmediate();
  };
  const send = async (lines: string) => {
    const before = promptsSeen();
    input.write(lines);
    await until(before + 1);
  };
  await until(1);
  seen = `\n${prompt}`;
  const person: Person = {
    type: (text) => send(`${text}\n`),
    press: async (label) => {
      const command = commandOf[label];
      if (command) await send(`${command}\n`);
      else await setImmediate();
    },
    answer: (text) => send(`${text}\n\n`),
    sees: async () => seen,
    redeliver: async () => {
      if (last) await core.coach.handle(last);
    },
  };
  const leave = async () => {
    input.end();
    await session;
  };
  return { person, leave, output: () => seen };
}

chatAdapterContract('a terminal', { sendsBlankForms: false }, async () => {
  const scratch = await createScratch();
  const open = () => openCore({ config: scratch.config, log: createLog('silent') });
  let core = await open();
  let seated: Awaited<ReturnType<typeof sitDown>>[] = [];
  const outputs: string[] = [];
  const leaveAll = async () => {
    for (const seat of seated) {
      await seat.leave();
      outputs.push(seat.output());
    }
    seated = [];
    await core.store.close();
  };
  return {
    person: async (name) => {
      const seat = await sitDown(core, name);
      seated.push(seat);
      return seat.person;
    },
    restart: async () => {
      await leaveAll();
      core = await open();
    },
    liveMarkup: async () => {
      const text = seated.map((seat) => seat.output()).join('');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal sequence is what must not be there
      return [...text.matchAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g)].map(String);
    },
    close: async () => {
      await leaveAll();
      await scratch.remove();
    },
  };
});
