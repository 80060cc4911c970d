import { type RawBuilder, sql } from 'kysely';
import { addDays } from '../domain/calendar.ts';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import { mondayOf } from '../domain/season.ts';
import { hasManyWriters } from '../store/locks.ts';
import { rebuildCounts } from '../store/standing-counts.ts';
import type { Db, Store } from '../store/store.ts';

export type LedgerSize = {
  readonly workspaceId: WorkspaceId;
  /** At most a million or so: what a statement does is bounded, not what they do together. */
  readonly attempts: number;
  readonly members: number;
};

/** The days of the ledger: twelve weeks of one season. */
const firstOn = '2026-10-01';
const days = 84;
const season = '2026-Q4';
const dayMs = 86_400_000;
/** The instant (epoch milliseconds) and the civil day that come after all that the ledger holds. */
export const ledgerEndsOn = addDays(firstOn, days);
export const ledgerEndsAt = Date.parse(ledgerEndsOn);

/** Questions that members have answered: none of a pack, so that what they answer next is new to them. */
const questions = 100;

/** Attempts, and members, that a statement writes: no database is kept waiting until it gives up. */
const [attemptsAtOnce, membersAtOnce] = [25_000, 2_500];

/** The id of a member of a ledger; it is the platform's, too. */
export function memberIdOf(index: number): MemberId {
  return `m${1_000_000 + index}` as MemberId;
}

/**
 * Writes rated attempts of twelve weeks, their ledger and the standings that it adds up to, and the streaks of their members,
 * into a workspace that has none. Few members answer a lot and most a little; one of fifty is hidden, and many have equal
 * points. The same size gives the same rows.
 */
export async function fillLedger(store: Store, size: LedgerSize): Promise<void> {
  const write = (statement: RawBuilder<unknown>) =>
    store.transaction(async (tx) => {
      // What refers to something is known to be right: checking each row would take most of the time.
      if (hasManyWriters(tx))
        await sql`set local session_replication_role = replica; set local synchronous_commit = off`.execute(tx);
      await statement.execute(tx);
    });
  await store.read((db) => setHaste(db, true));
  await write(madeUpQuestions);
  for (const range of rangesOf(size.members, membersAtOnce)) {
    await write(membersOf(size, range));
    await write(streaksOf(size, range));
  }
  for (const range of rangesOf(size.attempts, attemptsAtOnce)) {
    await write(attemptsOf(size, range));
    await write(pointsOf(size, range));
  }
  await store.read(tidyUp);
  for (const range of rangesOf(size.members, membersAtOnce))
    for (const span of spans) await write(standingsOf(size, range, span));
  await store.transaction((tx) => rebuildCounts(tx, size.workspaceId));
  await store.read(tidyUp);
  await store.read((db) => setHaste(db, false));
}

/** Has SQLite write without waiting for the disk and with more memory, or as it does for the coach. */
async function setHaste(db: Db, haste: boolean): Promise<void> {
  if (hasManyWriters(db)) return;
  await sql`pragma synchronous = ${sql.lit(haste ? 0 : 2)}`.execute(db);
  await sql`pragma cache_size = ${sql.lit(haste ? -256_000 : -2_000)}`.execute(db);
}

type Range = { readonly from: number; readonly until: number };

function rangesOf(count: number, atOnce: number): readonly Range[] {
  return Array.from({ length: Math.ceil(count / atOnce) }, (_, index) => {
    const from = index * atOnce;
    return { from, until: Math.min(count, from + atOnce) };
  });
}

/** The whole numbers of a range, as `numbers (i)`. */
function numbers({ from, until }: Range) {
  return sql`numbers (i) as (select cast(${sql.lit(from)} as bigint)
    union all select i + 1 from numbers where i + 1 < ${sql.lit(until)})`;
}

/** The days of the ledger, as `days (number, day, week)`. */
const calendar = sql`days (number, day, week) as (values ${sql.join(
  Array.from({ length: days }, (_, number) => {
    const day = addDays(firstOn, number);
    return sql`(${sql.lit(number)}, ${sql.lit(day)}, ${sql.lit(`week:${mondayOf(day)}`)})`;
  }),
)})`;

