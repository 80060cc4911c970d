import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFields } from '../../../src/chat/discord/parse-fields.ts';

function labelOf(component: unknown): unknown {
  return { type: 18, id: 1, component };
}

function parseOne(component: unknown): unknown {
  return parseFields([labelOf(component)]);
}

describe('a sent modal', () => {
  it.each([
    ['a text', { type: 4, id: 2, custom_id: 'f', value: ' My <@1> &amp;\nanswer ' }, [' My <@1> &amp;\nanswer ']],
    ['an option', { type: 3, id: 2, custom_id: 'f', values: ['one'] }, ['one']],
    ['options', { type: 3, id: 2, custom_id: 'f', values: ['one', 'two'] }, ['one', 'two']],
    ['a channel', { type: 8, id: 2, custom_id: 'f', values: ['123456789012345678'] }, ['123456789012345678']],
  ])('gives %s', (_what, component, values) => {
    expect(parseOne(component)).toEqual({ f: values });
  });

  it.each([
    { type: 4, custom_id: 'f', value: '' },
    { type: 4, custom_id: 'f', value: null },
    { type: 4, custom_id: 'f' },
    { type: 3, custom_id: 'f', values: [] },
    { type: 3, custom_id: 'f', values: null },
    { type: 8, custom_id: 'f' },
  ])('has no values where nothing was put in: %j', (component) => {
    expect(parseOne(component)).toEqual({ f: [] });
  });

  it('has a field for each label, and none for words', () => {
    const sent = [
      { type: 10, id: 1 },
      labelOf({ type: 4, id: 3, custom_id: 'answer', value: 'a' }),
      labelOf({ type: 3, id: 5, custom_id: 'days', values: ['1', '2'] }),
    ];
    expect(parseFields(sent)).toEqual({ answer: ['a'], days: ['1', '2'] });
  });
});

describe('what is no field of ours', () => {
  it.each([
    { type: 4, custom_id: 'f', value: 7 },
    { type: 4, custom_id: 'f', value: ['x'] },
    { type: 4, custom_id: 'f', value: { text: 'x' } },
    { type: 4, custom_id: 7, value: 'x' },
    { type: 4, value: 'x' },
    { type: 3, custom_id: 'f', values: 'one' },
    { type: 3, custom_id: 'f', values: [1] },
    { type: 3, custom_id: 'f', values: ['one', null] },
    { type: 8, custom_id: 'f', values: { 0: 'x' } },
    { type: 5, custom_id: 'f', values: ['x'] },
    { type: 19, custom_id: 'f', values: ['x'] },
    { type: 23, custom_id: 'f', value: true },
    { type: '4', custom_id: 'f', value: 'x' },
    { custom_id: 'f', value: 'x' },
    ...[{}, [], null, undefined, 'x', 7],
  ])('is left out: %j', (component) => {
    expect(parseOne(component)).toEqual({});
  });

  it.each([undefined, null, 'x', 7, true, {}, [], [[]], [null], { 0: labelOf({}), length: 1 }, [{ type: 18 }]])(
    'is no fields at all: %j',
    (components) => expect(parseFields(components)).toEqual({}),
  );

  it('is not taken from outside a label', () => {
    const field = { type: 4, custom_id: 'f', value: 'x' };
    expect(parseFields([field, { type: 1, components: [field] }, { type: 17, component: field }])).toEqual({});
  });

  it('hides no field beside it', () => {
    const good = labelOf({ type: 4, custom_id: 'good', value: 'a' });
    expect(parseFields([labelOf(7), good, null])).toEqual({ good: ['a'] });
  });

  it('cannot reach the prototype of the fields', () => {
    const fields = parseFields([labelOf({ type: 4, custom_id: '__proto__', value: 'x' })]);
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });

  it('never throws, and gives lists of texts only', () => {
    const component = fc.record({
      type: fc.constantFrom(3, 4, 5, 8, 10, 18, '4'),
      custom_id: fc.oneof(fc.string(), fc.jsonValue()),
      value: fc.oneof(fc.string(), fc.jsonValue()),
      values: fc.oneof(fc.array(fc.string()), fc.jsonValue()),
    });
    const sent = fc.oneof(fc.anything(), fc.array(fc.oneof(component.map(labelOf), fc.jsonValue())));
    fc.assert(
      fc.property(sent, (any) => {
        for (const list of Object.values(parseFields(any))) for (const item of list) expect(item).toBeTypeOf('string');
      }),
    );
  });
});
