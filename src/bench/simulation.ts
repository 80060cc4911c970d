import { createCoach } from '../coach/coach.ts';
import { parseTarget } from '../domain/answer-target.ts';
import type { MemberAction } from '../domain/interaction.ts';
import type { Standing } from '../domain/leaderboard.ts';
import type { Question } from '../domain/question.ts';
import type { Grader } from '../grading/grader.ts';
import type { Catalog } from '../knowledge/catalog.ts';
import type { Reply } from '../reply/reply.ts';
import { createScheduler } from '../schedule/scheduler.ts';
import { checkStandings } from '../store/standings.ts';
import type { Store } from '../store/store.ts';

export type Simulation = {
  readonly store: Store;
  readonly catalog: Catalog;
  readonly grader: Grader;
  readonly members: number;
  readonly days: number;
  /** Another number is another population. */
  readonly seed: number;
};

/** What came of a population that answered questions of the day and practised. */
export type SimulationReport = {
  readonly seed: number;
  readonly members: number;
  readonly days: number;
  readonly attempts: number;
  /** How many of the attempts do not count, by the reason. */
  readonly unrated: Readonly<Record<string, number>>;
  readonly dailies: number;
  readonly closings: number;
  readonly points: number;
  /** Sums of a board that differ from the ledger: none, or something is wrong. */
  readonly wrongStandings: number;
  readonly board: readonly Pick<Standing, 'rank' | 'name' | 'points'>[];
};

const place = { platform: 'simulation', workspace: 'simulation' } as const;
const channel = 'daily';
const dayMs = 86_400_000;
const start = Date.parse('2026-01-05T00:00:00Z');
/** Shares of the members who answer the question of a day, and who practise. */
const [answering, practising] = [0.7, 0.3];
const shownOfBoard = 10;

/** Lets a seeded population live for some days on a store that holds nothing; the same seed gives the same report. */
export async function simulate(simulation: Simulation): Promise<SimulationReport> {
  const { members, days, seed, store } = simulation;
  const random = createRandom(seed);
  const clock = { now: start };
  const world = openWorld(simulation, { random, clock });
  await world.coach.addDailyChannel({ ...place, channel });
  const skills = Array.from({ length: members }, random);
  for (let day = 0; day < days; day += 1) {
    clock.now = start + day * dayMs;
    await world.tick();
    const target = await newestDaily(store);
    for (const [index, skill] of skills.entries()) {
      clock.now += Math.ceil((random() * dayMs) / (2 * members));
      if (target && random() < answering) await world.answer(index, target, skill);
      if (random() < practising) await world.practise(index, skill);
    }
  }
  clock.now = start + days * dayMs;
  await world.tick();
  const board = await world.coach.standings({ ...place, window: 'all', seasonId: undefined, channel: undefined });
  return { seed, members, days, ...(await countAll(store)), board: board.slice(0, shownOfBoard).map(rowOf) };
}

type Chance = { readonly random: () => number; readonly clock: { readonly now: number } };

function openWorld({ store, catalog, grader }: Simulation, { random, clock }: Chance) {
  const fail = (error: unknown): never => {
    throw error;
  };
  let ids = 0;
  const newId = <T>() => `s${++ids}` as T;
  const coach = createCoach({
    ...{ store, catalog, grader, newId, random },
    clock: () => clock.now,
    timeZone: 'UTC',
    onError: fail,
  });
  const scheduler = createScheduler({
    store,
    clock: () => clock.now,
    holder: 'simulation',
    run: coach.runJob,
    reschedule: coach.reschedule,
    pause: async () => {},
    onBatch: () => {},
    onReport: () => {},
    onError: fail,
  });
  const act = (index: number, action: MemberAction) => {
    const member = { id: `m${index}`, name: `Member ${index + 1}`, role: 'member' } as const;
    return coach.handle({ ...place, deliveryId: newId<string>(), member, action });
  };
  const submit = (index: number, { target, question, skill }: Given) => {
    const fields = { answer: [answerOf(question, skill, random)] };
    return act(index, { type: 'submit', form: 'answer', value: target, fields });
  };
  const answer = async (index: number, { target, questionId }: OpenQuestion, skill: number) => {
    const question = catalog.find(questionId);
    if (question) await submit(index, { target, question, skill });
  };
  return {
    coach,
    tick: scheduler.tick,
    answer,
    practise: async (index: number, skill: number) => {
      const target = answerTarget(await act(index, { type: 'command', text: 'practice' }));
      const questionId = target && (await questionOfSession(store, target));
      if (target && questionId) await answer(index, { target, questionId }, skill);
    },
  };
}

type Given = { readonly target: string; readonly question: Question; readonly skill: number };

/** Some of the key points, as many as skill gives, each in one of the ways in which people say it. */
function answerOf({ keyPoints }: Question, skill: number, random: () => number): string {
  const said = keyPoints.flatMap(({ text, accepts }) => {
    const ways = accepts.length > 0 ? accepts : [text];
    const way = ways[Math.floor(random() * ways.length)] ?? text;
    return random() < skill ? [way] : [];
  });
  return said.length > 0 ? said.join(' ') : 'I would have to look that up.';
}

/** Where the answer to a question that was asked goes. */
function answerTarget(asked: Reply): string | undefined {
  const blocks = asked.type === 'message' ? asked.blocks : [];
  const actions = blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
  return actions.find(({ name }) => name === 'answer')?.value;
}

async function questionOfSession(store: Store, target: string): Promise<string | undefined> {
  const parsed = parseTarget(target);
  if (parsed?.type !== 'session') return undefined;
  const session = store.read((db) =>
    db.selectFrom('sessions').select('question_id').where('id', '=', parsed.sessionId).executeTakeFirst(),
  );
  return (await session)?.question_id;
}

type OpenQuestion = { readonly target: string; readonly questionId: string };

async function newestDaily(store: Store): Promise<OpenQuestion | undefined> {
  const row = await store.read((db) =>
    db.selectFrom('dailies').selectAll().orderBy('asked_on', 'desc').limit(1).executeTakeFirst(),
  );
  return row && { target: `daily:${row.channel_id}:${row.asked_on}`, questionId: row.question_id };
}

async function countAll(store: Store) {
  return store.read(async (db) => {
    const reasons = await db
      .selectFrom('attempts')
      .select((attempts) => ['unrated_because as because', attempts.fn.countAll<number>().as('attempts')])
      .groupBy('unrated_because')
      .orderBy('unrated_because')
      .execute();
    const dailies = await db.selectFrom('dailies').select('closed_at').execute();
    const { points } = await db
      .selectFrom('points')
      .select((entry) => entry.fn.sum<number | null>('points').as('points'))
      .executeTakeFirstOrThrow();
    const workspaces = await db.selectFrom('workspaces').select('id').execute();
    const wrong = await Promise.all(workspaces.map(({ id }) => checkStandings(db, id)));
    return {
      attempts: reasons.reduce((sum, { attempts }) => sum + Number(attempts), 0),
      unrated: Object.fromEntries(
        reasons.flatMap(({ because, attempts }) => (because === null ? [] : [[because, Number(attempts)]])),
      ),
      dailies: dailies.length,
      closings: dailies.filter(({ closed_at }) => closed_at !== null).length,
      points: Number(points ?? 0),
      wrongStandings: wrong.flat().length,
    };
  });
}

function rowOf({ rank, name, points }: Standing) {
  return { rank, name, points };
}

/** Numbers in [0, 1) that a seed determines: mulberry32, by Tommy Ettinger. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
