import type { Interaction } from '../../src/domain/interaction.ts';
import type { Chance } from './chance.ts';
import type { Death, Deaths } from './deaths.ts';
import type { LastState } from './last-state.ts';
import { deliveriesOf, isLeaving, leaversOf } from './leavers.ts';
import { inboxIdsOf, peek } from './peek.ts';
import type { Files, Report } from './protocol.ts';
import type { Step } from './story.ts';
import { createWitness, type Witness } from './witness.ts';

/** How a story is to be lived through. */
export type Plan = {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly budgetMicros: number;
  readonly chance: Chance;
  readonly deaths: Deaths;
  /** Kills at most. */
  readonly kills: number;
};

/** How far a story has come, kept outside of the processes. */
export type Progress = Plan & {
  readonly files: Files;
  readonly witness: Witness;
  /** The first step that is not known to be done. */
  step: number;
  killsLeft: number;
  /** How the process is to die, and what keeps it from dying at any moment. */
  death: Death | undefined;
  moment: AbortController;
  /** Answers that are on the disk, as their platform was told. */
  readonly taken: Set<string>;
  readonly acknowledged: Set<string>;
  /** Deliveries that were taken and that nobody has acknowledged; they come again when their member has left. */
  readonly postponed: Set<string>;
  /** Who has left, and what is to come again of theirs. */
  readonly left: Set<string>;
  readonly owed: Map<string, Interaction>;
  cameAgain: number;
  readonly exported: Map<string, string>;
  readonly errors: string[];
};

export function beginProgress(plan: Plan, files: Files): Progress {
  return {
    ...{ ...plan, files, step: 0, killsLeft: plan.kills, death: undefined, cameAgain: 0 },
    witness: createWitness(files, leaversOf(plan.steps)),
    moment: new AbortController(),
    taken: new Set(),
    acknowledged: new Set(),
    postponed: new Set(),
    left: new Set(),
    owed: new Map(),
    exported: new Map(),
    errors: [],
  };
}

/** What comes in a step, for the first time or since nobody has acknowledged it. */
export function comesNow({ acknowledged, postponed }: Progress, { deliveries }: Step): readonly Interaction[] {
  return deliveries.filter(({ deliveryId: id }) => !acknowledged.has(id) && !postponed.has(id));
}

/** Platforms repeat what they have been told is taken, too: when the word did not come through. */
export function comesAgain({ steps, chance, step, acknowledged, owed }: Progress): readonly Interaction[] {
  const recent = steps.slice(Math.max(0, step - 5), step + 1).flatMap(({ deliveries }) => deliveries);
  const some = recent.filter(({ deliveryId: id }) => acknowledged.has(id) && !owed.has(id) && chance.below(4) === 0);
  return [...some, ...owed.values()];
}

/** Who has left in a step, which is done: all that they have ever sent comes again. */
export function leave({ steps, left, owed }: Progress, step: number): readonly Interaction[] {
  const leavers = leaversOf(steps).filter((leaver) => leaver.step === step);
  for (const { member } of leavers) left.add(member);
  const theirs = leavers.flatMap((leaver) => deliveriesOf(leaver, steps));
  for (const one of theirs) owed.set(one.deliveryId, one);
  return theirs;
}

/** Takes in what a process tells. */
export function hear(progress: Progress, report: Report): void {
  const { taken, acknowledged, exported, errors } = progress;
  if (report.type === 'error') errors.push(report.error);
  if (report.type === 'taken') taken.add(report.deliveryId);
  if (report.type !== 'acknowledged') return;
  const { deliveryId, file } = report;
  if (!acknowledged.has(deliveryId) && file !== undefined) exported.set(deliveryId, file);
  acknowledged.add(deliveryId);
  const owed = progress.owed.get(deliveryId);
  if (!owed) return;
  progress.owed.delete(deliveryId);
  progress.cameAgain += 1;
  if (file !== undefined || JSON.stringify(report.reply).includes(owed.member.id))
    errors.push(`told to ${owed.member.id}, who has left: ${JSON.stringify(report)}`);
}

/** A process has died: what its platforms make of it. */
export async function mourn(progress: Progress, death: Death): Promise<void> {
  const { deaths, chance, witness, steps, step, taken, acknowledged, postponed } = progress;
  progress.killsLeft -= 1;
  deaths.happened(death, step);
  await witness.afterKill(step);
  const open = comesNow(progress, steps[step] ?? { at: 0, deliveries: [] });
  const leavers = new Set(leaversOf(steps).map(({ member }) => member));
  for (const { deliveryId } of open) if (taken.has(deliveryId) && chance.below(2) === 0) acknowledged.add(deliveryId);
  const mayWait = open.filter((one) => leavers.has(one.member.id) && !isLeaving(one));
  if (mayWait.length === 0 || chance.below(4) === 0) return;
  const inbox = await peek(progress.files, (db) => db.selectFrom('inbox').select('delivery_id').execute());
  for (const { deliveryId } of mayWait)
    if (inbox.some((row) => row.delivery_id === deliveryId)) postponed.add(deliveryId);
}

/** What is wrong with a run at its end, besides what is wrong with what it leaves. */
export function faultsOf(progress: Progress, { rows }: LastState): readonly string[] {
  const { steps, taken, acknowledged, errors, witness, owed } = progress;
  const kept = new Set(rows.inbox?.map(({ delivery_id }) => delivery_id));
  const sent = steps.flatMap(({ deliveries }) => deliveries);
  // Only looking at the overview leaves nothing in the inbox.
  const lost = sent.filter(
    ({ deliveryId: id, action }) =>
      (acknowledged.has(id) || taken.has(id)) && action.type !== 'home' && !inboxIdsOf(id).some((one) => kept.has(one)),
  );
  return [
    ...errors,
    ...witness.faults(),
    ...lost.map(({ deliveryId }) => `acknowledged and lost: ${deliveryId}`),
    ...[...owed.keys()].map((id) => `never came again: ${id}`),
  ];
}
