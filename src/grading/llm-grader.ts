import OpenAI from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { createBoundedFetch } from './bounded-fetch.ts';
import { CheckFailed } from './checker.ts';
import type { Model, ModelReply } from './llm-model.ts';
import type { Prompt } from './llm-prompt.ts';
import { replySchema } from './llm-schema.ts';

export type OpenAiConfig = {
  readonly apiKey: string;
  /** Of OpenAI or any server that speaks its API, up to and including its version. */
  readonly baseUrl: string;
  readonly model: string;
  /** For one call, to the last byte; 20 seconds when not given. */
  readonly timeoutMs?: number;
};

const patienceMs = 20_000;
/** A reply of a few thousand tokens has no more. */
const mostBytes = 512 * 1_024;
const longestWaitMs = 15 * 60_000;
const format = 'findings';

/**
 * A language model over the Responses API, or over Chat Completions once a server has said that it lacks the former. One HTTP call for each
 * question, never again by itself.
 */
export function createOpenAiModel({ apiKey, baseUrl, model, timeoutMs = patienceMs }: OpenAiConfig): Model {
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: createBoundedFetch({ timeoutMs, maxBytes: mostBytes }),
  });
  let lacksResponses = false;
  return {
    name: model,
    ask: async (prompt, signal) => {
      const asked = { client, model, prompt, signal };
      if (lacksResponses) return askChat(asked).catch(explain);
      return askResponses(asked).catch((error) => {
        if (!isMissing(error)) return explain(error);
        lacksResponses = true;
        throw new CheckFailed('unavailable', 'the server has no Responses API: Chat Completions is next', {
          costMicros: 0,
        });
      });
    },
  };
}

type Asked = {
  readonly client: OpenAI;
  readonly model: string;
  readonly prompt: Prompt;
  readonly signal: AbortSignal | undefined;
};

async function askResponses({ client, model, prompt, signal }: Asked): Promise<ModelReply> {
  const body = {
    model,
    instructions: prompt.instructions,
    input: prompt.input,
    temperature: 0,
    max_output_tokens: prompt.maxOutputTokens,
    store: false,
    text: { format: zodTextFormat(replySchema, format) },
  };
  const response = await client.responses.parse(body, { signal });
  const { usage } = response;
  return whole(response.output_parsed, usage && { in: usage.input_tokens, out: usage.output_tokens });
}

async function askChat({ client, model, prompt, signal }: Asked): Promise<ModelReply> {
  const completion = await client.chat.completions.parse(
    {
      model,
      messages: [
        { role: 'system', content: prompt.instructions },
        { role: 'user', content: prompt.input },
      ],
      temperature: 0,
      // The newer name of this limit is not known to every compatible server.
      max_tokens: prompt.maxOutputTokens,
      response_format: zodResponseFormat(replySchema, format),
    },
    { signal },
  );
  const { usage } = completion;
  return whole(
    completion.choices[0]?.message.parsed,
    usage && { in: usage.prompt_tokens, out: usage.completion_tokens },
  );
}

/** Without usage nobody could tell whether the prompt was read to its end. */
function whole(content: unknown, usage: { readonly in: number; readonly out: number } | null | undefined): ModelReply {
  if (content === null || content === undefined) throw new CheckFailed('untrusted', 'the model gave no whole reply');
  if (!isCount(usage?.in) || !isCount(usage.out))
    throw new CheckFailed('untrusted', 'the server does not say how many tokens it used');
  return { content, usage: { inputTokens: usage.in, outputTokens: usage.out } };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** Whether a server does not know the API that was called; one that does not know the model says so. */
function isMissing(error: unknown): boolean {
  if (!(error instanceof OpenAI.APIError)) return false;
  return error.status === 405 || error.status === 501 || (error.status === 404 && error.code !== 'model_not_found');
}

/** Throws what it means for the check; messages of servers and parsers are left out, since they may repeat keys and answers. */
function explain(error: unknown): never {
  if (error instanceof CheckFailed) throw error;
  if (error instanceof OpenAI.APIConnectionError || error instanceof OpenAI.APIUserAbortError)
    throw new CheckFailed('unavailable', 'the model did not answer in time, or not with a whole reply', {
      ...(neverSent(error) && { costMicros: 0 }),
    });
  if (error instanceof OpenAI.APIError && error.status !== undefined) throw failureOf(error.status, error.headers);
  throw new CheckFailed('untrusted', 'the reply could not be read');
}

function failureOf(status: number, headers: Headers | undefined): CheckFailed {
  const passes = status === 408 || status === 409 || status === 429 || status >= 500;
  const retryAfterMs = waitOf(headers?.get('retry-after') ?? '');
  return new CheckFailed(passes ? 'unavailable' : 'refused', `the model's server answered ${status}`, {
    retryAfterMs,
    costMicros: 0,
  });
}

function waitOf(seconds: string): number {
  return /^\d{1,6}$/.test(seconds.trim()) ? Math.min(longestWaitMs, Number(seconds) * 1_000) : 0;
}

const notConnected: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'];

/** Whether nothing has reached the server, so that nothing can have cost anything. */
function neverSent(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && notConnected.includes(cause.code)) return true;
  return false;
}
