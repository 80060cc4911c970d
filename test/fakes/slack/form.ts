import { isJson, type Json, obj, objects, str } from './json.ts';
import { held } from './view-state.ts';
import { inputKey } from './views.ts';
import type { ViewRecord, World } from './world.ts';

/** What somebody types into a field or chooses in a menu. */
export type Entry = string | readonly string[];

function optionsOf(element: Json): readonly Json[] {
  return [...objects(element.options), ...objects(element.option_groups).flatMap((group) => objects(group.options))];
}

/** The option that somebody means by its text or value. */
export function pick(options: readonly Json[], wanted: string): Json {
  const found = options.find((option) => [str(obj(option.text).text), str(option.value)].includes(wanted));
  if (!found) throw new Error(`No option "${wanted}" among ${JSON.stringify(options.map((each) => each.text))}.`);
  return found;
}

function place(world: World, wanted: string): string {
  const name = wanted.replace(/^#/, '');
  const found = [...world.channels.values()].find(
    (each) => each.id === wanted || (each.name === name && each.type !== 'im'),
  );
  if (!found) throw new Error(`No channel "${wanted}".`);
  return found.id;
}

function person(world: World, wanted: string): string {
  const found = [...world.members.values()].find((each) => each.id === wanted || each.name === wanted);
  if (!found) throw new Error(`No member "${wanted}".`);
  return found.id;
}

/** What an element holds after an entry, and the name of the field that payloads show it in. */
export function entered(
  world: World,
  element: Json,
  entry: Entry,
  offered: readonly Json[] = optionsOf(element),
): { readonly field: string; readonly value: unknown } {
  const one = typeof entry === 'string' ? entry : (entry[0] ?? '');
  const list = typeof entry === 'string' ? [entry] : entry;
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
    case 'external_select':
      return { field: 'selected_option', value: pick(offered, one) };
    case 'multi_static_select':
    case 'checkboxes':
      return { field: 'selected_options', value: list.map((each) => pick(offered, each)) };
    case 'conversations_select':
      return { field: 'selected_conversation', value: place(world, one) };
    case 'channels_select':
      return { field: 'selected_channel', value: place(world, one) };
    case 'users_select':
      return { field: 'selected_user', value: person(world, one) };
    case 'timepicker':
      return { field: 'selected_time', value: one };
    case 'datepicker':
      return { field: 'selected_date', value: one };
    default:
      return { field: 'value', value: one };
  }
}

function faultOf(element: Json, value: unknown, optional: boolean): string | undefined {
  const empty = value === null || (Array.isArray(value) && value.length === 0);
  if (empty) return optional ? undefined : 'Please complete this required field.';
  if (typeof value !== 'string' || element.type !== 'plain_text_input') return undefined;
  const [least, most] = [Number(element.min_length ?? 0), Number(element.max_length ?? 3000)];
  if (value.length > most) return `Must be at most ${most} characters.`;
  if (value.length < least) return `Must be at least ${least} characters.`;
  return undefined;
}

/** What Slack's client says about a form before it sends it, by block_id; empty when it sends it. */
export function clientErrors(view: ViewRecord): Readonly<Record<string, string>> {
  const errors = view.blocks.flatMap((block) => {
    const { element } = block;
    if (block.type !== 'input' || !isJson(element)) return [];
    const value = held(element, view.inputs.get(inputKey(block, element)));
    const fault = faultOf(element, value, block.optional === true);
    return fault ? [[str(block.block_id), fault] as const] : [];
  });
  return Object.fromEntries(errors);
}
