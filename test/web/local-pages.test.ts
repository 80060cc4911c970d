import { describe, expect, it } from 'vitest';
import { createPainter } from '../../src/charts/painter.ts';
import { pageNames } from '../../src/domain/interaction.ts';
import { createSites } from '../../src/sites.ts';
import { createVisitor, formHeaders, goodAnswer, sendRaw, useSite } from '../chat/local/site.ts';
import { openTestStore } from '../fixtures/databases.ts';
import { liveParts } from '../html/live-parts.ts';
import { type Browser, createBrowser, wordsOf } from './site-world.ts';

const site = useSite();

function openBrowser(): Browser {
  return createBrowser((path, init) => fetch(site.url() + path, init), site.url());
}

describe('the pages beside the local page', () => {
  it('are reached from its header and by /coach web, without a link of one use', async () => {
    const ana = createVisitor(site.url(), 'Ana Böhm');
    await ana.say('/coach web');
    const page = await ana.page();
    const base = '/as/Ana%20B%C3%B6hm/pages';
    expect(page.querySelector(`header a[href="${base}"]`)?.text).toBe('my pages');
    expect(page.querySelector(`#thread a[href="${base}/progress"]`)?.text).toBe('Progress');
    expect(await ana.reads('#thread')).not.toContain('/enter/');
  });

  it('show what their member does in the chat, and do the same there', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    await ana.say('/coach practice');
    await ana.say(`/coach answer ${goodAnswer}`);
    const browser = openBrowser();
    const home = await browser.get('/as/Ana/pages');
    expect(home.page.querySelector('header')?.text).toMatch(/This machine · Ana\s+Back to the chat/);
    expect(wordsOf(home)).toMatch(/1 Ana you .* 100/);
    for (const page of pageNames) {
      const seen = await browser.get(`/as/Ana/pages/${page}`);
      expect([page, seen.status, liveParts(seen.page)]).toEqual([page, 200, []]);
    }
    const picture = (await browser.get('/as/Ana/pages/progress')).page.querySelector('picture img');
    expect((await browser.get(picture?.getAttribute('src') ?? '')).headers.get('content-type')).toBe('image/png');
    const asked = await browser.press(home, 'Practise');
    const result = await browser.press(await browser.press(asked, 'Answer'), 'Submit answer', {
      'field.answer': goodAnswer,
    });
    expect(wordsOf(result)).toContain('Graded by');
    expect(await ana.reads('#home')).toContain('Answers 2');
  });

  it.each(['/as/a%2Fb/pages', '/as/%E0%A4%A/pages', `/as/${'x'.repeat(41)}/pages`, '/as/!!!/pages/progress'])(
    'are nobody’s at %.30s',
    async (path) => {
      const { status, text } = await sendRaw(site.url(), { path });
      expect([status, text.includes('Give your name first.')]).toEqual([404, true]);
    },
  );

  it('are protected like the page itself: own host, own forms, nothing from elsewhere', async () => {
    const evil = await sendRaw(site.url(), { path: '/as/Ana/pages', headers: { host: 'evil.example' } });
    expect(evil.status).toBe(403);
    const body = new URLSearchParams({
      type: 'press',
      action: 'hide-me',
      value: '',
      delivery: 'delivery-1',
    }).toString();
    const headers = { ...formHeaders(site.url()), origin: 'https://evil.example' };
    expect((await sendRaw(site.url(), { method: 'POST', path: '/as/Ana/pages/act', headers, body })).status).toBe(403);
    const own = await sendRaw(site.url(), { path: '/as/Ana/pages' });
    expect(own.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'self'/);
    expect((await sendRaw(site.url(), { path: '/web' })).status).toBe(404);
  });
});

describe('the pages beside the local page when the coach fails', () => {
  const fault = new Error('disk on fire at /var/secret');

  async function openFailing() {
    const faults: unknown[] = [];
    const pages = createSites({
      ...{ config: site.config(), store: await openTestStore(), painter: createPainter(), chats: { directories: {} } },
      clock: () => 0,
      handle: async () => Promise.reject(fault),
      newToken: () => 'token',
      newDelivery: () => 'delivery-0',
      onError: (error) => faults.push(error),
    });
    const url = 'http://localhost';
    return { faults, browser: createBrowser(async (path, init) => pages.request(url + path, init), url) };
  }

  it('say so in one sentence, and tell the operator why', async () => {
    const { faults, browser } = await openFailing();
    const act = { type: 'press', action: 'practice', value: '', delivery: 'delivery-1' };
    const seen = [
      await browser.get('/as/Ana/pages'),
      await browser.get('/as/Ana/pages/progress'),
      await browser.post('/as/Ana/pages/act', act),
    ];
    for (const { status, text, page } of seen) {
      const told = page.querySelector('[role=alert]')?.text;
      expect([status, told]).toEqual([500, 'That did not work: try again, nothing counts twice.']);
      expect(page.querySelector('main a')?.getAttribute('href')).toBe('/as/Ana/pages');
      expect(text).not.toMatch(/disk on fire|secret|at \w+ \(/);
    }
    expect(faults).toEqual([fault, fault, fault]);
  });

  it('refuse what is foreign or too long on a page, and the latter ends its connection', async () => {
    const { faults, browser } = await openFailing();
    const foreign = await browser.post('/as/Ana/pages/act', {}, { origin: 'https://evil.example' });
    expect([foreign.status, wordsOf(foreign)]).toEqual([403, expect.stringContaining('not sent by this site')]);
    const long = await browser.post('/as/Ana/pages/act', { x: 'x'.repeat(1_000_001) });
    expect([long.status, wordsOf(long)]).toEqual([413, expect.stringContaining('That is too long')]);
    expect(long.headers.get('connection')).toBe('close');
    expect(faults).toEqual([]);
  });
});
