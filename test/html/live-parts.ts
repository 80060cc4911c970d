import type { HTMLElement } from 'node-html-parser';
import { isOwnPicture } from '../chat/local/own-picture.ts';

/** What a page must not hold for its content security policy to be worth something. */
export function liveParts(page: HTMLElement): readonly string[] {
  const inline = page
    .querySelectorAll('*')
    .filter(({ attributes, rawTagName, textContent }) => {
      const names = Object.keys(attributes);
      const scripted = names.some((name) => name === 'style' || /^on/i.test(name));
      const address = Object.values(attributes).some((value) => /^\s*(javascript|data):/i.test(value));
      const filled =
        /^(script|style)$/i.test(rawTagName) && (textContent.trim() !== '' || attributes.src === undefined);
      return scripted || address || filled;
    })
    .map(String);
  const foreign = page.querySelectorAll('img, iframe, object, embed, base, svg, main script, main link');
  return [...inline, ...foreign.filter((tag) => !isOwnPicture(tag)).map(String)];
}
