import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageNames } from '../../src/domain/interaction.ts';
import { roleFor } from '../../src/domain/permissions.ts';
import { pageTitles } from '../../src/reply/views/web.ts';
import { payloads } from '../chat/discord/hostile.ts';
import { goodSetup, saveSetup } from '../coach/admin.ts';
import { command, fieldOf, practise, press, submit } from '../coach/reading.ts';
import { dumpDoings, dumpWorld } from '../coach/world-dump.ts';
import { liveParts } from '../html/live-parts.ts';
import {
  admin,
  type Browser,
  type Fields,
  fieldsOf,
  formOf,
  openSiteWorld,
  type Seen,
  type SiteWorld,
  wordsOf,
} from './site-world.ts';

const answer = 'A cache lowers latency because it answers from memory.';

let world: SiteWorld;
beforeEach(async () => {
  world = await openSiteWorld();
});
afterEach(() => world.store.close());

function linksOf({ page }: Seen, selector = 'nav a'): readonly string[] {
  return page.querySelectorAll(selector).map((link) => `${link.text.trim()} ${link.getAttribute('href')}`);
}

/** The form to answer a new practice question in. */
async function openAnswer(browser: Browser): Promise<Seen> {
  return browser.press(await browser.press(await browser.get('/web'), 'Practise'), 'Answer');
}

describe('the pages of a member', () => {
  it('have landmarks, a way past the navigation, and say which one is open', async () => {
    const browser = await world.signIn('ann');
    for (const [path, current] of [
      ['/web', 'Overview'],
      ['/web/leaderboard?v=week', 'Leaderboard'],
      ['/web/progress', 'Progress'],
    ] as const) {
      const { status, page } = await browser.get(path);
      expect(status).toBe(200);
      expect(page.querySelectorAll('header, nav, main').map(({ rawTagName }) => rawTagName)).toEqual([
        'header',
        'nav',
        'main',
      ]);
      expect(page.querySelector('a')?.getAttribute('href')).toBe('#content');
      expect(page.querySelector('main')?.id).toBe('content');
      expect(page.querySelectorAll('h1')).toHaveLength(1);
      expect(page.querySelectorAll('[aria-current]').map(({ text }) => text)).toEqual([current]);
      expect(page.querySelector('header')?.text).toContain('Acme · ann');
      expect(page.querySelectorAll('script')).toEqual([]);
    }
  });

  it('are all that there are, those for admins apart and for admins alone', async () => {
    const listed = pageNames.filter((page) => pageTitles[page].listed);
    const linked = (forAdmins: boolean) =>
      listed
        .filter((page) => (roleFor({ type: 'page', page, value: '' }) === 'admin') === forAdmins)
        .map((page) => `${pageTitles[page].title} /web/${page}`);
    const browser = await world.signIn('ann');
    expect(linksOf(await browser.get('/web'))).toEqual(['Overview /web', ...linked(false)]);
    world.seats.set('ann', () => admin);
    const seen = await browser.get('/web');
    expect(linksOf(seen, 'nav ul + ul a')).toEqual(linked(true));
    expect(linksOf(seen)).toEqual(['Overview /web', ...linked(false), ...linked(true)]);
  });

  it.each(pageNames)('show %s and change nothing by it', async (page) => {
    const browser = await world.signIn('ann');
    world.seats.set('ann', () => admin);
    const before = await dumpWorld(world);
    const seen = await browser.get(`/web/${page}`);
    expect([seen.status, wordsOf(seen).length > 10]).toEqual([200, true]);
    expect(await dumpWorld(world)).toEqual(before);
  });

  it('keep out of caches, frames and the addresses that other sites see', async () => {
    const browser = await world.signIn('ann');
    const link = await world.linkOf('ann');
    for (const path of ['/web', '/web/progress', '/web/nowhere', link, '/web/base.css', '/web/frame.css']) {
      const { headers } = await browser.get(path);
      expect([path, headers.get('cache-control')]).toEqual([path, 'no-store']);
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
    }
  });

  it('show pictures to those who are signed in alone', async () => {
    await world.act('ann', submit(await practise(world, 'ann'), answer));
    const browser = await world.signIn('ann');
    const source = (await browser.get('/web/progress')).page.querySelector('picture img')?.getAttribute('src') ?? '';
    expect(source).toMatch(/^\/web\/pictures\/[0-9a-f]{32}-light\.png$/);
    const picture = await browser.get(source);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await world.browser().get(source)).status).toBe(401);
  });

  it.each(['/web/nowhere', '/web/__proto__', '/web/enter', `/web/leaderboard?v=${'x'.repeat(201)}`, '/web/%00'])(
    'say so where there is none: %.40s',
    async (path) => {
      const browser = await world.signIn('ann');
      const seen = await browser.get(path);
      expect([seen.status, wordsOf(seen)]).toEqual([404, expect.stringContaining('There is no such page.')]);
    },
  );
});

