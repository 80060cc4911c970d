import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { memoryFolder } from '../fixtures/memory-folder.ts';

export type ScratchFolder = {
  path(name: string): string;
  /** Name and digest of each file in the folder: what a failed open must leave as it was. */
  contents(): Promise<Readonly<Record<string, string>>>;
};

/** A folder that each test of a file gets new, and that is gone afterwards. */
export function useScratchFolder(): ScratchFolder {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(memoryFolder, 'coach-store-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return {
    path: (name) => join(folder, name),
    contents: async () => {
      const entries = await readdir(folder, { withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
      const digests = files.map(async (name) => [name, await digestOf(join(folder, name))] as const);
      return Object.fromEntries(await Promise.all(digests));
    },
  };
}

async function digestOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
