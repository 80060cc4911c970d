import { describe, expect, it } from 'vitest';
import { createPlainBrowser, openForm } from './plain-browser.ts';
import { createVisitor, useSite } from './site.ts';

const site = useSite();
const queue = 'What is a queue good for?';
const keyPoints = 'It lets the sender go on at once.\nIt keeps what cannot be done now.';

type Page = Awaited<ReturnType<ReturnType<typeof createPlainBrowser>['say']>>;

const threadOf = (page: Page) => (page.querySelector('#thread')?.structuredText ?? '').replaceAll(/\s+/g, ' ');

describe('a suggested question on the local page', () => {
  it('comes back while something is wrong, is approved, asked and graded, and its member is told', async () => {
    const [ana, ada] = [createPlainBrowser(site.url(), 'Ana'), createPlainBrowser(site.url(), 'Ada')];
    const form = openForm(await ana.say(`/coach suggest ${queue}`));
    expect(form.querySelector('textarea[name="field.question"]')?.text.trim()).toBe(queue);
    const back = openForm(await ana.send(form, { 'field.keyPoints': ['a\na'] }));
    expect(back.structuredText).toContain('Two key points say the same');
    expect(back.querySelector('textarea[name="field.keyPoints"]')?.text.trim()).toBe('a\na');
    expect(threadOf(await ana.send(back, { 'field.keyPoints': [keyPoints] }))).toContain('with the admins');
    expect(threadOf(await ada.say('/coach suggestions'))).toContain('Ana suggests, on Our own questions');
    expect(threadOf(await ada.send(openForm(await ada.press('Approve')), {}))).toContain('Approved: it is asked');
    const visitor = createVisitor(site.url(), 'Ana');
    await expect.poll(() => visitor.reads('#thread'), { interval: 10 }).toContain('Your question is approved');
    expect(threadOf(await ana.say('/coach practice own'))).toContain(queue);
    const result = threadOf(await ana.say('/coach answer It lets the sender go on at once.'));
    expect(result).toContain('50 of 100');
    expect(threadOf(await ada.say('/coach packs off caching'))).toContain('1 of 2 packs on');
    expect(threadOf(await ana.say('/coach practice caching'))).toContain('There is no topic like "caching"');
  });

  it('shows markup as it was typed', async () => {
    const markup = '<img src=x onerror=alert(1)>';
    const [ana, ada] = [createPlainBrowser(site.url(), 'Ana'), createPlainBrowser(site.url(), 'Ada')];
    await ana.say(`/coach suggest Why would ${markup} run? | ${markup}`);
    const queueShown = await ada.say('/coach suggestions');
    expect(threadOf(queueShown)).toContain(markup);
    const done = await ada.send(openForm(await ada.press('Approve')), { 'field.keyPoints': ['It is not escaped.'] });
    const preview = await ada.say('/coach packs preview own');
    expect(threadOf(preview)).toContain(`Why would ${markup} run?`);
    for (const page of [queueShown, done, preview]) expect(page.querySelectorAll('#thread img')).toEqual([]);
  });
});
