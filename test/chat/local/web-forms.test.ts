import type { HTMLElement } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { createPlainBrowser, entriesOf, openForm } from './plain-browser.ts';
import { createVisitor, fileBody, goodAnswer, sendRaw, useSite } from './site.ts';

const site = useSite();

const good = {
  'field.time': ['17:05'],
  'field.timeZone': ['Europe/Berlin'],
  'field.weekdays': ['2', '4'],
  'field.topics': ['caching'],
};

/** What the fields of the setup form hold. */
function heldBy(form: HTMLElement): Readonly<Record<string, readonly string[]>> {
  const fields = entriesOf(form).filter(([name]) => name.startsWith('field.'));
  const groups = Map.groupBy(fields, ([name]) => name);
  return Object.fromEntries([...groups].map(([name, entries]) => [name, entries.map(([, value]) => value)]));
}

/** What is said at which field. */
function problemsOf(form: HTMLElement): Readonly<Record<string, string>> {
  const alerts = form.querySelectorAll('[role=alert]');
  return Object.fromEntries(alerts.map((alert) => [alert.id.replace('problem-', ''), alert.text]));
}

describe('the setup form in a browser without script', () => {
  it('opens when it is asked for, filled with what holds until now', async () => {
    const page = await createPlainBrowser(site.url(), 'Ana').say('/coach setup');
    const form = openForm(page);
    expect(form.getAttribute('aria-label')).toBe('Set up the coach');
    expect(heldBy(form)).toMatchObject({
      'field.channel': ['daily'],
      'field.time': ['00:00'],
      'field.weekdays': ['1', '2', '3', '4', '5', '6', '7'],
    });
    expect(problemsOf(form)).toEqual({});
  });

  it('is sent as any form is, and what was saved comes back, also after a restart', async () => {
    const ana = createPlainBrowser(site.url(), 'Ana');
    const saved = await ana.send(openForm(await ana.say('/coach setup')), good);
    const thread = (saved.querySelector('#thread')?.structuredText ?? '').replaceAll(/\s+/g, ' ');
    expect(thread).toContain('Saved. The next question is posted on');
    expect(thread).toContain('Time 17:05, Europe/Berlin');
    expect(thread).toContain('Days Tuesday, Thursday');
    expect(saved.querySelector('#form form')).toBeNull();
    await site.restart();
    const again = openForm(await createPlainBrowser(site.url(), 'Bob').say('/coach setup'));
    expect(heldBy(again)).toEqual({ 'field.channel': ['daily'], ...good });
  });

  it('comes back with each problem at its field, and keeps all that was filled in', async () => {
    const ana = createPlainBrowser(site.url(), 'Ana');
    const wrong = {
      'field.time': ['25:00'],
      'field.timeZone': ['Mars'],
      'field.weekdays': ['8'],
      'field.topics': ['caching'],
    };
    const form = openForm(await ana.send(openForm(await ana.say('/coach setup')), wrong));
    expect(problemsOf(form)).toEqual({
      time: 'Give a time from 00:00 to 23:59, such as 09:00.',
      timeZone: 'There is no time zone "Mars": write it like Europe/Berlin or America/New_York.',
      weekdays: 'Choose days from Monday to Sunday.',
    });
    for (const name of ['field.time', 'field.timeZone'])
      expect(form.querySelector(`[name="${name}"]`)?.getAttribute('aria-invalid')).toBe('true');
    expect(form.querySelector('fieldset[aria-describedby=problem-weekdays] legend')?.text).toBe(
      'Days (none: no question)',
    );
    expect(heldBy(form)).toMatchObject({
      'field.time': ['25:00'],
      'field.timeZone': ['Mars'],
      'field.topics': ['caching'],
    });
    // It can be corrected right there.
    const saved = await ana.send(form, good);
    expect(saved.querySelector('#thread')?.structuredText).toContain('Saved.');
  });

  it('leaves no trace of a form in the thread, only what came of it', async () => {
    const ana = createPlainBrowser(site.url(), 'Ana');
    const page = await ana.send(openForm(await ana.say('/coach setup')), good);
    expect(page.querySelectorAll('#thread p.said').map((said) => said.text)).toEqual(['/coach setup']);
  });

  it('leads to a test post in the channel', async () => {
    const ana = createPlainBrowser(site.url(), 'Ana');
    await ana.send(openForm(await ana.say('/coach setup')), good);
    await ana.press('Post a test message');
    const bob = createVisitor(site.url(), 'Bob');
    await expect.poll(() => bob.reads('#channel'), { interval: 10 }).toContain('Ana has tried it out.');
  });
});

