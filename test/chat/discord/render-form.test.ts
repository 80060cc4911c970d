import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseModalId } from '../../../src/chat/discord/custom-id.ts';
import { parseFields } from '../../../src/chat/discord/parse-fields.ts';
import { type FormContext, renderForm } from '../../../src/chat/discord/render-modal.ts';
import type { FieldValues } from '../../../src/domain/interaction.ts';
import type { Field, Form } from '../../../src/reply/reply.ts';
import { answerForm } from '../../../src/reply/views/question.ts';
import { setupForm } from '../../../src/reply/views/setup.ts';
import type { ChannelRecord } from '../../fakes/discord/directory.ts';
import { formErrors, submissionData } from '../../fakes/discord/modal-form.ts';
import type { ModalRecord } from '../../fakes/discord/modal-record.ts';
import { createWorld } from '../../fakes/discord/world.ts';
import type { Json } from '../../fakes/slack/json.ts';
import { anyForm } from '../../reply/any-reply.ts';
import { asked } from '../../reply/views/asked.ts';
import { hostileForm } from '../slack/hostile.ts';
import { componentsOf, modalFaults, textsOf } from './checks.ts';
import { payloads } from './hostile.ts';

function formOf(...fields: readonly Field[]): Form {
  return { type: 'form', name: 'setup', title: 'Set up', submitLabel: 'Save', value: '', context: [], fields };
}

function componentsOfForm(form: Form, context: FormContext = {}): readonly Json[] {
  const modal = renderForm(form, context);
  expect(modalFaults(modal)).toEqual([]);
  return modal.components.map((component) => ({ ...component }));
}

/** The only component of a form of one field, without its label. */
function inputOf(field: Field, draft?: FieldValues): unknown {
  return componentsOfForm(formOf(field), { draft })[0]?.component;
}

/** A modal in front of somebody who has touched nothing. */
function openedAs(form: Form, context: FormContext = {}): ModalRecord {
  const data: Json = { ...renderForm(form, context) };
  return { data, channel: '1', message: undefined, inputs: new Map(), error: undefined };
}

/** What such a modal sends. */
function sentFrom(form: Form, context: FormContext = {}): FieldValues {
  const world = createWorld({ id: '1', name: 'Coach', token: '' }, () => 0);
  const around = { id: '1', type: 0, name: 'general', guild: '', private: false } as const;
  const channel: ChannelRecord = { ...around, people: new Set(), denied: 0n, archived: false, locked: false };
  return parseFields(submissionData(world, channel, openedAs(form, context), '1').components);
}

const text = { type: 'text', name: 'why', label: 'Why?', text: '', maxLength: 4_000, multiline: true } as const;
const time = { type: 'time', name: 'at', label: 'When?', time: '09:00' } as const;
const channel = { type: 'channel', name: 'where', label: 'Where?' } as const;
const channelId = '1122334455667788990';

