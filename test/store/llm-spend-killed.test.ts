import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { findSpent } from '../../src/store/llm-spend.ts';
import { openStoreAt } from '../fixtures/databases.ts';
import { proof } from '../fixtures/proof.ts';
import { useScratchFolder } from './scratch-folder.ts';

const folder = useScratchFolder();
const on = '2026-11-23';
const capMicros = 400_000;
const worst = 100;
const kills = 12;
const storeUrl = new URL('../../src/store/', import.meta.url).href;

/** When it is told to go: sets money aside, makes a call that a server bills to a file, and gives back what it did not cost, until it is killed. */
function spender(database: string, bill: string): ChildProcess {
  const text = `
    import { appendFileSync } from 'node:fs';
    const { openStore } = await import(${JSON.stringify(storeUrl)} + 'store.ts');
    const { reserveSpend, releaseSpend } = await import(${JSON.stringify(storeUrl)} + 'llm-spend.ts');
    const store = await openStore(${JSON.stringify(database)});
    process.stdout.write('ready');
    await new Promise((go) => process.stdin.once('data', go));
    for (let n = 0; ; n += 1) {
      const wanted = { on: '${on}', micros: ${worst}, capMicros: ${capMicros} };
      if (!(await store.transaction((tx) => reserveSpend(tx, wanted)))) break;
      const cost = 1 + ((n * 37) % ${worst});
      appendFileSync(${JSON.stringify(bill)}, cost + '\\n');
      await store.transaction((tx) => releaseSpend(tx, { on: '${on}', micros: ${worst} - cost }));
    }
    process.exit(0);
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', text], { stdio: 'pipe' });
}

it('what is really spent stays within what is written down, and that within the budget, when processes are killed', async () => {
  const [database, bill] = [`sqlite:${folder.path('coach.db')}`, folder.path('bill.txt')];
  await writeFile(bill, '');
  await (await openStoreAt(database)).close();
  for (let turn = 0; turn < kills; turn += 2) {
    const children = [spender(database, bill), spender(database, bill)];
    const ends = children.map((child) => once(child, 'close'));
    await Promise.all(children.map(({ stdout }) => stdout && once(stdout, 'data')));
    const before = await readFile(bill, 'utf8');
    for (const { stdin } of children) stdin?.write('go');
    // Each is killed in the middle of its work, at another place each time.
    await expect
      .poll(async () => (await readFile(bill, 'utf8')).length > before.length + turn * 9, {
        interval: 1,
        timeout: 20_000,
      })
      .toBe(true);
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(ends);
  }
  const billed = (await readFile(bill, 'utf8')).split('\n').reduce((sum, line) => sum + Number(line), 0);
  const store = await openStoreAt(database);
  const spent = await store.read((db) => findSpent(db, on));
  expect(billed).toBeGreaterThan(kills);
  expect(spent).toBeGreaterThanOrEqual(billed);
  expect(spent).toBeLessThanOrEqual(capMicros);
  proof(kills, 'processes killed between a call and its bill');
}, 120_000);
