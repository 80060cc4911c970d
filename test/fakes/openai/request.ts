import { z } from 'zod';
import { strictnessProblems } from './read-prompt.ts';

/** What was asked, over either API. */
export type ModelRequest = {
  readonly model: string;
  readonly instructions: string;
  readonly input: string;
  readonly maxTokens: number;
};

const schemaFormat = { type: z.literal('json_schema'), name: z.string(), strict: z.literal(true) };

const responses = z.strictObject({
  model: z.string(),
  instructions: z.string(),
  input: z.string(),
  temperature: z.literal(0),
  max_output_tokens: z.int().min(16),
  store: z.literal(false),
  text: z.strictObject({ format: z.strictObject({ ...schemaFormat, schema: z.unknown() }) }),
});

const chat = z.strictObject({
  model: z.string(),
  messages: z.tuple([
    z.strictObject({ role: z.literal('system'), content: z.string() }),
    z.strictObject({ role: z.literal('user'), content: z.string() }),
  ]),
  temperature: z.literal(0),
  max_tokens: z.int().min(16),
  response_format: z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({ name: z.string(), strict: z.literal(true), schema: z.unknown() }),
  }),
});

/** Reads a body as its API takes it. Throws an Error that says what is wrong. */
export function readRequest(path: 'responses' | 'chat/completions', body: unknown): ModelRequest {
  if (path === 'responses') {
    const { model, instructions, input, max_output_tokens: maxTokens, text } = responses.parse(body);
    return strict(text.format.schema, { model, instructions, input, maxTokens });
  }
  const { model, messages, max_tokens: maxTokens, response_format: format } = chat.parse(body);
  const [{ content: instructions }, { content: input }] = messages;
  return strict(format.json_schema.schema, { model, instructions, input, maxTokens });
}

function strict(schema: unknown, request: ModelRequest): ModelRequest {
  const problems = strictnessProblems(schema);
  if (problems.length > 0) throw new Error(problems.join('; '));
  return request;
}
