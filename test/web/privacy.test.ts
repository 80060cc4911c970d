import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command, practise } from '../coach/reading.ts';
import { dumpOf } from '../store/dump.ts';
import { type Browser, openSiteWorld, type SiteWorld, wordsOf } from './site-world.ts';

const answer = 'A cache lowers latency because it answers from memory.';
const file = '/web/files/my-data';

let world: SiteWorld;
let browser: Browser;
beforeEach(async () => {
  world = await openSiteWorld();
  await practise(world, 'ann');
  await world.act('ann', command(`answer ${answer}`));
  browser = await world.signIn('ann');
});
afterEach(() => world.store.close());

describe('the page about privacy', () => {
  it('says what is kept, and leads to a file of it that no browser shows or remembers', async () => {
    const page = await browser.get('/web/privacy');
    expect(wordsOf(page)).toMatch(/What is kept about you Since .* Answers 1/);
    const asked = await browser.press(page, 'Export my data');
    expect(asked.page.querySelector('main a[download]')?.getAttribute('href')).toBe(file);
    const { status, headers, text } = await browser.get(file);
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([
      200,
      'application/json',
      'attachment; filename="interview-coach-my-data.json"',
    ]);
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['no-store', 'nosniff']);
    expect(JSON.parse(text)).toMatchObject({ member: [{ externalId: 'ann' }], attempts: [{ answer }] });
  });

  it('gives nobody the file of another: neither without a session, nor by an address', async () => {
    expect((await world.browser().get(file)).status).toBe(401);
    const bob = await world.signIn('bob');
    expect((await bob.get(file)).text).not.toContain(answer);
    for (const path of [`${file}?member=ann`, '/web/files/ann', '/web/files/..%2f..%2fcoach.db', '/web/files/'])
      expect((await bob.get(path)).text).not.toContain(answer);
  });

  it('deletes everything once the word is typed, and the session with it', async () => {
    const form = await browser.press(await browser.get('/web/privacy'), 'Delete my data');
    const refused = await browser.press(form, 'Delete for good', { 'field.word': 'no' });
    expect(wordsOf(refused)).toContain('Nothing is deleted yet');
    const done = await browser.press(refused, 'Delete for good', { 'field.word': 'delete' });
    expect(wordsOf(done)).toContain('Nothing about you is kept any more');
    expect(JSON.stringify(await world.store.read(dumpOf))).not.toMatch(/"ann"|answers from memory\.\\?","/);
    expect((await browser.get('/web/privacy')).status).toBe(401);
    expect((await browser.get(file)).status).toBe(401);
    expect([world.errors, world.faults]).toEqual([[], []]);
  });
});
