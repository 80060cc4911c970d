import { openCatalog } from '../app.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** `coach questions`: what can be asked, in pack order. */
export const questions: Command = {
  usage: 'questions [--json]',
  summary: 'list the questions',
  options: { json: { type: 'boolean' } },
  run: async ({ values, print }) => {
    const catalog = await openCatalog(loadSettings());
    const listed = catalog.list();
    if (values.json) {
      const rows = listed.map(({ id, pack, text, topic, level, keyPoints }) => ({
        id,
        pack,
        question: text,
        topic,
        level,
        keyPoints: keyPoints.map((point) => ({ id: point.id, text: point.text })),
      }));
      print(JSON.stringify(rows));
    } else for (const { id, text } of listed) print(`${id}\n    ${text}`);
    return 0;
  },
};
