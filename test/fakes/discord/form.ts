import type { Issue, Schema } from 'discord-api-spec/zod';
import type { FormProblem } from './errors.ts';

/** Where in a body something is. */
export type Path = readonly (string | number)[];

/** A problem in Discord's words. */
export function problem(path: Path, code: string, message: string): FormProblem {
  return { path, code, message };
}

/** The problem of a text that is too long or too short; none when it fits or is no text. */
export function lengthProblems(value: unknown, path: Path, [least, most]: readonly [number, number]): FormProblem[] {
  if (typeof value !== 'string') return [];
  const { length } = [...value];
  if (length > most) return [problem(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`)];
  if (length === 0 && least > 0) return [problem(path, 'BASE_TYPE_REQUIRED', 'This field is required')];
  return length < least ? [problem(path, 'BASE_TYPE_MIN_LENGTH', `Must be at least ${least} in length.`)] : [];
}

/** The problem of a list that is too long or too short; none when it fits or is no list. */
export function countProblems(value: unknown, path: Path, [least, most]: readonly [number, number]): FormProblem[] {
  if (!Array.isArray(value) || (value.length >= least && value.length <= most)) return [];
  if (least === 0) return [problem(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`)];
  return [problem(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`)];
}

function isWrongType(issue: Issue): boolean {
  return issue.code === 'invalid_value' && issue.path.at(-1) === 'type' && issue.path.length === 1;
}

function inUnion(issue: Issue, path: Path): FormProblem[] {
  const branches = issue.errors ?? [];
  const meant = branches.filter((branch) => !branch.some(isWrongType));
  const [closest] = meant.toSorted((left, right) => left.length - right.length);
  if (closest && closest.length > 0) return closest.flatMap((each) => translate(each, path));
  const types = branches
    .flat()
    .filter(isWrongType)
    .flatMap(({ values }) => values ?? []);
  const message = `Value of field "type" must be one of (${types.join(', ')}).`;
  return [problem([...path, 'type'], 'UNION_TYPE_CHOICES', message)];
}

function translate(issue: Issue, at: Path): FormProblem[] {
  const path = [...at, ...issue.path];
  const { origin, minimum = 0, maximum = 0 } = issue;
  switch (issue.code) {
    case 'invalid_union':
      return inUnion(issue, path);
    case 'too_big':
      if (origin === 'string') return [problem(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${maximum} or fewer in length.`)];
      if (origin === 'array') return [problem(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${maximum} or fewer in length.`)];
      return [problem(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${maximum}.`)];
    case 'too_small':
      if (origin === 'string' && minimum === 1) return [problem(path, 'BASE_TYPE_REQUIRED', 'This field is required')];
      if (origin === 'number') return [problem(path, 'NUMBER_TYPE_MIN', `int value should be at least ${minimum}.`)];
      return [problem(path, 'BASE_TYPE_MIN_LENGTH', `Must be at least ${minimum} in length.`)];
    case 'invalid_value': {
      const choices = (issue.values ?? []).join(', ');
      return [problem(path, 'BASE_TYPE_CHOICES', `Value must be one of {${choices}}.`)];
    }
    case 'invalid_format':
      return [problem(path, 'STRING_TYPE_REGEX', `The value is no ${issue.format ?? 'such text'}.`)];
    default:
      return [problem(path, 'BASE_TYPE_REQUIRED', `This field is required (${issue.expected ?? issue.code})`)];
  }
}

/** What a schema of Discord's OpenAPI finds wrong in a body. */
export function specProblems(schema: Schema, body: unknown, path: Path = []): FormProblem[] {
  const { error } = schema.safeParse(body);
  return error ? error.issues.flatMap((issue) => translate(issue, path)) : [];
}
