import { displayName } from '../domain/display.ts';
import type { AttemptId, ChannelId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { Standing } from '../domain/leaderboard.ts';
import type { Workspace } from '../domain/member.ts';
import type { BoardWindow } from '../domain/season.ts';
import { parseReply } from '../reply/parse-reply.ts';
import type { Reply } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { listUngraded } from '../store/attempts.ts';
import { findOutcome, recordDelivery } from '../store/inbox.ts';
import { recordMember } from '../store/members.ts';
import type { Tx } from '../store/store.ts';
import { recordDailyChannel, recordWorkspace } from '../store/workspaces.ts';
import type { Taken } from './answers.ts';
import type { CoachDeps, Context } from './context.ts';
import { openDailies } from './daily.ts';
import { decide, home } from './decide.ts';
import { gradeAttempt } from './grade-attempt.ts';
import { standingsOf } from './leaderboard.ts';

/** A workspace by the platform's ids. */
export type Place = Pick<Interaction, 'platform' | 'workspace'>;

export type Coach = {
  /**
   * Takes what a member did and says what they are to see. When it returns, all of it is on the disk; the same delivery
   * again changes nothing and is answered again.
   */
  handle(interaction: Interaction): Promise<Reply>;
  /** Grades the answers that an earlier stop left ungraded. */
  resume(): Promise<void>;
  /** Asks the question of the day wherever it is due. */
  openDailies(): Promise<void>;
  /** Has a daily question asked in a channel. */
  addDailyChannel(channel: Place & { readonly channel: string }): Promise<void>;
  /** All standings of a workspace, best first. */
  standings(board: Place & { readonly window: BoardWindow }): Promise<readonly Standing[]>;
};

export function createCoach(deps: CoachDeps): Coach {
  return {
    handle: (interaction) => handle(deps, interaction),
    resume: () => resume(deps),
    openDailies: () => openDailies(deps),
    addDailyChannel: (channel) =>
      deps.store.transaction(async (tx) => {
        const { id } = await workspaceOf(deps, tx, channel);
        await recordDailyChannel(tx, id, {
          id: deps.newId<ChannelId>(),
          externalId: channel.channel,
          at: deps.clock(),
        });
      }),
    standings: (board) =>
      deps.store.transaction(async (tx) =>
        standingsOf(tx, await workspaceOf(deps, tx, board), { window: board.window, at: deps.clock() }),
      ),
  };
}

type Handled = { readonly workspace: Workspace; readonly taken: Taken };

async function handle(deps: CoachDeps, interaction: Interaction): Promise<Reply> {
  const { workspace, taken } = await deps.store.transaction((tx) => take(deps, tx, interaction));
  if (taken.type === 'reply') return taken.reply;
  try {
    return await gradeAttempt(deps, workspace, taken.attemptId);
  } catch (error) {
    deps.onError(error);
    return noticeView(
      'Your answer is saved, but it could not be graded just now. It will be graded as soon as that works again.',
    );
  }
}

/** Everything of an interaction but grading, in one transaction. */
async function take(deps: CoachDeps, tx: Tx, interaction: Interaction): Promise<Handled> {
  const at = deps.clock();
  const { deliveryId, action } = interaction;
  const workspace = await workspaceOf(deps, tx, interaction);
  const known = await findOutcome(tx, workspace.id, deliveryId);
  if (known !== undefined) return { workspace, taken: parseOutcome(known) };
  const name = displayName(interaction.member.name);
  const member = await recordMember(tx, workspace.id, {
    id: deps.newId<MemberId>(),
    externalId: interaction.member.id,
    name,
    at,
  });
  const context: Context = { deps, tx, workspace, member, at };
  if (action.type === 'home') return { workspace, taken: { type: 'reply', reply: await home(context) } };
  const taken = await decide(context, action);
  await recordDelivery(tx, workspace.id, { deliveryId, outcome: JSON.stringify(taken), at });
  return { workspace, taken };
}

function workspaceOf(deps: CoachDeps, tx: Tx, place: Place): Promise<Workspace> {
  return recordWorkspace(tx, {
    id: deps.newId<WorkspaceId>(),
    platform: place.platform,
    externalId: place.workspace,
    timeZone: deps.timeZone,
    at: deps.clock(),
  });
}

function parseOutcome(json: string): Taken {
  const outcome: { readonly type?: unknown; readonly attemptId?: unknown; readonly reply?: unknown } = JSON.parse(json);
  if (outcome.type === 'attempt' && typeof outcome.attemptId === 'string') {
    return { type: 'attempt', attemptId: outcome.attemptId as AttemptId };
  }
  const reply = parseReply(JSON.stringify(outcome.reply ?? null));
  return { type: 'reply', reply: reply ?? noticeView('That was done already.') };
}

async function resume(deps: CoachDeps): Promise<void> {
  for (const { workspaceId, timeZone, attemptId } of await deps.store.read(listUngraded)) {
    try {
      await gradeAttempt(deps, { id: workspaceId, timeZone }, attemptId);
    } catch (error) {
      deps.onError(error);
    }
  }
}
