import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { exportMember } from '../../src/coach/export.ts';
import { notExported, sections } from '../../src/coach/export-sections.ts';
import type { AttemptId, MemberId, SuggestionId } from '../../src/domain/ids.ts';
import type { MemberFile } from '../../src/domain/member-file.ts';
import { recordAttempt, recordVerdict } from '../../src/store/attempts.ts';
import { belongings, listMemberRows } from '../../src/store/member-rows.ts';
import { recordMember } from '../../src/store/members.ts';
import { tenantTables } from '../../src/store/purge.ts';
import type { Store } from '../../src/store/store.ts';
import { recordSuggestion } from '../../src/store/suggestions.ts';
import { proof } from '../fixtures/proof.ts';
import {
  acme,
  ann,
  id,
  newSuggestion,
  now,
  openSeededStore,
  question,
  season,
  today,
  verdict,
} from '../store/seeded-store.ts';

let store: Store | undefined;
afterEach(() => store?.close());

const from = { platform: 'test', workspace: 'acme', member: 'external-ann' };
type Exported = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

async function open(): Promise<Store> {
  store = await openSeededStore();
  return store;
}

/** The properties of the rows of each list, as of format 1. */
const shapes = {
  questions: 'id version text',
  member: 'id externalId name hidden createdAt timeZone',
  attempts:
    'id questionId questionVersion target answer sawModelAnswer state score gradedBy receivedAt receivedOn season unratedBecause localOn afterModelAnswer',
  verdicts: 'attemptId keyPointId coverage confidence evidence gradedBy',
  replacedVerdicts: 'attemptId keyPointId generation coverage confidence evidence gradedBy',
  secondLooks:
    'attemptId keyPoints checkedBy gradedBy state outcome tries createdAt nextTryAt calledOn judged inputTokens outputTokens costMicros',
  points: 'attemptId reason points earnedAt earnedOn season channelId',
  standings: 'scope span points reachedAt',
  streak: 'length longest freezes lastOn',
  sessions: 'id questionId questionVersion topic level state startedAt purpose earns',
  hints: 'sessionId keyPointId step takenAt',
  modelAnswersSeen: 'questionId seenAt',
  interviews: 'id topic level questions minutes startedAt endsAt finishedAt',
  interviewQuestions: 'mockId position questionId questionVersion askedAt earns attemptId',
  reviews: 'questionId dueOn plannedOn lastOn weakest',
  strengths: 'questionId keyPointId strength',
  reviewPlan: 'perDay interviewOn remindMinute',
  dailyReminders: 'channelId',
  disputes: 'attemptId keyPointId reason openedAt',
  disputeDecisions: 'attemptId keyPointId outcome coverage note decidedAt decidedByYou',
  learnedPhrases: 'questionId keyPointId phrase attemptId learnedAt',
  reports: 'questionId questionVersion keyPointId reason reportedAt handledAt',
  suggestions: 'id question keyPoints topic note suggestedAt state decidedAt decidedByYou',
  webSessions: 'expiresAt',
};

const exportOf = (opened: Store, owner = from) => exportMember({ store: opened, clock: () => now }, owner);
const textOf = (file: MemberFile | undefined) => Buffer.from(file?.bytes ?? []).toString();
const read = (file: MemberFile | undefined): Exported => JSON.parse(textOf(file));

