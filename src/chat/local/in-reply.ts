import { clip } from '../../domain/display.ts';
import { plain, textOf } from '../../reply/inline.ts';
import { parseMessage } from '../../reply/parse-reply.ts';
import type { Message } from '../../reply/reply.ts';
import type { Entry } from './transcript.ts';

/** Characters that are shown of what a message belongs to. */
const longestTitle = 100;

/**
 * A message that says first which of the entries it is in reply to, since the page has no threads; the message as it is
 * when the entry of that key is not among them, or says nothing.
 */
export function inReplyTo(message: Message, key: string, entries: readonly Entry[]): Message {
  const parent = entries.find((entry) => entry.key === key);
  const title = parent && titleOf(parent);
  if (!title) return message;
  const note = { type: 'note', text: plain(`In reply to: ${clip(title, longestTitle)}`) } as const;
  return { type: 'message', blocks: [note, ...message.blocks] };
}

/** The first words that stand out, or else the first words. */
function titleOf({ author, content }: Entry): string | undefined {
  if (author === 'member') return content;
  const blocks = parseMessage(content)?.blocks ?? [];
  const headings = blocks.flatMap((block) => (block.type === 'heading' ? [block.text] : []));
  const texts = blocks.flatMap((block) => (block.type === 'paragraph' ? [textOf(block.text)] : []));
  return headings[0] ?? texts[0];
}
