import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Coach, createCoach } from '../../src/coach/coach.ts';
import type { LookPolicy } from '../../src/coach/look-policy.ts';
import { createLookRunner, type LookRunner } from '../../src/coach/look-runner.ts';
import type { Interaction } from '../../src/domain/interaction.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { createDelivery } from '../../src/schedule/delivery.ts';
import { createScheduler } from '../../src/schedule/scheduler.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createLiteralGrader } from '../coach/literal-grader.ts';
import { createBilledModel } from './billed-model.ts';
import {
  checkedWithFailPoints,
  createReach,
  createRevise,
  during,
  gradedWithFailPoints,
  withFailPoints,
} from './fail-points.ts';
import { listFaultsAtRest } from './faults-at-rest.ts';
import { isLeaving } from './leavers.ts';
import { createPlatform } from './platform-file.ts';
import type { Order, Report } from './protocol.ts';
import { createSeeded, type Seeded } from './seeded.ts';

/** Written at once: what is told is told, whatever happens to the process next. */
const tell = (report: Report) => void writeSync(1, `${JSON.stringify(report)}\n`);
const onError = (error: unknown) =>
  tell({ type: 'error', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });

type Opening = Extract<Order, { readonly type: 'open' }>;

/** No member and no workspace asks for so many: money alone is short. */
const plenty = 10_000;

/** The process as `app.ts` puts it together, without the network. */
async function open({ files, pack, budgetMicros, boot, at, fate }: Opening) {
  const [{ reach, meet }, seeded] = [createReach(), createSeeded()];
  meet(fate);
  const { clock, newId, random } = seeded;
  const plain = await openStore(`sqlite:${files.database}`);
  for (const fault of await listFaultsAtRest(plain, { bill: files.bill, budgetMicros, killed: true }))
    onError(`as it was left: ${fault}`);
  const store = withFailPoints(plain, reach);
  const grader = gradedWithFailPoints(createLiteralGrader(), reach);
  const catalog = createCatalog([pack]);
  const looks: LookPolicy = {
    checker: checkedWithFailPoints(createBilledModel(files.bill, clock), reach),
    dailyChecks: { member: plenty, workspace: plenty },
    dailyBudgetMicros: budgetMicros,
  };
  const parts = { store, catalog, grader, looks, clock, newId, random, timeZone: 'UTC', onError };
  const coach = createCoach(parts);
  await seeded.during({ key: `boot ${boot}`, at }, async () => {
    await coach.resume();
    await coach.reschedule();
  });
  /** What this process has answered, and can change where it stands. */
  const answered = new Set<string>();
  const runner = createLookRunner({
    ...parts,
    isOurs: (deliveryId) => answered.has(deliveryId),
    revise: createRevise(reach),
    onLooked: () => {},
    wakeAfter: () => {},
  });
  const chat = createPlatform(files.platform, reach);
  return {
    store,
    coach,
    seeded,
    reach,
    meet,
    answered,
    clockwork: createClockwork({ store, coach, runner, seeded, chat }),
  };
}

type ClockworkDeps = {
  readonly store: Store;
  readonly coach: Coach;
  readonly runner: LookRunner;
  readonly seeded: Seeded;
  readonly chat: ReturnType<typeof createPlatform>;
};

/** When second looks are taken after a step: when they are due, and whenever what a dead process has held is free again. */
const lookTimesMs = [2_000, 92_000, 182_000, 272_000] as const;

/** What is due by the clock, and what is to be posted. */
function createClockwork(deps: ClockworkDeps): (step: number, at: number) => Promise<void> {
  const { store, coach, runner, seeded, chat } = deps;
  const { clock } = seeded;
  const scheduler = createScheduler({
    ...{ store, clock, onError },
    // One coach alone: another name would wait for the lease of the dead one.
    holder: 'the coach',
    run: (tx, job) => {
      const key = `job ${job.workspaceId} ${job.kind} ${job.subject} ${job.dueAt}`;
      return seeded.during({ key, at: clock() }, () => coach.runJob(tx, job));
    },
    reschedule: coach.reschedule,
    pause: async () => {},
    onBatch: () => {},
    onReport: () => {},
  });
  const onPlaceClosed = coach.tellClosed;
  const delivery = createDelivery({
    ...{ store, clock, onError, onPlaceClosed, chats: [chat] },
    rates: {},
    wakeAfter: () => {},
  });
  return async (step, at) => {
    await seeded.during({ key: `tick ${step}`, at }, async () => {
      await coach.purge();
      await during('job', scheduler.tick);
      await delivery.flush();
    });
    for (const ms of lookTimesMs)
      await seeded.during({ key: `looks ${step} after ${ms}`, at: at + ms }, async () => {
        await during('look', runner.run);
        await delivery.flush();
      });
  };
}

type Opened = Awaited<ReturnType<typeof open>>;

/** An interaction is acknowledged as soon as the coach has answered it. */
async function deliver(
  { coach, seeded, reach, answered }: Opened,
  at: number,
  interaction: Interaction,
): Promise<void> {
  const { deliveryId } = interaction;
  answered.add(deliveryId);
  const handle = () => coach.handle(interaction, () => tell({ type: 'taken', deliveryId }));
  const work = async () => {
    const reply = await (isLeaving(interaction) ? during('deletion', handle) : handle());
    return { reply, file: await fileIn(coach, interaction, reply) };
  };
  const { reply, file } = await seeded.during({ key: deliveryId, at }, work);
  reach('before acknowledgement');
  tell({ type: 'acknowledged', deliveryId, reply, file });
  reach('after acknowledgement');
}

/** What a reply names as a file is made when it is shown. */
async function fileIn(coach: Coach, interaction: Interaction, reply: Reply): Promise<string | undefined> {
  if (reply.type !== 'message' || !reply.blocks.some(({ type }) => type === 'file')) return undefined;
  const { platform, workspace, member } = interaction;
  const file = await coach.makeFile({ platform, workspace, member: member.id }, 'my-data');
  return file && Buffer.from(file.bytes).toString();
}

async function obey(order: Exclude<Order, Opening>, opened: Opened): Promise<void> {
  switch (order.type) {
    case 'close':
      return opened.store.close();
    case 'repeat':
      await Promise.all(order.deliveries.map((one) => deliver(opened, order.at, one)));
      return;
    case 'step':
      if (order.fate) opened.meet(order.fate);
      await Promise.all(order.deliveries.map((one) => deliver(opened, order.at, one)));
      await opened.clockwork(order.step, order.at);
      tell({ type: 'done', step: order.step });
      return;
    default:
      return order satisfies never;
  }
}

let opened: Opened | undefined;
for await (const line of createInterface({ input: process.stdin })) {
  const order: Order = JSON.parse(line);
  if (order.type === 'open') opened = await open(order);
  else if (opened) await obey(order, opened);
}
