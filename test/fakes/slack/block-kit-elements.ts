import { z } from 'zod';
import { anyText, choiceOption, confirm, menuOption, overflowOption, plain, text } from './block-kit-texts.ts';

const id = { action_id: text(255).optional() };
const sure = { confirm: confirm.optional() };
const focus = { focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plain(150).optional() };
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm');
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a date as YYYY-MM-DD');
const options = z.array(menuOption).min(1, 'must have at least 1 item').max(100, 'must have at most 100 items');
const groups = z
  .array(z.strictObject({ label: plain(75), options }))
  .min(1, 'must have at least 1 item')
  .max(100, 'must have at most 100 items');
const choices = z.array(choiceOption).min(1, 'must have at least 1 item').max(10, 'must have at most 10 items');
const dispatch = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .optional(),
    })
    .optional(),
};

type Menu = {
  readonly options?: readonly { readonly value: string }[] | undefined;
  readonly option_groups?: readonly { readonly options: readonly { readonly value: string }[] }[] | undefined;
  readonly initial_option?: { readonly value: string } | undefined;
  readonly initial_options?: readonly { readonly value: string }[] | undefined;
};

/** What is wrong with the options of a menu as a whole; undefined when nothing is. */
function menuFault(menu: Menu): string | undefined {
  const offered = [...(menu.options ?? []), ...(menu.option_groups ?? []).flatMap((group) => group.options)];
  if (offered.length === 0 || (menu.options && menu.option_groups)) return 'must have either options or option_groups';
  const initial = [...(menu.initial_options ?? []), ...(menu.initial_option ? [menu.initial_option] : [])];
  const known = new Set(offered.map((option) => JSON.stringify(option)));
  if (initial.some((option) => !known.has(JSON.stringify(option)))) return 'initial option(s) must match the options';
  return undefined;
}

function checkMenu(menu: Menu, context: z.core.$RefinementCtx): void {
  const message = menuFault(menu);
  if (message) context.addIssue({ code: 'custom', message });
}

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  value: text(2000).optional(),
  url: text(3000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  accessibility_label: text(75).optional(),
  ...id,
  ...sure,
});

const selects = [
  z
    .strictObject({
      type: z.literal('static_select'),
      options: options.optional(),
      option_groups: groups.optional(),
      initial_option: menuOption.optional(),
      ...id,
      ...sure,
      ...focus,
      ...placeholder,
    })
    .superRefine(checkMenu),
  z
    .strictObject({
      type: z.literal('multi_static_select'),
      options: options.optional(),
      option_groups: groups.optional(),
      initial_options: z.array(menuOption).min(1).optional(),
      max_selected_items: z.number().int().min(1).optional(),
      ...id,
      ...sure,
      ...focus,
      ...placeholder,
    })
    .superRefine(checkMenu),
  z.strictObject({
    type: z.literal('conversations_select'),
    initial_conversation: text(255).optional(),
    default_to_current_conversation: z.boolean().optional(),
    response_url_enabled: z.boolean().optional(),
    filter: z
      .strictObject({
        include: z
          .array(z.enum(['im', 'mpim', 'private', 'public']))
          .min(1)
          .optional(),
        exclude_external_shared_channels: z.boolean().optional(),
        exclude_bot_users: z.boolean().optional(),
      })
      .optional(),
    ...id,
    ...sure,
    ...focus,
    ...placeholder,
  }),
  z.strictObject({
    type: z.literal('channels_select'),
    initial_channel: text(255).optional(),
    response_url_enabled: z.boolean().optional(),
    ...id,
    ...sure,
    ...focus,
    ...placeholder,
  }),
  z.strictObject({
    type: z.literal('users_select'),
    initial_user: text(255).optional(),
    ...id,
    ...sure,
    ...focus,
    ...placeholder,
  }),
  z.strictObject({
    type: z.literal('external_select'),
    initial_option: menuOption.optional(),
    min_query_length: z.number().int().min(0).optional(),
    ...id,
    ...sure,
    ...focus,
    ...placeholder,
  }),
  z.strictObject({
    type: z.literal('timepicker'),
    initial_time: time.optional(),
    timezone: text(255).optional(),
    ...id,
    ...sure,
    ...focus,
    ...placeholder,
  }),
  z.strictObject({
    type: z.literal('datepicker'),
    initial_date: date.optional(),
    ...id,
    ...sure,
    ...focus,
    ...placeholder,
  }),
  z
    .strictObject({
      type: z.literal('checkboxes'),
      options: choices,
      initial_options: z.array(choiceOption).min(1).optional(),
      ...id,
      ...sure,
      ...focus,
    })
    .superRefine(checkMenu),
  z
    .strictObject({
      type: z.literal('radio_buttons'),
      options: choices,
      initial_option: choiceOption.optional(),
      ...id,
      ...sure,
      ...focus,
    })
    .superRefine(checkMenu),
] as const;

const overflow = z.strictObject({
  type: z.literal('overflow'),
  options: z.array(overflowOption).min(1, 'must have at least 1 item').max(5, 'must have at most 5 items'),
  ...id,
  ...sure,
});

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    initial_value: z.string().max(3000, 'must be less than 3001 characters').optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
    ...id,
    ...focus,
    ...placeholder,
    ...dispatch,
  })
  .refine(
    (input) => (input.initial_value ?? '').length <= (input.max_length ?? 3000),
    'initial_value exceeds max_length',
  )
  .refine((input) => (input.min_length ?? 0) <= (input.max_length ?? 3000), 'min_length exceeds max_length');

const imageFields = {
  type: z.literal('image'),
  image_url: text(3000).optional(),
  slack_file: z
    .union([
      z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/, 'input must match regex pattern: ^[F][A-Z0-9]{8,}$') }),
      z.strictObject({ url: text(3000) }),
    ])
    .optional(),
  alt_text: text(2000),
};

/** Whether an image has exactly one source. */
export function hasOneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}

/** The image block, which may have a title and an id. */
export const imageBlock = z
  .strictObject({ ...imageFields, title: plain(2000).optional(), block_id: text(255).optional() })
  .refine(hasOneSource, 'must have either image_url or slack_file');

const image = z.strictObject(imageFields).refine(hasOneSource, 'must have either image_url or slack_file');

/** What an actions block may hold. */
export const actionElement = z.discriminatedUnion('type', [button, overflow, ...selects]);

/** What may stand beside a section. */
export const accessory = z.discriminatedUnion('type', [button, overflow, image, ...selects]);

/** What an input block may hold. */
export const inputElement = z.discriminatedUnion('type', [plainTextInput, ...selects]);

/** What a context block may hold. */
export const contextElement = z.union([anyText(3000), image]);
