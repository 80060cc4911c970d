import { z } from 'zod';
import { accessory, actionElement, contextElement, imageBlock, inputElement } from './block-kit-elements.ts';
import { anyText, plain, richElement, text } from './block-kit-texts.ts';
import { isJson, type Json, obj, objects, str } from './json.ts';

const block_id = text(255).optional();

/** The blocks this fake knows: whatever is not listed here is refused. */
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plain(150), block_id }),
  z
    .strictObject({
      type: z.literal('section'),
      text: anyText(3000).optional(),
      fields: z
        .array(anyText(2000))
        .min(1, 'must have at least 1 item')
        .max(10, 'must have at most 10 items')
        .optional(),
      accessory: accessory.optional(),
      expand: z.boolean().optional(),
      block_id,
    })
    .refine((section) => section.text ?? section.fields, 'must define either `text` or `fields`'),
  z.strictObject({
    type: z.literal('context'),
    elements: z.array(contextElement).min(1, 'must have at least 1 item').max(10, 'must have at most 10 items'),
    block_id,
  }),
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z.array(actionElement).min(1, 'must have at least 1 item').max(25, 'must have at most 25 items'),
    block_id,
  }),
  z.strictObject({
    type: z.literal('input'),
    label: plain(2000),
    element: inputElement,
    hint: plain(2000).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    block_id,
  }),
  z.strictObject({ type: z.literal('rich_text'), elements: z.array(richElement).min(1), block_id }),
  z.strictObject({ type: z.literal('markdown'), text: text(12_000), block_id }),
  imageBlock,
]);

const viewFields = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000, 'must be less than 3001 characters').optional(),
  callback_id: z.string().max(255, 'must be less than 256 characters').optional(),
  external_id: z.string().max(255, 'must be less than 256 characters').optional(),
};

const view = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    title: plain(24),
    submit: plain(24).optional(),
    close: plain(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...viewFields,
  }),
  z.strictObject({ type: z.literal('home'), ...viewFields }),
]);

const metadata = z.strictObject({
  event_type: text(255),
  event_payload: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** Where blocks may stand. */
export type Surface = 'message' | 'modal' | 'home';

function pointer(base: string, path: readonly PropertyKey[]): string {
  return [base, ...path.map(String)].join('/');
}

type Issues = readonly z.core.$ZodIssue[];

/** What is wrong by the alternative that fits best. */
function nearest(alternatives: readonly string[][]): string[] | undefined {
  return alternatives.toSorted((a, b) => a.length - b.length)[0];
}

/** Issues as Slack words them: a sentence and the place. */
function told(issues: Issues, base: string): string[] {
  return issues.flatMap((issue): string[] => {
    const place = `[json-pointer:${pointer(base, issue.path)}]`;
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => `invalid additional property: ${key} ${place}`);
      case 'invalid_union':
        return (
          nearest(issue.errors.map((nested) => told(nested, pointer(base, issue.path)))) ?? [
            `unsupported type ${place}`,
          ]
        );
      default:
        return [`${issue.message} ${place}`];
    }
  });
}

/** The interactive elements of a block. */
export function elementsOf(item: Json): readonly Json[] {
  const single = [item.accessory, item.element].filter(isJson);
  return item.type === 'actions' ? objects(item.elements) : single.filter((element) => element.type !== 'image');
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => value !== '' && values.indexOf(value) !== index);
}

/** What is wrong with blocks as a whole. */
function togetherFaults(blocks: readonly Json[], surface: Surface, base: string): string[] {
  const limit = surface === 'message' ? 50 : 100;
  const all = blocks.flatMap(elementsOf);
  return [
    ...(blocks.length > limit ? [`no more than ${limit} items allowed [json-pointer:${base}]`] : []),
    ...repeated(blocks.map((item) => str(item.block_id))).map((id) => `block_id "${id}" already exists in ${base}`),
    ...blocks.flatMap((item, at) =>
      repeated(elementsOf(item).map((element) => str(element.action_id))).map(
        (id) => `action_id "${id}" already exists [json-pointer:${base}/${at}]`,
      ),
    ),
    ...(all.filter((element) => element.focus_on_load === true).length > 1 ? ['focus_on_load set twice'] : []),
    ...(surface === 'message' && all.some((element) => element.focus_on_load !== undefined)
      ? ['focus_on_load is for views only']
      : []),
    ...(surface !== 'message' && blocks.some((item) => item.type === 'markdown')
      ? [`unsupported type: markdown in a ${surface}`]
      : []),
  ];
}

/** Everything that Slack would refuse in a list of blocks, in its words; empty when it is fine. */
export function blockFaults(value: unknown, surface: Surface, base = '/blocks'): readonly string[] {
  if (!Array.isArray(value)) return [`must be an array [json-pointer:${base}]`];
  const each = value.flatMap((item, at) => {
    const type = isJson(item) ? str(item.type) : '';
    const parsed = block.safeParse(item);
    if (parsed.success) return [];
    const known = block.options.some((option) => option.shape.type.value === type);
    return known
      ? told(parsed.error.issues, `${base}/${at}`)
      : [`unsupported type: ${type} [json-pointer:${base}/${at}/type]`];
  });
  return [...each, ...togetherFaults(value.map(obj), surface, base)];
}

/** Everything that Slack would refuse in a view; empty when it is fine. */
export function viewFaults(value: unknown): readonly string[] {
  const parsed = view.safeParse(value);
  const item = obj(value);
  const blocks = objects(item.blocks);
  const needsSubmit = item.type === 'modal' && !item.submit && blocks.some((each) => each.type === 'input');
  return [
    ...(parsed.success ? [] : told(parsed.error.issues, '/view')),
    ...blockFaults(item.blocks, item.type === 'home' ? 'home' : 'modal', '/view/blocks'),
    ...(needsSubmit ? ['missing required field: submit [json-pointer:/view/submit]'] : []),
  ];
}

/** Everything that Slack would refuse in a message's metadata; empty when it is fine. */
export function metadataFaults(value: unknown): readonly string[] {
  const parsed = metadata.safeParse(value);
  return parsed.success ? [] : told(parsed.error.issues, '/metadata');
}

/** The characters of all texts in blocks. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textLength(item), 0);
  if (!isJson(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : textLength(item)),
    0,
  );
}
