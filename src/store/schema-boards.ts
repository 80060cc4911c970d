import type { Generated } from 'kysely';
import type { AttemptId, ChannelId, MemberId, WorkspaceId } from '../domain/ids.ts';

/** 0 or 1. */
type Flag = number;
/** Epoch milliseconds. */
type Instant = number;

/** What members have earned, and what boards make of it. */
export type BoardTables = {
  points: {
    workspace_id: WorkspaceId;
    attempt_id: AttemptId;
    reason: string;
    member_id: MemberId;
    points: number;
    earned_at: Instant;
    earned_on: Generated<string>;
    season: Generated<string>;
    channel_id: Generated<ChannelId | null>;
  };
  standings: {
    workspace_id: WorkspaceId;
    scope: string;
    span: string;
    member_id: MemberId;
    points: number;
    hidden: Flag;
    reached_at: Instant;
  };
  standing_counts: { workspace_id: WorkspaceId; scope: string; span: string; bucket: number; members: number };
  seasons: {
    workspace_id: WorkspaceId;
    id: string;
    title: string;
    starts_on: string;
    ends_on: string;
    closed_at: Instant | null;
  };
  streaks: {
    workspace_id: WorkspaceId;
    member_id: MemberId;
    length: number;
    longest: number;
    freezes: number;
    last_on: string;
  };
};
