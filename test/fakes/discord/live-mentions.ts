import { markdownTexts, pingsOf } from './mentions.ts';
import type { World } from './world.ts';

const code = /```[\s\S]*?```|``[^`]+``|`[^`\n]*`/g;
const forms = /<(?:@[!&]?\d+|#\d+|\/[^:<>]+:\d+|id:\w+|a?:\w+:\d+|t:-?\d+(?::\w)?)>/g;
const maskedLinks = /\[(?:[^\]\\\n]|\\.)*\]\(\s*<?[a-z]+:\/\/[^)\n]*\)/gi;

/** What Discord does not take as it stands: code, and whatever a backslash comes before. */
function unescaped(text: string): string {
  return text.replace(code, ' ').replace(/\\[\\<[\](@#*_~|`>]/g, ' ');
}

/**
 * What became live of what the app showed: every ping that `allowed_mentions` let through, and every mention form
 * (`<@…>`, `<#…>`, `</…>`, and the like) or masked link that somebody typed just so.
 */
export function liveMentions({ world }: { readonly world: World }): readonly string[] {
  const typed = world.typed.join('\n');
  const found = world.shown.flatMap(({ where, kind, body }) => {
    const pings = pingsOf(body, kind === 'modal' ? { parse: [] } : body.allowed_mentions);
    const pinged = [
      ...(pings.everyone ? ['@everyone or @here'] : []),
      ...pings.users.map((id) => `<@${id}>`),
      ...pings.roles.map((id) => `<@&${id}>`),
    ];
    const live = markdownTexts(body).flatMap((text) => {
      const shown = unescaped(text);
      return [...shown.matchAll(forms), ...shown.matchAll(maskedLinks)]
        .map(([form]) => form)
        .filter((form) => typed.includes(form));
    });
    return [...pinged.map((form) => `${where}: pings ${form}`), ...live.map((form) => `${where}: ${form}`)];
  });
  return [...new Set(found)];
}