const markup = `"><script>alert(1)</script><img src=x onerror=alert(1)></textarea></form>`;
const hostile: Readonly<Record<string, readonly string[]>> = {
  'markup everywhere': [markup],
  'a prototype': ['__proto__'],
  '10 KB': ['x'.repeat(10_240)],
  'controls and a null': ['\u0000\u001b[31m\r\n'],
  'many values': Array.from({ length: 2_000 }, (_, index) => `${index}`),
};

describe('hostile values in the fields of a form', () => {
  it.each(Object.entries(hostile))('do no harm: %s', async (_what, values) => {
    const ana = createPlainBrowser(site.url(), 'Ana');
    const names = ['channel', 'time', 'timeZone', 'weekdays', 'topics', '__proto__', 'constructor', 'x'];
    const changes = Object.fromEntries(names.map((name) => [`field.${name}`, values]));
    const page = await ana.send(openForm(await ana.say('/coach setup')), changes);
    const form = openForm(page);
    expect(Object.keys(problemsOf(form))).toContain('time');
    expect(page.querySelectorAll('script').map((script) => script.getAttribute('src'))).toEqual(['/page.js']);
    expect(page.querySelectorAll('img, [onerror]')).toEqual([]);
    expect(page.querySelectorAll('#form form')).toHaveLength(1);
    // Nothing was changed, and the next one who asks finds the page as it was.
    const next = openForm(await createPlainBrowser(site.url(), 'Bob').say('/coach setup'));
    expect(heldBy(next)).toMatchObject({ 'field.channel': ['daily'], 'field.time': ['00:00'] });
  });

  it('are refused when they are a file', async () => {
    const body = fileBody('field.answer').replace('say', 'submit');
    const rest = ['form', 'value'].map(
      (name) => `--xx\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${name === 'form' ? 'answer' : ''}\r\n`,
    );
    const headers = { origin: site.url(), 'content-type': 'multipart/form-data; boundary=xx' };
    const sent = { method: 'POST', path: '/as/Ana/act', headers, body: rest.join('') + body };
    expect((await sendRaw(site.url(), sent)).status).toBe(400);
    expect(await createVisitor(site.url(), 'Ana').reads('#thread')).toContain('Nothing here yet');
  });

  it('of a form that is not there are refused', async () => {
    const entries = Object.entries({ type: 'submit', delivery: 'delivery-1', form: '__proto__', value: '' });
    const { status } = await createPlainBrowser(site.url(), 'Ana').post(entries);
    expect(status).toBe(400);
  });
});

describe('a result on the local page', () => {
  it('appears in the channel for everybody when it is shared, once, without the answer', async () => {
    const ana = createPlainBrowser(site.url(), 'Ana');
    await ana.say('/coach practice');
    await ana.say(`/coach answer ${goodAnswer}`);
    for (let times = 0; times < 3; times += 1) await ana.press('Share');
    const bob = createVisitor(site.url(), 'Bob');
    await expect.poll(() => bob.reads('#channel'), { interval: 10 }).toContain('Ana has answered');
    const channel = await bob.reads('#channel');
    expect(channel).toContain('100 of 100 · 2 of 2 key points covered');
    expect(channel.match(/Ana has answered/g)).toHaveLength(1);
    expect(channel).not.toMatch(/answers from memory|load off|Strong answer/);
    expect(await bob.reads('#thread')).not.toContain('Ana');
    expect(await createVisitor(site.url(), 'Ana').reads('#thread')).toContain('Shared in this channel');
  });

  it('is disputed in a form that keeps what was written, and read by whoever asks for the disputes', async () => {
    const ana = createPlainBrowser(site.url(), 'Ana');
    await ana.say('/coach practice');
    await ana.say('/coach answer A cache lowers latency because it answers from memory.');
    const form = openForm(await ana.press('This grade is wrong'));
    expect(form.structuredText).not.toContain('load off the database');
    const again = openForm(await ana.send(form, { 'field.reason': [`I said it. ${markup}`] }));
    expect(problemsOf(again)).toEqual({ keyPoint: 'Choose the part of the grade that is wrong.' });
    expect(again.querySelector('textarea')?.text).toContain(`I said it. ${markup}`);
    const missed = again.querySelectorAll('input[type=radio]').at(1)?.getAttribute('value') ?? '';
    const noted = await ana.send(again, { 'field.keyPoint': [missed] });
    expect(noted.querySelector('#thread')?.structuredText).toContain('Thank you, that is noted.');
    const list = await createPlainBrowser(site.url(), 'Bob').say('/coach disputes');
    expect(list.querySelector('#thread')?.structuredText).toContain(`Ana says: I said it. ${markup}`);
    expect(list.querySelectorAll('img, [onerror]')).toEqual([]);
  });
});
