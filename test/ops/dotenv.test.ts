import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runScript } from './module-process.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coach-ops-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const script = `
  const { loadConfig } = await load('config.ts');
  try {
    console.log(JSON.stringify(loadConfig()));
  } catch (error) {
    console.log(JSON.stringify({ code: error.code, message: error.message }));
  }
`;

async function configOf(file: string, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  await writeFile(join(folder, '.env'), file);
  const { stdout, stderr } = await runScript(script, { cwd: folder, env });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('a file .env in the working folder', () => {
  it('gives what the environment leaves out, and the environment wins', async () => {
    const file = '# ours\nPORT=4321\nLOG_LEVEL=debug\nKNOWLEDGE_DIR="my packs"\nUNKNOWN=x\n';
    const config = await configOf(file, { LOG_LEVEL: 'warn' });
    expect(config).toMatchObject({ port: 4_321, logLevel: 'warn', knowledgeDir: join(folder, 'my packs') });
  });

  it('gives what the environment holds as an empty value, which counts as not set', async () => {
    expect(await configOf('PORT=4321\n', { PORT: '' })).toMatchObject({ port: 4_321 });
  });

  it('is checked like the environment, and its values are not repeated', async () => {
    expect(await configOf('PORT=secret\n')).toEqual({
      code: 'config-invalid',
      message: 'The environment is not right: PORT must be a whole number from 0 to 65535.',
    });
  });

  it('that is rubbish is as good as none', async () => {
    expect(await configOf('\u0000\u0001 no = \n===\n"')).toMatchObject({ port: 3_000, host: '127.0.0.1' });
  });
});
