import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Interaction } from '../../src/domain/interaction.ts';
import { smallPack } from '../fixtures/small-pack.ts';
import type { Chance } from './chance.ts';
import type { CoachProcess, Starter } from './coach-process.ts';
import { type Files, type LastState, readLastState } from './last-state.ts';
import { readShown } from './platform-file.ts';
import { type FailPoint, type Fate, failPoints } from './protocol.ts';
import { createStory, type Step } from './story.ts';

export type Place = { readonly starter: Starter; readonly folder: string };

/** What came of a run with kills. */
export type Survived = LastState & {
  /** How often a process died, by where. */
  readonly kills: ReadonlyMap<FailPoint | 'any moment', number>;
  readonly acknowledged: number;
  readonly repeated: number;
};

const pack = smallPack();
const hourMs = 3_600_000;

async function createFiles(folder: string, name: string): Promise<Files> {
  const files = { database: join(folder, `${name}.db`), platform: join(folder, `${name}.jsonl`) };
  await writeFile(files.platform, '');
  return files;
}

/** Lives through a story without a crash, and writes down what happened in it. */
export async function recordStory(
  { starter, folder }: Place,
  { seed, length }: { readonly seed: number; readonly length: number },
): Promise<{ readonly steps: readonly Step[]; readonly state: LastState }> {
  const files = await createFiles(folder, `story-${seed}`);
  const story = createStory(seed);
  const coach = starter.start();
  const steps: Step[] = [];
  const errors: string[] = [];
  for (let step = 0; step < length + 2; step += 1) {
    const last = steps.at(-1);
    const next: Step = step < length || !last ? story.next(readShown(files.platform).values()) : rest(last);
    steps.push(next);
    if (step === 0) coach.order({ type: 'open', ...files, pack, boot: 0, at: next.at });
    coach.order({ type: 'step', step, ...next });
    for (let report = await coach.next(); report?.type !== 'done'; report = await coach.next()) {
      if (!report) throw new Error(`the coach ended in step ${step}: ${await coach.ended}`);
      if (report.type === 'error') errors.push(report.error);
      else see(report.deliveryId, report.reply);
    }
    function see(deliveryId: string, reply: Parameters<typeof story.see>[1]): void {
      const interaction = next.deliveries.find((one) => one.deliveryId === deliveryId);
      if (interaction) story.see(interaction, reply);
    }
  }
  coach.order({ type: 'close' });
  await coach.ended;
  const state = await readLastState(files);
  return { steps, state: { ...state, faults: [...state.faults, ...errors] } };
}

/** After the last deliveries come two quiet hours, in which what waits for another try is sent. */
function rest({ at }: Step): Step {
  return { at: at + hourMs, deliveries: [] };
}

type Progress = {
  readonly steps: readonly Step[];
  readonly chance: Chance;
  /** The first step that is not known to be done. */
  step: number;
  /** Kept outside of the process: what it has acknowledged. */
  readonly acknowledged: Set<string>;
  readonly errors: string[];
};

/** Lives through the same story with a kill at every turn, until there were enough; whoever dies is followed by another process. */
export async function surviveStory(
  { starter, folder }: Place,
  { name, steps, chance, kills: mostKills }: Pick<Progress, 'steps' | 'chance'> & { name: string; kills: number },
): Promise<Survived> {
  const files = await createFiles(folder, name);
  const progress: Progress = { steps, chance, step: 0, acknowledged: new Set(), errors: [] };
  const kills = new Map<FailPoint | 'any moment', number>();
  let [killed, repeated] = [0, 0];
  for (let boot = 0; progress.step < steps.length; boot += 1) {
    const coach = starter.start();
    const death = killed < mostKills ? nextDeath(chance, boot) : undefined;
    coach.order({ type: 'open', ...files, pack, boot, at: steps[progress.step]?.at ?? 0, fate: death?.fate });
    const deliveries = someAcknowledged(progress);
    repeated += deliveries.length;
    coach.order({ type: 'repeat', at: steps[progress.step]?.at ?? 0, deliveries });
    const moment = new AbortController();
    if (death?.afterMs !== undefined) void killLater(coach, death.afterMs, moment.signal);
    await liveOn(coach, progress);
    if (progress.step === steps.length) coach.order({ type: 'close' });
    const end = await coach.ended;
    moment.abort();
    if (end === 'killed' && death) {
      const point = death.fate?.point ?? 'any moment';
      kills.set(point, (kills.get(point) ?? 0) + 1);
      killed += 1;
    } else if (progress.step < steps.length) throw new Error(`the coach ended before the story: ${end}`);
  }
  const state = await readLastState(files);
  const lost = [...progress.acknowledged].filter((id) => !isKept(state, id, steps));
  const faults = [...state.faults, ...progress.errors, ...lost.map((id) => `acknowledged and lost: ${id}`)];
  return { ...state, faults, kills, acknowledged: progress.acknowledged.size, repeated };
}

/** Goes on with the story until its end, or the end of the process. */
async function liveOn(coach: CoachProcess, progress: Progress): Promise<void> {
  const { steps, acknowledged, errors } = progress;
  for (let step = steps[progress.step]; step; step = steps[progress.step]) {
    const deliveries = step.deliveries.filter(({ deliveryId }) => !acknowledged.has(deliveryId));
    coach.order({ type: 'step', step: progress.step, at: step.at, deliveries });
    for (;;) {
      const report = await coach.next();
      if (!report) return;
      if (report.type === 'acknowledged') acknowledged.add(report.deliveryId);
      if (report.type === 'error') errors.push(report.error);
      if (report.type === 'done') break;
    }
    progress.step += 1;
  }
}

/** How a process dies: at a point, or so many milliseconds after its start. */
type Death =
  | { readonly fate: Fate; readonly afterMs?: undefined }
  | { readonly afterMs: number; readonly fate?: undefined };

/** Every third process dies at any moment, the others at the points in turn. */
function nextDeath(chance: Chance, boot: number): Death {
  if (boot % 3 === 2) return { afterMs: chance.below(longestLifeMs) };
  const point = failPoints[(boot - Math.floor(boot / 3)) % failPoints.length] ?? 'after commit';
  return { fate: { point, nth: 1 + chance.below(isRare(point) ? 1 : 5) } };
}

const longestLifeMs = 60;

/** Many steps have nothing to grade and nothing to post. */
const isRare = (point: FailPoint) => /grading|post|edit/.test(point);

async function killLater(coach: CoachProcess, ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).then(coach.kill, () => {});
}

/** Platforms repeat what they have been told is taken, too: when the word did not come through. */
function someAcknowledged({ steps, chance, step, acknowledged }: Progress): readonly Interaction[] {
  const recent = steps.slice(Math.max(0, step - 5), step + 1).flatMap(({ deliveries }) => deliveries);
  return recent.filter(({ deliveryId }) => acknowledged.has(deliveryId) && chance.below(4) === 0);
}

/** Whether a delivery is in the inbox; only looking at the overview leaves nothing there. */
function isKept({ rows }: LastState, deliveryId: string, steps: readonly Step[]): boolean {
  const interaction = steps.flatMap(({ deliveries }) => deliveries).find((one) => one.deliveryId === deliveryId);
  return interaction?.action.type === 'home' || rows.inbox?.some((row) => row.delivery_id === deliveryId) === true;
}
