/** What stands before a member's id where a message goes to them in private. */
const memberMark = '@';
/** What stands before a channel's id that begins with a mark itself, lest it be taken for a member's. */
const channelMark = '#';

/** Where a message goes, by the platform's ids: into a channel, or to a member in private. */
export type Place = { readonly type: 'channel' | 'member'; readonly id: string };

/** Writes a place as the id under which the store keeps it. */
export function formatPlace({ type, id }: Place): string {
  if (type === 'member') return `${memberMark}${id}`;
  return id.startsWith(memberMark) || id.startsWith(channelMark) ? `${channelMark}${id}` : id;
}

/** Reads what `formatPlace` wrote. */
export function parsePlace(text: string): Place {
  if (text.startsWith(memberMark)) return { type: 'member', id: text.slice(memberMark.length) };
  return { type: 'channel', id: text.startsWith(channelMark) ? text.slice(channelMark.length) : text };
}

/** Names a place in the conversations of the local page. */
export function conversationIn({ type, id }: Place): string {
  return `${type}:${id}`;
}
