import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { openCore } from '../app.ts';
import { practiseInTerminal } from '../chat/local/terminal.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** `coach practice`: a practice session in the terminal, on the same store as the local page. */
export const practice: Command = {
  usage: 'practice [topic] [level] [--name NAME]',
  summary: 'practise in the terminal',
  options: { name: { type: 'string' } },
  run: async ({ values, positionals, input, output }) => {
    const { coach, close } = await openCore(loadSettings());
    try {
      await coach.resume();
      const name = typeof values.name === 'string' ? values.name : userInfo().username;
      await practiseInTerminal(
        { handle: coach.handle, input, output, newDelivery: randomUUID },
        { name, wish: positionals.join(' ') },
      );
      return 0;
    } finally {
      await close();
    }
  },
};
