import type { HTMLElement } from 'node-html-parser';

const attributes = ['src', 'alt', 'width', 'height', 'loading'];

/** Whether an image is one that the page has drawn itself, and has nothing on it that could run. */
export function isOwnPicture(image: HTMLElement): boolean {
  const src = image.getAttribute('src') ?? '';
  const known = Object.keys(image.attributes).every((name) => attributes.includes(name));
  return (
    known && image.rawTagName === 'img' && /^(\/web|\/as\/[^/]+\/pages)?\/pictures\/[0-9a-f]{32}-light\.png$/.test(src)
  );
}
