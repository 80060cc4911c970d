import { formatTimeOfDay } from '../domain/time-of-day.ts';
import type { MemberRow, Owner } from '../store/member-rows.ts';
import type { TenantTable } from '../store/purge.ts';

/** A part of the export: a table under the name that people read. */
export type Section = {
  readonly name: string;
  readonly table: TenantTable;
  /** The columns by which its rows are in order. */
  readonly order: readonly string[];
  /** The columns that are left out, besides those that say whose a row is. */
  readonly without?: readonly string[];
  /** What is left of a row, where others are in it too. */
  readonly pick?: (row: MemberRow, owner: Owner) => MemberRow;
};

const attemptKey = ['attempt_id', 'key_point_id'] as const;

/** All that is exported, in the order of the file. */
export const sections: readonly Section[] = [
  { name: 'member', table: 'members', order: ['id'] },
  { name: 'attempts', table: 'attempts', order: ['received_at', 'id'] },
  { name: 'verdicts', table: 'verdicts', order: attemptKey },
  { name: 'replacedVerdicts', table: 'superseded_verdicts', order: [...attemptKey, 'generation'] },
  {
    name: 'secondLooks',
    table: 'llm_checks',
    order: ['attempt_id'],
    without: ['prompt', 'answer_hash', 'delivery_id'],
  },
  { name: 'points', table: 'points', order: ['earned_at', 'attempt_id', 'reason'] },
  { name: 'standings', table: 'standings', order: ['scope', 'span'], without: ['hidden'] },
  { name: 'streak', table: 'streaks', order: ['last_on'] },
  { name: 'sessions', table: 'sessions', order: ['started_at', 'id'] },
  { name: 'hints', table: 'hints_taken', order: ['taken_at', 'session_id', 'key_point_id', 'step'] },
  { name: 'modelAnswersSeen', table: 'model_answers_seen', order: ['seen_at', 'question_id'] },
  { name: 'interviews', table: 'mocks', order: ['started_at', 'id'] },
  { name: 'interviewQuestions', table: 'mock_questions', order: ['mock_id', 'position'] },
  { name: 'reviews', table: 'reviews', order: ['question_id'] },
  { name: 'strengths', table: 'strengths', order: ['question_id', 'key_point_id'] },
  { name: 'reviewPlan', table: 'review_plans', order: ['per_day'] },
  { name: 'dailyReminders', table: 'reminders', order: ['channel_id'] },
  { name: 'planned', table: 'jobs', order: ['kind', 'subject'], without: ['run_at', 'tries'] },
  { name: 'disputes', table: 'disputes', order: attemptKey },
  { name: 'disputeDecisions', table: 'dispute_decisions', order: attemptKey, pick: decided },
  { name: 'learnedPhrases', table: 'learned_phrases', order: ['learned_at', 'question_id', 'key_point_id', 'phrase'] },
  { name: 'reports', table: 'key_point_reports', order: ['reported_at', 'question_id', 'key_point_id'] },
  { name: 'suggestions', table: 'suggestions', order: ['suggested_at', 'id'], pick: suggested },
  { name: 'channels', table: 'channels', order: ['id'], without: ['daily_since', 'set_up_by'] },
  {
    name: 'messages',
    table: 'outbox',
    order: ['logical_key'],
    without: ['revision', 'tries', 'next_try_at', 'message_ref', 'thread_key'],
  },
  { name: 'webSessions', table: 'web_sessions', order: ['expires_at', 'token_hash'], without: ['token_hash'] },
];

/** Tables in which something is a member's that no export has, with the reason. */
export const notExported: Readonly<Partial<Record<TenantTable, string>>> = {
  web_links: 'a key to their pages, as a hash that is of no use to anybody',
  answer_prints: 'numbers made of the answers, which are exported',
  inbox: 'the numbers of deliveries, kept for two weeks so that none counts twice',
};

/** Who else has decided is theirs to tell. */
function decided({ decided_by, ...row }: MemberRow, { memberId }: Owner): MemberRow {
  return { ...row, decided_by_you: decided_by === memberId };
}

/** Of what others have suggested, only what the member has decided. */
function suggested({ member_id, decided_by, ...row }: MemberRow, { memberId }: Owner): MemberRow {
  const decidedByYou = { decided_by_you: decided_by === memberId };
  if (member_id === memberId) return { ...row, ...decidedByYou };
  return { id: row.id, state: row.state, decided_at: row.decided_at, ...decidedByYou };
}

const flags: ReadonlySet<string> = new Set(['hidden', 'daily', 'saw_model_answer', 'after_model_answer', 'earns']);
const json: ReadonlySet<string> = new Set(['topics', 'levels', 'skipped_days', 'message', 'judged']);

/** A row as it is exported: names as in JavaScript, instants as ISO 8601 in UTC, times of day as `09:00`, flags as booleans. */
export function exportedRow({ without = [], pick, table }: Section, row: MemberRow, owner: Owner): MemberRow {
  const { workspace_id: _workspace, member_id: _member, ...own } = pick ? { ...pick(row, owner) } : { ...row };
  const shown = Object.entries(own).filter(([column]) => !without.includes(column));
  return Object.fromEntries(
    shown.map(([column, value]) => [camelCase(column), exportedValue(table === 'llm_checks', column, value)]),
  );
}

function exportedValue(isLook: boolean, column: string, value: unknown): unknown {
  if (typeof value === 'number' && column.endsWith('_at')) return new Date(value).toISOString();
  if (typeof value === 'number' && column.endsWith('_minute')) return formatTimeOfDay(value);
  if (typeof value === 'number' && flags.has(column)) return value === 1;
  const isJson = json.has(column) || (isLook && column === 'key_points');
  return typeof value === 'string' && isJson ? parsed(value) : value;
}

/** Another version may have written it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function camelCase(column: string): string {
  return column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