describe('what is done on a page', () => {
  it('takes a member from a question to its result, with a way back at each step', async () => {
    const browser = await world.signIn('ann');
    const form = await openAnswer(browser);
    expect(wordsOf(form)).toMatch(
      /^Your answer .*What does a cache buy you\?.*Up to 4,000 characters.*Back to Overview$/,
    );
    const result = await browser.press(form, 'Submit answer', { 'field.answer': answer });
    expect(wordsOf(result)).toMatch(/\d+ of 100.*Covered A cache lowers latency.*Back to Overview$/);
    expect((await browser.get('/web')).text).toContain('<dt>Answers</dt><dd>1</dd>');
  });

  it('is done once, however often it is sent or the page is loaded again', async () => {
    const browser = await world.signIn('ann');
    const form = await openAnswer(browser);
    const fields = { ...fieldsOf(formOf(form, 'Submit answer')), 'field.answer': answer };
    const first = await browser.post('/web/act', fields);
    const before = await dumpDoings(world);
    const again = await Promise.all([1, 2, 3].map(() => browser.post('/web/act', fields)));
    expect(await dumpDoings(world)).toEqual(before);
    expect(new Set([first, ...again].map(wordsOf)).size).toBe(1);
  });

  it('gives a form back with what was written and what is wrong with it', async () => {
    const browser = await world.signIn('ann');
    const refused = await browser.press(await openAnswer(browser), 'Submit answer', {
      'field.answer': 'word '.repeat(1_000),
    });
    expect(refused.page.querySelector('[role=alert]')?.text).toContain('the limit is 4,000');
    expect(refused.page.querySelector('textarea')?.text.trimStart()).toHaveLength(5_000);
  });

  it('leads back to the page that it was done from, and to none of others', async () => {
    const browser = await world.signIn('ann');
    const board = await browser.get('/web/leaderboard?v=week');
    const action = board.page.querySelector('main form')?.getAttribute('action') ?? '';
    expect(action).toBe('/web/act?from=leaderboard&v=week');
    const acted = await browser.post(action, { type: 'press', action: 'help', value: '', delivery: 'delivery-x' });
    expect(linksOf(acted, '.back a')).toEqual(['Back to Leaderboard /web/leaderboard?v=week']);
    expect(acted.page.querySelector('[aria-current]')?.text).toBe('Leaderboard');
    for (const from of ['https://evil.example', '//evil.example', '../..', '__proto__', 'javascript:alert(1)']) {
      const fields = { type: 'press', action: 'help', value: '', delivery: 'delivery-x' };
      const seen = await browser.post(`/web/act?${new URLSearchParams({ from, v: '/' })}`, fields);
      expect(linksOf(seen, '.back a')).toEqual(['Back to Overview /web']);
    }
  });

  it('makes sense where only the chat can do it', async () => {
    await world.act('ann', submit(await practise(world, 'ann'), answer));
    const browser = await world.signIn('ann');
    const result = await browser.press(await openAnswer(browser), 'Submit answer', { 'field.answer': answer });
    expect(wordsOf(await browser.press(result, 'Share'))).toContain('Nobody else is here to see it');
    world.seats.set('ann', () => admin);
    const settings = await browser.press(await browser.get('/web'), 'Settings');
    expect(wordsOf(settings)).toMatch(/Channel: not chosen yet; that is done in the chat\./);
    await saveSetup(world);
    const known = await browser.press(await browser.get('/web'), 'Settings');
    expect(wordsOf(known)).toContain('Channel: stays as it is; the chat can change it.');
    const saved = await browser.press(known, 'Save', { 'field.time': '10:30' });
    expect(wordsOf(saved)).toContain('10:30');
  });

  it('reaches nothing of another member, whatever ids it is given', async () => {
    const target = await practise(world, 'bob');
    const result = await world.act('bob', submit(target, 'Only Bob may read this: memory is fast.'));
    const value = JSON.stringify(result).match(/"name":"dispute","label":"[^"]+","value":"([^"]+)"/)?.[1] ?? '';
    expect(value).not.toBe('');
    const browser = await world.signIn('ann');
    const before = await dumpDoings(world);
    const presses = (names: readonly string[], of: string) =>
      names.map((action) => ({ type: 'press', action, value: of }));
    const [point] = fieldOf(await world.act('bob', press('dispute', value)), 'choice', 'keyPoint').options;
    const fields = { 'field.keyPoint': point?.value ?? '', 'field.objection': 'grade', 'field.reason': 'It is there.' };
    const objecting = { type: 'submit', form: 'dispute', value, ...fields };
    const acts: readonly Fields[] = [
      ...presses(['answer', 'hint', 'show-answer', 'next', 'share', 'dispute'], target),
      ...presses(['share', 'dispute', 'answer'], value),
      { type: 'submit', form: 'answer', value: target, 'field.answer': 'Mine now.' },
      objecting,
      { ...objecting, 'field.objection': 'outdated' },
    ];
    for (const [index, act] of acts.entries()) {
      const seen = await browser.post('/web/act', { ...act, delivery: `foreign-${index}` });
      expect([seen.status, /Only Bob|memory is fast|A cache lowers/.test(seen.text)]).toEqual([200, false]);
    }
    for (const page of pageNames)
      for (const foreign of [value, target, target.split(':')[1] ?? '', 'bob'])
        expect((await browser.get(`/web/${page}?${new URLSearchParams({ v: foreign })}`)).text).not.toContain(
          'Only Bob',
        );
    const after = await dumpDoings(world);
    for (const table of ['attempts', 'disputes', 'reports']) expect(after[table], table).toEqual(before[table]);
    // All that was wrong with it was who sent it.
    await (await world.signIn('bob')).post('/web/act', { ...objecting, delivery: 'delivery-1' });
    expect((await dumpDoings(world)).disputes).toHaveLength(1);
  });

  it('under a delivery that another member has used is another delivery', async () => {
    const [ann, bob] = [await world.signIn('ann'), await world.signIn('bob')];
    const fields = { type: 'press', action: 'practice', value: '', delivery: 'same-number' };
    await ann.post('/web/act', fields);
    expect(wordsOf(await bob.post('/web/act', { ...fields, action: 'privacy' }))).toContain('Privacy');
  });

  it.each([
    {},
    { type: 'say', text: '/coach setup', delivery: 'delivery-1' },
    { type: 'press', action: 'explode', value: '', delivery: 'delivery-1' },
    { type: 'press', action: 'help', value: 'x'.repeat(201), delivery: 'delivery-1' },
    { type: 'press', action: 'help', value: '', delivery: '' },
    { type: 'press', action: 'help', value: '', delivery: '../../x' },
    { type: 'command', text: 'setup', delivery: 'delivery-1' },
    { type: 'page', page: 'disputes', value: '', delivery: 'delivery-1' },
    { type: 'submit', form: 'nothing', value: '', delivery: 'delivery-1' },
  ])('is refused in one sentence when no page of ours sends it: %j', async (fields) => {
    const browser = await world.signIn('ann');
    const before = await dumpWorld(world);
    const seen = await browser.post('/web/act', fields);
    expect([seen.status, wordsOf(seen)]).toEqual([
      400,
      'Not done That was not sent by a page of yours. Back to Overview',
    ]);
    expect(await dumpWorld(world)).toEqual(before);
  });

  it('is refused from a foreign page, and too long', async () => {
    const browser = await world.signIn('ann');
    const before = await dumpWorld(world);
    const fields = { type: 'press', action: 'hide-me', value: '', delivery: 'delivery-1' };
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site', origin: 'https://x.coach.example' },
    ])
      expect((await browser.post('/web/act', fields, headers)).status).toBe(403);
    expect((await browser.post('/web/leave', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await browser.post('/web/act', { ...fields, x: 'x'.repeat(1_000_001) })).status).toBe(413);
    expect(await dumpWorld(world)).toEqual(before);
    expect((await browser.get('/web/act')).headers.get('location')).toBe('/web');
  });

  it('gives back what was written when the session has ended meanwhile', async () => {
    const browser = await world.signIn('ann');
    const form = await openAnswer(browser);
    world.clock.now += 12 * 3_600_000;
    const late = await browser.press(form, 'Submit answer', { 'field.answer': '<b>A long</b> answer' });
    expect([late.status, late.page.querySelectorAll('blockquote').map(({ text }) => text)]).toEqual([
      401,
      ['<b>A long</b> answer'],
    ]);
    expect(liveParts(late.page)).toEqual([]);
  });

  it('asks nothing of those who are not signed in but to sign in', async () => {
    const fields = { type: 'press', action: 'practice', value: '', delivery: 'delivery-1' };
    expect((await world.browser().post('/web/act', fields)).status).toBe(401);
    expect(await dumpDoings(world)).toMatchObject({ sessions: [] });
  });
});

