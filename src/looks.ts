import { replyRef } from './chat/chat-adapter.ts';
import type { Chats } from './chats.ts';
import type { CoachDeps } from './coach/context.ts';
import type { LookPolicy } from './coach/look-policy.ts';
import { createLookRunner, type LookRunner, type LookRunnerDeps, type Revision } from './coach/look-runner.ts';
import type { Checker } from './grading/checker.ts';
import type { Grader } from './grading/grader.ts';
import { createLlmChecker } from './grading/llm-checker.ts';
import type { LlmConfig } from './ops/llm-config.ts';

const microsPerDollar = 1_000_000;

/** Dollars in so many millionths of one. */
export function dollarsOf(micros: number): number {
  return micros / microsPerDollar;
}

/** A checker for a configured language model. Its library is loaded only when there is one. */
export async function createChecker(llm: LlmConfig, offline: Grader, random: () => number): Promise<Checker> {
  const { createOpenAiModel } = await import('./grading/llm-grader.ts');
  return createLlmChecker({ model: createOpenAiModel(llm), offline, price: llm.price, random });
}

/** Second looks as they are configured. */
export async function createLookPolicy(llm: LlmConfig, offline: Grader, random: () => number): Promise<LookPolicy> {
  const { dailyChecks, dailyBudgetUsd } = llm;
  const checker = await createChecker(llm, offline, random);
  return { checker, dailyChecks, dailyBudgetMicros: Math.floor(dailyBudgetUsd * microsPerDollar) };
}

/** Remembers what was delivered to this process lately. */
export type RecentDeliveries = { add(deliveryId: string): void; has(deliveryId: string): boolean };

const mostRecent = 5_000;

export function createRecentDeliveries(): RecentDeliveries {
  const recent = new Set<string>();
  return {
    add: (deliveryId) => {
      recent.add(deliveryId);
      const [oldest] = recent;
      if (recent.size > mostRecent && oldest !== undefined) recent.delete(oldest);
    },
    has: (deliveryId) => recent.has(deliveryId),
  };
}

type RunnerParts = Pick<LookRunnerDeps, 'wakeAfter' | 'onLooked' | 'onError'> & {
  readonly chats: Chats;
  readonly recent: RecentDeliveries;
};

/** Takes second looks and shows their results in the chats; undefined where nobody takes any. */
export function createLooks(core: CoachDeps, { chats, recent, ...deps }: RunnerParts): LookRunner | undefined {
  const { looks } = core;
  return looks && createLookRunner({ ...core, ...deps, looks, isOurs: recent.has, revise: (to) => revise(chats, to) });
}

/** Whether a message stands now where the reply stood. */
async function revise(
  { adapters }: Chats,
  { platform, workspace, member, deliveryId, message }: Revision,
): Promise<boolean> {
  const adapter = adapters.find((one) => one.platform === platform);
  const ref = replyRef(deliveryId);
  const to = { type: 'member', id: member } as const;
  const outcome = await adapter?.edit(ref, { key: ref, workspace, to, message, again: false });
  return outcome?.type === 'shown';
}
