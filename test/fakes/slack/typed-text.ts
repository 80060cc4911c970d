import type { World } from './world.ts';

/** What Slack makes of a message that somebody typed: entities escaped, mentions and addresses marked up. */
export function asTyped(world: World, text: string): string {
  world.typed.push(text);
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/(?<!\w)@(channel|here|everyone)\b/g, '<!$1>')
    .replace(/https?:\/\/[^\s<>|()]+/g, '<$&>');
}
