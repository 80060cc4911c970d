import { listMemberRows } from '../../src/store/member-rows.ts';
import { findOwner } from '../../src/store/members.ts';
import { tenantTables } from '../../src/store/purge.ts';
import type { Db } from '../../src/store/store.ts';
import { findWorkspaceId } from '../../src/store/workspaces.ts';
import { dumpOf } from '../store/dump.ts';
import type { Leaver } from './leavers.ts';
import { peek, textsIn } from './peek.ts';
import { readLines } from './platform-file.ts';
import type { Files } from './protocol.ts';

/** Looks from outside whether those who leave are wholly there, and then wholly gone. */
export type Witness = {
  /** After a step, while the process has nothing to do: who has left in it is gone, and who leaves in the next one is still there. */
  afterStep(step: number): Promise<void>;
  /** After a kill in a step: who leaves in it is as before, or gone. */
  afterKill(step: number): Promise<void>;
  /** At the end: nobody was shown anything of a leaver since. */
  readonly faults: () => readonly string[];
};

/** What was kept of a leaver just before: all their rows, and the ids in them that are theirs alone. */
type Kept = { readonly rows: string; readonly texts: readonly string[]; readonly lines: number };

export function createWitness(files: Files, leavers: readonly Leaver[]): Witness {
  const kept = new Map<Leaver, Kept>();
  const faults: string[] = [];
  const leavingIn = (step: number) => leavers.filter((leaver) => leaver.step === step);
  const expectGone = async (leaver: Leaver, dump: string) => {
    const texts = kept.get(leaver)?.texts ?? [leaver.member];
    const left = texts.filter((text) => dump.includes(text));
    if (left.length > 0) faults.push(`left of ${leaver.member}, who has left: ${left.join(', ')}`);
  };
  return {
    afterStep: async (step) => {
      for (const leaver of leavingIn(step)) {
        await expectGone(leaver, await peek(files, textOf));
        const texts = kept.get(leaver)?.texts ?? [leaver.member];
        for (const text of await textsIn(files, texts)) faults.push(`bytes of ${leaver.member}, who has left: ${text}`);
      }
      for (const leaver of leavingIn(step + 1)) {
        const before = await peek(files, (db) => keptOf(db, leaver));
        const lines = readLines(files.platform).length;
        if (before) kept.set(leaver, { ...before, lines });
        else faults.push(`${leaver.member} is not there before they leave`);
      }
    },
    afterKill: async (step) => {
      for (const leaver of leavingIn(step)) {
        const [now, dump] = await peek(files, async (db) => [await keptOf(db, leaver), await textOf(db)] as const);
        if (now === undefined) await expectGone(leaver, dump);
        else if (now.rows !== kept.get(leaver)?.rows) faults.push(`${leaver.member} is half gone: ${now.rows}`);
      }
    },
    faults: () => [
      ...faults,
      ...[...kept].flatMap(([{ member }, { lines }]) =>
        readLines(files.platform)
          .slice(lines)
          .filter((line) => JSON.stringify(line).includes(member))
          .map(({ ref }) => `shown of ${member}, who has left: ${ref}`),
      ),
    ],
  };
}

const textOf = async (db: Db) => JSON.stringify(await dumpOf(db));

async function keptOf(db: Db, { workspace, member }: Leaver): Promise<Omit<Kept, 'lines'> | undefined> {
  const workspaceId = await findWorkspaceId(db, { platform: 'test', externalId: workspace });
  const owner = workspaceId && (await findOwner(db, workspaceId, member));
  if (!workspaceId || !owner) return undefined;
  const texts: string[] = [member];
  const rows: string[] = [];
  for (const table of tenantTables) {
    const asked = { owner, table, order: ['workspace_id'], after: 0, most: 10_000 };
    for (const row of await listMemberRows(db, workspaceId, asked)) {
      rows.push(`${table} ${JSON.stringify(row)}`);
      if (typeof row.id === 'string') texts.push(row.id);
    }
  }
  return { rows: rows.toSorted().join('\n'), texts };
}
