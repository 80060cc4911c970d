import type { types } from '@slack/bolt';
import { toPlainText } from '../../reply/plain-text.ts';
import type { Message } from '../../reply/reply.ts';
import { escapeMrkdwn } from './escape.ts';
import { fitBlocks, messageRoom, viewRoom } from './fit-blocks.ts';
import { limits } from './limits.ts';
import type { PictureFiles } from './render-block.ts';

export { parseActionId } from './actions.ts';

/** What `chat.postMessage`, an acknowledgement and a `response_url` take. */
export type SlackMessage = {
  /** What notifications and screen readers say; never empty, and nothing in it mentions or links. */
  text: string;
  blocks: types.KnownBlock[];
};

/** A message within all of Slack's limits, whatever is in it. */
export function renderMessage(message: Message, files?: PictureFiles): SlackMessage {
  return { text: fallbackText(message), blocks: fitBlocks(message, messageRoom, files) };
}

function fallbackText(message: Message): string {
  return escapeMrkdwn(toPlainText(message).trim(), limits.fallback) || 'Interview Coach';
}

/** A message as the home of the app. */
export function renderHome(message: Message): types.HomeView {
  return { type: 'home', blocks: fitBlocks(message, viewRoom) };
}
