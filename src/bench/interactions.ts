import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCore } from '../app.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import type { MemberAction } from '../domain/interaction.ts';
import type { Config } from '../ops/config.ts';
import { createLog } from '../ops/log.ts';
import { recordDelivery } from '../store/inbox.ts';
import { recordWorkspace } from '../store/workspaces.ts';
import { type Figure, figureOf, timesOf } from './figure.ts';

const baseline = 'one insert in a transaction of its own, same database';
const rounds = 200;
const workspace = { id: 'bench' as WorkspaceId, platform: 'bench', externalId: 'bench', timeZone: 'UTC', at: 0 };

/** Milliseconds from an interaction to its reply, everything on the disk, for asking, answering and the board. */
export async function measureInteractions(config: Config): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'coach-bench-'));
  const databaseUrl = `sqlite:${join(folder, 'coach.db')}`;
  const { coach, store } = await openCore({ config: { ...config, databaseUrl }, log: createLog('silent') });
  let deliveries = 0;
  const act = (action: MemberAction) => {
    deliveries += 1;
    const member = { id: `m${deliveries % 50}`, name: `Member ${deliveries % 50}`, role: 'member' as const };
    return coach.handle({
      deliveryId: `d${deliveries}`,
      platform: workspace.platform,
      workspace: workspace.externalId,
      member,
      action,
    });
  };
  try {
    const { id } = await store.transaction((tx) => recordWorkspace(tx, workspace));
    const insert = (index: number) =>
      store.transaction((tx) =>
        recordDelivery(tx, id, { deliveryId: `b${index}-${deliveries++}`, outcome: '{}', at: 0 }),
      );
    const items = Array.from({ length: rounds }, (_, index) => index);
    const base = await timesOf(items, insert);
    const commands = {
      practice: 'practice',
      answer: 'answer Throttle callers so that the backend survives.',
      leaderboard: 'leaderboard',
    };
    const figures: Figure[] = [];
    for (const [name, text] of Object.entries(commands)) {
      const times = await timesOf(items, () => act({ type: 'command', text }));
      for (const p of ['p50', 'p99'] as const) {
        const figure = `interaction to reply, ${name} ${p}`;
        figures.push(figureOf({ figure, unit: 'ms', value: times[p], baseline, baselineValue: base[p], goal: 20 }));
      }
    }
    return figures;
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}
