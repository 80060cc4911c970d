import type { types } from '@slack/bolt';
import { plain } from '../../reply/inline.ts';
import type { Field, Option, RichText } from '../../reply/reply.ts';
import { clean, shorten } from './escape.ts';
import { limits } from './limits.ts';
import { label, richBlocks, runs, section } from './texts.ts';

/** The id of the one element in the block of a field. */
const fieldActionId = 'value';

type ChoiceField = Extract<Field, { type: 'choice' }>;
type TextField = Extract<Field, { type: 'text' }>;

/** A field as an input, with its problem above it; a choice without options says that there are none. */
export function renderField(field: Field, blockId: string | undefined): types.KnownBlock[] {
  const element = renderElement(field);
  const problem = line([{ type: 'strong', text: field.problem ?? '' }]);
  if (element === undefined) return [...problem, ...line(plain(`${field.label}: nothing to choose from`))];
  const input: types.InputBlock = {
    type: 'input',
    label: label(limits.inputLabel, field.label, field.name),
    element,
    ...(blockId !== undefined && { block_id: blockId }),
    ...(mayBeEmpty(field) && { optional: true }),
  };
  return [...problem, input];
}

function mayBeEmpty(field: Field): boolean {
  return (field.type === 'choice' && field.multiple) || (field.type === 'text' && field.optional === true);
}

function line(text: RichText): types.KnownBlock[] {
  return richBlocks(section(runs(text, limits.inputLabel)));
}

function renderElement(field: Field): types.InputBlockElement | undefined {
  switch (field.type) {
    case 'text':
      return renderText(field);
    case 'choice':
      return renderChoice(field);
    case 'channel':
      return renderChannel(field.channel);
    case 'time':
      return renderTime(field.time);
    default:
      return field satisfies never;
  }
}

/** A box for text; it takes at least one character, since Slack allows no less. */
function renderText({ text, maxLength, multiline }: TextField): types.PlainTextInput {
  const longest = Math.max(1, Math.min(limits.inputText, Math.floor(maxLength)));
  const words = shorten(clean(text), longest);
  return {
    type: 'plain_text_input',
    action_id: fieldActionId,
    multiline,
    max_length: longest,
    ...(words !== '' && { initial_value: words }),
  };
}

/** One of the options or several: all at a glance while they are few, a menu when they are many. */
function renderChoice(field: ChoiceField): types.InputBlockElement | undefined {
  const { options, chosen } = pickOptions(field);
  const [first] = chosen;
  if (options.length === 0) return undefined;
  if (field.multiple) {
    const type = options.length <= limits.checkboxes ? 'checkboxes' : 'multi_static_select';
    return { type, action_id: fieldActionId, options, ...(first && { initial_options: chosen }) };
  }
  const type = options.length <= fewOptions ? 'radio_buttons' : 'static_select';
  return { type, action_id: fieldActionId, options, ...(first && { initial_option: first }) };
}

const fewOptions = 5;

/** The options that Slack can hold, in their order, with those that are chosen among them. */
function pickOptions(field: ChoiceField) {
  const usable = field.options.filter(isUsable);
  const isChosen = ({ value }: Option) => field.chosen.includes(value);
  const kept = new Set([...new Set([...usable.filter(isChosen), ...usable])].slice(0, limits.options));
  const shown = usable
    .filter((option) => kept.has(option))
    .map((option) => ({ option, rendered: renderOption(option) }));
  return {
    options: shown.map(({ rendered }) => rendered),
    chosen: shown.filter(({ option }) => isChosen(option)).map(({ rendered }) => rendered),
  };
}

/** Whether an option comes back as it is: its value is whole, and no other's. */
function isUsable({ value }: Option, index: number, options: readonly Option[]): boolean {
  const fits = value !== '' && value.length <= limits.optionValue && clean(value) === value;
  return fits && options.findIndex((other) => other.value === value) === index;
}

function renderOption(option: Option): types.PlainTextOption {
  return { text: label(limits.optionText, option.label, option.value), value: option.value };
}

/** A menu of the channels that the member sees; the one they are in unless another was chosen. */
function renderChannel(channel: string | undefined): types.ConversationsSelect {
  return {
    type: 'conversations_select',
    action_id: fieldActionId,
    filter: { include: ['public', 'private'], exclude_bot_users: true, exclude_external_shared_channels: false },
    ...(channel && /^[CG][A-Z0-9]{1,30}$/.test(channel)
      ? { initial_conversation: channel }
      : { default_to_current_conversation: true }),
  };
}

function renderTime(time: string): types.Timepicker {
  const isTime = /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time);
  return { type: 'timepicker', action_id: fieldActionId, ...(isTime && { initial_time: time }) };
}
