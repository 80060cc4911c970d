import type { World } from '../fixtures/practice-world.ts';
import { type Dump, dumpOf } from '../store/dump.ts';

/** Every row of a world; ids are numbered in the order of their making, so that two runs can be compared. */
export async function dumpWorld({ store }: World): Promise<Dump> {
  return numbered(await store.read(dumpOf));
}

/** The rows of some tables alone; nothing that is made for another one counts. */
export async function dumpTables({ store }: World, tables: readonly string[]): Promise<Dump> {
  const dump = await store.read(dumpOf);
  return numbered(Object.fromEntries(Object.entries(dump).filter(([table]) => tables.includes(table))));
}

function numbered(dump: Dump): Dump {
  const ids = [...new Set(JSON.stringify(dump).match(/\bid-\d+\b/g))];
  const inOrder = ids.toSorted((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
  const numbers = new Map(inOrder.map((id, index) => [id, `#${index}`]));
  const renumbered: Record<string, Dump[string]> = {};
  for (const [table, rows] of Object.entries(dump)) {
    const texts = rows.map((row) => JSON.stringify(row).replaceAll(/\bid-\d+\b/g, (id) => numbers.get(id) ?? id));
    renumbered[table] = texts.toSorted().map((text) => JSON.parse(text));
  }
  return renumbered;
}

/** What members have done and earned; without whom the coach has met and which deliveries it has seen. */
export async function dumpDoings(world: World): Promise<Dump> {
  const { inbox: _inbox, members: _members, workspaces: _workspaces, ...doings } = await dumpWorld(world);
  return doings;
}
