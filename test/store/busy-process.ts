import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const storeUrl = new URL('../../src/store/', import.meta.url).href;

/** A process that regrades one attempt of acme again and again; it has begun when this returns, and is to be killed. */
export async function startRegrading(url: string, attemptId: string): Promise<ChildProcess> {
  const script = `
    const { openStore } = await import(${JSON.stringify(storeUrl)} + 'store.ts');
    const { regradeAttempt } = await import(${JSON.stringify(storeUrl)} + 'settle-points.ts');
    const store = await openStore(${JSON.stringify(url)});
    for (let n = 1; ; n += 1) {
      const score = (n % 100) / 100;
      const keyPoints = [{ keyPointId: 'latency', coverage: 'partial', confidence: score, evidence: null }];
      const verdict = { gradedBy: 'busy-' + n, score, keyPoints };
      await store.transaction((tx) => regradeAttempt(tx, 'acme', { attemptId: ${JSON.stringify(attemptId)}, verdict }));
      if (n === 1) process.stdout.write('busy');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}
