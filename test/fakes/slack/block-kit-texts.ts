import { z } from 'zod';

/** A string of 1 to `max` characters. */
export function text(max: number): z.ZodString {
  return z
    .string()
    .min(1, 'must be more than 0 characters')
    .max(max, `must be less than ${max + 1} characters`);
}

/** A plain_text object of at most `max` characters. */
export function plain(max: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: text(max), emoji: z.boolean().optional() });
}

/** A mrkdwn object of at most `max` characters. */
export function mrkdwn(max: number) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: text(max), verbatim: z.boolean().optional() });
}

/** Either text object. */
export function anyText(max: number) {
  return z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);
}

/** The dialog that asks "are you sure?". */
export const confirm = z.strictObject({
  title: plain(100),
  text: anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});

/** An option of a menu: plain text only. The limit of `value` is that of docs.slack.dev; the SDK's types still say 75. */
export const menuOption = z.strictObject({
  text: plain(75),
  value: text(150),
  description: plain(75).optional(),
});

/** An option of an overflow menu, which may be a link. */
export const overflowOption = menuOption.extend({ url: text(3000).optional() });

/** An option of checkboxes and radio buttons: mrkdwn too. */
export const choiceOption = z.strictObject({
  text: anyText(75),
  value: text(150),
  description: anyText(75).optional(),
});

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
  })
  .optional();

const richText = z.strictObject({ type: z.literal('text'), text: text(40_000), style });
const richLink = z.strictObject({
  type: z.literal('link'),
  url: text(3000),
  text: text(3000).optional(),
  unsafe: z.boolean().optional(),
  style,
});

const inline = z.discriminatedUnion('type', [
  richText,
  richLink,
  z.strictObject({ type: z.literal('user'), user_id: text(255), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: text(255), style }),
  z.strictObject({ type: z.literal('channel'), channel_id: text(255), style }),
  z.strictObject({ type: z.literal('team'), team_id: text(255), style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), style }),
  z.strictObject({ type: z.literal('emoji'), name: text(255), unicode: z.string().optional(), style }),
  z.strictObject({ type: z.literal('color'), value: text(255), style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.number().int(),
    format: text(255),
    url: text(3000).optional(),
    fallback: text(255).optional(),
    style,
  }),
]);

const border = z.union([z.literal(0), z.literal(1)]).optional();
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline) });

/** What a rich_text block is made of. */
export const richElement = z.discriminatedUnion('type', [
  section,
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.enum(['bullet', 'ordered']),
    elements: z.array(section).min(1),
    indent: z.number().int().min(0).max(8).optional(),
    offset: z.number().int().min(0).optional(),
    border,
  }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline), border }),
  z.strictObject({
    type: z.literal('rich_text_preformatted'),
    elements: z.array(z.discriminatedUnion('type', [richText, richLink])),
    border,
    language: z.string().optional(),
  }),
]);
