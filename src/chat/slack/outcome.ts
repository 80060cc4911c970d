import { z } from 'zod';
import type { Outcome } from '../chat-adapter.ts';
import { errorCodeOf } from './client.ts';

/** What Slack's errors mean for a message: the place, the workspace, or the message itself. Sentences are for people. */
const meanings: Readonly<Record<string, Exclude<Outcome, { type: 'shown' | 'wait' }>>> = {
  channel_not_found: {
    type: 'place-closed',
    because: 'Slack does not show the coach that channel: invite it there with /invite, then save again.',
  },
  not_in_channel: {
    type: 'place-closed',
    because: 'The coach is not in that channel: invite it there with /invite, then save again.',
  },
  is_archived: { type: 'place-closed', because: 'That channel is archived: choose another one.' },
  restricted_action: {
    type: 'place-closed',
    because: 'A setting of the workspace keeps apps from posting in that channel.',
  },
  restricted_action_read_only_channel: { type: 'place-closed', because: 'Only some members may post in that channel.' },
  user_not_found: { type: 'place-closed', because: 'That member is not there any more.' },
  user_disabled: { type: 'place-closed', because: 'That member is deactivated.' },
  cannot_dm_bot: { type: 'place-closed', because: 'That member is a bot.' },
  messages_tab_disabled: { type: 'place-closed', because: "The app's messages tab is switched off." },
  token_revoked: { type: 'workspace-closed', because: 'Slack has revoked the token: install the app again.' },
  account_inactive: { type: 'workspace-closed', because: 'The app was removed from the workspace: install it again.' },
  invalid_auth: {
    type: 'workspace-closed',
    because: 'Slack does not know the token: check it or install the app again.',
  },
  not_authed: { type: 'workspace-closed', because: 'There is no token for the workspace: install the app again.' },
  team_access_not_granted: {
    type: 'workspace-closed',
    because: 'The organisation has not let the app into the workspace.',
  },
  message_not_found: { type: 'refused', because: 'the message was deleted' },
  cant_update_message: { type: 'refused', because: 'the message is not ours to change' },
  edit_window_closed: { type: 'refused', because: 'the message is too old to change' },
  invalid_blocks: { type: 'refused', because: 'Slack does not take its form' },
  msg_too_long: { type: 'refused', because: 'it is too long' },
  msg_blocks_too_long: { type: 'refused', because: 'it is too long' },
  no_text: { type: 'refused', because: 'it has no text' },
};

/** What Slack says of a member who is not in a workspace any more, or never was. */
const goneMember: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible', 'user_disabled']);

/** Whether an error of a call says that the member it is about is gone, or the whole workspace. */
export function isGone(error: unknown): boolean {
  const code = errorCodeOf(error) ?? '';
  return goneMember.has(code) || meaningOf(code)?.type === 'workspace-closed';
}

function meaningOf(code: string): (typeof meanings)[string] | undefined {
  return Object.hasOwn(meanings, code) ? meanings[code] : undefined;
}

const rateLimited = z.object({ code: z.literal('slack_webapi_rate_limited_error'), retryAfter: z.number() });

/** What an error of a call says about its message. Throws the error when nobody knows whether the message is shown. */
export function outcomeOf(error: unknown): Outcome {
  const limit = rateLimited.safeParse(error);
  if (limit.success) return { type: 'wait', ms: Math.max(1, limit.data.retryAfter) * 1_000 };
  const code = errorCodeOf(error) ?? '';
  if (code === 'ratelimited') return { type: 'wait', ms: 30_000 };
  const meaning = meaningOf(code);
  if (meaning) return meaning;
  throw error;
}
