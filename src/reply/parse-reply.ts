import { z } from 'zod';
import { actionNames, formNames, pageNames } from '../domain/interaction.ts';
import { fileNames } from '../domain/member-file.ts';
import { coverages } from '../domain/verdict.ts';
import { type Bar, type BarChart, type Chart, type ProgressChart, tones } from './chart.ts';
import type { Block, Field, Form, Message, Reply, RichText } from './reply.ts';

const richText: z.ZodType<RichText> = z.array(
  z.discriminatedUnion('type', [
    z.object({ type: z.enum(['plain', 'strong', 'code']), text: z.string() }),
    z.object({ type: z.literal('time'), text: z.string(), at: z.number() }),
    z.object({ type: z.literal('page'), text: z.string(), page: z.enum(pageNames), value: z.string() }),
  ]),
);
const fact = z.object({ label: z.string(), value: z.string() });
const boardRow = z.object({
  rank: z.number(),
  name: z.string(),
  points: z.number(),
  own: z.boolean(),
  streak: z.number().exactOptional(),
});
const keyPoint = z.object({ coverage: z.enum(coverages), text: richText, evidence: z.string().exactOptional() });
const action = z.object({
  name: z.enum(actionNames),
  label: z.string(),
  value: z.string(),
  style: z.enum(['primary', 'default']),
});

const bar: z.ZodType<Bar> = z.object({
  rank: z.number().exactOptional(),
  label: z.string(),
  tag: z.string().exactOptional(),
  amounts: z.array(z.number()),
  marked: z.boolean(),
});

const barChart: z.ZodType<BarChart> = z.object({
  type: z.literal('bars'),
  title: z.string(),
  noun: z.string().exactOptional(),
  series: z.array(z.object({ name: z.string(), tone: z.enum(tones) })),
  bars: z.array(bar),
});

const progressChart: z.ZodType<ProgressChart> = z.object({
  type: z.literal('progress'),
  title: z.string(),
  weeks: z.object({
    title: z.string(),
    points: z.array(z.object({ label: z.string(), score: z.number().nullable() })),
  }),
  days: z.object({
    title: z.string(),
    rows: z.array(z.object({ label: z.string(), counts: z.array(z.number().nullable()) })),
  }),
  topics: z.object({
    title: z.string(),
    bars: z.array(z.object({ label: z.string(), score: z.number() })),
    more: z.number(),
  }),
});

const chart: z.ZodType<Chart> = z.union([barChart, progressChart]);

const block: z.ZodType<Block> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('heading'), text: z.string() }),
  z.object({ type: z.literal('paragraph'), text: richText }),
  z.object({ type: z.literal('quote'), text: z.string() }),
  z.object({ type: z.literal('list'), items: z.array(richText) }),
  z.object({ type: z.literal('score'), value: z.number(), label: z.string() }),
  z.object({ type: z.literal('key-points'), items: z.array(keyPoint) }),
  z.object({ type: z.literal('board'), rows: z.array(boardRow) }),
  z.object({ type: z.literal('facts'), items: z.array(fact) }),
  z.object({ type: z.literal('picture'), chart, alt: z.string() }),
  z.object({ type: z.literal('file'), file: z.enum(fileNames), label: z.string() }),
  z.object({ type: z.literal('note'), text: richText }),
  z.object({ type: z.literal('actions'), actions: z.array(action) }),
]);

const message: z.ZodType<Message> = z.object({
  type: z.literal('message'),
  blocks: z.array(block),
  fleeting: z.literal(true).exactOptional(),
});

const fieldNames = { name: z.string(), label: z.string(), problem: z.string().exactOptional() };
const option = z.object({ value: z.string(), label: z.string() });
const field: z.ZodType<Field> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    ...fieldNames,
    text: z.string(),
    maxLength: z.number(),
    multiline: z.boolean(),
    optional: z.boolean().exactOptional(),
  }),
  z.object({
    type: z.literal('choice'),
    ...fieldNames,
    options: z.array(option),
    chosen: z.array(z.string()),
    multiple: z.boolean(),
  }),
  z.object({ type: z.literal('channel'), ...fieldNames, channel: z.string().exactOptional() }),
  z.object({ type: z.literal('time'), ...fieldNames, time: z.string() }),
]);

const form: z.ZodType<Form> = z.object({
  type: z.literal('form'),
  name: z.enum(formNames),
  title: z.string(),
  submitLabel: z.string(),
  value: z.string(),
  context: richText,
  fields: z.array(field),
});

const reply: z.ZodType<Reply> = z.union([message, form]);

/** Reads a reply that was stored as JSON; undefined when another version wrote it in a form that is unknown here. */
export function parseReply(json: string): Reply | undefined {
  return reply.safeParse(parseJson(json)).data;
}

/** Reads a message that was stored as JSON, like `parseReply`. */
export function parseMessage(json: string): Message | undefined {
  return message.safeParse(parseJson(json)).data;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
