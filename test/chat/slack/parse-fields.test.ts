import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFields } from '../../../src/chat/slack/parse-fields.ts';

const option = { text: { type: 'plain_text', text: 'One', emoji: false }, value: 'one' };

function parseState(state: unknown): unknown {
  return parseFields({ field: { value: state } });
}

describe('the state of a modal', () => {
  it.each([
    ['a text', { type: 'plain_text_input', value: 'My <!channel> &amp;\nanswer ' }, ['My <!channel> &amp;\nanswer ']],
    ['an option of a menu', { type: 'static_select', selected_option: option }, ['one']],
    ['an option of radio buttons', { type: 'radio_buttons', selected_option: option }, ['one']],
    ['options of checkboxes', { type: 'checkboxes', selected_options: [option, { value: 'two' }] }, ['one', 'two']],
    ['options of a menu', { type: 'multi_static_select', selected_options: [option] }, ['one']],
    ['a channel', { type: 'conversations_select', selected_conversation: 'C1' }, ['C1']],
    ['a time', { type: 'timepicker', selected_time: '09:00', timezone: 'Europe/Berlin' }, ['09:00']],
  ])('gives %s', (_what, state, values) => {
    expect(parseState(state)).toEqual({ field: values });
  });

  it.each([
    { type: 'plain_text_input', value: null },
    { type: 'plain_text_input', value: '' },
    { type: 'plain_text_input' },
    { type: 'static_select', selected_option: null },
    { type: 'radio_buttons', selected_option: null },
    { type: 'checkboxes', selected_options: [] },
    { type: 'checkboxes', selected_options: null },
    { type: 'multi_static_select', selected_options: [] },
    { type: 'conversations_select', selected_conversation: null },
    { type: 'timepicker', selected_time: null },
  ])('has no values where nothing was put in: %j', (state) => {
    expect(parseState(state)).toEqual({ field: [] });
  });

  it('has a field for each block', () => {
    const values = {
      answer: { value: { type: 'plain_text_input', value: 'a' } },
      time: { value: { type: 'timepicker', selected_time: '10:30' } },
    };
    expect(parseFields(values)).toEqual({ answer: ['a'], time: ['10:30'] });
  });
});

describe('what is no state of ours', () => {
  it.each([
    { type: 'plain_text_input', value: 7 },
    { type: 'plain_text_input', value: { text: 'x' } },
    { type: 'plain_text_input', value: ['x'] },
    { type: 'static_select', selected_option: 'one' },
    { type: 'static_select', selected_option: { value: 1 } },
    { type: 'checkboxes', selected_options: option },
    { type: 'checkboxes', selected_options: ['one'] },
    { type: 'checkboxes', selected_options: [option, null] },
    { type: 'timepicker', selected_time: 9 },
    { type: 'conversations_select', selected_conversation: ['C1'] },
    { type: 'file_input', files: [{ id: 'F1' }] },
    { type: '__proto__', value: 'x' },
    { value: 'x' },
    {},
    [],
    null,
    'x',
    7,
  ])('is left out: %j', (state) => {
    expect(parseState(state)).toEqual({});
  });

  it.each([undefined, null, 'x', 7, true, [], [[]], { field: null }, { field: [] }, { field: 'x' }, { field: {} }])(
    'is no fields at all: %j',
    (values) => expect(parseFields(values)).toEqual({}),
  );

  it('hides no field beside it', () => {
    const good = { value: { type: 'plain_text_input', value: 'a' } };
    expect(parseFields({ bad: { value: 7 }, good, worse: null })).toEqual({ good: ['a'] });
  });

  it('cannot reach the prototype of the fields', () => {
    const fields = parseFields(JSON.parse('{"__proto__":{"value":{"type":"plain_text_input","value":"x"}}}'));
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });

  it('never throws, and gives lists of texts only', () => {
    const types = ['plain_text_input', 'static_select', 'checkboxes', 'timepicker', 'conversations_select'];
    const keys = ['value', 'selected_option', 'selected_options', 'selected_time', 'selected_conversation'];
    const state = fc.record({
      type: fc.constantFrom(...types),
      ...Object.fromEntries(keys.map((key) => [key, fc.jsonValue()])),
    });
    const values = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.oneof(state, fc.jsonValue()))),
    );
    fc.assert(
      fc.property(values, (any) => {
        for (const list of Object.values(parseFields(any))) for (const item of list) expect(item).toBeTypeOf('string');
      }),
    );
  });
});
