import type { AttemptId } from './ids.ts';

/** What a dispute is about: a key point of an attempt, by its place in the question as it was asked, from 0 on. */
export type DisputeRef = { readonly attemptId: AttemptId; readonly index: number };

/** What an admin makes of a dispute. */
export type Outcome = 'accepted' | 'rejected';

/** Who has judged a key point that an admin has decided on. */
export const adminJudge = 'admin';

/** Writes a reference as the value of a button or form: at most 64 characters of `[\w:-]` for ids that are UUIDs. */
export function formatDisputeRef({ attemptId, index }: DisputeRef): string {
  return `${attemptId}:${index}`;
}

/** Reads the value of a button or form, which anybody may have written; undefined when it names no key point. */
export function parseDisputeRef(value: string): DisputeRef | undefined {
  const [, attemptId, index] = /^([\w-]{1,40}):(\d{1,3})$/.exec(value) ?? [];
  return attemptId === undefined ? undefined : { attemptId: attemptId as AttemptId, index: Number(index) };
}

/** Who has graded an attempt of which an admin has decided a part: the grader, and an admin. */
export function withAdmin(gradedBy: string): string {
  const suffix = ` and ${adminJudge}`;
  return gradedBy.endsWith(suffix) ? gradedBy : `${gradedBy}${suffix}`;
}
