import type { AttemptId } from './ids.ts';

/** Where a stretch of a member's attempts begins: right after one of them, towards older or newer ones. */
export type AttemptCursor = {
  readonly towards: 'older' | 'newer';
  readonly receivedAt: number;
  readonly id: AttemptId;
};

/** Writes a cursor as the value of a page: at most 64 characters of `[a-z0-9:-]` for ids that are UUIDs. */
export function formatAttemptCursor({ towards, receivedAt, id }: AttemptCursor): string {
  return `${towards}:${receivedAt}:${id}`;
}

/** Reads the value of a page, which anybody may have written; undefined when it is no cursor. */
export function parseAttemptCursor(value: string): AttemptCursor | undefined {
  const [, towards, receivedAt, id] = /^(older|newer):(\d{1,15}):([\w-]{1,40})$/.exec(value) ?? [];
  if (receivedAt === undefined || id === undefined) return undefined;
  return { towards: towards === 'newer' ? 'newer' : 'older', receivedAt: Number(receivedAt), id: id as AttemptId };
}
