import { parse } from 'node-html-parser';
import { describe, expect, it } from 'vitest';
import { renderForm } from '../../src/html/render-form.ts';
import type { Field, Form } from '../../src/reply/reply.ts';
import { answerField, everyField, formOf, formWith } from '../chat/local/every-block.ts';

const markup = `<script>x</script><b onclick="y">"'&amp;</b></textarea></form>`;

async function htmlOf(form: Form): Promise<string> {
  let deliveries = 0;
  return String(
    await renderForm(form, {
      actUrl: '/as/Ana/act',
      pagesUrl: '/as/Ana/pages',
      newDelivery: () => `delivery-${++deliveries}`,
    }),
  );
}

async function render(...fields: readonly Field[]) {
  return parse(await htmlOf(formOf('x', fields)));
}

/** Kinds of fields by a name for people, with `text` wherever people's words can stand. */
const kinds = (text: string) =>
  everyField(text).map((field) => [`${field.type} field called ${field.name}`, field] as const);

describe('a form as HTML', () => {
  it('keeps the text as it was typed, its first line break too', async () => {
    const form = await htmlOf(formOf('x', [answerField('\nfirst\n</textarea><script>x</script>')]));
    expect(form).toContain('\n\nfirst\n&lt;/textarea&gt;&lt;script&gt;');
    expect(parse(form).querySelectorAll('script')).toEqual([]);
  });

  it('ties the problem to the field, and says nothing when there is none', async () => {
    const [wrong, right] = [await render(answerField('x', markup)), await render(answerField('x'))];
    const described = wrong.querySelector('textarea')?.getAttribute('aria-describedby');
    expect(wrong.querySelector(`#${described}`)?.text).toBe(markup);
    expect(wrong.querySelector('textarea')?.getAttribute('aria-invalid')).toBe('true');
    expect(right.querySelectorAll('[role=alert], [aria-invalid]')).toEqual([]);
  });

  it.each(kinds(markup))('escapes a %s, and says its problem', async (_kind, field) => {
    const html = await render(field);
    expect(html.querySelectorAll('script, [onclick], b')).toEqual([]);
    expect(html.querySelectorAll('form')).toHaveLength(1);
    expect(html.querySelector('[role=alert]')?.text).toBe(markup);
    const values = html.querySelectorAll('input').map((input) => input.getAttribute('value'));
    expect(`${html.text}${values}`.split(markup).length).toBeGreaterThan(2);
  });

  it.each(kinds('09:00'))('ties the problem to a %s for those who cannot see where it stands', async (_kind, field) => {
    const html = await render(field);
    const control = html.querySelector('[aria-describedby]');
    if (field.type === 'channel') return expect(control).toBeNull();
    expect(html.querySelector(`#${control?.getAttribute('aria-describedby')}`)?.text).toBe('09:00');
    expect(control?.getAttribute('aria-invalid')).toBe('true');
  });

  it('sends back, untouched, what its fields were filled with', async () => {
    const html = parse(await htmlOf(formWith('09:00')));
    const sent = [
      ...html.querySelectorAll('textarea').map((area) => [area.getAttribute('name'), area.text.trim()]),
      ...html
        .querySelectorAll('input')
        .filter((input) => !/radio|checkbox/.test(input.getAttribute('type') ?? '') || input.hasAttribute('checked'))
        .map((input) => [input.getAttribute('name'), input.getAttribute('value')]),
    ];
    expect(sent).toEqual([
      ['field.answer', '09:00'],
      ['type', 'submit'],
      ['form', 'answer'],
      ['value', 'session:1'],
      ['delivery', 'delivery-1'],
      ['field.line', '09:00'],
      ['field.one', 'two'],
      ['field.some', 'one'],
      ['field.some', 'two'],
      ['field.channel', '09:00'],
      ['field.time', '09:00'],
    ]);
  });

  it('names every control, and gives the focus to the first one alone', async () => {
    const html = parse(await htmlOf(formWith('x')));
    for (const control of html.querySelectorAll('textarea, input:not([type=hidden])'))
      expect(control.closest('label'), control.outerHTML).not.toBeNull();
    expect(html.querySelectorAll('fieldset').map((set) => set.querySelector('legend')?.text)).toEqual(['x', 'x']);
    expect(html.querySelectorAll('[autofocus]').map((control) => control.getAttribute('name'))).toEqual([
      'field.answer',
    ]);
  });
});