describe('the export of a member', () => {
  it('has every table in which something is theirs, or says why not', () => {
    const exported = sections.map(({ table }) => table);
    const missing = tenantTables.filter((table) => {
      const isTheirs = !('notTheirs' in belongings[table]);
      return isTheirs !== (exported.includes(table) || table in notExported);
    });
    expect(missing).toEqual([]);
    expect(exported.filter((table) => table in notExported)).toEqual([]);
    proof(tenantTables.length, 'tables of tenant data: exported, or with a reason why not');
  });

  it('has every row of those tables', async () => {
    const opened = await open();
    const file = read(await exportOf(opened));
    for (const { name, table, order } of sections) {
      const owner = { memberId: ann, externalId: 'external-ann' };
      const asked = { owner, table, order, after: 0, most: 1_000 };
      const rows = await opened.read((db) => listMemberRows(db, acme, asked));
      expect([name, file[name]?.length]).toEqual([name, rows.length]);
    }
  });

  it('is read by people: names in JavaScript’s way, instants as texts, and the words of what was asked', async () => {
    const file = read(await exportOf(await open()));
    expect(file).toMatchObject({
      format: 1,
      exportedAt: '2026-11-23T09:00:00.000Z',
      platform: 'test',
      workspace: 'acme',
      questions: [{ id: question.id, version: question.version, text: question.text }],
      member: [{ id: 'ann', externalId: 'external-ann', name: 'ann', hidden: false, timeZone: 'Europe/Berlin' }],
      verdicts: [{ keyPointId: 'latency', coverage: 'partial', evidence: 'A cache' }, { keyPointId: 'load' }],
      disputes: [{ reason: 'I said so.' }],
      disputeDecisions: [{ outcome: 'rejected', note: 'No.', decidedByYou: true }],
      reviewPlan: [{ perDay: 9, interviewOn: '2027-01-15', remindMinute: '09:00' }],
      suggestions: [{ question: newSuggestion.question, decidedByYou: false }],
    });
    expect(file.attempts?.[0]).toEqual({
      id: 'attempt-of-ann',
      questionId: question.id,
      questionVersion: question.version,
      target: 'session:session-of-ann',
      answer: 'A cache is fast.',
      sawModelAnswer: false,
      state: 'graded',
      score: 0.5,
      gradedBy: 'test-1',
      receivedAt: '2026-11-23T09:00:00.000Z',
      receivedOn: today,
      season,
      unratedBecause: null,
      localOn: today,
      afterModelAnswer: false,
    });
  });

  it('keeps its shape: whoever changes it counts the format up', async () => {
    const file = read(await exportOf(await open()));
    const shape = Object.entries(file).map(([name, rows]) => [
      name,
      Array.isArray(rows) ? Object.keys(rows[0] ?? {}).join(' ') : '',
    ]);
    expect(Object.fromEntries(shape.filter(([, keys]) => keys !== ''))).toEqual(shapes);
  });

  it('holds no secret, no key point, and nothing of what others have done', async () => {
    const opened = await open();
    const bea = id<MemberId>('bea');
    await opened.transaction(async (tx) => {
      await recordMember(tx, acme, { id: bea, externalId: 'external-bea', name: 'Bea', at: now });
      const hers = { ...newSuggestion, id: id<SuggestionId>('another'), memberId: bea, question: 'Hers?' } as const;
      await recordSuggestion(tx, acme, hers);
      await tx
        .updateTable('suggestions')
        .set({ decided_by: ann, decided_at: now })
        .where('member_id', '=', bea)
        .execute();
    });
    const file = await exportOf(opened);
    expect(read(file).suggestions?.map((row) => Object.keys(row).length)).toEqual([4, 9]);
    expect(textOf(file)).not.toMatch(/bea\b|Hers\?|bert|token_?hash|answers from memory|takes load off/i);
  });

  it.each([
    ['another workspace', { ...from, workspace: 'rival' }],
    ['another platform', { ...from, platform: 'slack' }],
    ['nobody', { ...from, member: "' or 1=1 --" }],
    ['a pattern', { ...from, member: '%' }],
  ])('is of nobody for %s', async (_who, owner) => {
    expect(await exportOf(await open(), owner)).toBeUndefined();
  });

  it('is compressed when it is large, and still complete', async () => {
    const opened = await open();
    const many = 1_200;
    await opened.transaction(async (tx) => {
      for (let index = 0; index < many; index += 1) {
        const attemptId = id<AttemptId>(`attempt ${index}`);
        await recordAttempt(tx, acme, {
          ...{ id: attemptId, memberId: ann, question, target: 'session:session-of-ann', sawModelAnswer: false },
          ...{ receivedAt: now + index, receivedOn: today, season, localOn: today, afterModelAnswer: false },
          answer: `Answer ${index}.`,
        });
        await recordVerdict(tx, acme, { attemptId, verdict });
      }
    });
    const file = await exportOf(opened);
    expect([file?.name, file?.mediaType]).toEqual(['interview-coach-my-data.json.gz', 'application/gzip']);
    const exported: Exported = JSON.parse(gunzipSync(file?.bytes ?? new Uint8Array()).toString());
    expect(exported.attempts).toHaveLength(many + 1);
    expect(new Set(exported.verdicts?.map((row) => `${row.attemptId} ${row.keyPointId}`)).size).toBe(2 * many + 2);
  });
});
