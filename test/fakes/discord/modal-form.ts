import { type Json, objects, str } from '../slack/json.ts';
import { componentTypes, isField, isSelect, labelled, walk } from './component-tree.ts';
import type { ChannelRecord } from './directory.ts';
import { entityIds, resolve } from './entity-select.ts';
import type { Input, ModalRecord } from './modal-record.ts';
import type { World } from './world.ts';

/** A field of a modal with the words over it. */
export type Field = { readonly label: string; readonly component: Json };

/** The fields of a modal in order. */
export function fieldsOf({ data }: ModalRecord): readonly Field[] {
  return objects(data.components).flatMap((top) => {
    const component = labelled(top);
    if (component) return [{ label: str(top.label), component }];
    return objects(top.components)
      .filter(isField)
      .map((each) => ({ label: str(each.label), component: each }));
  });
}

/** The field that somebody means by its label, placeholder or custom_id. */
export function findField(modal: ModalRecord, name: string): Field | undefined {
  return fieldsOf(modal).find(({ label, component }) =>
    [label, str(component.placeholder), str(component.custom_id)].includes(name),
  );
}

/** What stands in a field: what somebody put in, or what the app had filled in. */
export function heldIn(modal: ModalRecord, { component }: Field): Input {
  const typed = modal.inputs.get(str(component.custom_id));
  if (typed !== undefined) return typed;
  if (component.type === componentTypes.textInput) return str(component.value);
  if (component.type === componentTypes.checkbox) return component.default === true;
  const options = objects(component.options).filter((option) => option.default === true);
  return [...options.map(({ value }) => str(value)), ...objects(component.default_values).map(({ id }) => str(id))];
}

/** The values of options that somebody means by their labels or values. */
export function optionValues(component: Json, names: readonly string[]): readonly string[] {
  return names.map((name) => {
    const option = objects(component.options).find(({ label, value }) => label === name || value === name);
    if (!option) throw new Error(`There is no option "${name}" to choose.`);
    return str(option.value);
  });
}

/** Puts something into a field as the client lets one. */
export function enter(world: World, channel: ChannelRecord, component: Json, entry: Input): Input {
  if (component.type === componentTypes.textInput) return String(entry);
  if (component.type === componentTypes.checkbox) return entry === true || entry === 'true';
  const names = typeof entry === 'string' ? [entry] : Array.isArray(entry) ? entry : [];
  if (component.options === undefined) return entityIds(world, channel, component, names);
  return optionValues(component, names);
}

function countError(component: Json, count: number): string | undefined {
  const isGroup = component.type === componentTypes.checkboxGroup;
  const { min_values: least = 1, max_values: most = isGroup ? objects(component.options).length : 1 } = component;
  if (count === 0 && component.required === false) return undefined;
  if (count < Number(least) || (count === 0 && component.required !== false)) return 'This field is required';
  return count > Number(most) ? `Choose ${most} or fewer.` : undefined;
}

function fieldError(modal: ModalRecord, field: Field): string | undefined {
  const { component } = field;
  const held = heldIn(modal, field);
  if (typeof held === 'boolean') return undefined;
  if (typeof held !== 'string') return countError(component, held.length);
  const { length } = [...held];
  const { min_length: least = 0, max_length: most = 4000, required = true } = component;
  if (held.trim() === '') return required === false ? undefined : 'This field is required';
  if (length < Number(least)) return `Must be at least ${least} in length.`;
  return length > Number(most) ? `Must be ${most} or fewer in length.` : undefined;
}

/** What the client finds wrong before it sends a form. */
export function formErrors(modal: ModalRecord): readonly string[] {
  return fieldsOf(modal).flatMap((field) => {
    const error = fieldError(modal, field);
    return error === undefined ? [] : [`${field.label}: ${error}`];
  });
}

function sentField(modal: ModalRecord, field: Field, id: number): Json {
  const { type, custom_id } = field.component;
  const held = heldIn(modal, field);
  if (typeof held === 'boolean' || typeof held === 'string') return { type, id, custom_id, value: held };
  if (type === componentTypes.radioGroup) return { type, id, custom_id, value: held[0] ?? null };
  return { type, id, custom_id, values: held };
}

/** The data of the interaction that a form is sent as. */
export function submissionData(world: World, channel: ChannelRecord, modal: ModalRecord, user: string): Json {
  const fields = fieldsOf(modal);
  let last = 0;
  const next = () => {
    last += 1;
    return last;
  };
  const sentOf = (component: Json): Json[] =>
    fields.filter((field) => field.component === component).map((field) => sentField(modal, field, next()));
  const components = objects(modal.data.components).map((top): Json => {
    const id = typeof top.id === 'number' ? top.id : next();
    const { type } = top;
    const [only] = sentOf(labelled(top) ?? {});
    if (only) return { type, id, component: only };
    return top.components === undefined
      ? { type, id }
      : { type, id, components: objects(top.components).flatMap(sentOf) };
  });
  const selects = walk(modal.data.components)
    .map(({ component }) => component)
    .filter(isSelect);
  const ids = fields
    .filter(({ component }) => selects.includes(component) && component.options === undefined)
    .flatMap((field) => heldIn(modal, field))
    .map(str);
  const resolved = resolve({ world, channel, user }, ids);
  return { custom_id: modal.data.custom_id, components, ...(resolved ? { resolved } : {}) };
}
