import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCustomId } from '../../../src/chat/discord/custom-id.ts';
import { renderMessage } from '../../../src/chat/discord/render-message.ts';
import { type Picture, picturesOf } from '../../../src/chat/paint.ts';
import type { Action, Block, Message } from '../../../src/reply/reply.ts';
import { str } from '../../fakes/slack/json.ts';
import { anyMessage } from '../../reply/any-reply.ts';
import { hostileMessage } from '../slack/hostile.ts';
import { componentsOf, messageFaults, textsOf } from './checks.ts';
import { payloads } from './hostile.ts';

const messages = fc.oneof({ arbitrary: anyMessage, weight: 4 }, { arbitrary: hostileMessage, weight: 1 });
const contexts = fc.constantFrom({}, { workspace: '1122334455667788990' }, { workspace: 'a|b' });
const runs = { numRuns: 100 };

/** A file for each picture of a message. */
function filesOf(message: Message): ReadonlyMap<Picture, string> {
  return new Map(picturesOf(message).map((picture, index) => [picture, `chart-${index + 1}.png`]));
}

function messageOf(...blocks: readonly Block[]): Message {
  return { type: 'message', blocks };
}

function paragraph(text: string): Block {
  return { type: 'paragraph', text: [{ type: 'plain', text }] };
}

function button(label: string, value = 'session:1'): Action {
  return { name: 'hint', label, value, style: 'default' };
}

/** The texts and the labels of a message from top to bottom. */
function linesOf(...blocks: readonly Block[]): readonly string[] {
  const components = renderMessage(messageOf(...blocks), {});
  expect(messageFaults(components)).toEqual([]);
  return componentsOf(components).flatMap(({ content, label }) => str(content ?? label) || []);
}

function customIdsOf(...actions: readonly Action[]): readonly string[] {
  const components = componentsOf(renderMessage(messageOf({ type: 'actions', actions }), {}));
  return components.flatMap(({ custom_id }) => str(custom_id) || []);
}

describe('any reply', () => {
  it('is a message that Discord takes', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(messages, contexts, (message, context) => {
        expect(messageFaults(renderMessage(message, context), ...payloads)).toEqual([]);
        const drawn = renderMessage(message, { ...context, pictures: filesOf(message) });
        expect(messageFaults(drawn, ...payloads)).toEqual([]);
      }),
      runs,
    );
  });

  it('keeps the last buttons whatever stands above them', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(messages, ({ blocks }) => {
        const last: Block = { type: 'actions', actions: [button('The way on')] };
        const components = renderMessage(messageOf(...blocks, paragraph('a word'), last), {});
        expect(componentsOf(components).at(-1)).toMatchObject({ label: 'The way on' });
      }),
      runs,
    );
  });

  it('brings each button back as what it is', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(messages, (message) => {
        const ids = componentsOf(renderMessage(message, {})).flatMap(({ custom_id }) => str(custom_id) || []);
        for (const id of ids) expect(parseCustomId(id)).toBeDefined();
      }),
      runs,
    );
  });
});

