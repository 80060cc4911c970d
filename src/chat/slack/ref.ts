import type { Post } from '../chat-adapter.ts';

/** Where a message stands: `C1 1700000000.000200`, and behind it the thread that it lies in, if it does. */
export function refOf(channel: string | undefined, ts: string | undefined, thread: string | undefined): string {
  if (channel === undefined || ts === undefined) throw new Error('Slack did not say where the message is');
  return thread === undefined || thread === ts ? `${channel} ${ts}` : `${channel} ${ts} ${thread}`;
}

/** The message that a reference names. */
export function messageOf(ref: string): { readonly channel: string; readonly ts: string } {
  const [channel = '', ts = ''] = ref.split(' ');
  return { channel, ts };
}

/** The thread that a post belongs in, by its first message; undefined when it belongs in none of its place. */
export function threadOf({ thread, to }: Post): string | undefined {
  const [channel, ts, first = ts] = (thread ?? '').split(' ');
  return to.type === 'channel' && channel !== to.id ? undefined : first;
}
