import { openCatalog } from '../app.ts';
import { loadConfig } from '../ops/config.ts';
import { createLog } from '../ops/log.ts';
import type { Command } from './command.ts';

/** `coach questions`: what can be asked, in pack order. */
export const questions: Command = {
  usage: 'questions [--json]',
  summary: 'list the questions',
  options: { json: { type: 'boolean' } },
  run: async ({ values, print }) => {
    const config = loadConfig();
    const catalog = await openCatalog({ config, log: createLog(config.logLevel) });
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