describe('a message that is too long', () => {
  const on: Block = { type: 'actions', actions: [button('On')] };

  it('keeps its beginning and its buttons, and says how much is missing', () => {
    const lines = linesOf(
      ...Array.from({ length: 200 }, (_, index) => paragraph(`Line ${index} ${'x'.repeat(60)}`)),
      on,
    );
    expect(lines[0]).toMatch(/^Line 0 x+$/);
    expect(lines.at(-2)).toBe(`-# … and ${200 - (lines.length - 2)} more`);
    expect(lines.at(-1)).toBe('On');
  });

  it('puts texts together when only their number is too large', () => {
    const lines = linesOf(...Array.from({ length: 60 }, (_, index) => paragraph(`Line ${index}`)), on);
    expect(lines).toEqual([Array.from({ length: 60 }, (_, index) => `Line ${index}`).join('\n'), 'On']);
  });

  it('shortens what was quoted before what we say', () => {
    const evidence = 'said '.repeat(200);
    const text = [{ type: 'plain', text: 'point '.repeat(20).trim() }] as const;
    const items = Array.from({ length: 12 }, () => ({ coverage: 'covered' as const, text, evidence }));
    const lines = linesOf({ type: 'key-points', items });
    expect(lines).toHaveLength(12);
    expect(lines[11]).toContain('point '.repeat(20).trim());
    expect(lines[11]).toMatch(/\n> said said [a-z ]{50,200}…$/);
  });

  it('counts its backslashes', () => {
    const components = renderMessage(messageOf(paragraph('*'.repeat(2_900)), on), {});
    expect(messageFaults(components)).toEqual([]);
    expect(textsOf(components)[0]).toMatch(/^(?:\\\*){250,}…$/);
  });

  it('tells the streaks of those who have one', () => {
    const rows = [
      { rank: 1, name: 'Ada', points: 3, own: true, streak: 12 },
      { rank: 2, name: 'Bob', points: 2, own: false },
    ];
    expect(linesOf({ type: 'board', rows })).toEqual(['**`1  3 pts`  Ada (you)** · 12-day streak\n`2  2 pts`  Bob']);
  });

  it("shows the asker's own row of a long board", () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      ...{ rank: index + 1, name: `Member ${index + 1}` },
      ...{ points: 300 - index, own: index === 250 },
    }));
    const [board = ''] = linesOf({ type: 'board', rows });
    expect(board).toContain('Member 1\n');
    expect(board).toContain('  Member 251 (you)**\n');
    expect(board).toMatch(/-# … and \d+ more$/);
  });

  it('puts more buttons than a row holds into further rows, as many as there is room for', () => {
    const actions = Array.from({ length: 12 }, (_, index) => button(`Hint ${index}`));
    const rows = componentsOf(renderMessage(messageOf({ type: 'actions', actions }), {})).slice(1);
    expect(rows.map(({ components }) => (Array.isArray(components) ? components.length : 0)).join('')).toBe(
      '500000500000200',
    );
    const many = Array.from({ length: 60 }, (_, index) => button(`Hint ${index}`));
    expect(linesOf({ type: 'actions', actions: many }).at(-1)).toBe('Hint 59');
  });
});

describe('a message without words', () => {
  it.each([
    ['nothing', []],
    ['blank texts', [paragraph(' \n'), { type: 'heading', text: '\u200b' }, { type: 'quote', text: '\u200d' }]],
    [
      'empty lists',
      [
        { type: 'list', items: [[]] },
        { type: 'board', rows: [] },
        { type: 'actions', actions: [] },
      ],
    ],
    ['a button that cannot be', [{ type: 'actions', actions: [button('On', 'a|b')] }]],
  ] satisfies readonly (readonly [string, readonly Block[]])[])('of %s still is one', (_what, blocks) => {
    expect(linesOf(...blocks)).toEqual(['Nothing to show.']);
  });
});

describe('a button', () => {
  it('has an id of its own beside others like it', () => {
    const ids = customIdsOf(button('a'), button('b'), button('c', 'session:2'), button('d'));
    expect(ids).toEqual([
      ...['1|hint|session:1', '1|hint|session:1||2'],
      ...['1|hint|session:2', '1|hint|session:1||3'],
    ]);
  });

  it('is left out when its value does not fit', () => {
    expect(customIdsOf(button('a', 'x'.repeat(65)), button('b', 'fine'), button('c', '<@1>'))).toEqual(['1|hint|fine']);
  });

  it('brings back the workspace where the place does not tell', () => {
    const block: Block = { type: 'actions', actions: [{ ...button('a'), style: 'primary' }] };
    expect(componentsOf(renderMessage(messageOf(block), { workspace: '123' })).at(-1)).toEqual({
      ...{ type: 2, style: 1, label: 'a', custom_id: '1|hint|session:1|123' },
    });
  });

  it('is labelled by its name when its label says nothing', () => {
    expect(linesOf({ type: 'actions', actions: [button(' \u200b')] })).toEqual(['hint']);
  });
});
