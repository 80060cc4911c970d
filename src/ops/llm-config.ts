import { z } from 'zod';
import { isLoopback } from '../domain/loopback.ts';
import { webAddress } from './web-address.ts';

/** What a million tokens cost, in dollars. */
type Price = { readonly input: number; readonly output: number };

/** Which language model looks at what the offline grader is unsure of, and how much of it there may be. */
export type LlmConfig = {
  readonly apiKey: string;
  /** Up to and including the version of the API. */
  readonly baseUrl: string;
  readonly model: string;
  readonly price: Price;
  /** For all workspaces together in a civil day of UTC. */
  readonly dailyBudgetUsd: number;
  /** Calls in a civil day of UTC. */
  readonly dailyChecks: { readonly member: number; readonly workspace: number };
};

/** List prices, in dollars for a million tokens; others are set by hand. */
const prices: Readonly<Record<string, Price>> = {
  'gpt-4.1': { input: 2, output: 8 },
  'gpt-4.1-mini': { input: 0.4, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, output: 0.4 },
  'gpt-4o': { input: 2.5, output: 10 },
  'gpt-4o-mini': { input: 0.15, output: 0.6 },
};

const openAi = 'https://api.openai.com/v1';
const defaultModel = 'gpt-4.1-mini';
/** Servers that want no key must not be sent an empty one. */
const noKey = 'none';

const dollars = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be an amount in dollars such as 0.50')
  .transform(Number);
const count = z
  .string()
  .regex(/^\d{1,7}$/, 'must be a whole number')
  .transform(Number);

/** The variables of the language model, each by itself. */
export const llmVariables = z.object({
  OPENAI_API_KEY: z
    .string()
    .regex(/^[\x21-\x7E]+$/, 'must be a key without spaces')
    .optional(),
  OPENAI_BASE_URL: webAddress.optional(),
  OPENAI_MODEL: z
    .string()
    .regex(/^[\w.:/@-]{1,100}$/, 'must be the name of a model')
    .optional(),
  LLM_DAILY_BUDGET_USD: dollars.default(1),
  LLM_PRICE_INPUT_USD: dollars.optional(),
  LLM_PRICE_OUTPUT_USD: dollars.optional(),
  LLM_MEMBER_DAILY_CHECKS: count.default(50),
  LLM_WORKSPACE_DAILY_CHECKS: count.default(500),
});

export type LlmVariables = z.infer<typeof llmVariables>;

/** What is wrong with the variables together: `VARIABLE reason` each. */
export function llmProblems(variables: LlmVariables): readonly string[] {
  if (!isOn(variables)) return [];
  const { OPENAI_BASE_URL, OPENAI_MODEL } = variables;
  if (OPENAI_BASE_URL !== undefined && OPENAI_MODEL === undefined)
    return ['OPENAI_MODEL must be set with OPENAI_BASE_URL: the name of a model that the server has'];
  if (priceOf(variables)) return [];
  return [
    `LLM_PRICE_INPUT_USD and LLM_PRICE_OUTPUT_USD must be set: what a million tokens of ${OPENAI_MODEL} cost is not known (0 where it costs nothing)`,
  ];
}

/** What the variables mean together; undefined without a key or an address, so that no model is asked. */
export function parseLlmConfig(variables: LlmVariables): LlmConfig | undefined {
  const price = priceOf(variables);
  if (!isOn(variables) || !price) return undefined;
  return {
    apiKey: variables.OPENAI_API_KEY ?? noKey,
    baseUrl: variables.OPENAI_BASE_URL ?? openAi,
    model: variables.OPENAI_MODEL ?? defaultModel,
    price,
    dailyBudgetUsd: variables.LLM_DAILY_BUDGET_USD,
    dailyChecks: { member: variables.LLM_MEMBER_DAILY_CHECKS, workspace: variables.LLM_WORKSPACE_DAILY_CHECKS },
  };
}

function isOn({ OPENAI_API_KEY, OPENAI_BASE_URL }: LlmVariables): boolean {
  return OPENAI_API_KEY !== undefined || OPENAI_BASE_URL !== undefined;
}

/** As set, else as listed, else nothing for a model on a machine of one's own. */
function priceOf(variables: LlmVariables): Price | undefined {
  const { LLM_PRICE_INPUT_USD: input, LLM_PRICE_OUTPUT_USD: output, OPENAI_BASE_URL: baseUrl } = variables;
  if (input !== undefined && output !== undefined) return { input, output };
  if (input !== undefined || output !== undefined) return undefined;
  if (baseUrl !== undefined && isOwnMachine(baseUrl)) return { input: 0, output: 0 };
  // Others sell the same models at prices of their own.
  return baseUrl === undefined || baseUrl === openAi ? prices[variables.OPENAI_MODEL ?? defaultModel] : undefined;
}

function isOwnMachine(address: string): boolean {
  const host = URL.parse(address)?.hostname ?? '';
  return isLoopback(host) || ['host.docker.internal', 'ollama'].includes(host);
}
