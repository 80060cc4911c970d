import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { civilDateOf } from '../../src/domain/calendar.ts';
import { isOneSentence, useShell } from './coach-process.ts';
import { runHere } from './run-here.ts';

const shell = useShell();
const broken = `---
title: Broken
level: wizard
---

## A question without key points {#none}

## What is a queue? {#queue}

- It decouples.
  - colour: blue
`;

describe('coach check', () => {
  it('finds nothing to mend, and has no advice, where nothing is wrong', async () => {
    const cost = await readFile(new URL('../../knowledge/cost.md', import.meta.url), 'utf8');
    const file = join(shell.folder(), 'cost.md');
    await writeFile(file, cost.replace(/^reviewed: .*/m, `reviewed: ${civilDateOf(Date.now(), 'UTC')}`));
    const { code, stdout } = await shell.coach(['check', '--strict', file]);
    expect([code, stdout]).toEqual([0, '1 good pack with 9 questions, 0 problems, 0 pieces of advice\n']);
  });

  it('ends in the same way on any day: that a review is long ago is said and counts for nothing', async () => {
    const cost = await readFile(new URL('../../knowledge/cost.md', import.meta.url), 'utf8');
    const file = join(shell.folder(), 'cost.md');
    const checked = async (reviewed: string) => {
      await writeFile(file, cost.replace(/^reviewed: .*\n/m, reviewed));
      return runHere(check, { positionals: [file], values: { strict: true }, knowledgeDir: shell.folder() });
    };
    const old = await checked('reviewed: 2020-01-31\n');
    expect([old.code, old.stdout]).toEqual([
      0,
      expect.stringMatching(
        /:1: advice: was reviewed \d+ days ago: check its facts\n.* 0 problems, 1 piece of advice$/,
      ),
    ]);
    const never = await checked('');
    expect([never.code, never.stdout]).toEqual([1, expect.stringContaining(':1: advice: has no "reviewed" day')]);
  });

  it('names file, line and reason of each problem, and exits with 1', async () => {
    const file = join(shell.folder(), 'queues.md');
    await writeFile(file, broken);
    const { code, stdout, stderr } = await shell.coach(['check', file]);
    expect([code, stderr]).toEqual([1, '']);
    const lines = stdout.trim().split('\n');
    expect(lines).toEqual([
      `${file}:3: front matter: level must be one of junior, mid, senior, architect`,
      `${file}:6: a question without key points`,
      expect.stringMatching(/:11: unknown field "colour" \(known: .*\)$/),
      '0 good packs with 0 questions, 3 problems, 0 pieces of advice',
    ]);
  });

  it('says in one sentence that the path is not there', async () => {
    const finish = await shell.coach(['check', 'no/such/folder']);
    expect(finish).toSatisfy(isOneSentence);
    expect(finish.stderr).toContain('"no/such/folder" cannot be read');
  });
});
