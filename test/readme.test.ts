import { execFile } from 'node:child_process';
import { readFile, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePack } from '../src/knowledge/parse-pack.ts';
import { type CleanCopy, createCleanCopy } from './fixtures/clean-copy.ts';
import { startServer } from './fixtures/server-process.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');

/** The lines of the README's shell blocks. */
const lines = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));

describe('the README, followed in a clean copy', () => {
  let copy: CleanCopy;
  const shell = (line: string) => run('sh', ['-c', line], { cwd: copy.folder, timeout: 240_000 });

  beforeAll(async () => {
    copy = await createCleanCopy();
    // What `npm ci` would install: the tests run with it, and the Dockerfile's test installs the rest anew.
    await symlink(await realpath(join(root, 'node_modules')), join(copy.folder, 'node_modules'));
  });
  afterAll(() => copy.remove());

  it('starts the local page with its first line', async () => {
    expect(lines).toContain('npm ci && npm start');
    const env = { ...process.env, PORT: '0', LOG_LEVEL: 'silent' };
    const server = await startServer('npm', ['start'], { cwd: copy.folder, env });
    expect(await (await fetch(server.url)).text()).toContain('Start practising');
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });

  it('runs tests with its second line', async () => {
    expect(lines).toContain('npm ci && npm test');
    const { stdout } = await shell('npm test -- test/domain/points.test.ts');
    expect(stdout).toMatch(/Tests .*passed/);
  }, 120_000);

  it('runs each of its commands', async () => {
    const commands = lines.filter((line) => /\bnpx coach\b/.test(line));
    expect(commands.length).toBeGreaterThan(3);
    for (const [index, command] of commands.entries()) {
      // What npx finds is the same each time, and finding it takes longer than the command.
      const line = index === 0 ? command : command.replace(/\bnpx coach\b/, 'node bin/coach.js');
      await shell(line.includes('|') ? line : `${line} </dev/null`);
    }
  }, 120_000);

  it('shows a pack that loads', () => {
    const pack = /```markdown\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    expect(parsePack(pack, 'caching.md').type).toBe('pack');
  });

  it('links only to what is there', async () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    for (const link of links) await expect(readFile(join(root, link)), link).resolves.toBeDefined();
  });
});
