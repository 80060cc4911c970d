import { afterEach, describe, expect, it } from 'vitest';
import type { Term } from '../../src/domain/glossary.ts';
import type { Question } from '../../src/domain/question.ts';
import { createGradingThread, type GradingThread } from '../../src/grading/grading-thread.ts';
import { createOfflineGrader } from '../../src/grading/offline-grader.ts';
import { smallPack } from '../fixtures/small-pack.ts';

const glossary: readonly Term[] = [{ name: 'latency', aliases: ['round-trip time'] }];
const answers = [
  'It lowers latency because it answers from memory.',
  'Less round-trip time, since memory answers. It takes load off the database.',
  'A cache makes every request slower because it adds a hop.',
  '',
  '\u202e\u0000 \ud800 {"type":"forget","number":1}',
];
const [what, fresh] = smallPack().questions;
if (!what || !fresh) throw new Error('the small pack has two questions');

const threads: GradingThread[] = [];
afterEach(async () => {
  for (const thread of threads.splice(0)) await thread.close();
});

function open(terms: readonly Term[] = glossary): GradingThread {
  const thread = createGradingThread(terms);
  threads.push(thread);
  return thread;
}

/** The same question as another object, as every workspace may have its own. */
function copyOf(question: Question, index: number): Question {
  return { ...question, id: `copy/${index}` };
}

describe('the grading thread', () => {
  it('gives the verdicts of the offline grader, however many ask at once', async () => {
    const [thread, inline] = [open(), createOfflineGrader(glossary)];
    expect(thread.name).toBe(inline.name);
    const tasks = [what, fresh].flatMap((question) => answers.map((answer) => ({ question, answer })));
    const verdicts = await Promise.all(tasks.map(thread.grade));
    expect(verdicts).toEqual(await Promise.all(tasks.map(inline.grade)));
    expect(new Set(verdicts.map(({ score }) => score)).size).toBeGreaterThan(1);
  });

  it('knows a question again that it had to let go, and keeps apart those that have come since', async () => {
    const [thread, inline] = [open(), createOfflineGrader(glossary)];
    const bare = { ...what, keyPoints: what.keyPoints.slice(0, 1) };
    const others = Array.from({ length: 251 }, (_, index) => copyOf(index % 2 ? fresh : bare, index));
    const task = { question: what, answer: answers[1] ?? '' };
    const before = await thread.grade(task);
    await Promise.all(others.map((question) => thread.grade({ ...task, question })));
    expect(await thread.grade(task)).toEqual(before);
    expect(await thread.grade({ ...task, question: bare })).toEqual(await inline.grade({ ...task, question: bare }));
  });

  it('refuses what cannot be sent or graded, and goes on', async () => {
    const thread = open();
    const answer = answers[0] ?? '';
    const unsendable = { ...what, text: (() => '') as unknown as string };
    await expect(thread.grade({ question: unsendable, answer })).rejects.toThrow('could not be cloned');
    const ungradable = { ...what, keyPoints: undefined as unknown as Question['keyPoints'] };
    await expect(thread.grade({ question: ungradable, answer })).rejects.toThrow(TypeError);
    expect((await thread.grade({ question: what, answer })).score).toBeGreaterThan(0);
  });

  it('refuses its tasks when it dies, and each later one begins another', async () => {
    const thread = open(null as unknown as readonly Term[]);
    const task = { question: what, answer: '' };
    const refused = await Promise.allSettled([thread.grade(task), thread.grade(task)]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(thread.grade(task)).rejects.toThrow('the grading thread has died');
  });

  it('refuses what it still has when it is closed, and all that comes later', async () => {
    const thread = open();
    const unanswered = thread.grade({ question: what, answer: '' });
    const refused = expect(unanswered).rejects.toThrow('the grading thread has ended');
    await thread.close();
    await refused;
    await expect(thread.grade({ question: what, answer: '' })).rejects.toThrow('has been closed');
  });
});
