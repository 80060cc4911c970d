import { RESTJSONErrorCodes as Codes, DiscordAPIError, RateLimitError } from 'discord.js';
import type { Outcome } from '../chat-adapter.ts';

/** Said by a forum in which every post needs a tag. */
const forumWantsTag = 40_067;
/** Said to whoever opens direct conversations too fast. */
const tooManyDirect = 40_003;
const directPauseMs = 60_000;

/** What Discord's errors mean for a message. Sentences are for people. */
const meanings: Readonly<Record<number, Exclude<Outcome, { type: 'shown' | 'wait' }>>> = {
  [Codes.UnknownChannel]: { type: 'place-closed', because: 'That channel is not there any more: choose another one.' },
  [Codes.MissingAccess]: {
    type: 'place-closed',
    because: 'The coach does not see that channel: give it View Channel there, then save again.',
  },
  [Codes.MissingPermissions]: {
    type: 'place-closed',
    because: 'The coach may not write in that channel: give it Send Messages there, then save again.',
  },
  [Codes.CannotSendMessagesToThisUser]: { type: 'place-closed', because: 'That member takes no direct messages.' },
  [forumWantsTag]: {
    type: 'place-closed',
    because: 'That forum asks for a tag with every post: let it take posts without one, then save again.',
  },
  [Codes.UnknownUser]: { type: 'place-closed', because: 'That member is not there any more.' },
  [Codes.UnknownGuild]: { type: 'workspace-closed', because: 'The coach was removed from the server.' },
  [Codes.UnknownMessage]: { type: 'refused', because: 'the message was deleted' },
  [Codes.InvalidFormBodyOrContentType]: { type: 'refused', because: 'Discord does not take its form' },
  [Codes.CannotEditMessageAuthoredByAnotherUser]: { type: 'refused', because: 'the message is not ours to change' },
};

/** What came of some work, as an outcome. Throws when nobody knows whether the message is shown. */
export async function told(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RateLimitError) return { type: 'wait', ms: Math.max(1_000, error.retryAfter) };
    const code = codeOf(error);
    const meaning = meanings[Number(code)];
    if (meaning) return meaning;
    if (code === tooManyDirect) return { type: 'wait', ms: directPauseMs };
    if (isRefused(error)) return { type: 'refused', because: `Discord says: ${error.message}` };
    throw error;
  }
}

/** Discord's number for an error of a call; undefined when Discord said nothing. */
export function codeOf(error: unknown): number | string | undefined {
  return error instanceof DiscordAPIError ? error.code : undefined;
}

/** Whether Discord has read a call and refused it, and would refuse it again. */
export function isRefused(error: unknown): error is DiscordAPIError {
  return (
    error instanceof DiscordAPIError &&
    error.status >= 400 &&
    error.status < 500 &&
    ![401, 408, 429].includes(error.status) &&
    error.code !== tooManyDirect
  );
}
