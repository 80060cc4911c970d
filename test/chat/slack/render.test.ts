import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Picture, picturesOf } from '../../../src/chat/paint.ts';
import { parseActionId, renderHome, renderMessage } from '../../../src/chat/slack/render-message.ts';
import { renderForm, renderMessageModal } from '../../../src/chat/slack/render-modal.ts';
import { actionNames } from '../../../src/domain/interaction.ts';
import type { Action, Block, Message } from '../../../src/reply/reply.ts';
import { anyForm, anyMessage } from '../../reply/any-reply.ts';
import { allViewFaults, messageFaults, placesOf, wordsOf } from './checks.ts';
import { hostileForm, hostileMessage } from './hostile.ts';

const messages = fc.oneof({ arbitrary: anyMessage, weight: 4 }, { arbitrary: hostileMessage, weight: 1 });
const forms = fc.oneof(anyForm, hostileForm);
const runs = { numRuns: 40 };

/** A file for each picture of a message. */
function filesOf(message: Message): ReadonlyMap<Picture, string> {
  return new Map(picturesOf(message).map((picture, index) => [picture, `F0000000${index}`]));
}

function messageOf(...blocks: readonly Block[]): Message {
  return { type: 'message', blocks };
}

function paragraph(text: string): Block {
  return { type: 'paragraph', text: [{ type: 'plain', text }] };
}

function button(label: string): Action {
  return { name: 'hint', label, value: 'session:1', style: 'default' };
}

describe('any reply', () => {
  it('is a message that Slack takes', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(messageFaults(renderMessage(message))).toEqual([]);
        expect(messageFaults(renderMessage(message, filesOf(message)))).toEqual([]);
      }),
      runs,
    );
  });

  it('is a home that Slack takes', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(allViewFaults(renderHome(message))).toEqual([]);
      }),
      runs,
    );
  });

  it('is a modal that Slack takes', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(allViewFaults(renderMessageModal(message, '{}'))).toEqual([]);
        expect(allViewFaults(renderMessageModal(message, '{}', filesOf(message)))).toEqual([]);
      }),
      runs,
    );
  });

  it('is a form that Slack takes', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(forms, (form) => {
        expect(allViewFaults(renderForm(form, form.name))).toEqual([]);
      }),
      runs,
    );
  });

  it('keeps the last buttons whatever stands above them', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(messages, ({ blocks }) => {
        const last: Block = { type: 'actions', actions: [button('The way on')] };
        const rendered = renderMessage(messageOf(...blocks, paragraph('a word'), last)).blocks;
        expect(JSON.stringify(rendered.at(-1))).toContain('The way on');
      }),
      runs,
    );
  });
});

describe('a message that is too long', () => {
  it('keeps its beginning and its buttons, and says how much is missing', () => {
    const lines = Array.from({ length: 200 }, (_, index) => paragraph(`Line ${index}`));
    const { blocks } = renderMessage(messageOf(...lines, { type: 'actions', actions: [button('On')] }));
    expect(blocks).toHaveLength(50);
    expect(wordsOf(blocks[0])).toBe('Line 0');
    expect(wordsOf(blocks.at(-2))).toBe('… and 152 more');
    expect(blocks.at(-1)).toMatchObject({ type: 'actions', elements: [{ action_id: 'hint' }] });
  });

  it('shortens what was quoted before what we say', () => {
    const evidence = 'said '.repeat(200);
    const text = [{ type: 'plain', text: 'point '.repeat(40) }] as const;
    const items = Array.from({ length: 15 }, () => ({ coverage: 'covered' as const, text, evidence }));
    const words = wordsOf(renderMessage(messageOf({ type: 'key-points', items })).blocks);
    expect(words).toContain('point '.repeat(40));
    expect(words).not.toContain(evidence);
    expect(words).toContain('said said said');
  });

  it('cuts between whole characters, with a mark', () => {
    const { blocks } = renderMessage(messageOf({ type: 'heading', text: `${'x'.repeat(148)}🚀🚀` }));
    expect(wordsOf(blocks)).toBe(`${'x'.repeat(148)}…`);
  });

  it('tells the streaks of those who have one', () => {
    const rows = [
      { rank: 1, name: 'Ada', points: 3, own: true, streak: 12 },
      { rank: 2, name: 'Bob', points: 2, own: false },
    ];
    const words = wordsOf(renderMessage(messageOf({ type: 'board', rows })).blocks);
    expect(words).toContain('Ada (you) · 12-day streak\n2  2 pts  Bob');
  });

  it("shows the asker's own row of a long board", () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      ...{ rank: index + 1, name: `Member ${index + 1}` },
      ...{ points: 300 - index, own: index === 250 },
    }));
    const words = wordsOf(renderMessage(messageOf({ type: 'board', rows })).blocks);
    expect(words).toContain('Member 1\n');
    expect(words).toContain('Member 251 (you)');
    expect(words).toMatch(/… and \d+ more$/);
  });

  it('puts more buttons than a row holds into further rows', () => {
    const actions = Array.from({ length: 60 }, (_, index) => button(`Hint ${index}`));
    const { blocks } = renderMessage(messageOf({ type: 'actions', actions }));
    const rows = blocks.map((block) => (block.type === 'actions' ? block.elements.length : 0));
    expect(rows).toEqual([25, 25, 10]);
  });
});

describe('a message without words', () => {
  it.each([
    ['nothing', []],
    ['blank texts', [paragraph(' \n'), { type: 'heading', text: '\u200b' }, { type: 'quote', text: '' }]],
    [
      'empty lists',
      [
        { type: 'list', items: [[]] },
        { type: 'board', rows: [] },
        { type: 'actions', actions: [] },
      ],
    ],
  ] satisfies readonly (readonly [string, readonly Block[]])[])('of %s still is one', (_what, blocks) => {
    const rendered = renderMessage(messageOf(...blocks));
    expect(messageFaults(rendered)).toEqual([]);
    expect(wordsOf(rendered.blocks)).toBe('Nothing to show.');
  });
});

describe('the id of a button', () => {
  it('says which action it is, the second time too', () => {
    const actions = [button('a'), button('b'), button('c')];
    const ids = placesOf(renderMessage(messageOf({ type: 'actions', actions })).blocks)
      .filter(({ key }) => key === 'action_id')
      .map(({ text }) => text);
    expect(ids).toEqual(['hint', 'hint:2', 'hint:3']);
    expect(ids.map(parseActionId)).toEqual(['hint', 'hint', 'hint']);
  });

  it.each(actionNames)('is read back for %s', (name) => {
    expect(parseActionId(name)).toBe(name);
    expect(parseActionId(`${name}:12`)).toBe(name);
  });

  it.each(['', 'dance', 'hint:', 'hint:0', 'hint:x', 'hint:1:1', 'HINT', 'hint ', '__proto__', 'constructor'])(
    'is unknown for "%s"',
    (id) => expect(parseActionId(id)).toBeUndefined(),
  );
});
