import { describe, expect, it } from 'vitest';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import type { Reply } from '../../src/reply/reply.ts';
import type { Change, World } from '../fixtures/practice-world.ts';
import { asAdmin } from './admin.ts';
import { accept, carried, type DisputedWorld, openDisputed, reject } from './dispute-world.ts';
import { inThePack, latency } from './literal-grader.ts';
import { command, fieldOf, formOf, keyPointsOf, press, read, send, submit } from './reading.ts';
import { dumpDoings, dumpTables } from './world-dump.ts';

/** What nobody would take for the second key point without having been told. */
const words = 'Postgres can finally have its siesta';
const noPhrase = 'Only an accepted dispute of a covered key point has words to keep.';

/** A world on the real grader in which an admin has accepted that these words say the second key point. */
async function openAccepted(): Promise<DisputedWorld> {
  const disputed = await openDisputed({ grader: createOfflineGrader(), answer: `${latency} ${words}.` });
  await accept(disputed, { evidence: words });
  return disputed;
}

function keep({ world, value }: DisputedWorld, phrase: string, change?: Change): Promise<Reply> {
  return world.act('ada', send('keep-phrase', value, { phrase: [phrase] }), asAdmin(change));
}

/** How the second key point comes out of an answer by somebody. */
async function gradeOf(world: World, member: string, answer: string, change?: Change): Promise<string | undefined> {
  const asked = await world.act(member, command('practice'), change);
  return keyPointsOf(await world.act(member, submit(carried(asked, 'answer'), answer), change))[1]?.coverage;
}

describe('keeping the words of an accepted dispute', () => {
  it('has grading know them from the next answer on, in that workspace alone', async () => {
    const accepted = await openAccepted();
    const { world } = accepted;
    expect(await gradeOf(world, 'bob', `${latency} ${words}.`)).toBe('missed');
    expect(read(await keep(accepted, words))).toContain(
      `Kept. From now on grading in this workspace knows:\n\n  > ${words}`,
    );
    expect(await gradeOf(world, 'cy', `It is quicker. ${words}.`)).toBe('covered');
    expect(await gradeOf(world, 'dee', `It is quicker. ${words}.`, { workspace: 'rival' })).toBe('missed');
    expect(await gradeOf(world, 'eve', 'It is quicker, nothing else.')).toBe('missed');
    expect(await gradeOf(world.restart(), 'fay', `So quick. ${words}!`)).toBe('covered');
    expect(world.errors).toEqual([]);
  });

  it('is offered with them, after an accepted dispute of a key point that is covered now', async () => {
    const disputed = await openDisputed();
    const decided = await accept(disputed, { evidence: 'My very words' });
    expect(carried(decided, 'keep-phrase')).toBe(disputed.value);
    const form = await disputed.world.act('ada', press('keep-phrase', disputed.value), asAdmin());
    expect(fieldOf(form, 'text', 'phrase').text).toBe('My very words');
    expect(formOf(form).context).toEqual([{ type: 'plain', text: Object.values(inThePack)[1] }]);
  });

  it('changes nothing of what was graded before', async () => {
    const accepted = await openAccepted();
    const before = await dumpTables(accepted.world, ['verdicts', 'attempts', 'points', 'standings']);
    await keep(accepted, words);
    expect(await dumpTables(accepted.world, Object.keys(before))).toEqual(before);
  });

  it('twice is as good as once', async () => {
    const accepted = await openAccepted();
    const first = await keep(accepted, words);
    expect(await keep(accepted, `  ${words} `)).toEqual(first);
    expect((await dumpTables(accepted.world, ['learned_phrases'])).learned_phrases).toHaveLength(1);
  });

  it('has an end, so that a key point stays one', async () => {
    const accepted = await openAccepted();
    for (let index = 0; index < 20; index += 1) await keep(accepted, `The siesta number ${index}`);
    expect(read(await keep(accepted, 'One siesta more'))).toMatch(/knows many phrases/);
    expect((await dumpTables(accepted.world, ['learned_phrases'])).learned_phrases).toHaveLength(20);
  });

  it.each([
    ['nothing', ''],
    ['words of the question', 'What does a cache buy you'],
    ['a whole answer', 'Databases can sleep. '.repeat(30)],
    ['10 KB', 'x'.repeat(10_240)],
    ['a wrong script', '<script>'],
  ])('is refused with a sentence for %s', async (_what, phrase) => {
    const accepted = await openAccepted();
    const before = await dumpDoings(accepted.world);
    expect(fieldOf(await keep(accepted, phrase), 'text', 'phrase').problem).toMatch(/\.$/);
    expect(await dumpDoings(accepted.world)).toEqual(before);
  });

  it('is for accepted disputes only, of this workspace, and of what is covered', async () => {
    const open = await openDisputed();
    const before = await dumpDoings(open.world);
    expect(read(await keep(open, words))).toBe(noPhrase);
    expect(read(await open.world.act('ada', press('keep-phrase', open.value), asAdmin()))).toBe(noPhrase);
    expect(await dumpDoings(open.world)).toEqual(before);
    const half = await openDisputed();
    expect(carried(await accept(half, { coverage: 'partial' }), 'keep-phrase')).toBe('');
    expect(read(await keep(half, words))).toBe(noPhrase);
    const rejected = await openDisputed();
    await reject(rejected);
    expect(read(await keep(rejected, words))).toBe(noPhrase);
    expect(read(await keep(await openAccepted(), words, { workspace: 'rival' }))).toBe(noPhrase);
  });
});
