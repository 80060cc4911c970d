import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { civilDateOf } from '../domain/calendar.ts';
import { CoachError } from '../domain/errors.ts';
import { parsePack } from '../knowledge/parse-pack.ts';
import { formatProblem } from '../knowledge/problem.ts';
import { packTemplate, questionTemplate } from '../knowledge/template.ts';
import { loadConfig } from '../ops/config.ts';
import type { Command } from './command.ts';
import { headOf, refuseOptions } from './pack-head.ts';
import { writeNewFile } from './write-new-file.ts';

/** `coach new`: a pack, or another question of one, for its author to fill in. */
export const newCommand: Command = {
  usage: 'new pack TITLE [--topic TOPIC] [--level LEVEL] | new question PACK TEXT',
  summary: 'begin a pack, or a question of one',
  options: { topic: { type: 'string' }, level: { type: 'string' } },
  run: async ({ positionals: [what, name, ...words], values, print }) => {
    const { knowledgeDir } = loadConfig();
    const text = words.join(' ').trim();
    if (what === 'pack' && name !== undefined && text === '') {
      const head = headOf(values, name);
      const file = join(knowledgeDir, `${head.id}.md`);
      await writeNewFile(file, packTemplate(head, civilDateOf(Date.now(), 'UTC')), 'nothing was changed');
      print(`${file} is there: fill it in, then run "coach check ${file}".`);
      return 0;
    }
    if (what === 'question' && name !== undefined && text !== '') {
      refuseOptions(
        values,
        ['topic', 'level'],
        'A question has those of its pack, or its own as in {#an-id topic=caching level=junior}',
      );
      const file = join(knowledgeDir, `${name.replace(/\.md$/i, '')}.md`);
      await addQuestion(file, text);
      print(`${file} has another question: fill it in, then run "coach check ${file}".`);
      return 0;
    }
    throw new CoachError(
      'input-invalid',
      'Say what: coach new pack "Title", or coach new question <pack> "Question?".',
    );
  },
};

async function addQuestion(file: string, text: string): Promise<void> {
  const source = await readFile(file, 'utf8').catch(unreadable(file));
  const added = `${source.endsWith('\n') ? '' : '\n'}\n${questionTemplate(text)}`;
  const parsed = parsePack(source + added, file);
  if (parsed.type === 'problems') throw new CoachError('input-invalid', parsed.problems.map(formatProblem).join('\n'));
  await appendFile(file, added).catch(unreadable(file));
}

function unreadable(file: string): (cause: unknown) => never {
  return (cause) => {
    throw new CoachError('input-invalid', `"${file}" cannot be read or written.`, { cause });
  };
}