function choice(count: number, multiple: boolean, ...chosen: readonly string[]): Field {
  const options = Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Label ${index}` }));
  return { type: 'choice', name: 'which', label: 'Which?', options, chosen, multiple };
}

describe('any form', () => {
  const forms = fc.oneof(anyForm, hostileForm);
  const drafts = fc.dictionary(
    fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'x', 'short'), fc.string()),
    fc.array(fc.oneof(fc.string(), fc.constantFrom(...payloads, 'v1', 'v7', 'x'.repeat(9_000))), { maxLength: 3 }),
  );
  const contexts = fc.record({ workspace: fc.constantFrom(undefined, channelId, 'a|b'), draft: drafts });

  it('is a modal that Discord takes, with five components at most', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(forms, contexts, (form, context) => {
        const modal = renderForm(form, context);
        expect(modalFaults(modal, ...payloads)).toEqual([]);
        expect(modal.components.length).toBeLessThanOrEqual(5);
        expect(parseModalId(modal.custom_id)?.form).toBe(form.name);
      }),
      { numRuns: 200 },
    );
  });

  it('comes back with values for fields that it has', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(forms, contexts, (form, context) => {
        const names = new Set(form.fields.map(({ name }) => name));
        for (const name of Object.keys(sentFrom(form, context))) expect(names).toContain(name);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the form of an answer', () => {
  it('is a modal that brings its name, its value and its workspace back', () => {
    const modal = renderForm(answerForm(asked), { workspace: channelId });
    expect(modal.title).toBe('Your answer');
    expect(parseModalId(modal.custom_id)).toEqual({ form: 'answer', value: asked.target, workspace: channelId });
  });

  it('shows the question above one box', () => {
    expect(componentsOfForm(answerForm(asked))).toMatchObject([
      { type: 10, content: `**${asked.question.text}**` },
      { type: 18, component: { type: 4, custom_id: 'answer', style: 2, required: true, max_length: 4_000 } },
    ]);
    expect(JSON.stringify(renderForm(answerForm(asked), {}))).not.toContain('"value"');
  });

  it('keeps what was typed, and says below the label what is wrong with it', () => {
    const again = answerForm(asked, { text: 'My answer', problem: 'Too short.' });
    expect(componentsOfForm(again)[1]).toMatchObject({ description: 'Too short.', component: { value: 'My answer' } });
  });

  it('holds the draft when there is one', () => {
    const [, field] = componentsOfForm(answerForm(asked), { draft: { answer: ['My *draft*'], other: ['x'] } });
    expect(field).toMatchObject({ component: { value: 'My *draft*' } });
  });
});

describe('the form of the settings', () => {
  const draft = { channel: channelId, time: '09:30', timeZone: 'Europe/Berlin', weekdays: ['1', '5'], topics: ['b'] };
  const topics = ['a', 'b', 'c'].map((id) => ({ id, title: `Topic ${id}` }));
  const form = setupForm(draft, topics);

  it('has all its fields, and no words above them', () => {
    const components = componentsOfForm(form);
    expect(components.map(({ type }) => type)).toEqual([18, 18, 18, 18, 18]);
    expect(textsOf(components)).toEqual([]);
  });

  it('sent as it was opened brings everything back', () => {
    const { channel, time, timeZone, weekdays, topics } = draft;
    expect(formErrors(openedAs(form))).toEqual([]);
    expect(sentFrom(form)).toEqual({ ...{ channel: [channel], time: [time], timeZone: [timeZone], weekdays, topics } });
  });

  it('sent as a draft was brings the draft back', () => {
    const other = { time: ['half past'], weekdays: [], topics: ['a', 'c'], channel: ['1122334455667788991'] };
    expect(sentFrom(form, { draft: other })).toEqual({ ...other, timeZone: ['Europe/Berlin'] });
  });
});

describe('a field', () => {
  it.each([
    [10_000, 4_000],
    [200, 200],
    [0.5, 1],
    [-3, 1],
  ])('of at most %d characters takes %d', (maxLength, longest) => {
    const value = longest === 1 ? '…' : `${'x'.repeat(longest - 1)}…`;
    expect(inputOf({ ...text, maxLength, text: 'x'.repeat(5_000) })).toMatchObject({ max_length: longest, value });
  });

  it('of text may be left empty where the form says so, and nowhere else', () => {
    expect(inputOf({ ...text, optional: true })).toMatchObject({ type: 4, required: false });
    for (const field of [text, { ...text, optional: false }]) expect(inputOf(field)).toMatchObject({ required: true });
  });

  it('for one line is one line high', () => {
    expect(inputOf({ ...text, multiline: false })).toMatchObject({ type: 4, style: 1 });
  });

  it('is a menu for a choice, of one or of several and none', () => {
    const options = [
      { label: 'Label 0', value: 'v0' },
      { label: 'Label 1', value: 'v1', default: true },
    ];
    const one = { type: 3, custom_id: 'which', required: true, min_values: 1, max_values: 1, options };
    expect(inputOf(choice(2, false, 'gone', 'v1'))).toEqual(one);
    expect(inputOf(choice(2, true, 'v1'))).toEqual({ ...one, required: false, min_values: 0, max_values: 2 });
  });

  it('chooses one option at most where one is asked for', () => {
    expect(sentFrom(formOf(choice(3, false, 'v2', 'v1')))).toEqual({ which: ['v1'] });
    expect(sentFrom(formOf(choice(3, true, 'v2', 'v1')))).toEqual({ which: ['v1', 'v2'] });
    expect(sentFrom(formOf(choice(3, true, 'v2')), { draft: { which: [] } })).toEqual({ which: [] });
  });

  it('keeps a chosen option among more than Discord can hold', () => {
    const input = JSON.stringify(inputOf(choice(400, false, 'v399')));
    expect(input).toContain('{"label":"Label 399","value":"v399","default":true}');
    expect(input).toContain('"v23"');
    expect(input).not.toContain('"v24"');
  });

  it('says when there is nothing to choose from', () => {
    expect(textsOf(componentsOfForm(formOf(choice(0, false))))).toEqual(['Which?: nothing to choose from']);
  });

  it('offers the channels in which something can be posted, with the one that was chosen', () => {
    const menu = { type: 8, custom_id: 'where', required: true, channel_types: [0, 5, 15] };
    expect(inputOf(channel)).toEqual(menu);
    const chosen = { ...menu, default_values: [{ id: channelId, type: 'channel' }] };
    expect(inputOf({ ...channel, channel: channelId })).toEqual(chosen);
    expect(inputOf(channel, { where: [channelId] })).toEqual(chosen);
    expect(inputOf({ ...channel, channel: '<#1122334455667788990>' })).toEqual(menu);
  });

  it('takes a time of day as text', () => {
    expect(inputOf(time)).toMatchObject({ type: 4, style: 1, placeholder: '09:00', value: '09:00', required: true });
    expect(inputOf({ ...time, time: '' })).not.toHaveProperty('value');
  });

  it('has its label in full below one that had to be cut, unless there is a problem to tell', () => {
    const label = 'Answer in your own words, as you would in the interview';
    expect(componentsOfForm(formOf({ ...text, label }))[0]).toMatchObject({
      ...{ label: 'Answer in your own words, as you would in…', description: label },
    });
    const problem = `Too short. ${'x'.repeat(100)}`;
    const [field] = componentsOfForm(formOf({ ...text, label, problem }));
    expect(field?.description).toBe(`${problem.slice(0, 99)}…`);
  });

  it('whose name another has, or that cannot be a name, is left out', () => {
    const fields = ['a', 'a', '', 'x'.repeat(101), 'b'].map((name) => ({ ...text, name }));
    const names = componentsOf(componentsOfForm(formOf(...fields))).map(({ custom_id }) => custom_id);
    expect(names.filter((name) => name !== undefined)).toEqual(['a', 'b']);
  });
});

describe('a form that does not fit', () => {
  const fields = Array.from({ length: 7 }, (_, index) => ({ ...text, name: `f${index}` }));
  const context = [{ type: 'plain', text: 'Why?' }] as const;

  it('keeps its first five fields, and its context while there is room', () => {
    const seven = { ...formOf(...fields), context };
    expect(Object.keys(sentFrom(seven))).toEqual(['f0', 'f1', 'f2', 'f3', 'f4']);
    expect(textsOf(componentsOfForm(seven))).toEqual([]);
    expect(textsOf(componentsOfForm({ ...formOf(...fields.slice(0, 4)), context }))).toEqual(['Why?']);
  });

  it('still is a modal without any field', () => {
    expect(textsOf(componentsOfForm(formOf()))).toEqual(['Nothing to fill in.']);
  });

  it('loses a value that no id can hold', () => {
    expect(renderForm({ ...formOf(text), value: 'a|b' }, { workspace: channelId }).custom_id).toBe('1|setup');
  });
});
