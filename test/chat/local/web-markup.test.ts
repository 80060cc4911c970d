import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { liveParts } from '../../html/live-parts.ts';
import { createVisitor, formHeaders, goodAnswer, openedForm, sendRaw, useSite, type Visitor } from './site.ts';

const site = useSite();
const hostile = `<script>alert(1)</script><img src=x onerror=alert(1)> "' onclick="x" </textarea></form> &lt;b&gt;`;
const hostileName = '<b onclick=x>Eve"\'&';

/** Says and answers hostile things in every way there is, and leaves a form open with them. */
async function misbehave(visitor: Visitor): Promise<string> {
  await visitor.say('/coach practice');
  const form = openedForm(await visitor.post(await visitor.formOf('#thread', 'Answer')));
  await visitor.post({
    ...form,
    'field.answer': `${goodAnswer.replace('from', '<script>alert(1)</script> from')} ${hostile}`,
  });
  await visitor.say(`/coach ${hostile}`);
  await visitor.say(`/coach practice ${hostile}`);
  await visitor.say(hostile);
  const refused = await visitor.post({
    ...form,
    delivery: 'delivery-2',
    'field.answer': `${hostile}${'x'.repeat(4_001)}`,
  });
  return JSON.stringify(refused.body);
}

describe('every page', () => {
  it('allows nothing but its own script, style and forms', async () => {
    const pages = [
      await sendRaw(site.url(), { path: '/' }),
      await sendRaw(site.url(), { path: '/as/Ana' }),
      await sendRaw(site.url(), { path: '/as/a%2Fb' }),
      await sendRaw(site.url(), { path: '/nowhere' }),
      await sendRaw(site.url(), { path: '/page.js' }),
      await sendRaw(site.url(), { method: 'POST', path: '/enter', headers: formHeaders(site.url()), body: 'name=' }),
      await sendRaw(site.url(), { method: 'POST', path: '/as/Ana/act', headers: formHeaders(site.url()), body: 'x' }),
    ];
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 404, 404, 200, 400, 400]);
    for (const { headers } of pages) {
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none';/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).toContain("form-action 'self'");
      expect(policy).not.toMatch(/unsafe|\*|http|data:/);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' });
    }
    for (const { text } of pages) expect(liveParts(parse(text))).toEqual([]);
  });

  it('that shows a result, a form, hints and the boards has no inline script or style', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    await ana.say('/coach practice');
    await ana.say(`/coach answer ${goodAnswer}`);
    for (const command of ['hint', 'show', 'leaderboard', 'stats', 'help', 'next']) await ana.say(`/coach ${command}`);
    const fields = { ...(await ana.formOf('#thread', 'Answer')) };
    const page = await sendRaw(site.url(), {
      method: 'POST',
      path: '/as/Ana/act',
      headers: formHeaders(site.url()),
      body: new URLSearchParams(fields).toString(),
    });
    expect(page.status).toBe(200);
    expect(page.text).toContain('<textarea');
    expect(liveParts(parse(page.text))).toEqual([]);
  });

  it('takes its script, style and icon from its own address', async () => {
    const page = await createVisitor(site.url(), 'Ana').page();
    const addresses = page
      .querySelectorAll('script, link')
      .map((one) => one.getAttribute('src') ?? one.getAttribute('href'));
    expect(addresses.toSorted()).toEqual(['/base.css', '/icon.svg', '/page.js', '/style.css']);
    for (const address of addresses) {
      const { status, text } = await sendRaw(site.url(), { path: address ?? '' });
      expect([address, status, /https?:\/\/(?!www\.w3\.org\/)/.test(text)]).toEqual([address, 200, false]);
    }
  });

  it('that is nowhere says so', async () => {
    for (const path of [
      '/nowhere',
      '/as',
      '/as/Ana/nowhere',
      '/as/Ana/act',
      '/assets/page.js',
      '/..%2f..%2fpackage.json',
    ]) {
      expect([path, (await sendRaw(site.url(), { path })).status]).toEqual([path, 404]);
    }
  });
});

describe('markup in names and answers', () => {
  it('is shown as it was typed, in the page, the live events and the open form', async () => {
    const eve = createVisitor(site.url(), hostileName);
    const window = await site.listen(`${eve.path}/events?since=${await eve.since()}`);
    const refused = await misbehave(eve);
    const page = await eve.page();
    expect(liveParts(page)).toEqual([]);
    expect(page.querySelector('title')?.text).toContain(hostileName);
    expect(page.querySelectorAll('p.said').map(({ text }) => text)).toContain(hostile);
    expect(page.querySelector('blockquote')?.text).toContain('<script>alert(1)</script>');
    expect(page.querySelector('#home th[scope=row]')?.text).toContain(hostileName);
    await window.find(({ data }) => data.includes('&lt;img src=x') && data.includes('said:'));
    for (const { name, data } of window.seen) {
      const html: unknown = name === 'entry' ? JSON.parse(data).html : data;
      expect(liveParts(parse(String(html)))).toEqual([]);
    }
    expect(refused).toContain('the limit is 4,000');
    const form = parse(String(JSON.parse(refused).form));
    expect(liveParts(form)).toEqual([]);
    expect(form.querySelectorAll('textarea')).toHaveLength(1);
    expect(form.querySelector('textarea')?.text).toContain(hostile);
  });

  it("of one member is not live on another member's page", async () => {
    const [eve, bob] = [createVisitor(site.url(), hostileName), createVisitor(site.url(), 'Bob')];
    const window = await site.listen(`${bob.path}/events?since=${await bob.since()}`);
    await misbehave(eve);
    const home = await window.find(({ name, data }) => name === 'home' && data.includes('Eve'));
    expect(liveParts(parse(home.data))).toEqual([]);
    const page = await bob.page();
    expect(liveParts(page)).toEqual([]);
    expect(page.querySelector('#home th[scope=row]')?.text).toBe(hostileName);
  });
});
