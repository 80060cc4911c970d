import { scoreOf, type Verdict } from '../domain/verdict.ts';
import { type Checked, type Checker, CheckFailed, type Usage } from './checker.ts';
import type { Grader, GradingTask } from './grader.ts';
import { judgeReply } from './llm-judgement.ts';
import type { Model } from './llm-model.ts';
import { type Prompt, promptVersion, writePrompt } from './llm-prompt.ts';
import { schemaVersion } from './llm-schema.ts';

/** What a million tokens cost, in dollars. */
export type Price = { readonly input: number; readonly output: number };

export type LlmCheckerDeps = {
  readonly model: Model;
  readonly offline: Grader;
  readonly price: Price;
  /** A number in [0, 1). */
  readonly random: () => number;
};

/** Verdicts that are less sure than this are worth another opinion. Chosen on training answers: a quarter of their key points, of which four in ten are wrong. */
const sureFrom = 0.7;
/** No tokenizer makes more tokens than bytes; the schema and the form of the message come on top. */
const tokensOfForm = 600;
/** No tokenizer makes fewer tokens than one for so many characters of a text in which every word is marked. */
const mostCharactersPerToken = 12;

/** Has a language model look at what the offline grader is not sure of; what it says counts as far as our own code can confirm it. */
export function createLlmChecker({ model, offline, price, random }: LlmCheckerDeps): Checker {
  return {
    name: `${model.name} (${promptVersion}, ${schemaVersion})`,
    doubtsIn: ({ keyPoints }) =>
      keyPoints.flatMap(({ keyPointId, confidence }) => (confidence < sureFrom ? [keyPointId] : [])),
    prepare: (task) => {
      const prompt = writePrompt(task, random);
      const text = `${prompt.instructions}\n\n${prompt.input}`;
      const worst = { inputTokens: Buffer.byteLength(text) + tokensOfForm, outputTokens: prompt.maxOutputTokens };
      const run = async (signal?: AbortSignal): Promise<Checked> => {
        const before = await offline.grade({ question: task.question, answer: task.answer });
        const { content, usage } = await model.ask(prompt, signal);
        const costMicros = costOf(usage, price);
        try {
          rejectCut(usage, prompt, text);
          return { keyPoints: await judgeReply(content, { task, prompt, offline, before }), usage, costMicros };
        } catch (error) {
          if (!(error instanceof CheckFailed)) throw error;
          throw new CheckFailed(error.code, error.message, { costMicros });
        }
      };
      return { prompt: text, worstCostMicros: costOf(worst, price), run };
    },
  };
}

/** A server may cut a long prompt without a word, and a reply at its limit: the usage tells. */
function rejectCut({ inputTokens, outputTokens }: Usage, { maxOutputTokens }: Prompt, text: string): void {
  if (inputTokens * mostCharactersPerToken < text.length)
    throw new CheckFailed('untrusted', 'the server has read only a part of the prompt');
  if (outputTokens >= maxOutputTokens) throw new CheckFailed('untrusted', 'the reply was cut at its limit');
}

/** Dollars for a million tokens are millionths of a dollar for one. */
function costOf({ inputTokens, outputTokens }: Usage, price: Price): number {
  return Math.ceil(inputTokens * price.input + outputTokens * price.output);
}

/** A checker as a grader: it judges all key points that it is asked about, one call for each answer. Throws a CheckFailed. */
export function createCheckingGrader(checker: Checker): Grader {
  return {
    name: checker.name,
    grade: async ({
      question,
      answer,
      only = question.keyPoints.map(({ id }) => id),
    }: GradingTask): Promise<Verdict> => {
      const { keyPoints } = await checker.prepare({ question, answer, only }).run();
      return { gradedBy: checker.name, score: scoreOf(question, keyPoints), keyPoints };
    },
  };
}
