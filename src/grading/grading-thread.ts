import { Worker } from 'node:worker_threads';
import type { Term } from '../domain/glossary.ts';
import type { Question } from '../domain/question.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { Grader, GradingTask } from './grader.ts';
import { offlineName } from './offline-grader.ts';

/** What the thread is told; the glossary it has from its beginning. */
export type ToThread =
  | { readonly type: 'grade'; readonly id: number; readonly question: NumberedQuestion; readonly answer: string }
  | { readonly type: 'forget'; readonly number: number };

/** A question goes over once, and is named by its number afterwards: what the thread has read of it belongs to the object there. */
export type NumberedQuestion = { readonly number: number; readonly question: Question | undefined };

/** What comes of a task. */
export type FromThread =
  | { readonly type: 'graded'; readonly id: number; readonly verdict: Verdict }
  | { readonly type: 'failed'; readonly id: number; readonly error: unknown };

/** The offline grader beside the event loop. */
export type GradingThread = Grader & {
  /** Ends the thread; tasks that it still has are refused. */
  close(): Promise<void>;
};

/** Questions that the thread keeps at once, half a megabyte each; those asked for last stay. */
const mostQuestions = 250;

/**
 * The offline grader in a thread of its own, so that nobody waits while an answer is weighed or a question is read for the
 * first time. When the thread dies, its tasks are refused, and the next one begins another.
 */
export function createGradingThread(terms: readonly Term[]): GradingThread {
  let closed = false;
  let running: Running | undefined;
  const begin = () => {
    const begun = startThread(terms, () => {
      if (running === begun) running = undefined;
    });
    return begun;
  };
  running = begin();
  return {
    name: offlineName,
    grade: async (task) => {
      if (closed) throw new Error('the grading thread has been closed');
      running ??= begin();
      return running.grade(task);
    },
    close: async () => {
      closed = true;
      await running?.end();
    },
  };
}

type Running = { grade(task: GradingTask): Promise<Verdict>; end(): Promise<void> };

function startThread(terms: readonly Term[], onEnd: () => void): Running {
  const worker = new Worker(new URL('./grading-thread-entry.ts', import.meta.url), { workerData: terms });
  // It alone keeps no process running.
  worker.unref();
  const waiting = new Map<number, PromiseWithResolvers<Verdict>>();
  const tell = (message: ToThread) => worker.postMessage(message);
  const number = createNumbers((forgotten) => tell({ type: 'forget', number: forgotten }));
  const refuseAll = (error: Error) => {
    onEnd();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (message: FromThread) => {
    const task = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'graded') task?.resolve(message.verdict);
    else task?.reject(message.error);
  });
  worker.on('error', (error) => refuseAll(new Error('the grading thread has died', { cause: error })));
  worker.on('exit', () => refuseAll(new Error('the grading thread has ended')));
  let tasks = 0;
  return {
    grade: ({ question, answer }) => {
      const id = ++tasks;
      const task = Promise.withResolvers<Verdict>();
      tell({ type: 'grade', id, question: number(question), answer });
      waiting.set(id, task);
      return task.promise;
    },
    end: async () => void (await worker.terminate()),
  };
}

/** Numbers questions; one that was not asked for lately loses its number. */
function createNumbers(onForgotten: (number: number) => void): (question: Question) => NumberedQuestion {
  const numbers = new Map<Question, number>();
  let highest = 0;
  return (question) => {
    const known = numbers.get(question);
    const number = known ?? ++highest;
    numbers.delete(question);
    numbers.set(question, number);
    const [oldest] = numbers;
    if (numbers.size > mostQuestions && oldest) {
      numbers.delete(oldest[0]);
      onForgotten(oldest[1]);
    }
    return { number, question: known === undefined ? question : undefined };
  };
}
