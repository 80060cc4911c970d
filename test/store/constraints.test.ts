import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { onPostgres } from '../fixtures/databases.ts';
import { dumpOf } from './dump.ts';
import { openSeededStore } from './seeded-store.ts';

type Refusal = 'type' | 'check' | 'null' | 'foreign key' | 'unique';
type Case = { readonly wrong: string; readonly sql: string; readonly refusal: Refusal };

/** How each database says it. */
const sayings: Readonly<Record<Refusal, RegExp>> = onPostgres
  ? {
      type: /invalid input syntax for type (bigint|integer|double precision)/,
      check: /violates check constraint/,
      null: /violates not-null constraint/,
      'foreign key': /violates foreign key constraint/,
      unique: /violates unique constraint/,
    }
  : {
      type: /cannot store TEXT value in (INTEGER|REAL) column/,
      check: /CHECK/,
      null: /NOT NULL/,
      'foreign key': /FOREIGN KEY/,
      unique: /UNIQUE/,
    };

const attemptColumns =
  'insert into attempts (workspace_id, id, member_id, question_id, question_version, target, answer, ' +
  'saw_model_answer, state, score, graded_by, received_at) select workspace_id, ';

const cases: readonly Case[] = [
  { wrong: 'a word for an instant', sql: "update workspaces set created_at = 'abc'", refusal: 'type' },
  { wrong: 'a word for a flag', sql: "update members set hidden = 'abc'", refusal: 'type' },
  { wrong: 'a word for points', sql: "update points set points = 'abc'", refusal: 'type' },
  { wrong: 'an unknown purpose of a session', sql: "update sessions set purpose = 'fun'", refusal: 'check' },
  { wrong: 'an unknown state of a suggestion', sql: "update suggestions set state = 'lost'", refusal: 'check' },
  { wrong: "a suggestion of nobody's", sql: "update suggestions set member_id = 'nobody'", refusal: 'foreign key' },
  {
    wrong: 'a question of its own that no workspace ever kept',
    sql: "update own_questions set question_version = '?'",
    refusal: 'foreign key',
  },
  { wrong: 'a word for a score', sql: "update attempts set score = 'abc'", refusal: 'type' },
  { wrong: 'a word for a revision', sql: "update outbox set revision = 'abc'", refusal: 'type' },
  { wrong: 'a flag of 2', sql: 'update members set hidden = 2', refusal: 'check' },
  { wrong: 'a channel that is half daily', sql: 'update channels set daily = -1', refusal: 'check' },
  { wrong: 'a score above 1', sql: 'update attempts set score = 1.01', refusal: 'check' },
  { wrong: 'a score below 0', sql: 'update attempts set score = -0.01', refusal: 'check' },
  { wrong: 'a graded attempt without a score', sql: 'update attempts set score = null', refusal: 'check' },
  { wrong: 'an ungraded attempt with a score', sql: "update attempts set state = 'received'", refusal: 'check' },
  { wrong: 'an unknown state of an attempt', sql: "update attempts set state = 'lost'", refusal: 'check' },
  { wrong: 'an unknown state of a session', sql: "update sessions set state = 'ajar'", refusal: 'check' },
  { wrong: 'an unknown state of a message', sql: "update outbox set state = 'lost'", refusal: 'check' },
  { wrong: 'an unknown coverage', sql: "update verdicts set coverage = 'mostly'", refusal: 'check' },
  { wrong: 'a confidence above 1', sql: 'update verdicts set confidence = 2', refusal: 'check' },
  { wrong: 'an attempt without an answer', sql: 'update attempts set answer = null', refusal: 'null' },
  { wrong: 'a member of no workspace', sql: "update members set workspace_id = 'nowhere'", refusal: 'foreign key' },
  { wrong: "a session of nobody's", sql: "update sessions set member_id = 'nobody'", refusal: 'foreign key' },
  { wrong: 'an attempt at no question', sql: "update attempts set question_version = '?'", refusal: 'foreign key' },
  { wrong: 'a verdict on no attempt', sql: "update verdicts set attempt_id = 'none'", refusal: 'foreign key' },
  { wrong: 'points for no attempt', sql: "update points set attempt_id = 'none'", refusal: 'foreign key' },
  { wrong: 'a missed day of no channel', sql: "update missed_dailies set channel_id = 'none'", refusal: 'foreign key' },
  { wrong: 'a day that is missed for fun', sql: "update missed_dailies set because = 'fun'", refusal: 'check' },
  { wrong: 'a daily in no channel', sql: "update dailies set channel_id = 'none'", refusal: 'foreign key' },
  { wrong: 'a message to no channel', sql: "update outbox set channel_id = 'none'", refusal: 'foreign key' },
  { wrong: 'a member that goes while attempts stay', sql: 'delete from members', refusal: 'foreign key' },
  { wrong: 'a question that goes while attempts stay', sql: 'delete from questions', refusal: 'foreign key' },
  {
    wrong: 'a dispute of no verdict',
    sql: "insert into disputes values ('acme', 'none', 'latency', 'why', 1)",
    refusal: 'foreign key',
  },
  {
    wrong: "a dispute of another workspace's verdict",
    sql: "insert into disputes values ('rival', 'attempt-of-ann', 'latency', 'why', 1)",
    refusal: 'foreign key',
  },
  {
    wrong: 'a decision on no dispute',
    sql: "insert into dispute_decisions values ('acme', 'attempt-of-ann', 'load', 'rejected', null, '', 'ann', 1)",
    refusal: 'foreign key',
  },
  {
    wrong: 'a decision by nobody',
    sql: "update dispute_decisions set decided_by = 'nobody'",
    refusal: 'foreign key',
  },
  {
    wrong: 'a second decision on a dispute',
    sql: 'insert into dispute_decisions select * from dispute_decisions',
    refusal: 'unique',
  },
  { wrong: 'a decision that is neither', sql: "update dispute_decisions set outcome = 'maybe'", refusal: 'check' },
  { wrong: 'a rejection that grades', sql: "update dispute_decisions set coverage = 'covered'", refusal: 'check' },
  { wrong: 'an acceptance that does not', sql: "update dispute_decisions set outcome = 'accepted'", refusal: 'check' },
  {
    wrong: 'a former verdict surer than sure',
    sql: 'update superseded_verdicts set confidence = 1.1',
    refusal: 'check',
  },
  {
    wrong: "a phrase from another workspace's attempt",
    sql: "update learned_phrases set workspace_id = 'rival'",
    refusal: 'foreign key',
  },
  { wrong: 'a report by nobody', sql: "update key_point_reports set member_id = 'nobody'", refusal: 'foreign key' },
  {
    wrong: 'a report of a question that was never asked',
    sql: "update key_point_reports set question_version = 'none'",
    refusal: 'foreign key',
  },
  {
    wrong: 'a word for the instant of an installation',
    sql: "insert into installations values ('slack', 'T1', 'sealed', 'abc')",
    refusal: 'type',
  },
  {
    wrong: 'an installation that is empty',
    sql: "insert into installations values ('slack', 'T1', null, 1)",
    refusal: 'null',
  },
  {
    wrong: 'one installation twice',
    sql: "insert into installations values ('slack', 'T1', 'old', 1), ('slack', 'T1', 'new', 2)",
    refusal: 'unique',
  },
  {
    wrong: 'one state of an installation twice',
    sql: "insert into install_states values ('hash', '{}', 1), ('hash', '{}', 2)",
    refusal: 'unique',
  },
  { wrong: 'a purge at a word', sql: "update workspaces set purge_at = 'abc'", refusal: 'type' },
  { wrong: 'points twice for one attempt', sql: 'insert into points select * from points', refusal: 'unique' },
  { wrong: 'one delivery twice', sql: 'insert into inbox select * from inbox', refusal: 'unique' },
  { wrong: 'two dailies on one day', sql: 'insert into dailies select * from dailies', refusal: 'unique' },
  {
    wrong: 'a second open session',
    sql:
      "insert into sessions select workspace_id, 'second', member_id, question_id, question_version, topic, level, " +
      'state, started_at, purpose, earns from sessions',
    refusal: 'unique',
  },
  {
    wrong: 'a second open interview',
    sql: 'update mocks set finished_at = null',
    refusal: 'unique',
  },
  { wrong: 'an interview of no question', sql: 'update mocks set questions = 0', refusal: 'check' },
  { wrong: 'an interview of eleven questions', sql: 'update mocks set questions = 11', refusal: 'check' },
  { wrong: 'an interview of a moment', sql: 'update mocks set minutes = 4', refusal: 'check' },
  { wrong: 'an interview of a day', sql: 'update mocks set minutes = 181', refusal: 'check' },
  { wrong: "an interview of nobody's", sql: "update mocks set member_id = 'nobody'", refusal: 'foreign key' },
  { wrong: "a link of nobody's", sql: "update web_links set member_id = 'nobody'", refusal: 'foreign key' },
  { wrong: "a session at the web of nobody's", sql: "update web_sessions set member_id = 'x'", refusal: 'foreign key' },
  {
    wrong: 'two sessions of one token',
    sql: 'insert into web_sessions select * from web_sessions',
    refusal: 'unique',
  },
  { wrong: 'an eleventh place', sql: 'update mock_questions set position = 10', refusal: 'check' },
  {
    wrong: 'two questions at one place',
    sql: 'insert into mock_questions select * from mock_questions',
    refusal: 'unique',
  },
  {
    wrong: 'one question twice in an interview',
    sql:
      'insert into mock_questions select workspace_id, mock_id, 1, question_id, question_version, asked_at, earns, ' +
      'attempt_id from mock_questions',
    refusal: 'unique',
  },
  {
    wrong: 'an answer that is not there',
    sql: "update mock_questions set attempt_id = 'none'",
    refusal: 'foreign key',
  },
  {
    wrong: "an answer of another workspace's",
    sql: "update mock_questions set workspace_id = 'rival'",
    refusal: 'foreign key',
  },
  {
    wrong: "an attempt of another workspace's member",
    sql: `${attemptColumns.replace('select workspace_id', "select 'rival'")}'x', member_id, question_id, question_version,
      target, answer, saw_model_answer, state, score, graded_by, received_at from attempts`,
    refusal: 'foreign key',
  },
];

describe('the tables refuse', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openSeededStore();
  });
  afterAll(() => store.close());

  it.each(cases)('$wrong', async ({ sql, refusal }) => {
    const before = await store.read(dumpOf);
    await expect(store.transaction((tx) => tx.executeQuery(CompiledQuery.raw(sql)))).rejects.toThrow(sayings[refusal]);
    expect(await store.read(dumpOf)).toEqual(before);
  });
});

describe('the tables take', () => {
  it('any text as a text: quotes, a null character, emoji, right-to-left and ten thousand letters', async () => {
    const store = await openSeededStore();
    const texts = [
      "Robert'); drop table members;--",
      'a\0b',
      '\uFDD00\0\uFDD1\uFDD0',
      '👩‍👩‍👧',
      '\u202eabc',
      'x'.repeat(10_000),
      '"',
      '',
    ];
    for (const text of texts) {
      await store.transaction((tx) => tx.updateTable('attempts').set({ answer: text }).execute());
      const row = await store.read((db) => db.selectFrom('attempts').select('answer').executeTakeFirst());
      expect(row?.answer).toBe(text);
    }
    await store.close();
  });
});
