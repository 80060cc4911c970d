import { ModalInteractionCallbackRequestSchema } from 'discord-api-spec/zod';
import { isJson, type Json, objects, str } from '../slack/json.ts';
import { duplicates, optionProblems } from './component-rules.ts';
import { componentTypes, type Placed, walk } from './component-tree.ts';
import type { FormProblem } from './errors.ts';
import { countProblems, lengthProblems, problem, specProblems } from './form.ts';

function textProblems({ component, path }: Placed, inLabel: boolean): FormProblem[] {
  const { min_length: least = 0, max_length: most = 4000, value, label } = component;
  return [
    ...(Number(least) > Number(most)
      ? [problem([...path, 'min_length'], 'TEXT_INPUT_MIN_LENGTH_LARGER', 'min_length is larger than max_length')]
      : []),
    ...lengthProblems(value || undefined, [...path, 'value'], [Number(least), Number(most)]),
    ...(inLabel && label != null
      ? [problem([...path, 'label'], 'TEXT_INPUT_LABEL_IN_LABEL', 'The label stands in the Label component')]
      : []),
    ...(!inLabel && str(label) === ''
      ? [problem([...path, 'label'], 'BASE_TYPE_REQUIRED', 'This field is required')]
      : []),
  ];
}

function choiceProblems(placed: Placed): FormProblem[] {
  const { component, path } = placed;
  const { type, min_values: least = 1, max_values: most = objects(component.options).length } = component;
  if (type === componentTypes.stringSelect) return optionProblems(placed, 25);
  if (type !== componentTypes.checkboxGroup && type !== componentTypes.radioGroup) return [];
  return [
    ...optionProblems(placed, 10),
    ...(Number(least) > Number(most)
      ? [problem([...path, 'min_values'], 'GROUP_MIN_VALUES_LARGER', 'min_values is larger than max_values')]
      : []),
    ...(type === componentTypes.radioGroup ? countProblems(component.options, [...path, 'options'], [2, 10]) : []),
  ];
}

function requiredProblems({ component, path }: Placed): FormProblem[] {
  const optional = component.required === false;
  const asksNothing = component.min_values === 0;
  const required = component.type === componentTypes.checkbox && component.required !== undefined;
  return [
    ...(asksNothing && !optional && component.type !== componentTypes.stringSelect
      ? [problem([...path, 'min_values'], 'FIELD_REQUIRED_WITHOUT_VALUES', 'min_values 0 needs required to be false')]
      : []),
    ...(required ? [problem([...path, 'required'], 'CHECKBOX_REQUIRED', 'A checkbox has no "required"')] : []),
  ];
}

function topProblems(component: Json, at: number): FormProblem[] {
  const path = ['components', at];
  if (component.type !== componentTypes.actionRow) {
    return [
      ...lengthProblems(component.label, [...path, 'label'], [1, 45]),
      ...lengthProblems(component.description, [...path, 'description'], [0, 100]),
    ];
  }
  return countProblems(component.components, [...path, 'components'], [1, 1]);
}

/** What is wrong with a modal. */
export function modalProblems(data: Json): FormProblem[] {
  const placed = walk(data.components);
  const within = (path: readonly (string | number)[]) => path.at(-1) === 'component';
  const own = [
    ...lengthProblems(data.title, ['title'], [1, 45]),
    ...lengthProblems(data.custom_id, ['custom_id'], [1, 100]),
    ...countProblems(data.components, ['components'], [1, 5]),
    ...objects(data.components).flatMap(topProblems),
    ...placed.flatMap((each) =>
      each.component.type === componentTypes.textInput
        ? textProblems(each, within(each.path))
        : [...choiceProblems(each), ...(within(each.path) ? requiredProblems(each) : [])],
    ),
    ...duplicates(placed),
  ];
  return own.map(({ path, ...rest }) => ({ path: ['data', ...path], ...rest }));
}

/** What Discord's OpenAPI finds wrong with a response that opens a modal. */
export function modalSpecProblems(body: Json): FormProblem[] {
  return isJson(body.data)
    ? specProblems(ModalInteractionCallbackRequestSchema, body)
    : [problem(['data'], 'BASE_TYPE_REQUIRED', 'This field is required')];
}
