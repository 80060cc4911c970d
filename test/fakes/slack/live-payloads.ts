import { isJson } from './json.ts';
import type { World } from './world.ts';

const liveForms = /<(?:!(?:channel|here|everyone|subteam\^)[^<>]*|[@#][A-Z0-9]+[^<>]*|(?:https?|mailto|tel):[^<>]*)>/g;
const markdownLinks = /!?\[[^\]\n]*\]\([^)\n]*\)/g;
const broadcasts = /^<!(?:channel|here|everyone)/;

type Place = { readonly text: string; readonly markdown: boolean };

/** The texts that Slack reads as markup: mrkdwn objects, a message's text, markdown blocks; not plain_text or rich_text. */
function marked(value: unknown): Place[] {
  if (Array.isArray(value)) return value.flatMap(marked);
  if (!isJson(value)) return [];
  const { type, text } = value;
  if (type === 'plain_text' || type === 'rich_text') return [];
  const own = typeof text === 'string' ? [{ text, markdown: type === 'markdown' }] : [];
  return [
    ...own,
    ...Object.values(value)
      .filter((item) => typeof item === 'object')
      .flatMap(marked),
  ];
}

function mentions(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mentions);
  if (!isJson(value)) return [];
  return value.type === 'broadcast' ? [`broadcast ${String(value.range)}`] : Object.values(value).flatMap(mentions);
}

/**
 * The live forms in all that the app showed: every broadcast (`<!channel>` and the like), and every mention, link or, in
 * a markdown block, Markdown link that somebody typed just so.
 */
export function livePayloads({ world }: { readonly world: World }): readonly string[] {
  const typed = world.typed.join('\n');
  const found = world.shown.flatMap((body) => [
    ...marked(body).flatMap(({ text, markdown }) => [
      ...[...text.matchAll(liveForms)]
        .map(([form]) => form)
        .filter((form) => broadcasts.test(form) || typed.includes(form)),
      ...(markdown
        ? [...text.matchAll(markdownLinks)].map(([form]) => form).filter((form) => typed.includes(form))
        : []),
    ]),
    ...mentions(body),
    ...(['full', true, 'true', 1, '1'].some((on) => body.parse === on || body.link_names === on)
      ? ['parse or link_names makes @everyone live']
      : []),
  ]);
  return [...new Set(found)];
}
