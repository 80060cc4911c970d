// What runs in the grading thread: it grades, one task after the other, what the other side sends.
import { parentPort, workerData } from 'node:worker_threads';
import type { Question } from '../domain/question.ts';
import type { FromThread, NumberedQuestion, ToThread } from './grading-thread.ts';
import { createOfflineGrader } from './offline-grader.ts';

const questions = new Map<number, Question>();
const grader = createOfflineGrader(workerData);

parentPort?.on('message', async (message: ToThread) => {
  switch (message.type) {
    case 'grade':
      return parentPort?.postMessage(await answerTo(message));
    case 'forget':
      return questions.delete(message.number);
    default:
      return message satisfies never;
  }
});

async function answerTo({ id, question, answer }: ToThread & { readonly type: 'grade' }): Promise<FromThread> {
  try {
    return { type: 'graded', id, verdict: await grader.grade({ question: named(question), answer }) };
  } catch (error) {
    return { type: 'failed', id, error };
  }
}

function named({ number, question = questions.get(number) }: NumberedQuestion): Question {
  if (!question) throw new Error(`the grading thread does not know question ${number}`);
  questions.set(number, question);
  return question;
}
