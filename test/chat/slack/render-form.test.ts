import type { types } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { parseFields } from '../../../src/chat/slack/parse-fields.ts';
import { renderForm } from '../../../src/chat/slack/render-modal.ts';
import type { Field, Form } from '../../../src/reply/reply.ts';
import { answerForm } from '../../../src/reply/views/question.ts';
import { isJson } from '../../fakes/slack/json.ts';
import { stateOfBlocks } from '../../fakes/slack/view-state.ts';
import { asked } from '../../reply/views/asked.ts';
import { allViewFaults, wordsOf } from './checks.ts';

function formOf(...fields: readonly Field[]): Form {
  return { type: 'form', name: 'setup', title: 'Set up', submitLabel: 'Save', value: '', context: [], fields };
}

function blocksOf(...fields: readonly Field[]): types.AnyBlock[] {
  const view = renderForm(formOf(...fields), '');
  expect(allViewFaults(view)).toEqual([]);
  return view.blocks;
}

/** What a form of these fields sends when nobody touches it. */
function sentFrom(...fields: readonly Field[]): unknown {
  const blocks: readonly unknown[] = blocksOf(...fields);
  return stateOfBlocks(blocks.filter(isJson), new Map());
}

/** The only input of a form of one field. */
function elementOf(field: Field): unknown {
  return blocksOf(field).flatMap((block) => ('element' in block ? [block.element] : []))[0];
}

const text = { type: 'text', name: 'why', label: 'Why?', text: '', maxLength: 4_000, multiline: true } as const;
const time = { type: 'time', name: 'at', label: 'When?', time: '09:00' } as const;
const channel = { type: 'channel', name: 'where', label: 'Where?' } as const;

function choice(count: number, multiple: boolean, ...chosen: readonly string[]): Field {
  const options = Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Label ${index}` }));
  return { type: 'choice', name: 'which', label: 'Which?', options, chosen, multiple };
}

describe('the form of an answer', () => {
  const view = renderForm(answerForm(asked), '{"value":"session:1"}');

  it('is a modal that brings its name and its value back', () => {
    expect(allViewFaults(view)).toEqual([]);
    expect(view).toMatchObject({
      ...{ type: 'modal', callback_id: 'answer', private_metadata: '{"value":"session:1"}' },
      ...{ title: { text: 'Your answer' }, submit: { text: 'Submit answer' }, close: { text: 'Cancel' } },
    });
  });

  it('shows the question above one box', () => {
    expect(view.blocks).toMatchObject([
      { type: 'rich_text', elements: [{ elements: [{ text: asked.question.text, style: { bold: true } }] }] },
      {
        ...{ type: 'input', block_id: 'answer' },
        element: { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: 3_000 },
      },
    ]);
    expect(JSON.stringify(view)).not.toContain('initial_value');
  });

  it('keeps what was typed, and says above the box what is wrong with it', () => {
    const again = renderForm(answerForm(asked, { text: 'My answer', problem: 'Too short.' }), '');
    expect(again.blocks).toMatchObject([{}, { type: 'rich_text' }, { element: { initial_value: 'My answer' } }]);
    expect(wordsOf(again.blocks[1])).toBe('Too short.');
  });
});

describe('a field', () => {
  it('of text may be left empty where the form says so, and nowhere else', () => {
    expect(blocksOf({ ...text, optional: true })).toMatchObject([{ type: 'input', optional: true }]);
    for (const field of [text, { ...text, optional: false }])
      expect(JSON.stringify(blocksOf(field))).not.toContain('optional');
  });

  it.each([
    [10_000, 3_000],
    [200, 200],
    [0.5, 1],
    [-3, 1],
  ])('of at most %d characters takes %d', (maxLength, longest) => {
    const element = elementOf({ ...text, maxLength, text: 'x'.repeat(5_000) });
    expect(element).toMatchObject({ max_length: longest });
    expect(JSON.stringify(element)).toContain(longest === 1 ? '"…"' : `${'x'.repeat(longest - 1)}…"`);
  });

  it.each([
    ['radio_buttons', 5, false],
    ['static_select', 6, false],
    ['checkboxes', 10, true],
    ['multi_static_select', 11, true],
  ] as const)('becomes %s for %d options', (type, count, multiple) => {
    expect(elementOf(choice(count, multiple))).toMatchObject({ type, options: { length: count } });
    expect(blocksOf(choice(count, multiple)).some((block) => 'optional' in block)).toBe(multiple);
  });

  it('chooses only what it offers', () => {
    const option = { text: { type: 'plain_text', text: 'Label 1', emoji: false }, value: 'v1' };
    expect(elementOf(choice(3, false, 'gone', 'v1'))).toMatchObject({ initial_option: option });
    expect(elementOf(choice(3, true, 'gone', 'v1'))).toMatchObject({ initial_options: [option] });
    expect(elementOf(choice(3, false, 'gone'))).not.toHaveProperty('initial_option');
    expect(elementOf(choice(3, true))).not.toHaveProperty('initial_options');
  });

  it('keeps a chosen option among more than Slack can hold', () => {
    const element = JSON.stringify(elementOf(choice(400, false, 'v399')));
    expect(element).toContain('"initial_option":{"text":{"type":"plain_text","text":"Label 399"');
    expect(element).toContain('"v98"');
    expect(element).not.toContain('"v99"');
  });

  it('says when there is nothing to choose from', () => {
    expect(wordsOf(blocksOf(choice(0, false)))).toBe('Which?: nothing to choose from');
  });

  it('offers the channel where the member is, or the one that was chosen', () => {
    const type = 'conversations_select';
    expect(elementOf(channel)).toMatchObject({ type, default_to_current_conversation: true });
    expect(elementOf({ ...channel, channel: 'C012345' })).toMatchObject({ type, initial_conversation: 'C012345' });
    expect(elementOf({ ...channel, channel: '<!here>' })).toMatchObject({ default_to_current_conversation: true });
  });

  it('offers a time of day', () => {
    expect(elementOf(time)).toEqual({ type: 'timepicker', action_id: 'value', initial_time: '09:00' });
    expect(elementOf({ ...time, time: '9 am' })).toEqual({ type: 'timepicker', action_id: 'value' });
  });

  it('whose name another has is shown, but takes no part', () => {
    const ids = blocksOf(text, { ...text, label: 'Again?' }).map((block) => block.block_id);
    expect(ids).toEqual(['why', undefined]);
  });
});

describe('a form that is sent as it was opened', () => {
  it('brings back what its fields said', () => {
    const fields = [
      { ...text, text: 'Because' },
      time,
      { ...channel, channel: 'C012345' },
      choice(12, true, 'v1', 'v3'),
    ];
    const state = sentFrom(...fields);
    const expected = { why: ['Because'], at: ['09:00'], where: ['C012345'], which: ['v1', 'v3'] };
    expect(parseFields(state)).toEqual(expected);
  });

  it('brings back nothing for what was left empty', () => {
    const state = sentFrom(text, channel, choice(3, true));
    expect(parseFields(state)).toEqual({ why: [], where: [], which: [] });
  });
});
