import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { renderAnsi } from '../../../src/chat/local/render-ansi.ts';
import { renderMessage } from '../../../src/html/render-html.ts';
import type { Message } from '../../../src/reply/reply.ts';
import { pageViewsWith } from '../../reply/views/page-views.ts';

const hostile = `<script>x</script><b onclick="y">"'&amp;</b>`;

const addresses = { light: '/pictures/x-light.png', dark: '/pictures/x-dark.png' };
const hang = () => ({ width: 720, height: 300, addresses });

async function render(message: Message) {
  const context = { actUrl: '/act', newDelivery: () => 'delivery', hang, pagesUrl: '/pages' };
  return parse(String(await renderMessage(message, context)));
}

describe.each(pageViewsWith(hostile).map((view, index) => [index, view] as const))('page %d', (_index, view) => {
  it('is HTML in which nothing of it is markup', async () => {
    const html = await render(view);
    expect(html.querySelectorAll('script, [onclick]')).toEqual([]);
    if (JSON.stringify(view).includes('onclick')) expect(html.text).toContain('<b onclick="y">');
  });

  it('has a link for each page that it leads to', async () => {
    const links = JSON.stringify(view).split('"type":"page"').length - 1;
    const addresses = (await render(view)).querySelectorAll('a').map((link) => link.getAttribute('href'));
    expect(addresses).toEqual(Array.from({ length: links }, () => expect.stringMatching(/^\/pages\/[a-z]+(\?v=|$)/)));
  });
});

it('steers no terminal', () => {
  for (const view of pageViewsWith('\u001b[31mred\u202e')) {
    const shown = renderAnsi(view, (_format, text) => text);
    expect(shown).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
    expect(shown.trim()).not.toBe('');
  }
});
