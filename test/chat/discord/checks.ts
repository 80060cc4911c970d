import {
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  MessageFlags,
} from 'discord.js';
import { MessageCreateRequestSchema } from 'discord-api-spec/zod';
import { componentTypes, walk } from '../../fakes/discord/component-tree.ts';
import type { FormProblem } from '../../fakes/discord/errors.ts';
import { specProblems } from '../../fakes/discord/form.ts';
import { liveMentions } from '../../fakes/discord/live-mentions.ts';
import { pingsOf } from '../../fakes/discord/mentions.ts';
import { houseProblems, messageProblems } from '../../fakes/discord/message-rules.ts';
import { modalProblems, modalSpecProblems } from '../../fakes/discord/modal-rules.ts';
import { createWorld, type ShownRecord } from '../../fakes/discord/world.ts';
import { isJson, type Json, objects, str } from '../../fakes/slack/json.ts';

const quiet = { parse: [] };

/** What a text says when Discord has read its backslashes. */
export function unescaped(markdown: string): string {
  return markdown.replaceAll(/\\([^0-9A-Za-z\s])/g, '$1');
}

/** The texts that Discord reads as Markdown. */
export function textsOf(components: unknown): readonly string[] {
  return walk(components)
    .filter(({ component }) => component.type === componentTypes.textDisplay)
    .map(({ component }) => str(component.content));
}

/** All components and those within them. */
export function componentsOf(components: unknown): readonly Json[] {
  return walk(components).map(({ component }) => component);
}

/** Where a text is more than words, once what a backslash stands before is gone. */
const syntax: readonly RegExp[] = [
  /[\\*_~|`[]/,
  /\]\(/,
  /<\S/,
  /@everyone|@here/,
  /[a-z]+:\/\//i,
  /:[^\s:]+:/,
  /#\s*$/m,
  /^\s*(?:#{1,3}\s|-#\s|>|[-+*]\s|\d+\.\s)/m,
];

/** What of Discord's Markdown is left in a text in which there should be none. */
export function markdownFaults(markdown: string): readonly string[] {
  const shown = markdown.replaceAll(/\\[^0-9A-Za-z\s]/g, '\u2060');
  return syntax.filter((form) => form.test(shown)).map((form) => `${form} in ${JSON.stringify(markdown.slice(0, 80))}`);
}

/** What became a mention or a link of what was typed. */
function liveFaults(components: unknown, typed: readonly string[], kind: ShownRecord['kind']): readonly string[] {
  const world = createWorld({ id: '1', name: 'Coach', token: '' }, () => 0);
  world.typed.push(...typed);
  world.shown.push({ where: kind, kind, body: { components, allowed_mentions: quiet } });
  const { users, roles } = pingsOf({ components }, undefined);
  return [...liveMentions({ world }), ...users.map((id) => `pings <@${id}>`), ...roles.map((id) => `pings <@&${id}>`)];
}

function said(problems: readonly FormProblem[]): readonly string[] {
  return problems.map(({ path, code, message }) => `${path.join('.')}: ${code}: ${message}`);
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isJson(value) ? Object.values(value).flatMap(stringsIn) : [];
}

function dirtFaults(value: unknown): readonly string[] {
  const dirty = stringsIn(value).filter(
    (text) => !text.isWellFormed() || /[[\p{Cc}\p{Cf}]--[\n\t\u200c\u200d]]/v.test(text),
  );
  return dirty.map((text) => `unprintable: ${JSON.stringify(text.slice(0, 20))}`);
}

function blankFaults(components: unknown): readonly string[] {
  const words = componentsOf(components).flatMap(({ content, label }) => [content, label]);
  return words.some((text) => typeof text === 'string' && text.trim() === '') ? ['a blank text'] : [];
}

/** Everything that Discord or a designer would refuse in a message in which `typed` was shown; empty when it is fine. */
export function messageFaults(
  components: readonly APIMessageTopLevelComponent[],
  ...typed: readonly string[]
): readonly string[] {
  const flags = MessageFlags.IsComponentsV2;
  const body: Json = { flags, components, allowed_mentions: quiet };
  return [
    ...said(specProblems(MessageCreateRequestSchema, body)),
    ...said(messageProblems({ content: '', embeds: [], components: objects(components), flags })),
    ...houseProblems(body, () => false),
    ...(components.length === 1 ? [] : ['not one container']),
    ...[...liveFaults(components, typed, 'message'), ...dirtFaults(components), ...blankFaults(components)],
  ];
}

/** Everything that Discord or a designer would refuse in a modal in which `typed` was shown; empty when it is fine. */
export function modalFaults(
  modal: APIModalInteractionResponseCallbackData,
  ...typed: readonly string[]
): readonly string[] {
  const data: Json = { ...modal };
  return [
    ...said(modalSpecProblems({ type: 9, data })),
    ...said(modalProblems(data)),
    ...[...liveFaults(modal.components, typed, 'modal'), ...dirtFaults(data), ...blankFaults(modal.components)],
  ];
}
