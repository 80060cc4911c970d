import { describe, expect, it } from 'vitest';
import { localPlace, openCore } from '../../../src/app.ts';
import { createLog } from '../../../src/ops/log.ts';
import { createVisitor, type Fields, formHeaders, goodAnswer, openedForm, sendRaw, useSite } from './site.ts';

const site = useSite();
const notOpen = 'That question is no longer open';

describe('what a window sends', () => {
  it('opens a form for the script when Answer is pressed, and nothing otherwise', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    expect(await ana.say('/coach practice')).toEqual({ status: 200, body: { form: null } });
    const opened = await ana.post(await ana.formOf('#thread', 'Answer'));
    expect(opened).toMatchObject({
      status: 200,
      body: { form: expect.stringContaining('<textarea name="field.answer"') },
    });
    const result = await ana.post({ ...openedForm(opened), 'field.answer': goodAnswer });
    expect(result).toEqual({ status: 200, body: { form: null } });
  });

  it('gets the form back with the text and the reason when an answer is not taken', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    await ana.say('/coach practice');
    const form = openedForm(await ana.post(await ana.formOf('#thread', 'Answer')));
    const refused = await ana.post({ ...form, 'field.answer': '🚀' });
    expect(refused).toMatchObject({ status: 200, body: { form: expect.stringContaining('has no words in it') } });
    expect(refused).toMatchObject({ body: { form: expect.stringContaining('🚀') } });
    expect(await ana.reads('#thread')).not.toContain('🚀');
  });

  it('leads a browser without script back to its page', async () => {
    const body = new URLSearchParams({ type: 'say', delivery: 'delivery-1', text: '/coach practice' });
    const headers = { origin: site.url() };
    const sent = await fetch(`${site.url()}/as/Ana/act`, { method: 'POST', body, headers, redirect: 'manual' });
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toBe('/as/Ana#form');
  });

  it('leads whoever enters a name to their page', async () => {
    const sent = await sendRaw(site.url(), {
      method: 'POST',
      path: '/enter',
      headers: formHeaders(site.url()),
      body: new URLSearchParams({ name: '  Ana   Böhm ' }).toString(),
    });
    expect(sent.status).toBe(303);
    expect(sent.headers.location).toBe('/as/Ana%20B%C3%B6hm');
  });
});

describe('deliveries', () => {
  it('of a double click are one attempt with one result', async () => {
    const ana = createVisitor(site.url(), 'Ana');
    await ana.say('/coach practice');
    const form = openedForm(await ana.post(await ana.formOf('#thread', 'Answer')));
    const click = () => ana.post({ ...form, 'field.answer': goodAnswer });
    expect(await Promise.all([click(), click(), click()])).toEqual(
      Array(3).fill({ status: 200, body: { form: null } }),
    );
    expect(await ana.reads('#home')).toMatch(/Answers 1 Points this week 100 Points this season 100/);
    const results = (await ana.page()).querySelectorAll('#thread .key-points');
    expect(results).toHaveLength(1);
  });

  it('that two members number alike are told apart', async () => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    const delivery = 'the-same-number';
    await ana.say('/coach practice');
    await bob.say('/coach practice');
    await ana.post({ type: 'say', delivery, text: `/coach answer ${goodAnswer}` });
    await bob.post({ type: 'say', delivery, text: '/coach hint' });
    const [anaSees, bobSees] = [await ana.reads('#thread'), await bob.reads('#thread')];
    expect(anaSees).toContain('100 of 100');
    expect(anaSees).not.toContain('Think about how long');
    expect(bobSees).toContain('Think about how long the caller waits.');
    expect(bobSees).not.toMatch(/answers from memory|of 100/);
  });

  it.each(['hint', 'show-answer', 'answer', 'submit'])("do not reach another member's question by %s", async (what) => {
    const [ana, bob] = [createVisitor(site.url(), 'Ana'), createVisitor(site.url(), 'Bob')];
    await ana.say('/coach practice');
    const { value = '' } = await ana.formOf('#thread', 'Answer');
    expect(value).toMatch(/^session:/);
    const fields: Fields =
      what === 'submit'
        ? { type: 'submit', form: 'answer', 'field.answer': 'In memory.' }
        : { type: 'press', action: what };
    expect(await bob.post({ ...fields, value })).toEqual({ status: 200, body: { form: null } });
    const bobSees = await bob.reads('#thread');
    expect(bobSees).toContain(notOpen);
    expect(bobSees).not.toMatch(/Think about|A cache lowers|points earned/);
    expect(await ana.reads('#thread')).toContain('2 key points');
    expect(await ana.reads('#home')).toContain('No answers yet');
  });

  it.each([
    '',
    'session:',
    'session:nobody',
    'daily:nowhere:2026-11-23',
    'daily:x:0000-99-99',
    '__proto__',
    "session:' or 1=1",
  ])('that name the question "%s" are told that it is not open', async (value) => {
    const ana = createVisitor(site.url(), 'Ana');
    expect(await ana.post({ type: 'press', action: 'answer', value })).toEqual({ status: 200, body: { form: null } });
    expect(await ana.reads('#thread')).toContain(notOpen);
  });
});

describe('twenty members who answer at once', () => {
  it('all get their results, and the board adds up', async () => {
    const visitors = Array.from({ length: 20 }, (_, index) => createVisitor(site.url(), `Member ${index + 1}`));
    await Promise.all(visitors.map((visitor) => visitor.say('/coach practice')));
    const answers = visitors.map((visitor, index) =>
      visitor.say(`/coach answer ${index % 2 === 0 ? goodAnswer : 'It takes load off the database.'}`),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(Array(20).fill(200));
    const threads = await Promise.all(visitors.map((visitor) => visitor.reads('#thread')));
    for (const [index, thread] of threads.entries()) {
      expect(thread).toContain(index % 2 === 0 ? '100 of 100 · 2 of 2' : '50 of 100 · 1 of 2');
    }
    await site.stop();
    const { coach, store } = await openCore({ config: site.config(), log: createLog('silent') });
    const standings = await coach.standings({ ...localPlace, window: 'season' });
    await store.close();
    expect(standings).toHaveLength(20);
    expect(standings.map(({ points }) => points)).toEqual([...Array(10).fill(100), ...Array(10).fill(50)]);
    expect(standings.map(({ rank }) => rank)).toEqual([...Array(10).fill(1), ...Array(10).fill(11)]);
  });
});