const madeUpQuestions = sql`insert into questions (id, version, content, first_asked_at)
  with recursive ${numbers({ from: 0, until: questions })}
  select 'bench-' || i, '1', '{}', 0 from numbers where true
  on conflict (id, version) do nothing`;

function membersOf({ workspaceId }: LedgerSize, range: Range) {
  return sql`insert into members (workspace_id, id, external_id, name, hidden, created_at)
    with recursive ${numbers(range)}
    select ${sql.lit(workspaceId)}, 'm' || (1000000 + i), 'm' || (1000000 + i), 'Member ' || (i + 1),
      case when i % 50 = 49 then 1 else 0 end, 0
    from numbers`;
}

function streaksOf({ workspaceId }: LedgerSize, range: Range) {
  return sql`insert into streaks (workspace_id, member_id, length, longest, freezes, last_on)
    with recursive ${numbers(range)}
    select ${sql.lit(workspaceId)}, 'm' || (1000000 + i), 1 + i % 9, 9, 0, ${sql.lit(addDays(ledgerEndsOn, -1))}
    from numbers`;
}

/** Who has made the i-th attempt: a number below 2^20 that looks like chance, squared, so that low ones come more often. */
const draw = sql`((i * 2654435 + 1) % 1048576)`;
const memberOf = (members: number) => sql`'m' || (1000000 + ${draw} * ${draw} * ${sql.lit(members)} / 1099511627776)`;
const receivedAt = (attempts: number) =>
  sql`${sql.lit(Date.parse(firstOn))} + i * ${sql.lit(Math.floor((days * dayMs) / attempts))}`;
const dayOf = (attempts: number) =>
  sql`days.number = i * ${sql.lit(Math.floor((days * dayMs) / attempts))} / ${sql.lit(dayMs)}`;

function attemptsOf({ workspaceId, attempts, members }: LedgerSize, range: Range) {
  return sql`insert into attempts (workspace_id, id, member_id, question_id, question_version, target, answer,
      saw_model_answer, state, score, graded_by, received_at, received_on, local_on, season)
    with recursive ${numbers(range)}, ${calendar}
    select ${sql.lit(workspaceId)}, 'a' || i, ${memberOf(members)}, 'bench-' || (i % ${sql.lit(questions)}), '1',
      'session:' || i, 'An answer of some words, of which there are as many as people write who are in a hurry.',
      0, 'graded', (i % 101) / 101.0, 'bench', ${receivedAt(attempts)}, days.day, days.day, ${sql.lit(season)}
    from numbers join days on ${dayOf(attempts)}`;
}

/** Of three attempts one earns nothing, and the others up to 60 points. */
function pointsOf({ workspaceId, attempts, members }: LedgerSize, range: Range) {
  return sql`insert into points (workspace_id, attempt_id, reason, member_id, points, earned_at, earned_on, season)
    with recursive ${numbers(range)}, ${calendar}
    select ${sql.lit(workspaceId)}, 'a' || i, 'attempt', ${memberOf(members)},
      case when i % 3 = 0 then 0 else (i * 7919) % 61 end, ${receivedAt(attempts)}, days.day, ${sql.lit(season)}
    from numbers join days on ${dayOf(attempts)}`;
}

const spans = [
  sql`'all'`,
  sql`'season:' || points.season`,
  sql`'month:' || substr(points.earned_on, 1, 7)`,
  sql`days.week`,
] as const;

function standingsOf({ workspaceId }: LedgerSize, { from, until }: Range, span: RawBuilder<unknown>) {
  return sql`insert into standings (workspace_id, scope, span, member_id, points, hidden, reached_at)
    with ${calendar}
    select points.workspace_id, '', ${span}, points.member_id, sum(points.points), max(members.hidden),
      coalesce(max(case when points.points > 0 then points.earned_at end), min(points.earned_at))
    from points
    join members on members.workspace_id = points.workspace_id and members.id = points.member_id
    join days on days.day = points.earned_on
    where points.workspace_id = ${sql.lit(workspaceId)}
      and points.member_id between ${sql.lit(memberIdOf(from))} and ${sql.lit(memberIdOf(until - 1))}
    group by 1, 3, 4`;
}

/** What PostgreSQL's own housekeeping does sooner or later. */
async function tidyUp(db: Db): Promise<void> {
  if (hasManyWriters(db)) await sql`vacuum (analyze)`.execute(db);
}
