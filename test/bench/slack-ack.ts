// How soon Slack has the acknowledgement of an interaction, beside Bolt alone: `node test/bench/slack-ack.ts` prints a
// line of JSON for each figure, and ends with code 1 when something was not acknowledged in time, or an answer is missing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { openCatalog } from '../../src/app.ts';
import { figureOf } from '../../src/bench/figure.ts';
import { loadSettings } from '../../src/commands/settings.ts';
import { percentile } from '../../src/grading/metrics.ts';
import type { Catalog } from '../../src/knowledge/catalog.ts';
import { openStore } from '../../src/store/store.ts';
import type { Packet } from '../fakes/slack/delivery.ts';
import { practise, replay } from './practice-traffic.ts';
import { createTimedSlack, signingSecret, type TimedSlack } from './timed-slack.ts';

/** What it would be without a promise, and the least with one. */
const baselines = [
  { name: 'stock Bolt that only acknowledges, the same payloads', keeps: false },
  { name: 'stock Bolt that puts each payload on the disk before, the same payloads', keeps: true },
] as const;
type Baseline = (typeof baselines)[number];
const goalMs = 100;
const shares = { p50: 0.5, p99: 0.99 } as const;
/** The first also warms the processes up. */
const counts = [50, 500] as const;
const modes = ['socket', 'http'] as const;
type Mode = (typeof modes)[number];

const coach = fileURLToPath(new URL('../../bin/coach.js', import.meta.url));
const bareBolt = fileURLToPath(new URL('./bare-bolt.ts', import.meta.url));
/** The same as in `npm start`. */
const flags = ['--max-semi-space-size=4'];

type Place = { readonly mode: Mode; readonly folder: string };
type Script = { readonly path: string; readonly env?: Readonly<Record<string, string>> };

/** Runs an app in a process of its own, on a Slack of its own, while there is work with it. */
async function withApp(
  { path, env: own }: Script,
  { mode, folder }: Place,
  work: (slack: TimedSlack) => Promise<void>,
) {
  const slack = await createTimedSlack();
  const env = {
    PORT: '0',
    LOG_LEVEL: 'warn',
    DATABASE_URL: databaseIn(folder),
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    ...(mode === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: signingSecret }),
    ...own,
  };
  const args = [...flags, path, 'start'];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  try {
    const url = await readUrl(child.stdout);
    if (mode === 'http') slack.connectHttp(`${url}/slack/events`);
    await work(slack);
  } finally {
    child.kill('SIGTERM');
    await exit;
    await slack.close();
  }
  return slack;
}

/** The address in the first line: where an app says that it is ready. */
async function readUrl(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) return /http:[\w.:/]+?:\d+/.exec(line)?.[0] ?? '';
  throw new Error('an app ended before it was ready');
}

function databaseIn(folder: string): string {
  return `sqlite:${join(folder, 'coach.db')}`;
}

/** Measures all in turn, prints the figures, and gives what went wrong. */
async function measure(place: Place, catalog: Catalog): Promise<readonly string[]> {
  const rounds: Round[] = [];
  const ours = await withApp({ path: coach }, place, async (slack) => {
    for (const count of counts) {
      const before = slack.times.length;
      const payloads = await practise(slack, catalog, count);
      rounds.push({ count, payloads, times: slack.times.slice(before) });
    }
  });
  const problems: string[] = [];
  for (const baseline of baselines) problems.push(...(await compare(place, baseline, rounds)));
  return [...ours.problems(), ...problems, ...(await listMissing(ours, place.folder))];
}

type Round = { readonly count: number; readonly payloads: readonly Packet[]; readonly times: readonly number[] };

/** Sends a baseline the same payloads, and prints how we are beside it. */
async function compare(place: Place, { name, keeps }: Baseline, rounds: readonly Round[]): Promise<readonly string[]> {
  const env = keeps ? { KEEP_IN: join(place.folder, 'payloads.db') } : {};
  const theirs = await withApp({ path: bareBolt, env }, place, async (slack) => {
    for (const { count, payloads, times } of rounds) {
      const before = slack.times.length;
      await replay(slack, payloads);
      printFigures(`Slack acknowledged, ${place.mode}, ${count} in 10 s`, name, [times, slack.times.slice(before)]);
    }
  });
  return theirs.problems();
}

type Both = readonly [ours: readonly number[], theirs: readonly number[]];

function printFigures(what: string, baseline: string, [times, baselineTimes]: Both): void {
  for (const p of ['p50', 'p99'] as const) {
    const [value, baselineValue] = [percentile(times, shares[p]), percentile(baselineTimes, shares[p])];
    const figure = `${what} ${p}`;
    const goal = p === 'p99' && { goal: goalMs };
    console.log(JSON.stringify(figureOf({ figure, unit: 'ms', value, baseline, baselineValue, ...goal })));
  }
}

/** Whether all that was sent is in the database, and every answer with its verdict. */
async function listMissing({ sent }: TimedSlack, folder: string): Promise<readonly string[]> {
  const store = await openStore(databaseIn(folder));
  const [taken, graded] = await store.read(async (db) => [
    await db.selectFrom('inbox').select('delivery_id').execute(),
    await db.selectFrom('attempts').select('id').where('state', '=', 'graded').execute(),
  ]);
  await store.close();
  const answers = sent.filter(({ payload }) => payload.type === 'view_submission');
  return [
    ...(taken.length === sent.length ? [] : [`of ${sent.length} interactions ${taken.length} were taken`]),
    ...(graded.length === answers.length ? [] : [`of ${answers.length} answers ${graded.length} were graded`]),
  ];
}

const catalog = await openCatalog(loadSettings());
for (const mode of modes) {
  const folder = await mkdtemp(join(tmpdir(), 'coach-bench-'));
  try {
    const problems = await measure({ mode, folder }, catalog);
    if (problems.length > 0) throw new Error(`Not all went well (${mode}): ${[...new Set(problems)].join('; ')}.`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}
