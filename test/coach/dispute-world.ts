import type { Coverage } from '../../src/domain/verdict.ts';
import type { Grader } from '../../src/grading/grader.ts';
import type { Message, Reply } from '../../src/reply/reply.ts';
import { checkStandings } from '../../src/store/standings.ts';
import { type Change, createWorld, type World } from '../fixtures/practice-world.ts';
import { asAdmin, outboxOf } from './admin.ts';
import { createLiteralGrader, latency } from './literal-grader.ts';
import { buttonsOf, command, fieldOf, practise, press, read, send, submit } from './reading.ts';

export type DisputedWorld = {
  readonly world: World;
  /** Ann's practice session. */
  readonly target: string;
  /** Ann's attempt, which covers the first key point and misses the second. */
  readonly attempt: string;
  /** The second key point. */
  readonly missed: string;
  /** Her dispute of the second key point, as buttons name it. */
  readonly value: string;
};

export const reason = 'I wrote that "My very words" free the database.';

/** A world in which ann has disputed that her answer misses the second key point. */
export async function openDisputed({
  grader = createLiteralGrader(),
  answer = `${latency} My very words.`,
}: {
  readonly grader?: Grader;
  readonly answer?: string;
} = {}): Promise<DisputedWorld> {
  const world = await createWorld({ grader });
  const target = await practise(world, 'ann');
  const attempt = carried(await world.act('ann', submit(target, answer)), 'dispute');
  const missed = await disputeMissed(world, attempt);
  return { world, target, attempt, missed, value: carried(await queueOf(world), 'accept') };
}

/** Has ann dispute the second key point of an attempt; gives its id. */
export async function disputeMissed(world: World, attempt: string, change?: Change): Promise<string> {
  const form = await world.act('ann', press('dispute', attempt), change);
  const missed = fieldOf(form, 'choice', 'keyPoint').options[1]?.value ?? '';
  await world.act('ann', send('dispute', attempt, { keyPoint: [missed], reason: [reason] }), change);
  return missed;
}

/** What a button of a reply carries; empty when it has none of that name. */
export function carried(reply: Reply, name: string): string {
  return buttonsOf(reply).find((button) => button.name === name)?.value ?? '';
}

export function queueOf(world: World, change?: Change): Promise<Reply> {
  return world.act('ada', command('disputes'), asAdmin(change));
}

type Accepting = {
  readonly coverage?: Coverage | string;
  readonly evidence?: string;
  readonly note?: string;
  readonly change?: Change;
  readonly admin?: string;
};

/** An admin accepts a dispute. */
export function accept(
  { world, value }: Pick<DisputedWorld, 'world' | 'value'>,
  { coverage = 'covered', evidence = '', note = '', change, admin = 'ada' }: Accepting = {},
): Promise<Reply> {
  const fields = { coverage: [coverage], evidence: [evidence], note: [note] };
  return world.act(admin, send('accept', value, fields), asAdmin(change));
}

/** An admin rejects a dispute. */
export function reject(
  { world, value }: Pick<DisputedWorld, 'world' | 'value'>,
  note = 'It says nothing of it.',
  admin = 'ada',
) {
  return world.act(admin, send('reject', value, { note: [note] }), asAdmin());
}

/** What somebody was sent in private about disputes, as they read it. */
export async function toldTo(world: World, member: string): Promise<readonly string[]> {
  const sent = (await outboxOf(world)).filter(
    ({ key, channel }) => key.startsWith('dispute:') && channel.endsWith(member),
  );
  return sent.flatMap(({ message }: { readonly message: Message | undefined }) => (message ? [read(message)] : []));
}

/** The standings that differ from the ledger, of all workspaces. */
export async function wrongStandings({ store }: World): Promise<readonly unknown[]> {
  return store.read(async (db) => {
    const workspaces = await db.selectFrom('workspaces').select('id').execute();
    return (await Promise.all(workspaces.map(({ id }) => checkStandings(db, id)))).flat();
  });
}
