import { clip } from '../../domain/display.ts';
import type { Interaction } from '../../domain/interaction.ts';
import type { Place } from '../../domain/place.ts';
import type { Html } from '../../html/html.ts';
import { type RenderContext, renderMessage } from '../../html/render-html.ts';
import type { Form, Message } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import type { Listener, Post } from '../chat-adapter.ts';
import type { Hub } from './hub.ts';
import { inReplyTo } from './in-reply.ts';
import { renderEntries, renderEntry } from './page.ts';
import { channel, type LocalMember, localMember, platform, workspace } from './parse.ts';
import type { Entry, Transcript } from './transcript.ts';

export type ConversationDeps = {
  readonly handle: Listener['handle'];
  readonly transcript: Transcript;
  readonly hub: Hub;
  /** Told when a window could not be brought up to date. */
  readonly onError: (error: unknown) => void;
  readonly contextFor: (member: LocalMember) => RenderContext;
};

export type Parts = { readonly channel: readonly Entry[]; readonly thread: readonly Entry[]; readonly home: Message };

/** What happens between the windows of the page and the coach. */
export type Conversation = {
  /** Hands on what a member did and shows what came of it in all windows; gives the form that is to open, if any. */
  act(member: LocalMember, interaction: Interaction): Promise<Form | undefined>;
  /** All that a member's page shows. */
  partsFor(member: LocalMember): Promise<Parts>;
  /** Has a member's windows show everything anew. */
  refresh(member: LocalMember): Promise<void>;
  /** Shows a post in the channel to all, or in a member's thread. */
  show(post: Post): Promise<void>;
};

export function createConversation(deps: ConversationDeps): Conversation {
  return {
    act: (member, interaction) => act(deps, member, interaction),
    partsFor: (member) => partsFor(deps, member),
    refresh: (member) => refresh(deps, member),
    show: (post) => show(deps, post),
  };
}

async function act(deps: ConversationDeps, member: LocalMember, interaction: Interaction): Promise<Form | undefined> {
  const reply = await deps.handle(interaction);
  const entries: Entry[] = [];
  const said = wordsOf(interaction);
  const rejected = reply.type === 'form' && reply.fields.some(({ problem }) => problem !== undefined);
  if (said !== undefined && !rejected)
    entries.push({ key: `said:${interaction.deliveryId}`, author: 'member', content: said });
  if (reply.type === 'message') {
    entries.push({ key: `reply:${interaction.deliveryId}`, author: 'coach', content: JSON.stringify(reply) });
  }
  await deps.transcript.write(threadOf(member), entries);
  // Nothing is left of what was said before.
  if (reply.type === 'message' && reply.fleeting) await refresh(deps, member);
  const windows = windowsOf(deps.hub, member);
  for (const entry of entries) {
    const html = await text(renderEntry(entry, deps.contextFor(member)));
    deps.hub.send(windows, { name: 'entry', data: JSON.stringify({ place: 'thread', key: entry.key, html }) });
  }
  await refreshHomes(deps).catch(deps.onError);
  return reply.type === 'form' ? reply : undefined;
}

/** Characters of what a member said that the thread keeps: a whole answer, and its command. */
const longestShown = 4_100;

/** What a member is shown to have said: typed words and answers, not presses of buttons. */
function wordsOf({ action }: Interaction): string | undefined {
  switch (action.type) {
    case 'command':
      return clip(`/coach ${action.text}`.trim(), longestShown);
    case 'message':
      return clip(action.text, longestShown);
    case 'submit':
      return action.form === 'answer' ? clip(action.fields.answer?.[0] ?? '', longestShown) : undefined;
    case 'press':
    case 'home':
    case 'page':
      return undefined;
    default:
      return action satisfies never;
  }
}

async function partsFor({ transcript, handle }: ConversationDeps, member: LocalMember): Promise<Parts> {
  const home = await homeOf(handle, member);
  return { home, channel: await transcript.list(placeOf(channel)), thread: await transcript.list(threadOf(member)) };
}

async function homeOf(handle: Listener['handle'], member: LocalMember): Promise<Message> {
  const reply = await handle({ deliveryId: '', platform, workspace, member, action: { type: 'home' } });
  return reply.type === 'message' ? reply : noticeView('There is nothing to show.');
}

async function refresh(deps: ConversationDeps, member: LocalMember): Promise<void> {
  const { channel, thread, home } = await partsFor(deps, member);
  const windows = windowsOf(deps.hub, member);
  const context = deps.contextFor(member);
  deps.hub.send(windows, { name: 'channel', data: await text(renderEntries(channel, context)) });
  deps.hub.send(windows, { name: 'thread', data: await text(renderEntries(thread, context)) });
  deps.hub.send(windows, { name: 'home', data: await text(renderMessage(home, context)) });
}

/** The overview changes for everybody when anybody earns points. */
async function refreshHomes(deps: ConversationDeps): Promise<void> {
  for (const [member, windows] of membersOf(deps.hub)) {
    const home = await homeOf(deps.handle, member);
    deps.hub.send(windows, { name: 'home', data: await text(renderMessage(home, deps.contextFor(member))) });
  }
}

async function show(deps: ConversationDeps, post: Post): Promise<void> {
  const { type, id } = post.to;
  const where = type === 'channel' ? placeOf(id) : threadOf({ id });
  const message =
    post.thread === undefined ? post.message : inReplyTo(post.message, post.thread, await deps.transcript.list(where));
  const entry: Entry = { key: post.key, author: 'coach', content: JSON.stringify(message) };
  await deps.transcript.write(where, [entry]);
  deps.hub.touch();
  const place = type === 'channel' ? 'channel' : 'thread';
  for (const [member, windows] of membersOf(deps.hub)) {
    if (type === 'member' && member.id !== id) continue;
    const html = await text(renderEntry(entry, deps.contextFor(member)));
    deps.hub.send(windows, { name: 'entry', data: JSON.stringify({ place, key: entry.key, html }) });
  }
}

function windowsOf(hub: Hub, member: LocalMember): ReturnType<Hub['windows']> {
  return hub.windows().filter(({ memberId }) => memberId === member.id);
}

function membersOf(hub: Hub): readonly (readonly [LocalMember, ReturnType<Hub['windows']>])[] {
  const groups = Map.groupBy(hub.windows(), ({ memberId }) => memberId);
  return [...groups.values()].flatMap((windows) =>
    windows[0] ? [[localMember(windows[0].memberId, windows[0].name), windows] as const] : [],
  );
}

function threadOf({ id }: Pick<LocalMember, 'id'>): Place {
  return { type: 'member', id };
}

function placeOf(channel: string): Place {
  return { type: 'channel', id: channel };
}

async function text(html: Html): Promise<string> {
  return String(await html);
}
