import type { WorkspaceId } from './ids.ts';
import type { Level, Question } from './question.ts';

/** What the ids of packs begin with that belong to one workspace. */
export const ownPackPrefix = 'own-';

/** The id of the pack of a workspace's own questions; no other workspace has it. */
export function ownPackId(workspaceId: WorkspaceId): string {
  return `${ownPackPrefix}${workspaceId}`;
}

/** Where the ids of a workspace's own questions begin, and the first text after them. */
export function ownQuestionIds(workspaceId: WorkspaceId): { readonly from: string; readonly below: string } {
  const pack = ownPackId(workspaceId);
  // What follows a slash in the order of bytes is a zero.
  return { from: `${pack}/`, below: `${pack}0` };
}

/** How that pack is headed. */
export const ownPackTitle = 'Our own questions';
/** What its questions are about that belong to no other topic. */
export const ownTopic = 'own';
/** How hard they are unless an admin says otherwise. */
export const ownLevel: Level = 'senior';
/** Most questions that a workspace's own pack asks. */
export const mostOwnQuestions = 300;

/** A question of a workspace's own as it is asked now, without its words. */
export type OwnQuestionRef = Pick<Question, 'id' | 'version' | 'topic' | 'level'>;
