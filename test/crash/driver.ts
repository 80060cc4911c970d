import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { type Coach, createCoach } from '../../src/coach/coach.ts';
import type { Interaction } from '../../src/domain/interaction.ts';
import type { Grader } from '../../src/grading/grader.ts';
import { createCatalog } from '../../src/knowledge/catalog.ts';
import { createDelivery } from '../../src/schedule/delivery.ts';
import { createScheduler } from '../../src/schedule/scheduler.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { createLiteralGrader } from '../coach/literal-grader.ts';
import { listFaultsAtRest } from './faults-at-rest.ts';
import { createPlatform } from './platform-file.ts';
import type { FailPoint, Fate, Order, Report } from './protocol.ts';
import { createSeeded, type Seeded } from './seeded.ts';

/** Written at once: what is told is told, whatever happens to the process next. */
const tell = (report: Report) => void writeSync(1, `${JSON.stringify(report)}\n`);
const onError = (error: unknown) =>
  tell({ type: 'error', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });

/** Ends the process where its fate has it, as a power cut would. */
function createReach(fate: Fate | undefined): (point: FailPoint) => void {
  let left = fate?.nth ?? 0;
  return (point) => {
    if (point !== fate?.point) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}

type Reach = ReturnType<typeof createReach>;

function withFailPoints(store: Store, reach: Reach): Store {
  return {
    ...store,
    transaction: async (work, turn) => {
      reach('before begin');
      const result = await store.transaction(async (tx) => {
        reach('after begin');
        const done = await work(tx);
        reach('before commit');
        return done;
      }, turn);
      reach('after commit');
      return result;
    },
  };
}

function gradedWithFailPoints(grader: Grader, reach: Reach): Grader {
  return {
    name: grader.name,
    grade: async (task) => {
      reach('before grading');
      // Real graders take a while; others go on meanwhile.
      await othersTurn();
      const verdict = await grader.grade(task);
      reach('after grading');
      return verdict;
    },
  };
}

type Opening = Extract<Order, { readonly type: 'open' }>;

/** The process as `app.ts` puts it together, without the network. */
async function open({ database, platform, pack, boot, at, fate }: Opening) {
  const [reach, seeded] = [createReach(fate), createSeeded()];
  const { clock, newId, random } = seeded;
  const plain = await openStore(`sqlite:${database}`);
  for (const fault of await listFaultsAtRest(plain)) onError(`as it was left: ${fault}`);
  const store = withFailPoints(plain, reach);
  const grader = gradedWithFailPoints(createLiteralGrader(), reach);
  const catalog = createCatalog([pack]);
  const coach = createCoach({ store, catalog, grader, clock, newId, random, timeZone: 'UTC', onError });
  await seeded.during({ key: `boot ${boot}`, at }, async () => {
    await coach.resume();
    await coach.reschedule();
  });
  const clockwork = createClockwork({ store, coach, seeded, chat: createPlatform(platform, reach) });
  return { store, coach, seeded, reach, clockwork };
}

type ClockworkDeps = {
  readonly store: Store;
  readonly coach: Coach;
  readonly seeded: Seeded;
  readonly chat: ReturnType<typeof createPlatform>;
};

/** What is due by the clock, and what is to be posted. */
function createClockwork({ store, coach, seeded, chat }: ClockworkDeps): (step: number, at: number) => Promise<void> {
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
  return (step, at) =>
    seeded.during({ key: `tick ${step}`, at }, async () => {
      await coach.purge();
      await scheduler.tick();
      await delivery.flush();
    });
}

type Opened = Awaited<ReturnType<typeof open>>;

/** An interaction is acknowledged as soon as the coach has answered it. */
async function deliver({ coach, seeded, reach }: Opened, at: number, interaction: Interaction): Promise<void> {
  const { deliveryId } = interaction;
  const reply = await seeded.during({ key: deliveryId, at }, () => coach.handle(interaction));
  reach('before acknowledgement');
  tell({ type: 'acknowledged', deliveryId, reply });
  reach('after acknowledgement');
}

async function obey(order: Exclude<Order, Opening>, opened: Opened): Promise<void> {
  switch (order.type) {
    case 'close':
      return opened.store.close();
    case 'repeat':
      await Promise.all(order.deliveries.map((one) => deliver(opened, order.at, one)));
      return;
    case 'step':
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
