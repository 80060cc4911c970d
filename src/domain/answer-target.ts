import { type CivilDate, isCivilDate } from './calendar.ts';
import type { AttemptId, ChannelId, MockId, SessionId } from './ids.ts';

/**
 * What an answer, a hint or a model answer belongs to: a practice session, a channel's daily question, one of the questions of a mock interview
 * (by its place, from 0 to 9), or the follow-up question on one of the key points (by its place, from 0) of an attempt.
 */
export type AnswerTarget =
  | { readonly type: 'session'; readonly sessionId: SessionId }
  | { readonly type: 'daily'; readonly channelId: ChannelId; readonly askedOn: CivilDate }
  | MockTarget
  | { readonly type: 'follow-up'; readonly attemptId: AttemptId; readonly index: number };

/** A question of a mock interview by its place, 0 to 9. */
export type MockTarget = { readonly type: 'mock'; readonly mockId: MockId; readonly position: number };

/** Writes a target as the value of a button or form: at most 64 characters of `[a-z0-9:-]` for ids that are UUIDs. */
export function formatTarget(target: AnswerTarget): string {
  switch (target.type) {
    case 'session':
      return `session:${target.sessionId}`;
    case 'daily':
      return `daily:${target.channelId}:${target.askedOn}`;
    case 'mock':
      return `mock:${target.mockId}:${target.position}`;
    case 'follow-up':
      return `follow-up:${target.attemptId}:${target.index}`;
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
  const mock = /^mock:([\w-]{1,40}):(\d)$/.exec(value);
  if (mock?.[1] && mock[2]) return { type: 'mock', mockId: mock[1] as MockId, position: Number(mock[2]) };
  const followUp = /^follow-up:([\w-]{1,40}):(\d|[1-9]\d)$/.exec(value);
  if (followUp?.[1] && followUp[2])
    return { type: 'follow-up', attemptId: followUp[1] as AttemptId, index: Number(followUp[2]) };
  return undefined;
}
