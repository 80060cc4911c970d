import { elementsOf } from './block-kit.ts';
import { type Json, str } from './json.ts';
import type { ViewRecord } from './world.ts';

/** Which field of a state value holds what was typed or chosen, and which field of the element what was there first. */
const fields: Readonly<Record<string, readonly [value: string, initial: string]>> = {
  plain_text_input: ['value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  multi_static_select: ['selected_options', 'initial_options'],
  checkboxes: ['selected_options', 'initial_options'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  channels_select: ['selected_channel', 'initial_channel'],
  users_select: ['selected_user', 'initial_user'],
  timepicker: ['selected_time', 'initial_time'],
  datepicker: ['selected_date', 'initial_date'],
};

const many = ['checkboxes', 'multi_static_select'];

/** What an element holds now: a string, an option, a list of options; null or an empty list when nothing. */
export function held(element: Json, chosen: unknown): unknown {
  const type = str(element.type);
  const initial = element[fields[type]?.[1] ?? ''];
  const value = chosen === undefined ? initial : chosen;
  return value === undefined || value === '' ? (many.includes(type) ? [] : null) : value;
}

/** An element's state as payloads show it; undefined for elements that have none. */
export function stateValue(element: Json, chosen: unknown): Json | undefined {
  const type = str(element.type);
  const field = fields[type];
  if (!field) return undefined;
  return { type, [field[0]]: held(element, chosen) };
}

/** The state of blocks, by block_id and action_id. */
export function stateOfBlocks(blocks: readonly Json[], inputs: ReadonlyMap<string, unknown>): Json {
  const values: Record<string, Record<string, Json>> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const [blockId, actionId] = [str(block.block_id), str(element.action_id)];
      const value = stateValue(element, inputs.get(`${blockId}/${actionId}`));
      if (value) values[blockId] = { ...values[blockId], [actionId]: value };
    }
  }
  return values;
}

/** The state of a view, by block_id and action_id. */
export function stateOf(view: ViewRecord): Json {
  return stateOfBlocks(view.blocks, view.inputs);
}
