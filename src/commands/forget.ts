import { openCore } from '../app.ts';
import { CoachError } from '../domain/errors.ts';
import type { Command } from './command.ts';
import { memberNamed, notKnown } from './member-named.ts';
import { loadSettings } from './settings.ts';

/** `coach forget`: deletes a member who has asked for it by another way than the chat. */
export const forget: Command = {
  usage: 'forget PLATFORM:ID MEMBER --yes',
  summary: 'delete a member of a workspace with all that is kept about them, for good',
  options: { yes: { type: 'boolean' } },
  run: async ({ values, positionals, print }) => {
    const named = memberNamed(positionals);
    if (!values.yes)
      throw new CoachError(
        'input-invalid',
        `That cannot be undone: add --yes to delete all that is kept about "${named.member}". "coach export-member" writes it to a file first.`,
      );
    const { coach, close } = await openCore(loadSettings());
    try {
      if (!(await coach.forget(named))) throw notKnown(named);
      print(`Deleted: nothing is kept about "${named.member}" any more, except in backups from before.`);
      return 0;
    } finally {
      await close();
    }
  },
};
