import { sql } from 'kysely';
import type { ChannelId, MemberId, WorkspaceId } from '../domain/ids.ts';
import { type Board, rank, type Standing, type Total } from '../domain/leaderboard.ts';
import type { Span } from '../domain/season.ts';
import type { Scope } from '../domain/standing-sums.ts';
import { countAround, countVisible } from './standing-counts.ts';
import { isHidden } from './standings.ts';
import type { Db } from './store.ts';

export type BoardKey = { readonly scope: Scope; readonly span: Span };

/** A standing with what orders it among equals. */
type Placed = Total & { readonly hidden: number; readonly reachedAt: number };

/** What a member sees of a board: the first `top` members, and themselves between two neighbours. */
export async function listBoard(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, top, ...key }: BoardKey & { readonly memberId: MemberId; readonly top: number },
): Promise<Board> {
  const { first, own } = await findEnds(db, workspaceId, { ...key, memberId, limit: top + 1 });
  const members = () => (first.length > top ? countVisible(db, workspaceId, key) : first.length);
  const place = first.findIndex((standing) => standing.memberId === memberId);
  if (place >= 0 && place < top) return { rows: first.slice(0, Math.max(top, place + 2)), members: await members() };
  const rows = first.slice(0, top);
  const hidden = own ? own.hidden === 1 : await isHidden(db, workspaceId, memberId);
  if (hidden) return { rows, members: await members(), hidden: { points: own?.points ?? 0 } };
  if (!own) return { rows, members: await members() };
  const around = await neighbourhoodOf(db, workspaceId, { ...key, own });
  const shown = new Set(rows.map((row) => row.memberId));
  return { rows: [...rows, ...around.rows.filter((row) => !shown.has(row.memberId))], members: around.members };
}

type Ends = { readonly first: readonly Standing[]; readonly own: Placed | undefined };

/** The first visible members of a board, and the asker's own standing, hidden or not, in one query. */
async function findEnds(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, limit, ...key }: BoardKey & { readonly memberId: MemberId; readonly limit: number },
): Promise<Ends> {
  const first = inOrder(visible(db, workspaceId, key)).limit(limit);
  const own = withNames(db, workspaceId, key).where('standings.member_id', '=', memberId);
  const rows = await db
    .selectFrom(first.as('first'))
    .selectAll()
    .select(sql.lit('first').as('end'))
    .unionAll(db.selectFrom(own.as('own')).selectAll().select(sql.lit('own').as('end')))
    .execute();
  // Databases need not keep the order of the parts of a union.
  const top = rows.filter(({ end }) => end === 'first').toSorted(byPlace);
  return { first: rank(top.map(totalOf)), own: rows.find(({ end }) => end === 'own') };
}

function byPlace(a: Placed, b: Placed): number {
  return b.points - a.points || a.reachedAt - b.reachedAt || (a.memberId < b.memberId ? -1 : 1);
}

function totalOf({ memberId, name, points }: Placed): Total {
  return { memberId, name, points };
}

function inOrder(standings: ReturnType<typeof visible>) {
  return standings.orderBy('standings.points', 'desc').orderBy('standings.reached_at').orderBy('standings.member_id');
}

/** The first `limit` visible members of a board, best first; among equals the one who was there first. */
export async function listTop(
  db: Db,
  workspaceId: WorkspaceId,
  { limit, ...key }: BoardKey & { readonly limit: number },
): Promise<readonly Standing[]> {
  const rows = await inOrder(visible(db, workspaceId, key))
    .limit(limit)
    .execute();
  return rank(rows.map(totalOf));
}

/** Who has earned most more than in another span, of those who are on both boards; undefined when nobody has. */
export async function findMostImproved(
  db: Db,
  workspaceId: WorkspaceId,
  { before, ...key }: BoardKey & { readonly before: Span },
): Promise<{ readonly name: string; readonly gain: number } | undefined> {
  const gain = db.dynamic.ref<'standings.points'>('gain');
  return visible(db, workspaceId, key)
    .innerJoin('standings as earlier', (join) =>
      join
        .onRef('earlier.workspace_id', '=', 'standings.workspace_id')
        .onRef('earlier.scope', '=', 'standings.scope')
        .onRef('earlier.member_id', '=', 'standings.member_id')
        .on('earlier.span', '=', before),
    )
    .clearSelect()
    .select((row) => ['members.name', row('standings.points', '-', row.ref('earlier.points')).as('gain')])
    .whereRef('standings.points', '>', 'earlier.points')
    .orderBy(gain, 'desc')
    .orderBy('standings.reached_at')
    .orderBy('standings.member_id')
    .limit(1)
    .executeTakeFirst();
}

