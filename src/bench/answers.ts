import { type Coach, createCoach } from '../coach/coach.ts';
import type { CoachDeps } from '../coach/context.ts';
import { offerOf } from '../coach/offer.ts';
import type { AttemptId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import type { Question } from '../domain/question.ts';
import { scoreOf } from '../domain/verdict.ts';
import type { Grader } from '../grading/grader.ts';
import type { Tx } from '../store/store.ts';
import type { BenchDatabase } from './databases.ts';
import { type Figure, figureOf, timesOf } from './figure.ts';
import { ledgerEndsAt, ledgerEndsOn, memberIdOf } from './ledger.ts';
import { pausesDuring } from './pauses.ts';
import { createRandom } from './random.ts';
import { answerOf } from './simulation.ts';

export type Answers = BenchDatabase & {
  readonly deps: CoachDeps;
  readonly workspace: Workspace & { readonly externalId: string };
  /** How many of the workspace's members answer; each once. */
  readonly answers: number;
  /** How many rated attempts the workspace has before. */
  readonly attempts: number;
};

/** As many as wait for one another at a busy hour. */
const atOnce = 8;
/** Words that a member adds of their own. */
const ownWords = 20;

/**
 * Has members answer a question of the day that is asked for it, and closes it. Gives how many answers a second are recorded, and
 * settled, on the disk, and how long the closing takes and holds others up.
 */
export async function measureAnswers(answers: Answers): Promise<readonly Figure[]> {
  const clock = { now: ledgerEndsAt };
  const deps = { ...answers.deps, grader: createInstantGrader(), clock: () => ++clock.now };
  const asked = await ask(answers, deps);
  return [...(await measureRates(answers, deps, asked)), ...(await measureClosing(answers, deps, asked))];
}

type Asked = { readonly target: string; readonly question: Question };

/** Every key point is covered, or missed, as its length and that of the answer will have it: no time is spent on reading. */
function createInstantGrader(): Grader {
  return {
    name: 'instant',
    grade: async ({ question, answer }) => {
      const keyPoints = question.keyPoints.map(({ id }, index) => {
        const covered = (answer.length + index) % 3 > 0;
        const coverage = covered ? ('covered' as const) : ('missed' as const);
        return { keyPointId: id, coverage, confidence: 0.9, evidence: covered ? answer.slice(0, 60) : null };
      });
      return { gradedBy: 'instant', score: scoreOf(question, keyPoints), keyPoints };
    },
  };
}

/** Has the question of the day asked in a channel of the workspace. */
async function ask({ store, workspace }: Answers, deps: CoachDeps): Promise<Asked> {
  const coach = createCoach(deps);
  await coach.addDailyChannel({ platform: 'bench', workspace: workspace.externalId, channel: 'daily' });
  return store.transaction(async (tx) => {
    const { id: channelId } = await tx
      .selectFrom('channels')
      .select('id')
      .where('workspace_id', '=', workspace.id)
      .executeTakeFirstOrThrow();
    const dueAt = ledgerEndsAt;
    await coach.runJob(tx, { workspaceId: workspace.id, kind: 'daily-open', subject: channelId, dueAt });
    const daily = await tx
      .selectFrom('dailies')
      .select(['question_id', 'asked_on'])
      .where('workspace_id', '=', workspace.id)
      .executeTakeFirstOrThrow();
    const question = (await offerOf(deps, tx, workspace.id)).find(daily.question_id);
    if (!question) throw new Error('the benchmark needs a question');
    return { target: `daily:${channelId}:${daily.asked_on}`, question };
  });
}

/** Answers are recorded when they are taken and on the disk, which is what a member waits for, and settled when graded, too. */
async function measureRates(answers: Answers, deps: CoachDeps, asked: Asked): Promise<readonly Figure[]> {
  const { name, store, attempts } = answers;
  const random = createRandom(answers.answers);
  const texts = Array.from({ length: answers.answers }, () => textOf(asked.question, random));
  const insert = (index: number) =>
    store.transaction((tx) =>
      insertAttempt(tx, answers, { index, question: asked.question, answer: texts[index] ?? '' }),
    );
  const half = Math.floor(answers.answers / 2);
  const alone = await rateOf({ from: 0, to: half, atOnce: 1 }, insert);
  const together = await rateOf({ from: half, to: answers.answers, atOnce }, insert);
  const give = (coach: Coach) => (index: number) => answer(answers, coach, { index, asked, text: texts[index] ?? '' });
  const settled = await rateOf({ from: 0, to: half, atOnce }, give(createCoach(deps)));
  const recorded = await rateOfRecording({ from: half, to: answers.answers, atOnce }, deps, give);
  const baseline = 'bare inserts of attempts one after another, each with a commit of its own, same database';
  const beside = `beside ${attempts.toLocaleString('en')}, ${name}`;
  return Object.entries({
    'answers recorded': recorded,
    'answers recorded and settled': settled,
    'bare inserts, eight at once,': together,
  }).map(([what, value]) =>
    figureOf({
      ...{ figure: `${what} ${beside}`, unit: '/s', value, baseline, baselineValue: alone },
      goal: alone / 2,
    }),
  );
}

type Given = { readonly index: number; readonly asked: Asked; readonly text: string };

function answer({ workspace }: Answers, coach: Coach, { index, asked, text }: Given) {
  return coach.handle({
    deliveryId: `answer-${index}`,
    platform: 'bench',
    workspace: workspace.externalId,
    member: { id: memberIdOf(index), name: `Member ${index + 1}`, role: 'member' },
    action: { type: 'submit', form: 'answer', value: asked.target, fields: { answer: [text] } },
  });
}

/** How many answers a second are recorded while the grader takes its time over all of them; then they are settled, too. */
async function rateOfRecording(
  span: Span,
  deps: CoachDeps,
  give: (coach: Coach) => (index: number) => Promise<unknown>,
): Promise<number> {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const lanes: (() => void)[] = [];
  const grade: Grader['grade'] = async (task) => {
    lanes.shift()?.();
    await opened;
    return deps.grader.grade(task);
  };
  const record = give(createCoach({ ...deps, grader: { ...deps.grader, grade } }));
  const settled: Promise<unknown>[] = [];
  const rate = await rateOf(span, (index) => {
    settled.push(record(index));
    return new Promise<void>((resolve) => lanes.push(resolve));
  });
  open();
  await Promise.all(settled);
  return rate;
}

type Span = { readonly from: number; readonly to: number; readonly atOnce: number };

/** How often a second some work is done, for each of the numbers of a span, several at once. */
async function rateOf({ from, to, atOnce }: Span, work: (index: number) => Promise<unknown>): Promise<number> {
  let next = from;
  const lane = async () => {
    for (let index = next++; index < to; index = next++) await work(index);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return ((to - from) / (performance.now() - startedAt)) * 1_000;
}

/** What somebody says: some key points in ways that others use too, every other word replaced, and words of their own. */
function textOf(question: Question, random: () => number): string {
  const own = () => Math.floor(random() * 36 ** 4).toString(36);
  const words = answerOf(question, random(), random).split(' ');
  const said = words.map((word) => (random() < 0.5 ? own() : word));
  return [...said, ...Array.from({ length: ownWords }, own)].join(' ');
}

type Row = { readonly index: number; readonly question: Question; readonly answer: string };

function insertAttempt(tx: Tx, { workspace }: Answers, { index, question, answer }: Row) {
  return tx
    .insertInto('attempts')
    .values({
      workspace_id: workspace.id,
      id: `bare-${index}` as AttemptId,
      member_id: memberIdOf(index),
      question_id: question.id,
      question_version: question.version,
      target: `session:bare-${index}`,
      answer,
      saw_model_answer: 0,
      state: 'graded',
      score: 0,
      graded_by: 'bare',
      received_at: ledgerEndsAt - 1,
      received_on: ledgerEndsOn,
      local_on: ledgerEndsOn,
      season: 'bare',
    })
    .execute();
}

async function measureClosing(
  { name, store, workspace, answers }: Answers,
  deps: CoachDeps,
  { target }: Asked,
): Promise<readonly Figure[]> {
  const day = 86_400_000;
  const coach = createCoach({ ...deps, clock: () => ledgerEndsAt + 2 * day });
  const count = () =>
    store.read((db) =>
      db
        .selectFrom('attempts')
        .innerJoin('verdicts', (join) =>
          join
            .onRef('verdicts.workspace_id', '=', 'attempts.workspace_id')
            .onRef('verdicts.attempt_id', '=', 'attempts.id'),
        )
        .select((verdicts) => ['key_point_id', 'coverage', verdicts.fn.countAll().as('count')])
        .where('attempts.workspace_id', '=', workspace.id)
        .where('attempts.target', '=', target)
        .groupBy(['key_point_id', 'coverage'])
        .execute(),
    );
  const bare = await timesOf([1, 2, 3, 4, 5], count);
  const close = { workspaceId: workspace.id, kind: 'daily-close', subject: target, dueAt: ledgerEndsAt + day } as const;
  const { ms, longestPauseMs } = await pausesDuring(() => store.transaction((tx) => coach.runJob(tx, close)));
  const idle = await pausesDuring(() => new Promise((resolve) => setTimeout(resolve, ms)));
  const what = `closing a question with ${answers.toLocaleString('en')} answers`;
  return [
    figureOf({
      figure: `${what}, ${name}`,
      unit: 'ms',
      value: ms,
      baseline: 'counting its verdicts in one query',
      baselineValue: bare.p50,
      goal: 5_000,
    }),
    figureOf({
      figure: `longest pause of the process while ${what}, ${name}`,
      unit: 'ms',
      value: longestPauseMs,
      baseline: 'the process at rest for as long',
      baselineValue: idle.longestPauseMs,
      goal: 50,
    }),
  ];
}
