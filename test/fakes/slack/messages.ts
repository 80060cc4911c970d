import { blockFaults, metadataFaults, textLength } from './block-kit.ts';
import { copy, defined, isJson, type Json, objects, str } from './json.ts';
import { type ChannelRecord, changed, get, type MessageRecord, next, nextTs, violation, type World } from './world.ts';

/** What a message says. */
export type Content = { readonly text: string; readonly blocks: readonly Json[]; readonly metadata: Json | undefined };

const metadataLimit = 16_000;

/** Blocks with an id on each block and each element, as Slack gives them. */
export function withIds(world: World, blocks: readonly Json[]): readonly Json[] {
  const element = (item: unknown): unknown =>
    isJson(item) && 'type' in item && !['mrkdwn', 'plain_text', 'image'].includes(str(item.type))
      ? { ...item, action_id: item.action_id ?? `a${next(world, 'action')}` }
      : item;
  return copy(blocks).map((block) =>
    defined({
      ...block,
      block_id: block.block_id ?? `b${next(world, 'block')}`,
      accessory: element(block.accessory),
      element: element(block.element),
      elements: block.type === 'actions' ? objects(block.elements).map(element) : block.elements,
    }),
  );
}

/** Reads what a message says; throws what Slack answers when it refuses it. */
export function parseContent(world: World, where: string, body: Json): Content {
  const { text, blocks = [], metadata } = body;
  if ('attachments' in body) throw violation(world, where, 'invalid_attachments', ['this fake takes no attachments']);
  if (typeof text !== 'string' || text.trim() === '')
    throw violation(world, where, 'no_text', ['text must not be empty']);
  if (text.length > 40_000) throw violation(world, where, 'msg_too_long', [`text has ${text.length} characters`]);
  const faults = blockFaults(blocks, 'message');
  if (faults.length > 0) throw violation(world, where, 'invalid_blocks', faults);
  const length = textLength(blocks);
  if (length > 13_000) throw violation(world, where, 'msg_blocks_too_long', [`blocks have ${length} characters`]);
  if (metadata !== undefined) {
    const wrong = metadataFaults(metadata);
    if (wrong.length > 0) throw violation(world, where, 'invalid_metadata_format', wrong);
    const size = JSON.stringify(metadata).length;
    if (size > metadataLimit) throw violation(world, where, 'metadata_too_large', [`${size} characters`]);
  }
  world.shown.push(copy(body));
  return { text, blocks: withIds(world, objects(blocks)), metadata: isJson(metadata) ? copy(metadata) : undefined };
}

/** Puts a message into a channel, or before one member only. */
export function addMessage(
  world: World,
  where: Pick<MessageRecord, 'channel' | 'author' | 'botId' | 'onlyFor' | 'threadTs'>,
  content: Content,
): MessageRecord {
  const message = { ...where, ...content, ts: nextTs(world), edited: false };
  world.messages.push(message);
  changed(world);
  return message;
}

/** Puts other content into a message; metadata stays unless there is new. */
export function editMessage(world: World, message: MessageRecord, content: Content): void {
  message.text = content.text;
  message.blocks = content.blocks;
  if (content.metadata) message.metadata = content.metadata;
  message.edited = true;
  changed(world);
}

/** Takes a message away. */
export function removeMessage(world: World, message: MessageRecord): void {
  world.messages = world.messages.filter((each) => each !== message);
  changed(world);
}

/** The public message of a channel and a timestamp. */
export function findMessage(world: World, channel: string, ts: string): MessageRecord | undefined {
  return world.messages.find((each) => each.channel === channel && each.ts === ts && each.onlyFor === undefined);
}

/** The messages of a thread that stand below its first one. */
export function repliesTo(world: World, channel: string, ts: string): readonly MessageRecord[] {
  return world.messages.filter(
    (each) => each.channel === channel && each.threadTs === ts && each.onlyFor === undefined,
  );
}

/** Whether a timestamp names a thread, or a message that can begin one; one with replies stays when it is deleted. */
export function hasThread(world: World, channel: string, ts: string): boolean {
  return findMessage(world, channel, ts) !== undefined || repliesTo(world, channel, ts).length > 0;
}

/** A message as the Web API and the payloads show it. */
export function messageJson(world: World, message: MessageRecord, withMetadata = false): Json {
  const channel: ChannelRecord = get(world.channels, message.channel);
  return defined({
    type: 'message',
    user: message.author,
    ts: message.ts,
    text: message.text,
    team: channel.workspace,
    bot_id: message.botId,
    app_id: message.botId ? world.app.appId : undefined,
    blocks: message.blocks.length > 0 ? message.blocks : undefined,
    thread_ts: message.threadTs ?? (repliesTo(world, message.channel, message.ts).length > 0 ? message.ts : undefined),
    edited: message.edited ? { user: message.author, ts: message.ts } : undefined,
    metadata: withMetadata ? message.metadata : undefined,
  });
}
