import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobodysName, withoutName } from '../../src/domain/without-name.ts';
import { parseMessage } from '../../src/reply/parse-reply.ts';
import type { Message } from '../../src/reply/reply.ts';
import { anyMessage } from '../reply/any-reply.ts';

const board: Message = {
  type: 'message',
  blocks: [
    { type: 'heading', text: 'Ann, Annabel and ann' },
    { type: 'board', rows: [{ rank: 1, name: 'Ann', points: 7, own: false }] },
    { type: 'actions', actions: [{ name: 'practice', label: 'Beat Ann', value: 'Ann', style: 'default' }] },
  ],
};
const without = (name: string, message: Message = board) => parseMessage(withoutName(JSON.stringify(message), name));

describe('a stored message without a name', () => {
  it('says it nowhere that people read it, and leaves longer words alone', () => {
    expect(without('Ann')).toEqual({
      type: 'message',
      blocks: [
        { type: 'heading', text: `${nobodysName}, Annabel and ann` },
        { type: 'board', rows: [{ rank: 1, name: nobodysName, points: 7, own: false }] },
        {
          type: 'actions',
          actions: [{ name: 'practice', label: `Beat ${nobodysName}`, value: 'Ann', style: 'default' }],
        },
      ],
    });
  });

  it.each(['message', 'practice', 'type', 'default', '.*', '(', '\\', '$&', '"', '[a', 'a|b'])(
    'can still be read, whatever the name is: %s',
    (name) => {
      expect(without(name)).toBeDefined();
      const named: Message = { type: 'message', blocks: [{ type: 'heading', text: `Well done, ${name}!` }] };
      expect(without(name, named)?.blocks).toEqual([{ type: 'heading', text: `Well done, ${nobodysName}!` }]);
    },
  );

  it('is a message of the same form, whatever stands in it', () => {
    fc.assert(
      fc.property(anyMessage, fc.string({ minLength: 1 }), (message, name) => {
        expect(without(name, message)?.blocks.map(({ type }) => type)).toEqual(message.blocks.map(({ type }) => type));
      }),
      { seed: 20_261_123, numRuns: 200 },
    );
  });

  it('is left as it is when it is of no known form', () => {
    for (const text of ['', 'Ann', '{"text": "Ann']) expect(withoutName(text, 'Ann')).toBe(text);
  });
});
