import {
  type APIChannelSelectComponent,
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIStringSelectComponent,
  type APITextDisplayComponent,
  type APITextInputComponent,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import type { FieldValues } from '../../domain/interaction.ts';
import type { Field, Form, Option } from '../../reply/reply.ts';
import { formatModalId } from './custom-id.ts';
import { clean, escapeMarkdown, inlineMarkdown, isSeen, label, oneLine, shorten } from './escape.ts';
import { limits } from './limits.ts';

/** What a modal opens with besides its form. */
export type FormContext = {
  /** The platform's id of the workspace, for a form that is opened in private. */
  readonly workspace?: string | undefined;
  /** What was put in before, by the fields' names; it takes the place of what the form has filled in. */
  readonly draft?: FieldValues | undefined;
};

type ChoiceField = Extract<Field, { type: 'choice' }>;
type TextField = Extract<Field, { type: 'text' }>;
type Part = APILabelComponent | APITextDisplayComponent;

/** Characters of a form's context before they are escaped, so that they fit afterwards. */
const contextLength = 800;
/** Longest time of day that is taken: what is no time comes back with a reason. */
const timeLength = 20;

/**
 * A form as a modal within all of Discord's limits, whatever is in it: at most five fields, and the form's context above
 * them when there are fewer. A value that no custom id can hold is not brought back.
 */
export function renderForm(form: Form, context: FormContext): APIModalInteractionResponseCallbackData {
  const { name, value } = form;
  const fields = form.fields.filter(isUsable).slice(0, limits.modalComponents);
  const parts = fields.map((field) => renderField(withDraft(field, context.draft ?? {})));
  const about = displays(inlineMarkdown(form.context, contextLength));
  const fitted = about.length + parts.length > limits.modalComponents ? parts : [...about, ...parts];
  return {
    custom_id: formatModalId({ form: name, value, workspace: context.workspace }) ?? emptyModalId(name),
    title: label(limits.modalTitle, form.title, 'Interview Coach'),
    components: fitted.length > 0 ? fitted : displays('Nothing to fill in.'),
  };
}

function emptyModalId(form: Form['name']): string {
  return formatModalId({ form, value: '' }) ?? form;
}

function displays(content: string): APITextDisplayComponent[] {
  return isSeen(content) ? [{ type: ComponentType.TextDisplay, content }] : [];
}

/** Whether a field comes back under its name: it is whole, and no other's. */
function isUsable({ name }: Field, index: number, fields: readonly Field[]): boolean {
  return isWhole(name, limits.customId) && fields.findIndex((other) => other.name === name) === index;
}

function isWhole(text: string, length: number): boolean {
  return isSeen(text) && text.length <= length && clean(text) === text;
}

/** A field that holds what was put in before. */
function withDraft(field: Field, draft: FieldValues): Field {
  const values = Object.hasOwn(draft, field.name) ? draft[field.name] : undefined;
  if (values === undefined) return field;
  const [first = ''] = values;
  switch (field.type) {
    case 'text':
      return { ...field, text: first };
    case 'choice':
      return { ...field, chosen: values };
    case 'channel':
      return { ...field, channel: first };
    case 'time':
      return { ...field, time: first };
    default:
      return field satisfies never;
  }
}

/** A field under its label, with its problem below that; a choice without options says that there are none. */
function renderField(field: Field): Part {
  const component = renderComponent(field);
  const text = fieldLabel(field);
  if (component === undefined)
    return { type: ComponentType.TextDisplay, content: escapeMarkdown(`${text}: nothing to choose from`) };
  const description = descriptionOf(field);
  return { type: ComponentType.Label, label: text, component, ...(description !== '' && { description }) };
}

/** The words over a field, cut between words where there is not enough room. */
function fieldLabel(field: Field): string {
  const text = label(limits.fieldLabel, field.label, field.name);
  return text.length < limits.fieldLabel ? text : text.replace(/\s\S*…$/, '…');
}

/** What is wrong with a field, or else its whole label when that had to be cut. */
function descriptionOf(field: Field): string {
  const problem = oneLine(field.problem ?? '');
  const whole = oneLine(field.label);
  const said = isSeen(problem) || whole.length <= limits.fieldLabel ? problem : whole;
  return isSeen(said) ? shorten(said, limits.fieldDescription) : '';
}

function renderComponent(field: Field): APIComponentInLabel | undefined {
  switch (field.type) {
    case 'text':
      return renderText(field);
    case 'choice':
      return renderChoice(field);
    case 'channel':
      return renderChannel(field.name, field.channel ?? '');
    case 'time':
      return { ...textInput(field.name, field.time, timeLength), placeholder: '09:00' };
    default:
      return field satisfies never;
  }
}

function renderText({ name, text, maxLength, multiline, optional = false }: TextField): APITextInputComponent {
  const longest = Math.max(1, Math.min(limits.inputText, Math.floor(maxLength)));
  const style = multiline ? TextInputStyle.Paragraph : TextInputStyle.Short;
  return { ...textInput(name, text, longest), style, required: !optional };
}

/** A box for text, on one line. */
function textInput(name: string, text: string, longest: number): APITextInputComponent {
  const value = shorten(clean(text), longest);
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: TextInputStyle.Short,
    required: true,
    max_length: longest,
    ...(value !== '' && { value }),
  };
}

/** A menu of the options, of which one, or several and none, can be chosen. */
function renderChoice(field: ChoiceField): APIStringSelectComponent | undefined {
  const shown = pickOptions(field);
  if (shown.length === 0) return undefined;
  const chosen = shown.filter(({ value }) => field.chosen.includes(value));
  const kept = field.multiple ? chosen : chosen.slice(0, 1);
  return {
    type: ComponentType.StringSelect,
    custom_id: field.name,
    required: !field.multiple,
    min_values: field.multiple ? 0 : 1,
    max_values: field.multiple ? shown.length : 1,
    options: shown.map((option) => ({
      label: label(limits.optionText, option.label, option.value),
      value: option.value,
      ...(kept.includes(option) && { default: true }),
    })),
  };
}

/** The options that Discord can hold, in their order, with those that are chosen among them. */
function pickOptions({ options, chosen }: ChoiceField): readonly Option[] {
  const usable = options.filter(
    ({ value }, index) =>
      isWhole(value, limits.optionText) && options.findIndex((other) => other.value === value) === index,
  );
  const first = usable.filter(({ value }) => chosen.includes(value));
  const kept = new Set([...new Set([...first, ...usable])].slice(0, limits.options));
  return usable.filter((option) => kept.has(option));
}

/** A menu of the channels in which something can be posted. */
function renderChannel(name: string, channel: string): APIChannelSelectComponent {
  const isId = /^[1-9]\d{14,19}$/.test(channel);
  return {
    type: ComponentType.ChannelSelect,
    custom_id: name,
    required: true,
    channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum],
    ...(isId && { default_values: [{ id: channel, type: SelectMenuDefaultValueType.Channel }] }),
  };
}
