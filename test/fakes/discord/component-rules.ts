import { isJson, type Json, objects, str } from '../slack/json.ts';
import { componentTypes, isSelect, type Placed, walk } from './component-tree.ts';
import type { FormProblem } from './errors.ts';
import { countProblems, lengthProblems, type Path, problem } from './form.ts';

const styles = { link: 5, premium: 6 } as const;

function buttonProblems({ component, path }: Placed): FormProblem[] {
  const { style, url, custom_id, label, emoji } = component;
  const isLink = style === styles.link;
  return [
    ...lengthProblems(label, [...path, 'label'], [0, 80]),
    ...(isLink && custom_id != null
      ? [
          problem(
            path,
            'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
            'A custom id and url cannot both be specified',
          ),
        ]
      : []),
    ...(isLink && str(url) === '' ? [problem([...path, 'url'], 'BASE_TYPE_REQUIRED', 'A url is required')] : []),
    ...(isLink && str(url) !== '' && !/^(https?|discord):\/\//.test(str(url))
      ? [problem([...path, 'url'], 'URL_TYPE_INVALID_SCHEME', `Scheme "${str(url).split(':')[0]}" is not supported.`)]
      : []),
    ...(!isLink && url != null
      ? [problem([...path, 'url'], 'BUTTON_COMPONENT_URL_NOT_LINK', 'Only link buttons can have a url')]
      : []),
    ...(!isLink && style !== styles.premium && str(custom_id) === ''
      ? [problem([...path, 'custom_id'], 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id required')]
      : []),
    ...(style !== styles.premium && !label && !emoji
      ? [problem([...path, 'label'], 'BUTTON_COMPONENT_INVALID_LABEL', 'A label or emoji is required')]
      : []),
  ];
}

/** What is wrong with a list of options: their number, their texts, their values, their defaults. */
export function optionProblems({ component, path }: Placed, most: number): FormProblem[] {
  const options = objects(component.options);
  const values = options.map(({ value }) => str(value));
  return [
    ...countProblems(component.options ?? [], [...path, 'options'], [1, most]),
    ...options.flatMap((option, at) => {
      const here = [...path, 'options', at];
      return [
        ...lengthProblems(option.label ?? '', [...here, 'label'], [1, 100]),
        ...lengthProblems(option.value ?? '', [...here, 'value'], [1, 100]),
        ...lengthProblems(option.description, [...here, 'description'], [0, 100]),
        ...(values.indexOf(values[at] ?? '') < at
          ? [
              problem(
                [...here, 'value'],
                'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
                'The specified option value is already used',
              ),
            ]
          : []),
      ];
    }),
  ];
}

function selectProblems(placed: Placed): FormProblem[] {
  const { component, path } = placed;
  const isString = component.type === componentTypes.stringSelect;
  const defaults = objects(component.options).filter((option) => option.default === true).length;
  const { min_values = 1, max_values = 1 } = component;
  return [
    ...(isString ? optionProblems(placed, 25) : []),
    ...(Number(min_values) > Number(max_values)
      ? [problem([...path, 'min_values'], 'SELECT_COMPONENT_MIN_VALUES_LARGER', 'min_values is larger than max_values')]
      : []),
    ...(isString && Number(max_values) > objects(component.options).length
      ? [problem([...path, 'max_values'], 'SELECT_COMPONENT_MAX_VALUES_TOO_LARGE', 'max_values exceeds the options')]
      : []),
    ...(defaults > Number(max_values)
      ? [problem(path, 'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Number of default options exceeds max_values')]
      : []),
  ];
}

function rowProblems({ component, path }: Placed): FormProblem[] {
  const children = objects(component.components);
  const width = children.reduce((sum, child) => sum + (isSelect(child) ? 5 : 1), 0);
  const here = [...path, 'components'];
  const counted = countProblems(component.components ?? [], here, [1, 5]);
  if (counted.length > 0 || width <= 5) return counted;
  return [problem(here, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width')];
}

function own(placed: Placed): FormProblem[] {
  const { component, path } = placed;
  if (component.type === componentTypes.button) return buttonProblems(placed);
  if (component.type === componentTypes.actionRow) return rowProblems(placed);
  if (component.type === componentTypes.section) {
    return countProblems(component.components ?? [], [...path, 'components'], [1, 3]);
  }
  return isSelect(component) ? selectProblems(placed) : [];
}

/** The custom_ids and ids that stand more than once. */
export function duplicates(placed: readonly Placed[]): FormProblem[] {
  const codes = { custom_id: 'COMPONENT_CUSTOM_ID_DUPLICATED', id: 'COMPONENT_ID_DUPLICATED' } as const;
  return (['custom_id', 'id'] as const).flatMap((key) => {
    const seen = new Set<unknown>();
    return placed.flatMap(({ component, path }) => {
      const value = component[key];
      if (value == null || value === 0) return [];
      if (seen.has(value)) return [problem([...path, key], codes[key], `Component ${key} cannot be duplicated`)];
      seen.add(value);
      return [];
    });
  });
}

function totals(placed: readonly Placed[], path: Path): FormProblem[] {
  const text = placed
    .filter(({ component }) => component.type === componentTypes.textDisplay)
    .reduce((sum, { component }) => sum + [...str(component.content)].length, 0);
  return [
    ...(placed.length > 40
      ? [problem(path, 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'The maximum total number of components is 40')]
      : []),
    ...(text > 4000
      ? [
          problem(
            path,
            'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
            'Components displayable text size exceeds maximum size of 4000',
          ),
        ]
      : []),
  ];
}

/** What is wrong with the components of a message, by the rules that the OpenAPI does not have. */
export function messageComponentProblems(components: unknown, layout: 'v2' | 'legacy'): FormProblem[] {
  const placed = walk(components);
  const path: Path = ['components'];
  const top = Array.isArray(components) ? components.filter(isJson) : [];
  const legacy = [
    ...(top.length > 0 ? countProblems(components, path, [1, 5]) : []),
    ...top.flatMap(({ type }: Json, at) =>
      type === componentTypes.actionRow
        ? []
        : [problem([...path, at, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).')],
    ),
  ];
  return [...(layout === 'legacy' ? legacy : totals(placed, path)), ...placed.flatMap(own), ...duplicates(placed)];
}
