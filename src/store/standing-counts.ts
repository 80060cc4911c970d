import { sql } from 'kysely';
import type { WorkspaceId } from '../domain/ids.ts';
import { bucketOf } from '../domain/point-buckets.ts';
import type { Span } from '../domain/season.ts';
import type { Scope } from '../domain/standing-sums.ts';
import type { Db, Tx } from './store.ts';

type CountKey = { readonly scope: Scope; readonly span: Span };

/** A standing as boards count it: members who are hidden are on none. */
type Counted = {
  readonly scope: string;
  readonly span: Span;
  readonly points: number;
  readonly hidden: number;
};

/** A bucket of points on a board with how many visible members it has, or by how many it changes. */
type BucketCount = { readonly scope: string; readonly span: Span; readonly bucket: number; readonly members: number };

/** Moves standings of a workspace from what they were to what they are. */
export async function moveCounts(
  tx: Tx,
  workspaceId: WorkspaceId,
  { before, after }: { readonly before: readonly Counted[]; readonly after: readonly Counted[] },
): Promise<void> {
  const changes = new Map<string, BucketCount>();
  const add = ({ scope, span, points, hidden }: Counted, members: number) => {
    if (hidden === 1) return;
    const { bucket } = bucketOf(points);
    const key = `${scope} ${span} ${bucket}`;
    changes.set(key, { scope, span, bucket, members: (changes.get(key)?.members ?? 0) + members });
  };
  for (const standing of before) add(standing, -1);
  for (const standing of after) add(standing, 1);
  const rows = [...changes.values()].filter(({ members }) => members !== 0);
  if (rows.length === 0) return;
  await tx
    .insertInto('standing_counts')
    .values(rows.map((row) => ({ workspace_id: workspaceId, ...row })))
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'scope', 'span', 'bucket'])
        .doUpdateSet({ members: sql`standing_counts.members + excluded.members` }),
    )
    .execute();
}

/** Counts the standings of a workspace anew. */
export async function rebuildCounts(tx: Tx, workspaceId: WorkspaceId): Promise<void> {
  await tx.deleteFrom('standing_counts').where('workspace_id', '=', workspaceId).execute();
  await tx
    .insertInto('standing_counts')
    .columns(['workspace_id', 'scope', 'span', 'bucket', 'members'])
    .expression(countStandings(tx, workspaceId))
    .execute();
}

/** What the counts of a workspace are to be. */
function countStandings(db: Db, workspaceId: WorkspaceId) {
  const bucket = sql<number>`case when points < 256 then points else 256 + (points - 256) / 32 end`;
  return db
    .selectFrom('standings')
    .select((standings) => [
      'workspace_id',
      'scope',
      'span',
      bucket.as('bucket'),
      standings.fn.countAll<number>().as('members'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('hidden', '=', 0)
    .groupBy(['workspace_id', 'scope', 'span', bucket]);
}

/** A bucket whose number of members is not that of the standings. */
export type WrongCount = BucketCount & { readonly wrong: 'count'; readonly counted: number };

/** The buckets of a workspace whose number of members is not that of its standings: none, ever. */
export async function checkCounts(db: Db, workspaceId: WorkspaceId): Promise<readonly WrongCount[]> {
  const counted = await db.selectFrom('standing_counts').selectAll().where('workspace_id', '=', workspaceId).execute();
  const found = new Map(counted.map((row) => [`${row.scope} ${row.span} ${row.bucket}`, row]));
  const due = new Map(
    (await countStandings(db, workspaceId).execute()).map((row) => [`${row.scope} ${row.span} ${row.bucket}`, row]),
  );
  return [...new Map([...found, ...due])].flatMap(([key, { scope, span, bucket }]): readonly WrongCount[] => {
    const [is, should] = [found.get(key)?.members ?? 0, Number(due.get(key)?.members ?? 0)];
    return is === should ? [] : [{ wrong: 'count', scope, span, bucket, counted: is, members: should }];
  });
}

/** How the visible members of a board stand to a number of points, and to the next one above. */
export type Around = {
  /** How many there are in all. */
  readonly members: number;
  /** How many have more points. */
  readonly above: number;
  /** How many have just so many, and just as many as the next one above. */
  readonly equal: number;
  readonly equalNext: number;
};

/** Counts the visible members of a board around a number of points, in one query. */
export async function countAround(
  db: Db,
  workspaceId: WorkspaceId,
  { points, next, ...key }: CountKey & { readonly points: number; readonly next: number },
): Promise<Around> {
  const { bucket, end } = bucketOf(points);
  const { all, higher, inBucket, equal, equalNext } = await ofBoard(db, workspaceId, key)
    .select((counts) => [
      counts.fn.sum<number | null>('members').as('all'),
      counts.fn.sum<number | null>('members').filterWhere('bucket', '>', bucket).as('higher'),
      countBetween(db, workspaceId, { ...key, from: points + 1, end }).as('inBucket'),
      countEqual(db, workspaceId, { ...key, points }).as('equal'),
      countEqual(db, workspaceId, { ...key, points: next }).as('equalNext'),
    ])
    .executeTakeFirstOrThrow();
  return {
    members: Number(all ?? 0),
    above: Number(higher ?? 0) + Number(inBucket ?? 0),
    equal: Number(equal ?? 0),
    equalNext: Number(equalNext ?? 0),
  };
}

/** How many visible members a board has. */
export async function countVisible(db: Db, workspaceId: WorkspaceId, key: CountKey): Promise<number> {
  const { count } = await ofBoard(db, workspaceId, key)
    .select((counts) => counts.fn.sum<number | null>('members').as('count'))
    .executeTakeFirstOrThrow();
  return Number(count ?? 0);
}

function countEqual(db: Db, workspaceId: WorkspaceId, { points, ...key }: CountKey & { readonly points: number }) {
  const { bucket, end } = bucketOf(points);
  if (end > points + 1) return countBetween(db, workspaceId, { ...key, from: points, end: points + 1 });
  return ofBoard(db, workspaceId, key).select('members as count').where('bucket', '=', bucket);
}

function ofBoard(db: Db, workspaceId: WorkspaceId, { scope, span }: CountKey) {
  return db
    .selectFrom('standing_counts')
    .where('workspace_id', '=', workspaceId)
    .where('scope', '=', scope)
    .where('span', '=', span);
}

type Range = CountKey & { readonly from: number; readonly end: number };

function countBetween(db: Db, workspaceId: WorkspaceId, { scope, span, from, end }: Range) {
  return db
    .selectFrom('standings')
    .select((standings) => standings.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('scope', '=', scope)
    .where('span', '=', span)
    .where('hidden', '=', 0)
    .where('points', '>=', from)
    .where('points', '<', end);
}