/** How many attempts there are at some targets, and by how many members, hidden ones included. */
export async function countAnswers(
  db: Db,
  workspaceId: WorkspaceId,
  targets: readonly string[],
): Promise<{ readonly answers: number; readonly members: number }> {
  const row = await db
    .selectFrom('attempts')
    .select((attempts) => [
      attempts.fn.countAll<number>().as('answers'),
      attempts.fn.count<number>('member_id').distinct().as('members'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('target', 'in', targets)
    .executeTakeFirstOrThrow();
  return { answers: Number(row.answers), members: Number(row.members) };
}

/** The channel of a platform's id, if it has a daily question or had one. */
export async function findBoardChannel(
  db: Db,
  workspaceId: WorkspaceId,
  externalId: string,
): Promise<ChannelId | undefined> {
  const row = await db
    .selectFrom('channels')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('external_id', '=', externalId)
    .where((channel) =>
      channel.or([
        channel('daily', '=', 1),
        channel.exists(
          channel
            .selectFrom('dailies')
            .select('asked_on')
            .whereRef('dailies.workspace_id', '=', 'channels.workspace_id')
            .whereRef('dailies.channel_id', '=', 'channels.id'),
        ),
      ]),
    )
    .executeTakeFirst();
  return row?.id;
}

function ofBoard(db: Db, workspaceId: WorkspaceId, { scope, span }: BoardKey) {
  return db
    .selectFrom('standings')
    .where('standings.workspace_id', '=', workspaceId)
    .where('standings.scope', '=', scope)
    .where('standings.span', '=', span);
}

function withNames(db: Db, workspaceId: WorkspaceId, key: BoardKey) {
  return ofBoard(db, workspaceId, key)
    .innerJoin('members', (join) =>
      join.onRef('members.workspace_id', '=', 'standings.workspace_id').onRef('members.id', '=', 'standings.member_id'),
    )
    .select([
      'members.id as memberId',
      'members.name',
      'standings.points',
      'standings.hidden',
      'standings.reached_at as reachedAt',
    ]);
}

function visible(db: Db, workspaceId: WorkspaceId, key: BoardKey) {
  return withNames(db, workspaceId, key).where('standings.hidden', '=', 0);
}

/** A member and the one on either side, with their ranks, and how many members the board has. */
async function neighbourhoodOf(
  db: Db,
  workspaceId: WorkspaceId,
  { own, ...key }: BoardKey & { readonly own: Placed },
): Promise<{ readonly rows: readonly Standing[]; readonly members: number }> {
  const { points } = own;
  const { above, below } = await findNeighbours(db, workspaceId, { ...key, own });
  const around = await countAround(db, workspaceId, { ...key, points, next: above?.points ?? points });
  const ownRank = 1 + around.above;
  const ranked = ({ memberId, name, points: theirs }: Placed, otherRank: number): Standing => ({
    memberId,
    name,
    points: theirs,
    rank: theirs === points ? ownRank : otherRank,
  });
  const rows = [
    ...(above ? [ranked(above, ownRank - around.equalNext)] : []),
    ranked(own, ownRank),
    ...(below ? [ranked(below, ownRank + around.equal)] : []),
  ];
  return { rows, members: around.members };
}

type Neighbours = { readonly above: Placed | undefined; readonly below: Placed | undefined };

async function findNeighbours(
  db: Db,
  workspaceId: WorkspaceId,
  { own, ...key }: BoardKey & { readonly own: Placed },
): Promise<Neighbours> {
  const { points, reachedAt, memberId } = own;
  const above = visible(db, workspaceId, key)
    .where('standings.points', '>=', points)
    .where((row) =>
      row.or([
        row('standings.points', '>', points),
        row('standings.reached_at', '<', reachedAt),
        row.and([row('standings.reached_at', '=', reachedAt), row('standings.member_id', '<', memberId)]),
      ]),
    )
    .orderBy('standings.points')
    .orderBy('standings.reached_at', 'desc')
    .orderBy('standings.member_id', 'desc')
    .limit(1);
  const below = visible(db, workspaceId, key)
    .where('standings.points', '<=', points)
    .where((row) =>
      row.or([
        row('standings.points', '<', points),
        row('standings.reached_at', '>', reachedAt),
        row.and([row('standings.reached_at', '=', reachedAt), row('standings.member_id', '>', memberId)]),
      ]),
    )
    .orderBy('standings.points', 'desc')
    .orderBy('standings.reached_at')
    .orderBy('standings.member_id')
    .limit(1);
  const rows = await db
    .selectFrom(above.as('above'))
    .selectAll()
    .select(sql.lit('above').as('side'))
    .unionAll(db.selectFrom(below.as('below')).selectAll().select(sql.lit('below').as('side')))
    .execute();
  const on = (wanted: string) => rows.find(({ side }) => side === wanted);
  return { above: on('above'), below: on('below') };
}
