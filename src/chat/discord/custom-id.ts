import { type ActionName, actionNames, type FormName, formNames } from '../../domain/interaction.ts';
import { limits } from './limits.ts';

/** What comes first in every id, so that ids of another shape can be told apart for as long as old messages stand. */
const version = '1';
const valueShape = /^[\w:-]{0,64}$/;
const workspaceShape = /^[\w:-]{1,40}$/;
/** Far more than any message has buttons. */
const mostAlike = 999;

type Travelling = {
  readonly value: string;
  /** The platform's id of the workspace, where the place does not tell. */
  readonly workspace?: string | undefined;
};

/**
 * Writes the id of a button, the `n`th of those alike in its message, counted from 1; undefined for a value or workspace
 * that does not fit into 100 characters of `[\w:|-]`.
 */
export function formatCustomId(
  { name, value, workspace }: Travelling & { readonly name: ActionName },
  n: number,
): string | undefined {
  if (!Number.isInteger(n) || n < 1 || n > mostAlike) return undefined;
  return joinParts(name, { value, workspace }, n === 1 ? '' : String(n));
}

/** Reads the id of a button, which anybody may have written; undefined when `formatCustomId` writes no such id. */
export function parseCustomId(
  id: string,
): { readonly action: ActionName; readonly value: string; readonly workspace?: string } | undefined {
  const { name, travelling, n } = splitParts(id);
  const action = actionNames.find((known) => known === name);
  if (action === undefined || formatCustomId({ name: action, ...travelling }, n) !== id) return undefined;
  return { action, ...travelling };
}

/** Writes the id of a modal; undefined for a value or workspace that does not fit. */
export function formatModalId({
  form,
  value,
  workspace,
}: Travelling & { readonly form: FormName }): string | undefined {
  return joinParts(form, { value, workspace }, '');
}

/** Reads the id of a modal, which anybody may have written; undefined when `formatModalId` writes no such id. */
export function parseModalId(
  id: string,
): { readonly form: FormName; readonly value: string; readonly workspace?: string } | undefined {
  const { name, travelling } = splitParts(id);
  const form = formNames.find((known) => known === name);
  if (form === undefined || formatModalId({ form, ...travelling }) !== id) return undefined;
  return { form, ...travelling };
}

function joinParts(name: string, { value, workspace }: Travelling, n: string): string | undefined {
  if (!valueShape.test(value) || (workspace !== undefined && !workspaceShape.test(workspace))) return undefined;
  const id = [version, name, value, workspace ?? '', n].join('|').replace(/\|+$/, '');
  return id.length <= limits.customId ? id : undefined;
}

function splitParts(id: string) {
  const [, name = '', value = '', workspace = '', n = '1'] = id.split('|', 5);
  return { name, travelling: { value, ...(workspace !== '' && { workspace }) }, n: Number(n) };
}
