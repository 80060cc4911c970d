import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { smallPack } from '../fixtures/small-pack.ts';
import { readBill } from './billed-model.ts';
import type { CoachProcess, Starter } from './coach-process.ts';
import { type LastState, readLastState } from './last-state.ts';
import { isLeaving, leaversOf } from './leavers.ts';
import { readShown } from './platform-file.ts';
import {
  beginProgress,
  comesAgain,
  comesNow,
  faultsOf,
  hear,
  leave,
  mourn,
  type Plan,
  type Progress,
} from './progress.ts';
import type { Fate, Files, Report } from './protocol.ts';
import { createStory, type Step } from './story.ts';

export type Place = { readonly starter: Starter; readonly folder: string };

/** What came of a run with kills. */
export type Survived = LastState & {
  readonly acknowledged: number;
  readonly repeated: number;
  /** Members who had their data deleted, their deliveries that came again afterwards, and those of them that nobody had acknowledged. */
  readonly left: number;
  readonly cameAgain: number;
  readonly postponed: number;
  /** Calls to the model. */
  readonly calls: number;
};

const pack = smallPack();
const hourMs = 3_600_000;

async function createFiles(folder: string, name: string): Promise<Files> {
  const fileOf = (end: string) => join(folder, `${name}${end}`);
  const files = { database: fileOf('.db'), platform: fileOf('.jsonl'), bill: fileOf('.bill') };
  await writeFile(files.platform, '');
  await writeFile(files.bill, '');
  return files;
}

/** Lives through a story without a crash, and writes down what happened in it. */
export async function recordStory(
  { starter, folder }: Place,
  { seed, length, budgetMicros }: { readonly seed: number; readonly length: number; readonly budgetMicros: number },
): Promise<{ readonly steps: readonly Step[]; readonly state: LastState }> {
  const files = await createFiles(folder, `story-${seed}`);
  const story = createStory(seed);
  const coach = starter.start();
  const steps: Step[] = [];
  const errors: string[] = [];
  const exported = new Map<string, string>();
  for (let step = 0; step < length + 2; step += 1) {
    const last = steps.at(-1);
    const next: Step = step < length || !last ? story.next(readShown(files.platform).values()) : rest(last);
    steps.push(next);
    if (step === 0) coach.order({ type: 'open', files, pack, budgetMicros, boot: 0, at: next.at });
    coach.order({ type: 'step', step, ...next });
    for (let report = await coach.next(); report?.type !== 'done'; report = await coach.next()) {
      if (!report) throw new Error(`the coach ended in step ${step}: ${await coach.ended}`);
      if (report.type === 'error') errors.push(report.error);
      else if (report.type === 'acknowledged') see(report);
    }
    function see({ deliveryId, reply, file }: Extract<Report, { type: 'acknowledged' }>): void {
      const interaction = next.deliveries.find((one) => one.deliveryId === deliveryId);
      if (interaction) story.see(interaction, reply);
      if (file !== undefined) exported.set(deliveryId, file);
    }
  }
  coach.order({ type: 'close' });
  await coach.ended;
  const state = await readLastState(files, { leavers: leaversOf(steps), exported, budgetMicros, killed: false });
  return { steps, state: { ...state, faults: [...state.faults, ...errors] } };
}

/** After the last deliveries come two quiet hours, in which what waits for another try is sent. */
function rest({ at }: Step): Step {
  return { at: at + hourMs, deliveries: [] };
}

/** Lives through the same story with a kill at every turn, until there were enough; whoever dies is followed by another process. */
export async function surviveStory({ starter, folder }: Place, plan: Plan): Promise<Survived> {
  const { steps, budgetMicros, name } = plan;
  const files = await createFiles(folder, name);
  const progress = beginProgress(plan, files);
  let repeated = 0;
  for (let boot = 0; progress.step < steps.length; boot += 1) {
    const coach = starter.start();
    const at = steps[progress.step]?.at ?? 0;
    progress.death = progress.killsLeft > 0 ? plan.deaths.next(plan.chance, progress.step) : undefined;
    coach.order({ type: 'open', files, pack, budgetMicros, boot, at, fate: progress.death?.fate });
    const deliveries = comesAgain(progress);
    repeated += deliveries.length;
    coach.order({ type: 'repeat', at, deliveries });
    progress.moment = new AbortController();
    if (progress.death?.afterMs !== undefined) void killLater(coach, progress.death.afterMs, progress.moment.signal);
    await liveOn(coach, progress);
    if (progress.step === steps.length) coach.order({ type: 'close' });
    const end = await coach.ended;
    progress.moment.abort();
    if (end === 'killed' && progress.death) await mourn(progress, progress.death);
    else if (progress.step < steps.length) throw new Error(`the coach ended before the story: ${end}`);
  }
  const { exported, acknowledged, left, cameAgain, postponed } = progress;
  const state = await readLastState(files, { leavers: leaversOf(steps), exported, budgetMicros, killed: true });
  const faults = [...state.faults, ...faultsOf(progress, state)];
  return {
    ...state,
    faults,
    acknowledged: acknowledged.size,
    repeated,
    left: left.size,
    cameAgain,
    postponed: postponed.size,
    calls: readBill(files.bill).length,
  };
}

/** Goes on with the story until its end, or the end of the process. */
async function liveOn(coach: CoachProcess, progress: Progress): Promise<void> {
  const { steps, witness } = progress;
  for (let step = steps[progress.step]; step; step = steps[progress.step]) {
    const deliveries = comesNow(progress, step);
    coach.order({ type: 'step', step: progress.step, at: step.at, deliveries, fate: otherFate(progress, deliveries) });
    for (let report = await coach.next(); report?.type !== 'done'; report = await coach.next()) {
      if (!report) return;
      hear(progress, report);
    }
    await witness.afterStep(progress.step);
    const gone = leave(progress, progress.step);
    if (gone.length > 0) coach.order({ type: 'repeat', at: step.at, deliveries: gone });
    progress.step += 1;
  }
}

/** A process in which somebody leaves dies of that, whatever it was to die of. */
function otherFate(progress: Progress, deliveries: Step['deliveries']): Fate | undefined {
  if (!deliveries.some(isLeaving) || progress.killsLeft === 0) return undefined;
  const death = progress.deaths.inDeletion();
  if (!death) return undefined;
  progress.moment.abort();
  progress.death = death;
  return death.fate;
}

async function killLater(coach: CoachProcess, ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).then(coach.kill, () => {});
}
