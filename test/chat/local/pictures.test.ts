import { describe, expect, it } from 'vitest';
import { createPainter, type Painter } from '../../../src/charts/painter.ts';
import { createGallery } from '../../../src/html/pictures.ts';
import type { Message } from '../../../src/reply/reply.ts';
import { rankingOf } from '../../charts/sample-charts.ts';
import { createBareChat, handleBy } from './bare-chat.ts';
import { createVisitor, goodAnswer, openedForm, sendRaw, useSite } from './site.ts';

const chart = rankingOf(['Ana', 'Bo']);
const shown: Message = { type: 'message', blocks: [{ type: 'picture', chart, alt: 'Ana has 20 points, Bo 10.' }] };
const line = { type: 'say', delivery: 'delivery-0', text: '/coach leaderboard' };

async function chatWithPicture() {
  const chat = createBareChat();
  await chat.adapter.start(handleBy(() => shown));
  await chat.post('/as/Ana/act', line, { accept: 'application/json' });
  const page = await (await chat.get('/as/Ana')).text();
  const addresses = [...page.matchAll(/\/pictures\/[^"]+/g)].map(([address]) => address);
  return { chat, page, addresses };
}

describe('a picture on the page', () => {
  it('comes in a dark and a light form, with its words and its size', async () => {
    const { page, addresses } = await chatWithPicture();
    const { width, height } = createPainter().sizeOf(chart);
    expect(addresses).toEqual([expect.stringMatching(/-dark\.png$/), expect.stringMatching(/-light\.png$/)]);
    expect(page).toContain(`<source media="screen and (prefers-color-scheme: dark)" srcset="${addresses[0]}">`);
    expect(page).toContain(`alt="Ana has 20 points, Bo 10." width="${width}" height="${height}"`);
  });

  it('is served as a PNG that browsers keep for good', async () => {
    const { chat, addresses } = await chatWithPicture();
    for (const [index, theme] of (['dark', 'light'] as const).entries()) {
      const response = await chat.get(addresses[index] ?? '');
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('image/png');
      expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
      expect(response.headers.get('content-security-policy')).toContain("img-src 'self'");
      const picture = await createPainter().paint(chart, theme);
      expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), picture)).toBe(0);
    }
  });

  it.each([
    '/pictures/',
    '/pictures/x.png',
    `/pictures/${'0'.repeat(32)}-light.png`,
    `/pictures/${'0'.repeat(32)}-../../etc/passwd`,
    '/pictures/..%2f..%2fpackage.json',
    '/pictures/%E0%A4%A.png',
    '/pictures/__proto__-light.png',
    `/pictures/${encodeURIComponent(JSON.stringify(chart))}.png`,
  ])('is not there at %s', async (path) => {
    const { chat } = await chatWithPicture();
    expect((await chat.get(path)).status).toBe(404);
    expect(chat.errors).toEqual([]);
  });

  it('is not there in a theme that there is not', async () => {
    const { chat, addresses } = await chatWithPicture();
    const other = (addresses[0] ?? '').replace('dark', 'pink');
    expect((await chat.get(other)).status).toBe(404);
  });

  it('leaves the page as it is when it cannot be drawn', async () => {
    const fault = new Error('no library');
    const painter: Painter = { ...createPainter(), paint: () => Promise.reject(fault) };
    const chat = createBareChat(undefined, painter);
    await chat.adapter.start(handleBy(() => shown));
    await chat.post('/as/Ana/act', line, { accept: 'application/json' });
    const page = await (await chat.get('/as/Ana')).text();
    expect((await chat.get(/\/pictures\/[^"]+/.exec(page)?.[0] ?? '')).status).toBe(500);
    expect(chat.errors).toEqual([fault]);
    expect((await chat.get('/as/Ana')).status).toBe(200);
  });
});

describe('the gallery', () => {
  it('draws nothing before it is asked for', () => {
    const never = () => Promise.reject(new Error('drawn'));
    const gallery = createGallery({ ...createPainter(), paint: never });
    expect(gallery.hang(chart).width).toBe(720);
  });

  it('takes down the picture that was shown longest ago when there are a thousand', async () => {
    const painter: Painter = { paint: async () => new Uint8Array(), sizeOf: () => ({ width: 1, height: 1 }) };
    const gallery = createGallery(painter);
    const fileOf = (index: number) =>
      gallery.hang(rankingOf([], `Board ${index}`)).addresses.dark.replace('/pictures/', '');
    const files = Array.from({ length: 1_000 }, (_, index) => fileOf(index));
    fileOf(0);
    fileOf(1_000);
    expect(await gallery.find(files[0] ?? '')).toBeDefined();
    expect(gallery.find(files[1] ?? '')).toBeUndefined();
    expect(await gallery.find(files[2] ?? '')).toBeDefined();
  });
});

const site = useSite();

describe('the leaderboard on the page', () => {
  it('is rows and a picture, which is there after a restart, too', async () => {
    const visitor = createVisitor(site.url(), 'Ana');
    await visitor.say('/coach practice');
    await visitor.post({
      ...openedForm(await visitor.post(await visitor.formOf('#thread', 'Answer'))),
      'field.answer': goodAnswer,
    });
    await visitor.say('/coach leaderboard');
    await site.restart();
    const page = await createVisitor(site.url(), 'Ana').page();
    expect(page.querySelector('#thread .board')?.text).toContain('Ana');
    const image = page.querySelector('#thread picture img');
    expect(image?.getAttribute('alt')).toMatch(/^Leaderboard, this season: 1\. Ana \(you\), \d+ points?\.$/);
    const response = await sendRaw(site.url(), { path: image?.getAttribute('src') ?? '' });
    expect([response.status, response.headers['content-type']]).toEqual([200, 'image/png']);
  });
});

describe('progress on the page', () => {
  it('is a picture with its words and its numbers in tables, in the own window alone', async () => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    await ana.say('/coach practice');
    await ana.post({
      ...openedForm(await ana.post(await ana.formOf('#thread', 'Answer'))),
      'field.answer': goodAnswer,
    });
    await ana.say('/coach stats');
    await bob.say('/coach stats');
    const page = await ana.page();
    const image = page.querySelector('#thread picture img');
    expect(image?.getAttribute('alt')).toMatch(
      /^Your progress in 12 weeks from their Mondays: .*: \d+ of 100, 1 answer on 1 day; no answers in 11 weeks; by topic: “.+” \d+\.$/,
    );
    const [weeks, days, topics] = page.querySelectorAll('#thread details.numbers table');
    expect(weeks?.querySelectorAll('tbody tr')).toHaveLength(12);
    const counts = days?.querySelectorAll('td').map(({ text }) => text) ?? [];
    expect(counts.filter((count) => count === '1')).toHaveLength(1);
    expect(topics?.querySelectorAll('tbody tr')).toHaveLength(1);
    const response = await sendRaw(site.url(), { path: image?.getAttribute('src') ?? '' });
    expect([response.status, response.headers['content-type']]).toEqual([200, 'image/png']);
    expect((await bob.page()).querySelectorAll('#thread picture, #thread details')).toEqual([]);
    expect((await bob.page()).querySelector('#thread')?.text).toContain('No answers yet.');
  });
});
