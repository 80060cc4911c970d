import { type HTMLElement, parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../src/html/render-html.ts';
import type { Block } from '../../src/reply/reply.ts';
import { progressOf, rankingOf } from '../charts/sample-charts.ts';
import { everyBlock, everyBlockMessage } from '../chat/local/every-block.ts';

const markup = `<script>x</script><b onclick="y">"'&amp;</b>`;

function context() {
  let deliveries = 0;
  const addresses = { light: '/pictures/x-light.png', dark: '/pictures/x-dark.png' };
  const hang = () => ({ width: 720, height: 300, addresses });
  return { actUrl: '/as/Ana/act', pagesUrl: '/as/Ana/pages', newDelivery: () => `delivery-${++deliveries}`, hang };
}

async function render(...blocks: readonly Block[]) {
  return parse(String(await renderMessage({ type: 'message', blocks }, context())));
}

describe('a message as HTML', () => {
  it.each(everyBlock(markup).map((block) => [block.type, block] as const))(
    'escapes a block of %s',
    async (_type, block) => {
      const html = await render(block);
      expect(html.querySelectorAll('script, [onclick]')).toEqual([]);
      const attributes = html
        .querySelectorAll('input, img')
        .map((tag) => tag.getAttribute('value') ?? tag.getAttribute('alt'));
      const words = `${html.text}${attributes}`;
      expect(words).toContain(markup);
    },
  );

  it('gives every button a delivery of its own', async () => {
    const html = parse(String(await renderMessage(everyBlockMessage('x'), context())));
    const twice = await render(...everyBlock('x'), ...everyBlock('y'));
    const deliveries = twice.querySelectorAll('input[name=delivery]').map((input) => input.getAttribute('value'));
    expect(html.querySelectorAll('form')).toHaveLength(1);
    expect(new Set(deliveries).size).toBe(2);
  });

  it('says each coverage in words and with a mark, not by colour alone', async () => {
    const text = [{ type: 'plain', text: 'point' }] as const;
    const coverages = ['covered', 'partial', 'missed', 'contradicted'] as const;
    const html = await render({ type: 'key-points', items: coverages.map((coverage) => ({ coverage, text })) });
    expect(html.querySelectorAll('.coverage').map((word) => word.text)).toEqual([
      'Covered',
      'Half covered',
      'Missed',
      'Contradicted',
    ]);
    expect(html.querySelectorAll('.mark').map((mark) => mark.text)).toEqual(['✓', '◐', '○', '✗']);
  });

  it('gives a time the instant that the page counts down to, and leaves one beyond all calendars as words', async () => {
    const [near, beyond] = [Date.parse('2026-11-23T09:30:00Z'), 9e15];
    const text = [near, beyond].map((at) => ({ type: 'time' as const, text: '09:30', at }));
    const html = await render({ type: 'paragraph', text });
    expect(html.querySelectorAll('time').map((time) => time.toString())).toEqual([
      '<time datetime="2026-11-23T09:30:00.000Z" data-until>09:30</time>',
    ]);
    expect(html.text).toBe('09:3009:30');
  });

  it('tells the streaks of those who have one', async () => {
    const rows = [
      { rank: 1, name: 'Ada', points: 3, own: false, streak: 12 },
      { rank: 2, name: 'Bob', points: 2, own: false },
    ];
    const html = await render({ type: 'board', rows });
    expect(html.textContent.match(/\d+-day streak/g)).toEqual(['12-day streak']);
  });

  it("marks the member's own row of a board, and no other", async () => {
    const rows = ['Ana', 'Bob'].map((name, index) => ({ rank: index + 1, name, points: 5, own: name === 'Bob' }));
    const html = await render({ type: 'board', rows });
    const [own, ...others] = html.querySelectorAll('[aria-current]');
    expect(own?.text).toContain('Bob');
    expect(others).toEqual([]);
    expect(html.querySelectorAll('th[scope=col]')).toHaveLength(3);
  });

  it('tells the numbers of progress in tables, which name their rows and columns', async () => {
    const chart = {
      ...progressOf([50, null]),
      topics: { title: 'Topics', bars: [{ label: 'Caching', score: 90 }], more: 3 },
    };
    const html = await render({ type: 'picture', chart, alt: 'In words.' });
    expect(html.querySelector('img')?.getAttribute('alt')).toBe('In words.');
    expect(html.querySelector('details summary')?.text).toBe('The picture in numbers');
    const tables = html.querySelectorAll('details table');
    expect(tables.map((table) => table.querySelector('caption')?.text)).toEqual([
      'Mean score by week',
      'Answers by day',
      'Topics',
    ]);
    const rowsOf = (table: HTMLElement | undefined) =>
      table?.querySelectorAll('tr').map((row) =>
        row
          .querySelectorAll('th, td')
          .map((cell) => cell.text)
          .join('|'),
      );
    expect(rowsOf(tables[0])).toEqual(['Week from|Score', '1 Sept|50', '2 Sept|none']);
    expect(rowsOf(tables[1])).toEqual([
      'Week from|Mon|Tue|Wed|Thu|Fri|Sat|Sun',
      '1 Sept|0|3|6|9|0|3|6',
      '2 Sept|0|0|0|0|0|0|0',
    ]);
    expect(rowsOf(tables[2])).toEqual(['Topic|Score', 'Caching|90']);
    expect(html.querySelector('details .note')?.text).toBe('and 3 more');
    for (const head of html.querySelectorAll('th')) expect(head.getAttribute('scope')).toMatch(/^(row|col)$/);
  });

  it('has no tables beside a board, which is one', async () => {
    const html = await render({ type: 'picture', chart: rankingOf(['Ana']), alt: 'Ana.' });
    expect(html.querySelectorAll('details, table')).toEqual([]);
  });
});
