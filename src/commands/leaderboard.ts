import { localPlace, openCore } from '../app.ts';
import { parseCommand } from '../domain/command.ts';
import { CoachError } from '../domain/errors.ts';
import { boardWindows } from '../domain/season.ts';
import type { Command } from './command.ts';
import { loadSettings } from './settings.ts';

/** `coach leaderboard`: the standings of the local page. */
export const leaderboard: Command = {
  usage: 'leaderboard [week|month|season|all|SEASON] [--channel NAME] [--json]',
  summary: 'print the leaderboard',
  options: { json: { type: 'boolean' }, channel: { type: 'string' } },
  run: async ({ values, positionals, print }) => {
    const wanted = positionals.join(' ');
    const parsed = parseCommand(`leaderboard ${wanted}`);
    if (parsed.type !== 'leaderboard' || parsed.here)
      throw new CoachError(
        'input-invalid',
        `"${wanted}" is not one of ${boardWindows.join(', ')}, nor a season such as 2026-Q3.`,
      );
    const { coach, close } = await openCore(loadSettings());
    try {
      const { window, seasonId } = parsed;
      const channel = typeof values.channel === 'string' ? values.channel : undefined;
      const standings = await coach.standings({ ...localPlace, window, seasonId, channel });
      const rows = standings.map(({ rank, name, points }) => ({ rank, name, points }));
      if (values.json) print(JSON.stringify(rows));
      else
        for (const { rank, name, points } of rows)
          print(`${String(rank).padStart(3)}  ${String(points).padStart(6)}  ${name}`);
      if (!values.json && rows.length === 0) print('Nobody has answered yet.');
      return 0;
    } finally {
      await close();
    }
  },
};
