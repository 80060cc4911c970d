import type { Generated } from 'kysely';
import type { MissedBecause } from '../domain/daily-schedule.ts';
import type { AttemptId, ChannelId, MemberId, MockId, SessionId, WorkspaceId } from '../domain/ids.ts';
import type { Coverage } from '../domain/verdict.ts';
import type { BoardTables } from './schema-boards.ts';
import type { PackTables } from './schema-packs.ts';

/** 0 or 1. */
type Flag = number;
/** Epoch milliseconds. */
type Instant = number;

/** What opens the web site to a member. */
type WebTokens = { workspace_id: WorkspaceId; member_id: MemberId; token_hash: string; expires_at: Instant };

/** The tables as `migrations/` leaves them. Columns of JSON are texts that the module of the table reads and writes. */
export type Schema = BoardTables &
  PackTables & {
    workspaces: {
      id: WorkspaceId;
      platform: string;
      external_id: string;
      time_zone: string;
      created_at: Instant;
      parked_because: string | null;
      purge_at: Instant | null;
    };
    members: {
      workspace_id: WorkspaceId;
      id: MemberId;
      external_id: string;
      name: string;
      hidden: Flag;
      created_at: Instant;
      time_zone: Generated<string | null>;
    };
    channels: {
      workspace_id: WorkspaceId;
      id: ChannelId;
      external_id: string;
      daily: Flag;
      created_at: Instant;
      daily_minute: Generated<number>;
      weekdays: Generated<string>;
      topics: Generated<string>;
      catch_up_minutes: Generated<number>;
      daily_since: Generated<Instant>;
      parked_because: string | null;
      set_up_by: MemberId | null;
      close_minute: Generated<number>;
      levels: Generated<string>;
      skipped_days: Generated<string>;
    };
    questions: { id: string; version: string; content: string; first_asked_at: Instant };
    dailies: {
      workspace_id: WorkspaceId;
      channel_id: ChannelId;
      asked_on: string;
      question_id: string;
      question_version: string;
      opened_at: Instant;
      closes_at: Generated<Instant>;
      closed_at: Generated<Instant | null>;
    };
    missed_dailies: {
      workspace_id: WorkspaceId;
      channel_id: ChannelId;
      missed_on: string;
      because: MissedBecause;
      noticed_at: Instant;
    };
    sessions: {
      workspace_id: WorkspaceId;
      id: SessionId;
      member_id: MemberId;
      question_id: string;
      question_version: string;
      topic: string | null;
      level: string | null;
      state: 'open' | 'closed';
      started_at: Instant;
      purpose: Generated<'practice' | 'review'>;
      earns: Generated<Flag>;
    };
    attempts: {
      workspace_id: WorkspaceId;
      id: AttemptId;
      member_id: MemberId;
      question_id: string;
      question_version: string;
      target: string;
      answer: string;
      saw_model_answer: Flag;
      state: 'received' | 'graded';
      score: number | null;
      graded_by: string | null;
      received_at: Instant;
      received_on: Generated<string>;
      season: Generated<string>;
      unrated_because: Generated<string | null>;
      local_on: Generated<string>;
      after_model_answer: Generated<Flag>;
    };
    verdicts: {
      workspace_id: WorkspaceId;
      attempt_id: AttemptId;
      key_point_id: string;
      coverage: Coverage;
      confidence: number;
      evidence: string | null;
      graded_by: string;
    };
    hints_taken: {
      workspace_id: WorkspaceId;
      session_id: SessionId;
      key_point_id: string;
      step: 1 | 2;
      taken_at: Instant;
    };
    reviews: {
      workspace_id: WorkspaceId;
      member_id: MemberId;
      question_id: string;
      due_on: string;
      planned_on: string;
      last_on: string;
      weakest: number;
    };
    strengths: {
      workspace_id: WorkspaceId;
      member_id: MemberId;
      question_id: string;
      key_point_id: string;
      strength: number;
    };
    review_plans: {
      workspace_id: WorkspaceId;
      member_id: MemberId;
      per_day: number;
      interview_on: string | null;
      remind_minute: number | null;
    };
    mocks: {
      workspace_id: WorkspaceId;
      id: MockId;
      member_id: MemberId;
      topic: string | null;
      level: string | null;
      questions: number;
      minutes: number;
      started_at: Instant;
      ends_at: Instant;
      finished_at: Instant | null;
    };
    mock_questions: {
      workspace_id: WorkspaceId;
      mock_id: MockId;
      position: number;
      question_id: string;
      question_version: string;
      asked_at: Instant;
      earns: Flag;
      attempt_id: AttemptId | null;
    };
    disputes: {
      workspace_id: WorkspaceId;
      attempt_id: AttemptId;
      key_point_id: string;
      reason: string;
      opened_at: Instant;
    };
    /** None while a dispute is open. */
    dispute_decisions: {
      workspace_id: WorkspaceId;
      attempt_id: AttemptId;
      key_point_id: string;
      outcome: 'accepted' | 'rejected';
      coverage: Coverage | null;
      note: string;
      /** None once they have left. */
      decided_by: MemberId | null;
      decided_at: Instant;
    };
    superseded_verdicts: {
      workspace_id: WorkspaceId;
      attempt_id: AttemptId;
      key_point_id: string;
      generation: number;
      coverage: Coverage;
      confidence: number;
      evidence: string | null;
      graded_by: string;
    };
    learned_phrases: {
      workspace_id: WorkspaceId;
      question_id: string;
      key_point_id: string;
      phrase: string;
      attempt_id: AttemptId;
      learned_at: Instant;
    };
    key_point_reports: {
      workspace_id: WorkspaceId;
      member_id: MemberId;
      question_id: string;
      question_version: string;
      key_point_id: string;
      reason: string;
      reported_at: Instant;
      handled_at: Generated<Instant | null>;
    };
    installations: { platform: string; external_id: string; sealed: string; updated_at: Instant };
    install_states: { state_hash: string; options: string; expires_at: Instant };
    model_answers_seen: { workspace_id: WorkspaceId; member_id: MemberId; question_id: string; seen_at: Instant };
    inbox: {
      workspace_id: WorkspaceId;
      delivery_id: string;
      outcome: string;
      received_at: Instant;
      member_id: MemberId | null;
    };
    outbox: {
      workspace_id: WorkspaceId;
      logical_key: string;
      channel_id: ChannelId;
      message: string;
      state: 'pending' | 'sent';
      revision: number;
      tries: number;
      next_try_at: Instant;
      message_ref: string | null;
      thread_key: Generated<string | null>;
    };
    reminders: { workspace_id: WorkspaceId; channel_id: ChannelId; member_id: MemberId };
    jobs: {
      workspace_id: WorkspaceId;
      kind: string;
      subject: string;
      due_at: Instant;
      run_at: Instant;
      tries: Generated<number>;
    };
    paces: { platform: string; name: string; begun: string; last_at: Instant; held_until: Generated<Instant> };
    leases: { job: string; holder: string; until: Instant; generation: number };
    answer_prints: { workspace_id: WorkspaceId; question_id: string; print: number; attempt_id: AttemptId };
    llm_checks: {
      workspace_id: WorkspaceId;
      attempt_id: AttemptId;
      member_id: MemberId;
      delivery_id: string | null;
      key_points: string;
      answer_hash: string;
      checked_by: string;
      graded_by: string;
      state: 'waiting' | 'called' | 'judged' | 'done';
      outcome: string | null;
      tries: Generated<number>;
      created_at: Instant;
      next_try_at: Instant;
      called_on: Generated<string | null>;
      prompt: Generated<string | null>;
      judged: Generated<string | null>;
      input_tokens: Generated<number>;
      output_tokens: Generated<number>;
      cost_micros: Generated<number>;
    };
    llm_spend: { spent_on: string; micros: number };
    web_links: WebTokens;
    web_sessions: WebTokens;
    transcript: {
      workspace: string;
      place: string;
      entry_key: string;
      position: number;
      author: string;
      content: string;
      written_at: Instant;
    };
  };
