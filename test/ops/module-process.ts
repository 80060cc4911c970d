import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const opsUrl = new URL('../../src/ops/', import.meta.url).href;

export type Output = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs a script (an ES module's text, with `load(file)` for a module of `ops`) in a process of its own. */
export async function runScript(
  script: string,
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Output> {
  const source = `const load = (file) => import(${JSON.stringify(opsUrl)} + file);\n${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd,
    env: { ...env },
    stdio: 'pipe',
  });
  child.stdin.end();
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}
