import type { LookPolicy } from '../../src/coach/look-policy.ts';
import { createLookRunner, type LookRunner, type Revision } from '../../src/coach/look-runner.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import type { Checked, Checker } from '../../src/grading/checker.ts';
import { createWorld, type World } from '../fixtures/practice-world.ts';
import { createFaultyGrader } from './literal-grader.ts';

export const worstCostMicros = 1_000;
const costMicros = 400;

type Asked = { readonly only: readonly string[]; readonly answer: string };
/** What comes of a call. */
export type Script = (asked: Asked) => Promise<Checked>;

/** Every key point that is not covered is in doubt. */
export const missedIn = ({ keyPoints }: Verdict): readonly string[] =>
  keyPoints.flatMap(({ keyPointId, coverage }) => (coverage === 'covered' ? [] : [keyPointId]));

/** Finds all that it is asked about in the first words of the answer. */
export const findsAll: Script = async ({ only, answer }) => ({
  keyPoints: only.map((keyPointId) => ({
    keyPointId,
    coverage: 'covered',
    confidence: 0.9,
    evidence: answer.slice(0, 6),
  })),
  usage: { inputTokens: 700, outputTokens: 90 },
  costMicros,
});

/** Finds nothing of what it is asked about. */
export const findsNothing: Script = async (asked) => {
  const found = await findsAll(asked);
  return {
    ...found,
    keyPoints: found.keyPoints.map((point) => ({ ...point, coverage: 'missed', evidence: null })),
  };
};

export type ScriptedChecker = Checker & { script: Script; readonly calls: Asked[] };

/** A checker that does as a test says. */
export function createScriptedChecker(): ScriptedChecker {
  const checker: ScriptedChecker = {
    name: 'model-1 (p1, s1)',
    script: findsAll,
    calls: [],
    doubtsIn: missedIn,
    prepare: ({ only, answer }) => ({
      prompt: `the prompt with ${answer}`,
      worstCostMicros,
      run: () => {
        checker.calls.push({ only, answer });
        return checker.script({ only, answer });
      },
    }),
  };
  return checker;
}

export type LookWorld = World & {
  readonly grader: ReturnType<typeof createFaultyGrader>;
  /** What was shown where a reply stood. */
  readonly revisions: Revision[];
  /** Whether replies are in reach; they are, until a test says otherwise. */
  readonly reach: { ours: boolean; open: boolean };
  readonly runner: LookRunner;
  /** Another process over the same store. */
  another(): LookRunner;
  /** Lets time pass and takes the looks that are due by then. */
  look(afterMs?: number): Promise<void>;
};

type Limits = { readonly member?: number; readonly workspace?: number; readonly budgetMicros?: number };

/** A world whose grader knows words only, and in which a checker looks at whatever it did not find. */
export async function createLookWorld(
  checker: Checker,
  { member = 50, workspace = 500, budgetMicros = 1_000_000 }: Limits = {},
): Promise<LookWorld> {
  const looks: LookPolicy = { checker, dailyChecks: { member, workspace }, dailyBudgetMicros: budgetMicros };
  const grader = createFaultyGrader(false);
  const world = await createWorld({ grader, looks });
  const revisions: Revision[] = [];
  const reach = { ours: true, open: true };
  const build = () =>
    createLookRunner({
      ...world.parts,
      looks,
      isOurs: () => reach.ours,
      revise: async (revision) => {
        if (reach.open) revisions.push(revision);
        return reach.open;
      },
      onLooked: () => {},
      wakeAfter: () => {},
    });
  const runner = build();
  const look = async (afterMs = 2_000) => {
    world.clock.now += afterMs;
    await runner.run();
  };
  return { ...world, grader, revisions, reach, runner, another: build, look };
}
