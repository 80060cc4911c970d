import { describe, expect, it } from 'vitest';
import { createPlainBrowser, openForm } from './plain-browser.ts';
import { createVisitor, useSite } from './site.ts';

const site = useSite();
const half = 'Lower latency from memory. Postgres can finally have its siesta.';

type Page = Awaited<ReturnType<ReturnType<typeof createPlainBrowser>['say']>>;

const threadOf = (page: Page) => (page.querySelector('#thread')?.structuredText ?? '').replaceAll(/\s+/g, ' ');

/** The form behind a button of the overview. */
function homeButton(page: Page, label: string): Page {
  const forms = page.querySelectorAll('#home form[data-act]');
  const form = forms.find((candidate) => candidate.querySelector('button')?.text.trim() === label);
  if (!form) throw new Error(`no button "${label}" on the overview`);
  return form;
}

/** Ana has answered half of it and objects to the grade. */
async function openObjected(reason = 'I said "Postgres can finally have its siesta"') {
  const [ana, ada] = [createPlainBrowser(site.url(), 'Ana'), createPlainBrowser(site.url(), 'Ada')];
  await ana.say('/coach practice');
  await ana.say(`/coach answer ${half}`);
  const form = openForm(await ana.press('This grade is wrong'));
  const keyPoint = form.querySelectorAll('input[name="field.keyPoint"]')[1]?.getAttribute('value') ?? '';
  const sent = await ana.send(form, { 'field.keyPoint': [keyPoint], 'field.reason': [reason] });
  expect(threadOf(sent)).toContain('The admins of this workspace read it');
  return { ana, ada };
}

describe('a dispute on the local page', () => {
  it('is accepted by anybody there, corrects the board, and is told in the thread of its member', async () => {
    const { ada } = await openObjected();
    const queue = await ada.send(homeButton(await ada.say('/coach help'), 'Disputes'));
    expect(threadOf(queue)).toContain('Ana says: I said "Postgres can finally have its siesta"');
    const form = openForm(await ada.press('Accept'));
    expect(form.querySelector('textarea[name="field.evidence"]')?.text.trim()).toBe(
      'Postgres can finally have its siesta',
    );
    expect(threadOf(await ada.send(form, {}))).toContain('Score 100 of 100 (it was 50)');
    const ana = createVisitor(site.url(), 'Ana');
    await expect.poll(() => ana.reads('#thread'), { interval: 10 }).toContain('Your dispute is accepted');
    expect((await ana.reads('#home')).replaceAll(/\s+/g, ' ')).toMatch(/Ana.{0,20}100/);
    const kept = await ada.send(openForm(await ada.press('Keep the words')), {});
    expect(threadOf(kept)).toContain(
      'From now on grading in this workspace knows: Postgres can finally have its siesta',
    );
  });

  it('shows markup as it was typed, to the admin and to the member', async () => {
    const markup = '<img src=x onerror=alert(1)>';
    const { ada } = await openObjected(`"${markup}"`);
    const queue = await ada.say('/coach disputes');
    expect(threadOf(queue)).toContain(`Ana says: "${markup}"`);
    await ada.send(openForm(await ada.press('Reject')), { 'field.note': [markup] });
    const ana = createPlainBrowser(site.url(), 'Ana');
    await expect.poll(async () => threadOf(await ana.say('/coach privacy')), { interval: 10 }).toContain(markup);
    for (const page of [queue, await ana.say('/coach help')]) expect(page.querySelectorAll('img')).toEqual([]);
  });
});
