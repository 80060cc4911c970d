import { describe, expect, it } from 'vitest';
import { blockFaults, metadataFaults, viewFaults } from './block-kit.ts';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const button = (fields: object = {}) => ({ type: 'button', action_id: 'a', text: plain(5), ...fields });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const section = (length: number) => ({ type: 'section', text: mrkdwn(length) });
const option = (value = 'v', text = 1) => ({ text: plain(text), value });
const select = (options: object[], fields: object = {}) => ({
  type: 'static_select',
  action_id: 'a',
  options,
  ...fields,
});
const input = (element: object, fields: object = {}) => ({ type: 'input', label: plain(5), element, ...fields });
const textInput = (fields: object = {}) => ({ type: 'plain_text_input', action_id: 'a', ...fields });
const rich = (...elements: object[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] });
const many = <T>(count: number, of: (at: number) => T) => Array.from({ length: count }, (_, at) => of(at));

describe('blocks', () => {
  it.each([
    ['a header of 150', [{ type: 'header', text: plain(150) }]],
    ['a section of 3000 with 10 fields of 2000', [{ ...section(3000), fields: many(10, () => mrkdwn(2000)) }]],
    ['25 buttons', [actions(...many(25, (at) => button({ action_id: `a${at}`, value: 'v'.repeat(2000) })))]],
    ['10 context elements', [{ type: 'context', elements: many(10, () => mrkdwn(5)) }]],
    ['50 blocks', many(50, () => ({ type: 'divider' }))],
    [
      'a select with 100 options',
      [
        actions(
          select(
            many(100, (at) => option(`${at}`)),
            { initial_option: option('7') },
          ),
        ),
      ],
    ],
    ['option groups', [actions({ type: 'static_select', option_groups: [{ label: plain(5), options: [option()] }] })]],
    ['rich text', [rich({ type: 'text', text: 'a', style: { bold: true } }, { type: 'user', user_id: 'U1' })]],
    ['an image', [{ type: 'image', image_url: 'https://example.org/a.png', alt_text: 'a chart' }]],
    ['an input', [input(textInput({ max_length: 3000, placeholder: plain(150) }), { hint: plain(2000) })]],
    ['a time', [actions({ type: 'timepicker', action_id: 'a', initial_time: '09:30' })]],
    ['markdown', [{ type: 'markdown', text: '**a**' }]],
  ])('takes %s', (_what, blocks) => {
    expect(blockFaults(blocks, 'message')).toEqual([]);
  });

  it.each([
    ['51 blocks', many(51, () => ({ type: 'divider' })), 'no more than 50 items allowed'],
    ['an unknown block', [{ type: 'carousel', elements: [] }], 'unsupported type: carousel'],
    ['an unknown field', [{ type: 'divider', color: 'red' }], 'invalid additional property: color'],
    ['an unknown field of an element', [actions(button({ emoji: true }))], 'invalid additional property: emoji'],
    [
      'a long header',
      [{ type: 'header', text: plain(151) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['a mrkdwn header', [{ type: 'header', text: mrkdwn(5) }], '/blocks/0/text/type'],
    ['a long section', [section(3001)], 'must be less than 3001 characters'],
    ['an empty text', [section(0)], 'must be more than 0 characters'],
    ['an empty section', [{ type: 'section' }], 'must define either `text` or `fields`'],
    ['11 fields', [{ type: 'section', fields: many(11, () => plain(1)) }], 'must have at most 10 items'],
    ['a long field', [{ type: 'section', fields: [plain(2001)] }], 'must be less than 2001 characters'],
    ['26 buttons', [actions(...many(26, (at) => button({ action_id: `a${at}` })))], 'must have at most 25 items'],
    ['no buttons', [actions()], 'must have at least 1 item'],
    ['11 context elements', [{ type: 'context', elements: many(11, () => mrkdwn(5)) }], 'must have at most 10 items'],
    ['a long context', [{ type: 'context', elements: [mrkdwn(3001)] }], 'must be less than 3001 characters'],
    ['a long button', [actions(button({ text: plain(76) }))], 'must be less than 76 characters'],
    ['a long button value', [actions(button({ value: 'v'.repeat(2001) }))], 'must be less than 2001 characters'],
    ['a long action_id', [actions(button({ action_id: 'a'.repeat(256) }))], 'must be less than 256 characters'],
    ['a mrkdwn button', [actions(button({ text: mrkdwn(5) }))], '/blocks/0/elements/0/text/type'],
    ['a text field among buttons', [actions(textInput())], 'unsupported type [json-pointer:/blocks/0/elements/0/type]'],
    ['the same action_id twice', [actions(button(), button())], 'action_id "a" already exists'],
    ['the same block_id twice', many(2, () => ({ type: 'divider', block_id: 'b' })), 'block_id "b" already exists'],
    ['a long option', [actions(select([option('v', 76)]))], 'must be less than 76 characters'],
    ['a long option value', [actions(select([option('v'.repeat(151))]))], 'must be less than 151 characters'],
    ['no options', [actions(select([]))], 'must have at least 1 item'],
    ['101 options', [actions(select(many(101, (at) => option(`${at}`))))], 'must have at most 100 items'],
    ['an initial option of its own', [actions(select([option()], { initial_option: option('w') }))], 'initial option'],
    [
      '11 checkboxes',
      [actions({ type: 'checkboxes', options: many(11, (at) => option(`${at}`)) })],
      'at most 10 items',
    ],
    ['a long label', [input(textInput(), { label: plain(2001) })], 'must be less than 2001 characters'],
    ['a long placeholder', [input(textInput({ placeholder: plain(151) }))], 'must be less than 151 characters'],
    ['a field for 3001', [input(textInput({ max_length: 3001 }))], '/blocks/0/element/max_length'],
    [
      'a long first value',
      [input(textInput({ max_length: 2, initial_value: 'abc' }))],
      'initial_value exceeds max_length',
    ],
    ['an image without alt_text', [{ type: 'image', image_url: 'https://example.org' }], '/blocks/0/alt_text'],
    ['an image without a source', [{ type: 'image', alt_text: 'a' }], 'must have either image_url or slack_file'],
    ['an empty rich text', [rich({ type: 'text', text: '' })], 'must be more than 0 characters'],
    ['an unknown rich element', [rich({ type: 'mention' })], 'unsupported type'],
    [
      'a user in preformatted text',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U1' }] }],
        },
      ],
      'unsupported type',
    ],
    ['a wrong time', [actions({ type: 'timepicker', initial_time: '9:30' })], 'must be a time as HH:mm'],
  ])('refuses %s', (_what, blocks, reason) => {
    expect(blockFaults(blocks, 'message').join('\n')).toContain(reason);
  });
});

describe('views', () => {
  const modal = (fields: object = {}) => ({ type: 'modal', title: plain(24), blocks: [], ...fields });

  it('takes a modal of 100 blocks with a form', () => {
    const blocks = [...many(99, () => ({ type: 'divider' })), input(textInput())];
    expect(
      viewFaults(modal({ blocks, submit: plain(24), close: plain(24), private_metadata: 'p'.repeat(3000) })),
    ).toEqual([]);
  });

  it.each([
    ['101 blocks', modal({ blocks: many(101, () => ({ type: 'divider' })) }), 'no more than 100 items allowed'],
    ['a long title', modal({ title: plain(25) }), 'must be less than 25 characters'],
    ['a long submit', modal({ submit: plain(25) }), 'must be less than 25 characters'],
    ['long private_metadata', modal({ private_metadata: 'p'.repeat(3001) }), 'must be less than 3001 characters'],
    ['a long callback_id', modal({ callback_id: 'c'.repeat(256) }), 'must be less than 256 characters'],
    ['inputs without submit', modal({ blocks: [input(textInput())] }), 'missing required field: submit'],
    ['a home tab with a title', { type: 'home', title: plain(5), blocks: [] }, 'invalid additional property: title'],
    [
      'markdown in a modal',
      modal({ blocks: [{ type: 'markdown', text: 'a' }] }),
      'unsupported type: markdown in a modal',
    ],
    ['another kind of view', { type: 'workflow_step', blocks: [] }, 'unsupported type'],
  ])('refuses %s', (_what, view, reason) => {
    expect(viewFaults(view).join('\n')).toContain(reason);
  });
});

describe('metadata', () => {
  it('is a type and flat fields', () => {
    expect(metadataFaults({ event_type: 'posted', event_payload: { id: 'x', count: 1, last: true } })).toEqual([]);
    expect(metadataFaults({ event_type: 'posted', event_payload: { id: { nested: 1 } } })).not.toEqual([]);
    expect(metadataFaults({ event_payload: {} })).not.toEqual([]);
  });
});
