import type { ResponseTarget, ResponseUrls } from './capabilities.ts';
import { checkFiles } from './file-methods.ts';
import { flag, type Json } from './json.ts';
import { addMessage, editMessage, parseContent, removeMessage } from './messages.ts';
import { get, type MessageRecord, violation, type World } from './world.ts';

const known = new Set([
  'text',
  'blocks',
  'metadata',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
]);

function originOf(world: World, target: ResponseTarget): MessageRecord | undefined {
  const { origin } = target;
  return origin && world.messages.find((each) => each.channel === target.channel && each.ts === origin.ts);
}

/** Shows what the app answers to a command or a press: to its member only, unless it says `in_channel`. */
export function respond(world: World, where: string, target: ResponseTarget, body: Json): void {
  const extra = Object.keys(body).filter((key) => !known.has(key));
  if (extra.length > 0) throw violation(world, where, 'invalid_arguments', [`unknown: ${extra.join(', ')}`]);
  const { response_type: type = 'ephemeral', thread_ts } = body;
  if (type !== 'ephemeral' && type !== 'in_channel')
    throw violation(world, where, 'invalid_arguments', ['response_type must be ephemeral or in_channel']);
  const original = originOf(world, target);
  if (flag(body.delete_original)) {
    if (original) removeMessage(world, original);
    return;
  }
  const content = parseContent(world, where, body);
  checkFiles(world, target.workspace, { where, blocks: content.blocks, code: 'invalid_blocks' });
  if (flag(body.replace_original) && original) {
    editMessage(world, original, content);
    return;
  }
  const { botUserId, botId } = get(world.workspaces, target.workspace);
  addMessage(
    world,
    {
      channel: target.channel,
      author: botUserId,
      botId,
      ...(type === 'ephemeral' ? { onlyFor: target.member } : {}),
      ...(typeof thread_ts === 'string' ? { threadTs: thread_ts } : {}),
    },
    content,
  );
}

/** Takes a POST to a response_url; throws what Slack answers when the URL is spent or the body is wrong. */
export function takeResponse(world: World, urls: ResponseUrls, path: string, body: Json): void {
  const target = urls.open(path);
  respond(world, 'response_url', target, body);
  urls.spend(path);
}
