/** The servers whose ways are spoken. */
export const dialects = ['openai', 'ollama', 'vllm', 'openrouter'] as const;
export type Dialect = (typeof dialects)[number];

export type Said = {
  readonly model: string;
  readonly text: string;
  readonly usage: { readonly input: number; readonly output: number };
  /** Whether the reply ended because it had no more room. */
  readonly cut: boolean;
  /** A model that will not answer says so in words. */
  readonly refusal?: string;
};

type Ways = {
  /** Whether there is a Responses API; a server without one answers as it does to any unknown path. */
  readonly hasResponses: boolean;
  readonly notFound: { readonly type: string; readonly body: string };
  readonly error: (status: number, message: string) => unknown;
  /** What it adds to a chat completion, and to its message. */
  readonly extra: { readonly completion: object; readonly message: object };
};

export const waysOf: Readonly<Record<Dialect, Ways>> = {
  openai: {
    hasResponses: true,
    notFound: {
      type: 'application/json',
      body: '{"error":{"message":"Invalid URL","type":"invalid_request_error","param":null,"code":null}}',
    },
    error: (status, message) => ({
      error: { message, type: status >= 500 ? 'server_error' : 'invalid_request_error', param: null, code: null },
    }),
    extra: { completion: { service_tier: 'default', system_fingerprint: 'fp_1' }, message: { annotations: [] } },
  },
  ollama: {
    hasResponses: false,
    notFound: { type: 'text/plain', body: '404 page not found' },
    error: (_status, message) => ({ error: { message, type: 'api_error', param: null, code: null } }),
    extra: { completion: { system_fingerprint: 'fp_ollama' }, message: {} },
  },
  vllm: {
    hasResponses: true,
    notFound: { type: 'application/json', body: '{"detail":"Not Found"}' },
    error: (code, message) => ({ object: 'error', message, type: 'BadRequestError', param: null, code }),
    extra: {
      completion: { prompt_logprobs: null, kv_transfer_params: null },
      message: { reasoning_content: null, tool_calls: [] },
    },
  },
  openrouter: {
    hasResponses: false,
    notFound: { type: 'application/json', body: '{"error":{"message":"Not Found","code":404}}' },
    error: (code, message) => ({ error: { message, code, metadata: { provider_name: 'Somebody' } }, user_id: 'u' }),
    extra: { completion: { provider: 'Somebody' }, message: { reasoning: null } },
  },
};

export function responsesBody({ model, text, usage, cut, refusal }: Said): unknown {
  const content =
    refusal === undefined ? { type: 'output_text', text, annotations: [], logprobs: [] } : { type: 'refusal', refusal };
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1_790_000_000,
    status: cut ? 'incomplete' : 'completed',
    incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
    error: null,
    model,
    output: [
      { type: 'message', id: 'msg_1', status: cut ? 'incomplete' : 'completed', role: 'assistant', content: [content] },
    ],
    usage: {
      input_tokens: usage.input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: usage.input + usage.output,
    },
  };
}

export function chatBody(dialect: Dialect, { model, text, usage, cut, refusal }: Said): unknown {
  const { extra } = waysOf[dialect];
  const content = refusal === undefined ? text : null;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_790_000_000,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: refusal ?? null, ...extra.message },
        logprobs: null,
        finish_reason: cut ? 'length' : 'stop',
      },
    ],
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
      ...(dialect === 'openrouter' && { cost: 0.0001 }),
    },
    ...extra.completion,
  };
}
