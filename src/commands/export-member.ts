import { openCore } from '../app.ts';
import type { Command } from './command.ts';
import { memberNamed, notKnown } from './member-named.ts';
import { loadSettings } from './settings.ts';
import { writeNewFile } from './write-new-file.ts';

/** `coach export-member`: writes all that is kept about a member to a file, for one who has asked by another way than the chat. */
export const exportMember: Command = {
  usage: 'export-member PLATFORM:ID MEMBER [--out FILE]',
  summary: 'write all that is kept about a member of a workspace to a file',
  options: { out: { type: 'string' } },
  run: async ({ values, positionals, print }) => {
    const named = memberNamed(positionals);
    const { coach, close } = await openCore(loadSettings());
    try {
      const made = await coach.makeFile(named, 'my-data');
      if (!made) throw notKnown(named);
      const file = typeof values.out === 'string' ? values.out : made.name;
      await writeNewFile(file, made.bytes, 'name another file with --out');
      print(`Written to ${file}${made.mediaType === 'application/gzip' ? ', compressed with gzip' : ''}.`);
      return 0;
    } finally {
      await close();
    }
  },
};
