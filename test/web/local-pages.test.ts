import { describe, expect, it } from 'vitest';
import { pageNames } from '../../src/domain/interaction.ts';
import { openStore } from '../../src/store/store.ts';
import { createVisitor, formHeaders, goodAnswer, sendRaw, useSite } from '../chat/local/site.ts';
import { liveParts } from '../html/live-parts.ts';
import { dumpOf } from '../store/dump.ts';
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

  it('give a member their data as a file, and when they are deleted nothing is left of them in the chat either', async () => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana Canary'), createVisitor(site.url(), 'Bob')];
    for (const visitor of [ana, bob]) {
      await visitor.say('/coach practice');
      await visitor.say(`/coach answer ${goodAnswer}`);
    }
    await bob.say('/coach leaderboard');
    await ana.say('/coach privacy export');
    const link = (await ana.page()).querySelector('#thread a[download]')?.getAttribute('href') ?? '';
    const browser = openBrowser();
    expect(JSON.parse((await browser.get(link)).text)).toMatchObject({ attempts: [{ answer: goodAnswer }] });
    const form = await browser.press(await browser.get('/as/Ana%20Canary/pages/privacy'), 'Delete my data');
    const done = await browser.press(form, 'Delete for good', { 'field.word': 'delete' });
    expect(wordsOf(done)).toContain('Nothing about you is kept any more');
    expect(await ana.reads('#thread')).toContain('Nothing here yet.');
    expect(await bob.reads('#thread')).toContain('A former member');
    expect((await browser.get(link)).status).toBe(404);
    await ana.page();
    const store = await openStore(site.config().databaseUrl);
    const left = JSON.stringify(await store.read(dumpOf));
    await store.close();
    expect(left).not.toMatch(/canary/i);
  });
});
