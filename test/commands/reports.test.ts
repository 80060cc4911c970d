import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/commands/command.ts';
import { phrases } from '../../src/commands/phrases.ts';
import { reports } from '../../src/commands/reports.ts';
import type { MemberId } from '../../src/domain/ids.ts';
import { parsePack } from '../../src/knowledge/parse-pack.ts';
import { recordLearnedPhrase } from '../../src/store/learned-phrases.ts';
import { recordMember } from '../../src/store/members.ts';
import { recordReport } from '../../src/store/reports.ts';
import type { Tx } from '../../src/store/store.ts';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';
import { acme, attempt, id, now, openSeededStore, question } from '../store/seeded-store.ts';
import { type Call, runHere } from './run-here.ts';

/** A pack that has the question of the seeded store, one key point of it said in other words by now. */
const source = `---
title: Caching
topic: caching
level: senior
---

## What does a cache buy you? {#what}

- A cache lowers **latency** because it answers from memory. {#latency}
  - accepts:
    - Memory is faster than a disk.
- Less load on the database. {#load}
`;

let scratch: Scratch;
beforeEach(async () => {
  scratch = await createScratch(source);
});
afterEach(() => scratch.remove());

const databaseUrl = () => `sqlite:${join(scratch.folder, 'coach.db')}`;

/** Fills the database, in which ann has reported a key point and a phrase was learned. */
async function seed(more: (tx: Tx) => Promise<unknown> = async () => {}): Promise<void> {
  const store = await openSeededStore(databaseUrl());
  await store.transaction(more);
  await store.close();
}

async function reportAs(tx: Tx, name: string, reason: string, keyPointId = 'load'): Promise<void> {
  const member = { id: id<MemberId>(name), externalId: name, name, at: now };
  const { id: memberId } = await recordMember(tx, acme, member);
  await recordReport(tx, acme, { memberId, question, keyPointId, reason, at: now + 86_400_000 });
}

function run(command: Command, call: Omit<Call, 'knowledgeDir'> = {}) {
  return runHere(command, { ...call, knowledgeDir: scratch.folder, databaseUrl: databaseUrl() });
}

async function refusalOf(command: Command, call: Omit<Call, 'knowledgeDir'>): Promise<string> {
  return run(command, call).then(
    ({ stdout }) => `no refusal but ${stdout}`,
    (error) => String(error.message),
  );
}

describe('coach reports', () => {
  it('lists key points with what members say, oldest first, and no names', async () => {
    await seed((tx) => reportAs(tx, 'Roberta', 'Gone:\n\u001b[31mred\u202e'));
    expect(await run(reports)).toEqual({
      code: 0,
      stdout: [
        'caching/what#load  2 reports, the question has changed since',
        '    What does a cache buy you?',
        '    Less load on the database.',
        '    2026-11-23  Not since 2025.',
        '    2026-11-24  Gone: [31mred',
      ].join('\n'),
    });
    const { stdout } = await run(reports, { values: { json: true } });
    expect(JSON.parse(stdout)).toEqual([
      {
        id: 'caching/what#load',
        pack: 'caching',
        questionId: 'caching/what',
        question: 'What does a cache buy you?',
        keyPointId: 'load',
        keyPoint: 'Less load on the database.',
        current: false,
        count: 2,
        reasons: [
          { reason: 'Not since 2025.', reportedAt: '2026-11-23T09:00:00.000Z' },
          { reason: 'Gone:\n\u001b[31mred\u202e', reportedAt: '2026-11-24T09:00:00.000Z' },
        ],
      },
    ]);
    expect(stdout).not.toMatch(/ann|Roberta/);
  });

  it('marks those of one key point as handled, and leaves the others', async () => {
    await seed((tx) => reportAs(tx, 'bob', 'Old.', 'latency'));
    const done = (key: string) => ({ values: { done: key } });
    expect((await run(reports, done('caching/what#load'))).stdout).toBe('Handled: 1 report of caching/what#load.');
    expect((await run(reports)).stdout).toMatch(/^caching\/what#latency {2}1 report,/);
    expect(await refusalOf(reports, done('caching/what#load'))).toMatch(/^There is no open report of/);
    await run(reports, done('caching/what#latency'));
    expect((await run(reports)).stdout).toBe('Nobody has reported a key point that is not handled yet.');
    expect((await run(reports, { values: { json: true } })).stdout).toBe('[]');
  });

  it.each(['', '#', 'caching/what', 'caching/what#load#x', '%#%', "' or 1=1 --#load", '\u001b[31m'])(
    'handles nothing for %j',
    async (done) => {
      await seed();
      const refusal = await refusalOf(reports, { values: { done } });
      expect(refusal).toMatch(/^There is no open report of/);
      expect(refusal).not.toContain('\u001b');
      expect((await run(reports)).stdout).toContain('1 report');
    },
  );

  it('still knows what a question was about that is in no pack any more', async () => {
    await scratch.remove();
    scratch = await createScratch(source.replace('{#what}', '{#other}'));
    await seed();
    expect((await run(reports)).stdout).toContain('A cache takes load off the database.');
  });
});

describe('coach phrases', () => {
  it('prints what was learned as a pack has it', async () => {
    await seed();
    const { stdout } = await run(phrases);
    expect(stdout).toBe(
      [
        'Pack caching:',
        '',
        '## What does a cache buy you? {#what}',
        '',
        '- A cache lowers **latency** because it answers from memory. {#latency}',
        '  - accepts:',
        '    - No waiting for disks.',
        '',
      ].join('\n'),
    );
    const pasted = source.replace('Memory is faster than a disk.', '$&\n    - No waiting for disks.');
    const parsed = parsePack(pasted, 'caching.md');
    expect(parsed.type === 'pack' && parsed.pack.questions[0]?.keyPoints[0]?.accepts).toContain(
      'No waiting for disks.',
    );
    const listed = JSON.parse((await run(phrases, { values: { json: true } })).stdout);
    expect(listed).toEqual([{ questionId: 'caching/what', keyPointId: 'latency', phrase: 'No waiting for disks.' }]);
  });

  it('leaves out what the pack has taken over, and names what is gone', async () => {
    await seed(async (tx) => {
      const phrase = { questionId: 'caching/what', keyPointId: 'latency', attemptId: attempt, at: now };
      await recordLearnedPhrase(tx, acme, { ...phrase, phrase: 'Memory is faster than a disk.' });
      await recordLearnedPhrase(tx, acme, { ...phrase, keyPointId: 'gone', phrase: 'Of old.' });
      await recordLearnedPhrase(tx, acme, { ...phrase, questionId: 'own-acme/what', phrase: 'Ours alone.' });
    });
    const { stdout } = await run(phrases);
    expect(stdout).not.toContain('Memory is faster');
    expect(stdout).toContain('## A question of a workspace’s own {#own-acme/what}');
    expect(stdout).toContain('- A key point that is gone {#gone}\n  - accepts:\n    - Of old.');
  });

  it('forgets one, and says when there is none', async () => {
    await seed();
    const forget = { values: { forget: 'No waiting for disks.' } };
    expect((await run(phrases, forget)).stdout).toMatch(/^Forgotten/);
    expect((await run(phrases)).stdout).toBe('There is no phrase that the packs do not have.');
    expect(await refusalOf(phrases, forget)).toBe('No grading has learned "No waiting for disks.".');
  });

  it.each([
    ['phrases', phrases],
    ['reports', reports],
  ])('like "coach %s" takes no words of their own', async (_name, command) => {
    expect(await refusalOf(command, { positionals: ['all'] })).toMatch(/and nothing else|after --forget/);
  });
});
