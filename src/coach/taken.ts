import type { AttemptId, MemberId } from '../domain/ids.ts';
import { parseReply } from '../reply/parse-reply.ts';
import type { Reply } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';

/** What was taken of an interaction, and remains to be done when that is on the disk. */
export type Taken =
  | { readonly type: 'attempt'; readonly attemptId: AttemptId }
  | { readonly type: 'reply'; readonly reply: Reply }
  /** The member, with all that was kept about them. */
  | { readonly type: 'deleted' }
  /** A link into the web site, which is made anew for each delivery, since it is never kept. */
  | { readonly type: 'web-link'; readonly memberId: MemberId };

/** Writes what was taken as the inbox keeps it. */
export function formatTaken(taken: Taken): string {
  return JSON.stringify(taken);
}

/** Reads what `formatTaken` wrote, be it another version's. */
export function parseTaken(json: string): Taken {
  const { type, attemptId, memberId, reply }: Readonly<Record<string, unknown>> = JSON.parse(json);
  if (type === 'attempt' && typeof attemptId === 'string') return { type, attemptId: attemptId as AttemptId };
  if (type === 'web-link' && typeof memberId === 'string') return { type, memberId: memberId as MemberId };
  if (type === 'deleted') return { type };
  return { type: 'reply', reply: parseReply(JSON.stringify(reply ?? null)) ?? noticeView('That was done already.') };
}
