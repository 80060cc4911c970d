import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/commands/command.ts';
import { exportMember } from '../../src/commands/export-member.ts';
import { forget } from '../../src/commands/forget.ts';
import { createScratch, type Scratch } from '../fixtures/scratch.ts';
import { openSeededStore } from '../store/seeded-store.ts';
import { type Call, runHere } from './run-here.ts';

const ann = ['test:acme', 'external-ann'];

let scratch: Scratch;
beforeEach(async () => {
  scratch = await createScratch();
  await (await openSeededStore(databaseUrl())).close();
});
afterEach(() => scratch.remove());

const databaseUrl = () => `sqlite:${join(scratch.folder, 'coach.db')}`;
const run = (command: Command, call: Omit<Call, 'knowledgeDir'>) =>
  runHere(command, { ...call, knowledgeDir: scratch.config.knowledgeDir, databaseUrl: databaseUrl() });
const out = () => join(scratch.folder, 'ann.json');

describe('an operator who is asked by mail', () => {
  it('writes what is kept about a member to a file, and never over another', async () => {
    const { stdout } = await run(exportMember, { positionals: ann, values: { out: out() } });
    expect(stdout).toBe(`Written to ${out()}.`);
    expect(JSON.parse(await readFile(out(), 'utf8'))).toMatchObject({ format: 1, member: [{ name: 'ann' }] });
    await expect(run(exportMember, { positionals: ann, values: { out: out() } })).rejects.toThrow('is there already');
  });

  it('deletes a member, once they say that they mean it', async () => {
    await expect(run(forget, { positionals: ann })).rejects.toThrow('That cannot be undone: add --yes');
    const { stdout } = await run(forget, { positionals: ann, values: { yes: true } });
    expect(stdout).toContain('Deleted: nothing is kept about "external-ann" any more');
    for (const command of [forget, exportMember])
      await expect(run(command, { positionals: ann, values: { yes: true, out: out() } })).rejects.toThrow(
        'Nothing is kept about "external-ann" in test:acme.',
      );
  });

  it.each([[[]], [['test:acme']], [['acme', 'external-ann']], [['test:', 'external-ann']], [[...ann, 'more']]])(
    'is told how somebody is named when they type %j',
    async (positionals) => {
      for (const command of [forget, exportMember])
        await expect(run(command, { positionals, values: { yes: true } })).rejects.toThrow(
          'Name the workspace and the member',
        );
    },
  );
});
