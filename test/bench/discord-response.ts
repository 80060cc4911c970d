// How soon Discord has the first response to an interaction, and how much memory a thousand servers take, beside
// discord.js alone: `node test/bench/discord-response.ts` prints a line of JSON for each figure, and ends with code 1 when
// something was not answered in time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { figureOf } from '../../src/bench/figure.ts';
import { percentile } from '../../src/grading/metrics.ts';
import { createFakeDiscord, type FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { Member } from '../fakes/discord/member.ts';

/** What it would be without a promise, and the least with one. */
const baselines = {
  bare: 'discord.js that only answers, the same interactions',
  keeping: 'discord.js that puts each interaction on the disk before, the same interactions',
} as const;
const token = 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.fake12.secret-of-the-fake-bot';
const goalMs = 150;
const spanMs = 10_000;
const shares = { p50: 0.5, p99: 0.99 } as const;
/** The first also warms the processes up. */
const counts = [50, 500] as const;
/** Enough for a thousand to stand out from the noise. */
const manyGuilds = 4_000;
const starts = 3;
/** What was needed for the start is given back by then. */
const settleMs = 2_000;
const answer =
  'Throttle callers by usage plans so that none overloads the backend, and put circuit breakers and retries with backoff behind it.';

const apps = { ours: '../../bin/coach.js', bare: './bare-discord.ts', keeping: './bare-discord.ts' } as const;
type App = keyof typeof apps;

/** Runs an app in a process of its own, on a Discord of its own, while there is work with it. */
async function withApp<T>(
  app: App,
  guilds: number,
  work: (discord: FakeDiscord, people: readonly Member[], pid: number) => Promise<T>,
): Promise<T> {
  const discord = await createFakeDiscord({ token, patience: 10_000 });
  const [first] = Array.from({ length: guilds }, (_, index) => discord.addGuild({ name: `Server ${index}` }));
  const people = Array.from({ length: 170 }, (_, index) => first?.member(`Member ${index}`)).filter(
    (one) => one !== undefined,
  );
  const folder = await mkdtemp(join(tmpdir(), 'coach-bench-'));
  const keepIn = app === 'keeping' && { KEEP_IN: join(folder, 'interactions.db') };
  const env = { PORT: '0', LOG_LEVEL: 'warn', DISCORD_TOKEN: token, DISCORD_API_URL: discord.apiUrl, ...keepIn };
  const script = fileURLToPath(new URL(apps[app], import.meta.url));
  const child = spawn(process.execPath, ['--max-semi-space-size=4', script, 'start'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  try {
    for await (const _line of createInterface({ input: child.stdout })) break;
    await discord.idle(500);
    return await work(discord, people, child.pid ?? 0);
  } finally {
    child.kill('SIGTERM');
    await exit;
    await discord.close();
    await rm(folder, { recursive: true });
  }
}

/** Milliseconds from each interaction to its first response, spread evenly over ten seconds: ask, open the form, answer. */
async function timesOf(people: readonly Member[], count: number): Promise<readonly number[]> {
  const members = people.slice(0, Math.ceil(count / 3));
  const steps: readonly ((member: Member) => Promise<unknown>)[] = [
    (member) => member.slash('/coach practice'),
    (member) => member.click('Answer'),
    (member) => member.submit({ answer }),
  ];
  const acts = steps.flatMap((step) => members.map((member) => () => step(member))).slice(0, count);
  const times: number[] = [];
  const startedAt = performance.now();
  const running = acts.map(async (act, index) => {
    await wait(Math.max(0, startedAt + (index * spanMs) / count - performance.now()));
    const from = performance.now();
    await act();
    times.push(performance.now() - from);
  });
  await Promise.all(running);
  return times;
}

/** Read from Linux's `/proc`; not a number elsewhere. */
async function megabytesOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(?<kilobytes>\d+)/.exec(status)?.groups?.kilobytes ?? Number.NaN) / 1_024;
}

/** The median of a few starts. */
async function megabytesWith(app: App, guilds: number): Promise<number> {
  const found: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const megabytes = await withApp(app, guilds, async (_discord, _people, pid) => {
      await wait(settleMs);
      return megabytesOf(pid);
    });
    found.push(megabytes);
  }
  return percentile(found, 0.5);
}

async function measureTimes(app: App) {
  return withApp(app, 1, async (discord, people) => {
    const rounds = [];
    for (const count of counts) rounds.push(await timesOf(people, count));
    return { rounds, problems: [...discord.violations, ...people.flatMap((member) => member.problems())] };
  });
}

async function measureMemory(app: App): Promise<number> {
  return ((await megabytesWith(app, manyGuilds)) - (await megabytesWith(app, 1))) / (manyGuilds / 1_000);
}

const ours = await measureTimes('ours');
for (const app of ['bare', 'keeping'] as const) {
  const [baseline, theirs] = [baselines[app], await measureTimes(app)];
  for (const [index, count] of counts.entries()) {
    for (const [name, share] of Object.entries(shares)) {
      const figure = `Discord answered, ${count} in 10 s ${name}`;
      const value = percentile(ours.rounds[index] ?? [], share);
      const baselineValue = percentile(theirs.rounds[index] ?? [], share);
      const goal = name === 'p99' ? { goal: goalMs } : {};
      console.log(JSON.stringify(figureOf({ figure, unit: 'ms', value, baseline, baselineValue, ...goal })));
    }
  }
}
const memory = { figure: 'memory of 1,000 servers', unit: 'MB', value: await measureMemory('ours') } as const;
const bareMemory = { baseline: baselines.bare, baselineValue: await measureMemory('bare') };
console.log(JSON.stringify(figureOf({ ...memory, ...bareMemory })));
if (ours.problems.length > 0) {
  console.error(`Not all went well: ${[...new Set(ours.problems)].join('; ')}.`);
  process.exitCode = 1;
}
