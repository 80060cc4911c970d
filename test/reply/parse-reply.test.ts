import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMessage, parseReply } from '../../src/reply/parse-reply.ts';
import { anyForm, anyMessage, anyReply } from './any-reply.ts';

const text = { type: 'text', name: 'answer', label: 'Answer', text: '', maxLength: 4_000, multiline: true };
const days = { type: 'choice', name: 'weekdays', label: 'Days', options: [], chosen: ['1'], multiple: true };
const formOf = (...fields: readonly unknown[]) => ({
  type: 'form',
  name: 'answer',
  title: 'Your answer',
  submitLabel: 'Submit',
  value: 'session:1',
  context: [{ type: 'strong', text: 'What is a cache?' }],
  fields,
});
const form = formOf(text, days);
const messageOf = (block: unknown) => ({ type: 'message', blocks: [{ type: 'heading', text: 'Hello' }, block] });
const action = { name: 'hint', label: 'Hint', value: 'session:1', style: 'default' };

const foreign: Readonly<Record<string, unknown>> = {
  nothing: null,
  'a number': 42,
  'a text': 'message',
  'a list': [],
  'an empty object': {},
  'a type of reply from the future': { type: 'video', blocks: [] },
  'a message without blocks': { type: 'message' },
  'a message with one block that is no list': { type: 'message', blocks: { type: 'heading', text: 'Hello' } },
  'a block without a type': messageOf({ text: 'Hello' }),
  'a block of a type from the future': messageOf({ type: 'chart', points: [] }),
  'a heading without text': messageOf({ type: 'heading' }),
  'a paragraph of bare text': messageOf({ type: 'paragraph', text: 'Hello' }),
  'a run of an unknown kind': messageOf({ type: 'paragraph', text: [{ type: 'link', text: 'x' }] }),
  'a score that was not a number': messageOf({ type: 'score', value: null, label: 'x' }),
  'a coverage from the past': messageOf({ type: 'key-points', items: [{ coverage: 'full', text: [] }] }),
  'evidence that is null': messageOf({ type: 'key-points', items: [{ coverage: 'missed', text: [], evidence: null }] }),
  'a board row without a name': messageOf({ type: 'board', rows: [{ rank: 1, points: 3, own: true }] }),
  'an action that is gone': messageOf({ type: 'actions', actions: [{ ...action, name: 'delete-all' }] }),
  'an action in an unknown style': messageOf({ type: 'actions', actions: [{ ...action, style: 'danger' }] }),
  'a form without a name': { ...form, name: undefined },
  'a form that is gone': { ...form, name: 'survey' },
  'a form without fields, as it was in the first version': { ...form, fields: undefined, text: '', maxLength: 4_000 },
  'a field without a limit': formOf({ ...text, maxLength: undefined }),
  'a field with a limit in words': formOf({ ...text, maxLength: '4000' }),
  'a field with a problem that is no text': formOf({ ...text, problem: 404 }),
  'a field of a type from the future': formOf({ ...text, type: 'date' }),
  'a choice of bare texts': formOf({ ...days, options: ['Monday'] }),
  'a choice of one text': formOf({ ...days, chosen: '1' }),
  'a time that is a number': formOf({ type: 'time', name: 'time', label: 'Time', time: 9 }),
  'a channel that is null': formOf({ type: 'channel', name: 'channel', label: 'Channel', channel: null }),
};

describe('parseReply', () => {
  it('reads any reply back as it was', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        expect(parseReply(JSON.stringify(reply))).toEqual(reply);
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });

  it.each(Object.entries(foreign))('does not know %s', (_, value) => {
    expect(parseReply(JSON.stringify(value))).toBeUndefined();
  });

  it('knows the form that the foreign ones are spoilt copies of', () => {
    expect(parseReply(JSON.stringify(form))).toEqual(form);
  });

  it('knows no JSON by chance, and never throws at any', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(parseReply(json)).toBeUndefined();
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('parseMessage', () => {
  it('reads any message back as it was', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(parseMessage(JSON.stringify(message))).toEqual(message);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('does not take a form for a message', () => {
    fc.assert(
      fc.property(anyForm, (reply) => {
        expect(parseMessage(JSON.stringify(reply))).toBeUndefined();
      }),
      { seed: 1 },
    );
  });
});
