import { type CivilDate, isCivilDate } from './calendar.ts';
import type { ChannelId, SessionId } from './ids.ts';

/** What an answer, a hint or a model answer belongs to: a practice session, or a channel's daily question. */
export type AnswerTarget =
  | { readonly type: 'session'; readonly sessionId: SessionId }
  | { readonly type: 'daily'; readonly channelId: ChannelId; readonly askedOn: CivilDate };

/** Writes a target as the value of a button or form: at most 64 characters of `[a-z0-9:-]` for ids that are UUIDs. */
export function formatTarget(target: AnswerTarget): string {
  switch (target.type) {
    case 'session':
      return `session:${target.sessionId}`;
    case 'daily':
      return `daily:${target.channelId}:${target.askedOn}`;
    default:
      return target satisfies never;
  }
}

/** Reads the value of a button or form, which anybody may have written; undefined when it names no target. */
export function parseTarget(value: string): AnswerTarget | undefined {
  const session = /^session:([\w-]{1,40})$/.exec(value);
  if (session?.[1]) return { type: 'session', sessionId: session[1] as SessionId };
  const daily = /^daily:([\w-]{1,40}):(\d{4}-\d{2}-\d{2})$/.exec(value);
  if (daily?.[1] && daily[2] && isCivilDate(daily[2]))
    return { type: 'daily', channelId: daily[1] as ChannelId, askedOn: daily[2] };
  return undefined;
}
