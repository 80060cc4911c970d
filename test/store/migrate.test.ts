import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { dumpOf, listTables } from './dump.ts';
import { raceProcesses } from './race-processes.ts';
import { useScratchFolder } from './scratch-folder.ts';
import { openSeededStore } from './seeded-store.ts';

const folder = useScratchFolder();

describe('migrating', () => {
  it('gives a fresh file all tables', async () => {
    const store = await openStore(`sqlite:${folder.path('coach.db')}`);
    expect(await store.read(listTables)).toEqual(
      (
        'answer_prints attempts channels dailies dispute_decisions disputes hints_taken inbox install_states installations ' +
        'jobs key_point_reports learned_phrases leases llm_checks llm_spend members missed_dailies mock_questions mocks model_answers_seen outbox own_questions paces packs_off points questions reminders ' +
        'review_plans reviews seasons sessions standing_counts standings streaks strengths suggestions superseded_verdicts transcript verdicts ' +
        'web_links web_sessions workspaces'
      ).split(' '),
    );
    await store.close();
  });

  it('changes nothing the second time', async () => {
    const url = `sqlite:${folder.path('coach.db')}`;
    await (await openSeededStore(url)).close();
    const before = await folder.contents();
    await (await openStore(url)).close();
    expect(await folder.contents()).toEqual(before);
  });

  it('succeeds in both of two processes that meet on a fresh file, ten times over', async () => {
    const files = Array.from({ length: 10 }, (_, index) => folder.path(`fresh-${index}.db`));
    const finishes = await raceProcesses(
      2,
      `
        for (const file of ${JSON.stringify(files)}) {
          const store = await openStore('sqlite:' + file);
          await store.read((db) => db.selectFrom('workspaces').selectAll().execute());
          await store.close();
        }
      `,
    );
    expect(finishes).toEqual(Array(2).fill({ code: 0, output: '' }));
    for (const file of files) {
      const database = new SQLite(file, { readonly: true });
      expect(database.prepare('select name from kysely_migration').pluck().all()).toEqual([
        '0001-first-tables',
        '0002-settings-disputes-installations',
        '0003-boards-closings-jobs',
        '0004-reviews',
        '0005-dispute-decisions',
        '0006-llm-checks',
        '0007-large-boards',
        '0008-mocks',
        '0009-strengths-in-order',
        '0010-web',
        '0011-pages-of-admins',
        '0012-packs-and-suggestions',
        '0013-rows-in-keys',
        '0014-paces',
        '0015-members-leave',
        '0016-fewer-trees',
        '0017-shared-waits',
      ]);
      database.close();
    }
  });

  it('counts the standings that were there before there were counts', async () => {
    const file = folder.path('coach.db');
    const before = await openSeededStore(`sqlite:${file}`);
    const counted = await before.read((db) => db.selectFrom('standing_counts').selectAll().orderBy('span').execute());
    expect(counted.length).toBeGreaterThan(3);
    await before.close();
    const database = new SQLite(file);
    // As if everything from that migration on had never been.
    database.exec(`drop table standing_counts; drop index dailies_by_question; drop index sessions_by_member;
      drop table mock_questions; drop table mocks; create index attempts_of_season on attempts (season);
      create index reviews_planned on reviews (planned_on); create index reviews_weakest on reviews (weakest);
      create index reviews_done on reviews (last_on);
      drop table missed_dailies; drop index attempts_by_time; drop index dispute_decisions_lately;
      drop index key_point_reports_lately;
      drop table web_links; drop table web_sessions;
      drop table packs_off; drop table own_questions; drop table suggestions; drop table paces;
      alter table inbox drop column member_id; drop index answer_prints_of_attempt; drop index learned_phrases_of_attempt;
      delete from kysely_migration where name >= '0007-large-boards'`);
    database.close();
    const after = await openStore(`sqlite:${file}`);
    expect(await after.read((db) => db.selectFrom('standing_counts').selectAll().orderBy('span').execute())).toEqual(
      counted,
    );
    await after.close();
  });

  it('leaves no table behind when it fails half-way', async () => {
    const file = folder.path('coach.db');
    const database = new SQLite(file);
    // The name of one of the last tables is taken, so that the migration fails after it has made most of them.
    database.exec('create table transcript (line text)');
    await expect(openStore(`sqlite:${file}`)).rejects.toThrow();
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
    expect(tables).toEqual(['transcript']);
    database.close();
  });

  it('goes on to the end once what was in its way is gone', async () => {
    const file = folder.path('coach.db');
    const database = new SQLite(file);
    database.exec('create table transcript (line text)');
    await expect(openStore(`sqlite:${file}`)).rejects.toThrow();
    database.exec('drop table transcript');
    database.close();
    const store = await openStore(`sqlite:${file}`);
    expect((await store.read(dumpOf)).transcript).toEqual([]);
    await store.close();
  });
});
