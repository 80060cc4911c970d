import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const storeUrl = new URL('../../src/store/', import.meta.url).href;

export type Finish = { readonly code: number | null; readonly output: string };

/**
 * Runs the same script (an ES module's text) in several processes that start its work at the same moment. The script has
 * `openStore`, and `load(file)` for the other modules of the store.
 */
export async function raceProcesses(count: number, script: string): Promise<readonly Finish[]> {
  const text = `
    const load = (file) => import(${JSON.stringify(storeUrl)} + file);
    const { openStore } = await load('store.ts');
    process.stdout.write('ready');
    await new Promise((go) => process.stdin.once('data', go));
    ${script}
    process.exit(0);
  `;
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', text], { stdio: 'pipe' }),
  );
  try {
    const finishes = children.map(finishOf);
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    for (const child of children) child.stdin.write('go');
    return await Promise.all(finishes);
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

async function finishOf(child: ChildProcess): Promise<Finish> {
  const parts: string[] = [];
  child.stderr?.on('data', (part) => parts.push(String(part)));
  const [code] = await once(child, 'close');
  return { code, output: parts.join('') };
}
