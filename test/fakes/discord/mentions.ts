import { type Json, obj, objects, str } from '../slack/json.ts';
import { walk } from './component-tree.ts';

/** The parts of a message that can ping: its text and its text displays, not its embeds. */
export function pingingTexts(body: { readonly content?: unknown; readonly components?: unknown }): readonly string[] {
  const displays = walk(body.components).filter(({ component }) => component.type === 10);
  return [str(body.content), ...displays.map(({ component }) => str(component.content))].filter((text) => text !== '');
}

/** Whom a message pings. */
export type Pings = {
  readonly everyone: boolean;
  readonly users: readonly string[];
  readonly roles: readonly string[];
};

function allows(allowed: unknown, kind: 'everyone' | 'users' | 'roles'): boolean {
  if (allowed == null) return true;
  const { parse } = obj(allowed);
  return Array.isArray(parse) && parse.includes(kind);
}

function named(allowed: unknown, kind: 'users' | 'roles'): readonly string[] {
  const list = obj(allowed)[kind];
  return Array.isArray(list) ? list.map(str) : [];
}

function ids(text: string, form: RegExp): readonly string[] {
  return [...text.matchAll(form)].map(([, id]) => id ?? '');
}

/** Who is pinged by what stands in a message, given what its `allowed_mentions` allow (all when it has none). */
export function pingsOf(body: { readonly content?: unknown; readonly components?: unknown }, allowed: unknown): Pings {
  const text = pingingTexts(body).join('\n');
  const only = (kind: 'users' | 'roles', found: readonly string[]) =>
    allows(allowed, kind) ? found : found.filter((id) => named(allowed, kind).includes(id));
  return {
    everyone: /@(?:everyone|here)/.test(text) && allows(allowed, 'everyone'),
    users: only('users', ids(text, /<@!?(\d+)>/g)),
    roles: only('roles', ids(text, /<@&(\d+)>/g)),
  };
}

/** The texts of a body that Discord reads as Markdown: also those of its embeds. */
export function markdownTexts(body: Json): readonly string[] {
  const embeds = objects(body.embeds).flatMap((embed) => [
    embed.description,
    ...objects(embed.fields).flatMap(({ name, value }) => [name, value]),
  ]);
  return [...pingingTexts(body), ...embeds.map(str).filter((text) => text !== '')];
}
