import { describe, expect, it } from 'vitest';
import { inReplyTo } from '../../../src/chat/local/in-reply.ts';
import type { Entry } from '../../../src/chat/local/transcript.ts';
import { plain } from '../../../src/reply/inline.ts';
import { toPlainText } from '../../../src/reply/plain-text.ts';
import type { Block, Message } from '../../../src/reply/reply.ts';

const answers: Message = { type: 'message', blocks: [{ type: 'paragraph', text: plain('The answers') }] };

/** What a message says that is in reply to an entry. */
function reply(entry: Partial<Entry>, key = 'question'): string {
  return toPlainText(inReplyTo(answers, key, [{ key: 'question', author: 'coach', content: '', ...entry }]));
}

function saying(...blocks: readonly Block[]): string {
  return JSON.stringify({ type: 'message', blocks });
}

describe('a message in reply to another one on the local page', () => {
  const text = { type: 'paragraph', text: plain('Why?') } as const;
  const heading = { type: 'heading', text: 'Question of the day' } as const;

  it('says so by the heading of that one, or by its words', () => {
    expect(reply({ content: saying(text, heading) })).toBe('In reply to: Question of the day\n\nThe answers');
    expect(reply({ content: saying(text) })).toBe('In reply to: Why?\n\nThe answers');
    expect(reply({ author: 'member', content: '/coach help' })).toBe('In reply to: /coach help\n\nThe answers');
  });

  it('cuts a long heading', () => {
    const said = reply({ content: saying({ ...heading, text: '🚀'.repeat(500) }) });
    expect([...(said.split('\n')[0] ?? '')]).toHaveLength('In reply to: '.length + 100);
  });

  it.each([
    ['nothing that can be read', 'no JSON'],
    ['nothing', saying()],
    ['no words', saying({ type: 'heading', text: '' })],
  ])('stands alone when that one holds %s', (_what, content) => {
    expect(reply({ content })).toBe('The answers');
  });

  it('stands alone when that one is not there any more', () => {
    expect(reply({ content: saying(heading) }, 'older')).toBe('The answers');
  });
});
