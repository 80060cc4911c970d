import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { type Json, objects, str } from '../slack/json.ts';
import type { FormProblem } from './errors.ts';
import { countProblems, lengthProblems, type Path, problem, specProblems } from './form.ts';

/** The option types by Discord's numbers. */
export const optionTypes = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const;

const validName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Whether an option is a subcommand or a group of them. */
export function isBranch({ type }: Json): boolean {
  return type === optionTypes.subcommand || type === optionTypes.group;
}

function nameProblems(command: Json, path: Path): FormProblem[] {
  const names: readonly (readonly [Path, unknown])[] = [
    [[...path, 'name'], command.name],
    ...Object.entries(command.name_localizations ?? {}).map(([locale, name]): readonly [Path, unknown] => [
      [...path, 'name_localizations', locale],
      name,
    ]),
  ];
  return names.flatMap(([at, name]) =>
    validName.test(str(name)) && str(name) === str(name).toLowerCase()
      ? []
      : [problem(at, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')],
  );
}

function choiceProblems(option: Json, path: Path): FormProblem[] {
  const choices = objects(option.choices);
  const isText = option.type === optionTypes.string;
  return [
    ...countProblems(option.choices, [...path, 'choices'], [0, 25]),
    ...choices.flatMap(({ name, value }, at) => [
      ...lengthProblems(name ?? '', [...path, 'choices', at, 'name'], [1, 100]),
      ...(isText ? lengthProblems(value, [...path, 'choices', at, 'value'], [1, 100]) : []),
      ...(choices.findIndex((other) => other.name === name) < at
        ? [
            problem(
              [...path, 'choices', at],
              'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS',
              'Choice names must be unique',
            ),
          ]
        : []),
    ]),
    ...(choices.length > 0 && option.autocomplete === true
      ? [
          problem(
            path,
            'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
            'An option cannot have both choices and autocomplete',
          ),
        ]
      : []),
  ];
}

function optionsProblems(owner: Json, path: Path, depth: number): FormProblem[] {
  const options = objects(owner.options);
  const here = [...path, 'options'];
  const branches = options.filter(isBranch).length;
  const misplaced = options.some(
    (option, at) => option.required === true && options[at - 1]?.required !== true && at > 0,
  );
  const tooDeep = options.some(
    ({ type }) => (depth === 1 && type === optionTypes.group) || (depth === 2 && isBranch({ type })),
  );
  return [
    ...countProblems(owner.options, here, [0, 25]),
    ...(branches > 0 && branches < options.length
      ? [
          problem(
            here,
            'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
            'Sub-command and sub-command group option types are mutually exclusive to all other types',
          ),
        ]
      : []),
    ...(tooDeep ? [problem(here, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands cannot be nested so')] : []),
    ...(misplaced
      ? [
          problem(
            here,
            'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
            'Required options must be placed before non-required options',
          ),
        ]
      : []),
    ...options.flatMap((option, at) => [
      ...(options.findIndex(({ name }) => name === option.name) < at
        ? [problem([...here, at], 'APPLICATION_COMMAND_OPTIONS_NAME_EXISTS', 'Option names must be unique')]
        : []),
      ...textProblems(option, [...here, at]),
      ...choiceProblems(option, [...here, at]),
      ...optionsProblems(option, [...here, at], option.type === optionTypes.group ? 1 : 2),
    ]),
  ];
}

function textProblems(command: Json, path: Path): FormProblem[] {
  return [
    ...nameProblems(command, path),
    ...lengthProblems(command.description ?? '', [...path, 'description'], [1, 100]),
    ...Object.entries(command.description_localizations ?? {}).flatMap(([locale, text]) =>
      lengthProblems(text, [...path, 'description_localizations', locale], [1, 100]),
    ),
  ];
}

function sizeOf(owner: Json): number {
  const own = [owner.name, owner.description].reduce<number>((sum, text) => sum + str(text).length, 0);
  const choices = objects(owner.choices).reduce(
    (sum, { name, value }) => sum + str(name).length + str(value).length,
    0,
  );
  return objects(owner.options).reduce((sum, option) => sum + sizeOf(option), own + choices);
}

/** discord.js sends permissions as text, which the API takes and its OpenAPI does not mention. */
function forSpec(command: Json): Json {
  const { default_member_permissions: permissions } = command;
  return typeof permissions === 'string' ? { ...command, default_member_permissions: Number(permissions) } : command;
}

function commandProblems(command: Json, at: number): FormProblem[] {
  const { type = 1 } = command;
  const isSlash = type === 1;
  const own = [
    ...(isSlash ? [...textProblems(command, [at]), ...optionsProblems(command, [at], 0)] : []),
    ...(sizeOf(command) > 8000
      ? [problem([at], 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)')]
      : []),
  ];
  return own.length > 0 ? own : specProblems(ApplicationCommandUpdateRequestSchema, forSpec(command), [at]);
}

/** What is wrong with the commands of a bulk overwrite. */
export function commandListProblems(commands: readonly Json[]): FormProblem[] {
  const keys = commands.map(({ type = 1, name }) => `${type} ${str(name)}`);
  return [
    ...commands.flatMap(commandProblems),
    ...keys.flatMap((key, at) =>
      keys.indexOf(key) < at
        ? [problem([at], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique')]
        : [],
    ),
  ];
}
