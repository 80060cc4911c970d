import type { Generated } from 'kysely';
import type { MemberId, SuggestionId, WorkspaceId } from '../domain/ids.ts';
import type { Level } from '../domain/question.ts';

/** Epoch milliseconds. */
type Instant = number;

/** What a workspace has changed about its packs, and what its members suggest. */
export type PackTables = {
  packs_off: { workspace_id: WorkspaceId; pack_id: string; turned_off_at: Instant };
  own_questions: {
    workspace_id: WorkspaceId;
    question_id: string;
    question_version: string;
    topic: string;
    level: Level;
    added_at: Instant;
    retired_at: Instant | null;
  };
  suggestions: {
    workspace_id: WorkspaceId;
    id: SuggestionId;
    member_id: MemberId | null;
    question: string;
    key_points: string;
    topic: string;
    note: string;
    suggested_at: Instant;
    state: Generated<'open' | 'approved' | 'declined'>;
    decided_by: MemberId | null;
    decided_at: Instant | null;
  };
};
