import { z } from 'zod';

/** What a model is asked, as it can be read off the prompt alone. */
export type AskedPrompt = {
  readonly question: string;
  readonly points: readonly { readonly id: string; readonly text: string }[];
  /** The answer with spaces for the marks. */
  readonly answer: string;
};

/** Reads a prompt of the coach; undefined when it does not look like one. */
export function readPrompt(instructions: string, input: string): AskedPrompt | undefined {
  const mark = /with spaces instead of (\S)/.exec(instructions)?.[1];
  const parts =
    /^Question: (?<question>[^\n]*)\n\nKey points:\n(?<points>(?:[a-z0-9]+: [^\n]*\n)+)\nANSWER (?<fence>\S+)\n(?<answer>[\s\S]*)\nEND \k<fence>$/.exec(
      input,
    )?.groups;
  if (mark === undefined || !parts) return undefined;
  const points = (parts.points ?? '').trimEnd().split('\n');
  return {
    question: parts.question ?? '',
    points: points.map((line) => ({ id: line.slice(0, line.indexOf(':')), text: line.slice(line.indexOf(':') + 2) })),
    answer: (parts.answer ?? '').replaceAll(`${mark}\n`, '\n').replaceAll(mark, ' '),
  };
}

/** A JSON schema as strict structured output takes it: every object closed, every property required. */
export function strictnessProblems(schema: unknown, at = 'schema'): readonly string[] {
  const parsed = node.safeParse(schema);
  if (!parsed.success) return [`${at} is no schema`];
  const { type, properties = {}, required = [], additionalProperties, items, ...rest } = parsed.data;
  const unknown = Object.keys(rest).filter((key) => !known.has(key));
  const problems = unknown.map((key) => `${at}.${key} is not supported`);
  if (type === 'object') {
    if (additionalProperties !== false) problems.push(`${at} must close its objects`);
    for (const [name, property] of Object.entries(properties)) {
      if (!required.includes(name)) problems.push(`${at}.${name} must be required`);
      problems.push(...strictnessProblems(property, `${at}.${name}`));
    }
  }
  return type === 'array' ? [...problems, ...strictnessProblems(items, `${at}[]`)] : problems;
}

const known = new Set(['enum', '$schema', 'description', 'minimum', 'maximum', 'minItems', 'maxItems']);
const node = z.looseObject({
  type: z.string(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.boolean().optional(),
  items: z.unknown().optional(),
});
