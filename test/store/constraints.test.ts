import { CompiledQuery } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { dumpOf } from './dump.ts';
import { openSeededStore } from './seeded-store.ts';

type Case = { readonly wrong: string; readonly sql: string; readonly refusal: RegExp };

const attemptColumns =
  'insert into attempts (workspace_id, id, member_id, question_id, question_version, target, answer, ' +
  'saw_model_answer, state, score, graded_by, received_at) select workspace_id, ';
const strict = /cannot store TEXT value in (INTEGER|REAL) column/;

const cases: readonly Case[] = [
  { wrong: 'a word for an instant', sql: "update workspaces set created_at = 'abc'", refusal: strict },
  { wrong: 'a word for a flag', sql: "update members set hidden = 'abc'", refusal: strict },
  { wrong: 'a word for points', sql: "update points set points = 'abc'", refusal: strict },
  { wrong: 'a word for a number of hints', sql: "update sessions set hints = 'abc'", refusal: strict },
  { wrong: 'a word for a score', sql: "update attempts set score = 'abc'", refusal: strict },
  { wrong: 'a word for a revision', sql: "update outbox set revision = 'abc'", refusal: strict },
  { wrong: 'a flag of 2', sql: 'update members set hidden = 2', refusal: /CHECK/ },
  { wrong: 'a channel that is half daily', sql: 'update channels set daily = -1', refusal: /CHECK/ },
  { wrong: 'a score above 1', sql: 'update attempts set score = 1.01', refusal: /CHECK/ },
  { wrong: 'a score below 0', sql: 'update attempts set score = -0.01', refusal: /CHECK/ },
  { wrong: 'a graded attempt without a score', sql: 'update attempts set score = null', refusal: /CHECK/ },
  { wrong: 'an ungraded attempt with a score', sql: "update attempts set state = 'received'", refusal: /CHECK/ },
  { wrong: 'an unknown state of an attempt', sql: "update attempts set state = 'lost'", refusal: /CHECK/ },
  { wrong: 'an unknown state of a session', sql: "update sessions set state = 'ajar'", refusal: /CHECK/ },
  { wrong: 'an unknown state of a message', sql: "update outbox set state = 'lost'", refusal: /CHECK/ },
  { wrong: 'an unknown coverage', sql: "update verdicts set coverage = 'mostly'", refusal: /CHECK/ },
  { wrong: 'a confidence above 1', sql: 'update verdicts set confidence = 2', refusal: /CHECK/ },
  { wrong: 'an attempt without an answer', sql: 'update attempts set answer = null', refusal: /NOT NULL/ },
  { wrong: 'a member of no workspace', sql: "update members set workspace_id = 'nowhere'", refusal: /FOREIGN KEY/ },
  { wrong: "a session of nobody's", sql: "update sessions set member_id = 'nobody'", refusal: /FOREIGN KEY/ },
  { wrong: 'an attempt at no question', sql: "update attempts set question_version = '?'", refusal: /FOREIGN KEY/ },
  { wrong: 'a verdict on no attempt', sql: "update verdicts set attempt_id = 'none'", refusal: /FOREIGN KEY/ },
  { wrong: 'points for no attempt', sql: "update points set attempt_id = 'none'", refusal: /FOREIGN KEY/ },
  { wrong: 'a daily in no channel', sql: "update dailies set channel_id = 'none'", refusal: /FOREIGN KEY/ },
  { wrong: 'a message to no channel', sql: "update outbox set channel_id = 'none'", refusal: /FOREIGN KEY/ },
  { wrong: 'a member that goes while attempts stay', sql: 'delete from members', refusal: /FOREIGN KEY/ },
  { wrong: 'a question that goes while attempts stay', sql: 'delete from questions', refusal: /FOREIGN KEY/ },
  {
    wrong: 'a dispute of no verdict',
    sql: "insert into disputes values ('acme', 'none', 'latency', 'why', 1)",
    refusal: /FOREIGN KEY/,
  },
  {
    wrong: "a dispute of another workspace's verdict",
    sql: "insert into disputes values ('rival', 'attempt-of-ann', 'latency', 'why', 1)",
    refusal: /FOREIGN KEY/,
  },
  {
    wrong: 'a word for the instant of an installation',
    sql: "insert into installations values ('slack', 'T1', 'sealed', 'abc')",
    refusal: strict,
  },
  {
    wrong: 'an installation that is empty',
    sql: "insert into installations values ('slack', 'T1', null, 1)",
    refusal: /NOT NULL/,
  },
  {
    wrong: 'one installation twice',
    sql: "insert into installations values ('slack', 'T1', 'old', 1), ('slack', 'T1', 'new', 2)",
    refusal: /UNIQUE/,
  },
  {
    wrong: 'one state of an installation twice',
    sql: "insert into install_states values ('hash', '{}', 1), ('hash', '{}', 2)",
    refusal: /UNIQUE/,
  },
  { wrong: 'a purge at a word', sql: "update workspaces set purge_at = 'abc'", refusal: strict },
  { wrong: 'points twice for one attempt', sql: 'insert into points select * from points', refusal: /UNIQUE/ },
  { wrong: 'one delivery twice', sql: 'insert into inbox select * from inbox', refusal: /UNIQUE/ },
  { wrong: 'two dailies on one day', sql: 'insert into dailies select * from dailies', refusal: /UNIQUE/ },
  {
    wrong: 'a second open session',
    sql:
      "insert into sessions select workspace_id, 'second', member_id, question_id, question_version, topic, level, " +
      'hints, state, started_at from sessions',
    refusal: /UNIQUE/,
  },
  {
    wrong: "an attempt of another workspace's member",
    sql: `${attemptColumns.replace('select workspace_id', "select 'rival'")}'x', member_id, question_id, question_version,
      target, answer, saw_model_answer, state, score, graded_by, received_at from attempts`,
    refusal: /FOREIGN KEY/,
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
    await expect(store.transaction((tx) => tx.executeQuery(CompiledQuery.raw(sql)))).rejects.toThrow(refusal);
    expect(await store.read(dumpOf)).toEqual(before);
  });
});

describe('the tables take', () => {
  it('any text as a text: quotes, a null character, emoji, right-to-left and ten thousand letters', async () => {
    const store = await openSeededStore();
    const texts = ["Robert'); drop table members;--", 'a\0b', '👩‍👩‍👧', '\u202eabc', 'x'.repeat(10_000), '"', ''];
    for (const text of texts) {
      await store.transaction((tx) => tx.updateTable('attempts').set({ answer: text }).execute());
      const row = await store.read((db) => db.selectFrom('attempts').select('answer').executeTakeFirst());
      expect(row?.answer).toBe(text);
    }
    await store.close();
  });
});