describe('the site when the coach fails', () => {
  it('says so in one sentence, and tells the operator why', async () => {
    const failing = await openSiteWorld();
    const browser = await failing.signIn('ann');
    await failing.store.close();
    for (const path of ['/web', '/web/progress']) {
      const seen = await browser.get(path);
      expect([seen.status, wordsOf(seen)]).toEqual([500, expect.stringContaining('That did not work: try again')]);
      expect(seen.text).not.toMatch(/driver|at \w+ \(|sqlite/i);
    }
    expect(failing.faults).toHaveLength(2);
  });
});

describe('a role', () => {
  it('is what the platform says at the moment of each look and act', async () => {
    const browser = await world.signIn('ada');
    world.seats.set('ada', () => admin);
    const settings = await browser.press(await browser.get('/web'), 'Settings');
    world.seats.delete('ada');
    const before = await dumpWorld(world);
    const fields = Object.fromEntries(
      Object.entries(goodSetup).map(([name, [value = '']]) => [`field.${name}`, value]),
    );
    expect(wordsOf(await browser.press(settings, 'Save', fields))).toContain('Only admins of this workspace');
    const { channels } = await dumpWorld(world);
    expect(channels).toEqual(before.channels);
    expect(wordsOf(await browser.get('/web/disputes'))).toContain('Only admins of this workspace');
  });

  it('is that of a member while the platform does not answer, and the page says so', async () => {
    const browser = await world.signIn('ada');
    world.seats.set('ada', () => {
      throw new Error('503');
    });
    const home = await browser.get('/web');
    expect(home.page.querySelector('[role=status]')?.text).toContain('does not answer just now');
    expect(linksOf(home, 'nav ul + ul a')).toEqual([]);
    const disputes = await browser.get('/web/disputes');
    expect(wordsOf(disputes)).toMatch(/does not answer just now.*Only admins of this workspace/);
    expect(world.faults).toHaveLength(2);
  });

  it('cannot be sent along', async () => {
    const browser = await world.signIn('ann');
    const fields = { type: 'press', action: 'setup', value: '', delivery: 'delivery-1', role: 'admin', member: 'ada' };
    expect(wordsOf(await browser.post('/web/act', fields))).toContain('Only admins of this workspace');
  });
});

it('nothing that is typed becomes live on a page', async () => {
  const hostile = `<script>alert(1)</script><img src=x onerror=alert(1)> "' onclick="x" </textarea></form>`;
  const name = '<b onclick=x>Eve"\'&';
  const as = { member: { name } };
  await world.act('eve', command('practice'), as);
  await world.act('eve', command(`answer ${answer} ${hostile}`), as);
  world.seats.set('eve', () => ({ role: 'admin', workspaceName: hostile }));
  const browser = await world.signIn('eve', as);
  const seen: Seen[] = [await browser.get('/web')];
  for (const page of pageNames)
    for (const value of ['', hostile.slice(0, 150)])
      seen.push(await browser.get(`/web/${page}?${new URLSearchParams({ v: value })}`));
  const form = await openAnswer(browser);
  seen.push(form, await browser.press(form, 'Submit answer', { 'field.answer': hostile.repeat(60) }));
  seen.push(
    await browser.press(form, 'Submit answer', { 'field.answer': `${answer} ${hostile}`, delivery: 'another-one' }),
  );
  for (const { page, status } of seen) {
    expect(status).toBe(200);
    expect(liveParts(page)).toEqual([]);
    expect(page.querySelector('.who')?.text).toBe(`${hostile} · ${name}`);
    expect(
      page
        .querySelectorAll('a, form')
        .map((tag) => tag.getAttribute('href') ?? tag.getAttribute('action'))
        .filter((address) => !/^(\/web|#content)/.test(address ?? '')),
    ).toEqual([]);
  }
});

it('nothing of what is known to be live elsewhere is live in names, answers and addresses here', async () => {
  const names = payloads.filter((payload) => payload.length < 40);
  const crowd = names.slice(0, 12);
  for (const [index, name] of crowd.entries()) {
    const as = { member: { name } };
    await world.act(`m${index}`, command('practice'), as);
    await world.act(`m${index}`, command(`answer ${answer} ${payloads.slice(index, index + 20).join(' ')}`), as);
  }
  const browser = await world.signIn('m0', { member: { name: crowd[0] ?? '' } });
  const pages = [await browser.get('/web'), await browser.get('/web/leaderboard')];
  for (const payload of payloads) {
    const seen = await browser.get(`/web/leaderboard?${new URLSearchParams({ v: payload })}`);
    expect([payload, seen.status]).toEqual([payload, 200]);
    pages.push(seen);
  }
  for (const { page } of pages) {
    expect(liveParts(page)).toEqual([]);
    expect(page.querySelectorAll('main a').filter((link) => !link.getAttribute('href')?.startsWith('/web'))).toEqual(
      [],
    );
  }
});
