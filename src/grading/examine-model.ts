import { z } from 'zod';
import { type Finding, ok, problem, warning } from '../domain/finding.ts';
import { createBoundedFetch } from './bounded-fetch.ts';

export type ModelExamined = {
  readonly apiKey: string;
  /** Up to and including the version of the API. */
  readonly baseUrl: string;
  readonly model: string;
  readonly dailyBudgetUsd: number;
};

/** Lists of servers with hundreds of models have about half of it. */
const mostBytes = 4 * 1_024 * 1_024;

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Asks which models a server has, which costs nothing. No answer of a member is sent. */
export async function lookAtModel(
  { apiKey, baseUrl, model, dailyBudgetUsd }: ModelExamined,
  timeoutMs: number,
): Promise<Finding> {
  const ask = createBoundedFetch({ timeoutMs, maxBytes: mostBytes });
  const response = await ask(`${baseUrl}/models`, { headers: { authorization: `Bearer ${apiKey}` } }).catch(() => {});
  if (!response)
    return problem(`The model's server does not answer at ${baseUrl}: check OPENAI_BASE_URL and the network.`);
  const { status } = response;
  if (status === 401 || status === 403)
    return problem(`The model's server does not take OPENAI_API_KEY (${status}): make a new one there.`);
  if (status === 404 || status === 405)
    return warning(`The server of ${model} tells no models, so nothing is proven of it.`);
  if (!response.ok)
    return problem(`The model's server answers with status ${status}: answers are graded offline until it works.`);
  const listed = modelList.safeParse(await response.json());
  if (!listed.success) return problem(`What answers at ${baseUrl} does not speak OpenAI's API: check OPENAI_BASE_URL.`);
  // Ollama adds a tag where there is none.
  const isThere = listed.data.data.some(({ id }) => id === model || id === `${model}:latest`);
  if (!isThere) return warning(`The server does not list ${model}: check OPENAI_MODEL.`);
  if (dailyBudgetUsd === 0)
    return warning(`${model} is there, and LLM_DAILY_BUDGET_USD is 0: it is asked only while it costs nothing.`);
  return ok(`${model} is there; it may cost ${dailyBudgetUsd} dollars a day (UTC), for all workspaces together.`);
}
