import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import type { WorkspaceId } from '../domain/ids.ts';
import type { FileOwner, MemberFile } from '../domain/member-file.ts';
import { countMemberRows, listMemberRows, type Owner } from '../store/member-rows.ts';
import { findOwner } from '../store/members.ts';
import { listQuestionsMet } from '../store/questions.ts';
import type { Store } from '../store/store.ts';
import { findWorkspaceId } from '../store/workspaces.ts';
import type { CoachDeps } from './context.ts';
import { exportedRow, type Section, sections } from './export-sections.ts';

/** Counts the shapes that the file has had. */
const format = 1;
/** Rows that are read at a time. */
const pageSize = 1_000;
/** A file of more rows is compressed: platforms take files of some megabytes. */
const mostPlainRows = 2_000;

type Exported = {
  readonly store: Store;
  readonly from: FileOwner;
  readonly workspaceId: WorkspaceId;
  readonly owner: Owner;
  readonly at: number;
};

/** All that is kept about a member as one JSON file, compressed when it is large; undefined for somebody who is not known. */
export async function exportMember(
  { store, clock }: Pick<CoachDeps, 'store' | 'clock'>,
  from: FileOwner,
): Promise<MemberFile | undefined> {
  const { platform, workspace: externalId } = from;
  const workspaceId = await store.read((db) => findWorkspaceId(db, { platform, externalId }));
  const owner = workspaceId && (await store.read((db) => findOwner(db, workspaceId, from.member)));
  if (!workspaceId || !owner) return undefined;
  const tables = sections.map(({ table }) => table);
  const counts = await store.read((db) => countMemberRows(db, workspaceId, { owner, tables }));
  const text = Readable.from(writeFile({ store, from, workspaceId, owner, at: clock() }));
  const name = 'interview-coach-my-data.json';
  if (counts.reduce((sum, count) => sum + count, 0) <= mostPlainRows)
    return { name, mediaType: 'application/json', bytes: await buffer(text) };
  return { name: `${name}.gz`, mediaType: 'application/gzip', bytes: await buffer(text.pipe(createGzip())) };
}

/** The file piece by piece, so that only a page of it is in memory at a time. */
async function* writeFile(exported: Exported): AsyncGenerator<string> {
  const { store, from, workspaceId, owner, at } = exported;
  const head = { format, exportedAt: new Date(at).toISOString(), platform: from.platform, workspace: from.workspace };
  yield JSON.stringify(head, undefined, 1).replace(/\n\}$/, '');
  yield* writeList('questions', [await store.read((db) => listQuestionsMet(db, workspaceId, owner.memberId))]);
  for (const section of sections) yield* writeList(section.name, pagesOf(exported, section));
  yield '\n}\n';
}

async function* pagesOf({ store, workspaceId, owner }: Exported, section: Section): AsyncGenerator<readonly unknown[]> {
  const { table, order } = section;
  for (let after = 0; ; after += pageSize) {
    const asked = { owner, table, order, after, most: pageSize };
    const rows = await store.read((db) => listMemberRows(db, workspaceId, asked));
    yield rows.map((row) => exportedRow(section, row, owner));
    if (rows.length < pageSize) return;
  }
}

type Pages = AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>;

/** A property with a list, a line for each row. */
async function* writeList(name: string, pages: Pages): AsyncGenerator<string> {
  yield `,\n ${JSON.stringify(name)}: [`;
  let isFirst = true;
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield `${isFirst ? '' : ','}\n  ${rows.map((row) => JSON.stringify(row)).join(',\n  ')}`;
    isFirst = false;
  }
  yield isFirst ? ']' : '\n ]';
}
