import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runScript } from './module-process.ts';

function logAt(level: string) {
  const script = `
    const { createLog } = await load('log.ts');
    const log = createLog(${JSON.stringify(level)});
    for (const name of ['debug', 'info', 'warn', 'error']) log[name]({ step: name }, 'something happened');
    log.error({ err: new Error('the cause') }, 'something failed');
  `;
  return runScript(script, { cwd: tmpdir() });
}

describe('the log', () => {
  it('says nothing at all when it is silent', async () => {
    expect(await logAt('silent')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('writes a line of JSON for each thing of its level and above, to standard error', async () => {
    const { code, stdout, stderr } = await logAt('warn');
    expect([code, stdout]).toEqual([0, '']);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { level: 40, step: 'warn', msg: 'something happened' },
      { level: 50, step: 'error', msg: 'something happened' },
      { level: 50, err: { message: 'the cause' }, msg: 'something failed' },
    ]);
    expect(lines).not.toContainEqual(expect.objectContaining({ hostname: expect.anything() }));
  });

  it('writes of an error what happened, and nothing of what a library hangs on it', async () => {
    const script = `
      const { createLog } = await load('log.ts');
      const cause = Object.assign(new Error('the cause'), { data: 'canary-1' });
      const error = Object.assign(new Error('it failed', { cause }), {
        code: 50035, requestBody: { json: { content: 'canary-2' } }, headers: { authorization: 'canary-3' },
      });
      createLog('warn').error({ err: error }, 'something failed');
      createLog('warn').error({ err: 'only words' }, 'something failed');
    `;
    const { stderr } = await runScript(script, { cwd: tmpdir() });
    expect(stderr).not.toContain('canary');
    const [first] = stderr
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(first).toMatchObject({ err: { message: 'it failed', code: 50035, cause: { message: 'the cause' } } });
  });
});
