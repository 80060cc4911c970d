import { setImmediate as turnOfOthers } from 'node:timers/promises';
import type { DailySchedule } from '../domain/daily-schedule.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Interaction } from '../domain/interaction.ts';
import type { Job, JobResult } from '../domain/job.ts';
import type { Standing } from '../domain/leaderboard.ts';
import type { FileOwner, MakeFile } from '../domain/member-file.ts';
import { formatPlace } from '../domain/place.ts';
import type { Topic } from '../domain/question.ts';
import type { BoardWindow } from '../domain/season.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { deletedView } from '../reply/views/privacy.ts';
import { listUngraded } from '../store/attempts.ts';
import { recordChannel } from '../store/channels.ts';
import { setDaily } from '../store/daily-channels.ts';
import { forgetMember } from '../store/forget-member.ts';
import { lockWorkspace } from '../store/locks.ts';
import { findOwner } from '../store/members.ts';
import { forgetPaces } from '../store/paces.ts';
import { listPurgeable, purgeWorkspace } from '../store/purge.ts';
import type { Tx } from '../store/store.ts';
import { forgetWebSessions } from '../store/web-sessions.ts';
import { findWorkspaceId, keepWorkspace, parkWorkspace, unparkWorkspace } from '../store/workspaces.ts';
import { createLogCleaner, type LogCleaner } from './clean-log.ts';
import type { CoachDeps } from './context.ts';
import { exportMember } from './export.ts';
import { createForgetting } from './forget-deliveries.ts';
import { gradeAttempt } from './grade-attempt.ts';
import { runJob } from './jobs.ts';
import { standingsOf } from './leaderboard.ts';
import { forgetMissed } from './missed-dailies.ts';
import { inWorkspace, topicsIn } from './offer.ts';
import { scheduleReviewReminders } from './review-reminders.ts';
import { sendLater } from './send-later.ts';
import { type Place, take, workspaceOf } from './take.ts';
import { type ClosedChannel, tellClosed } from './tell-closed.ts';
import { scheduleAll, scheduleChannel } from './timetable.ts';
import { issueWebLink, withoutLink } from './web-link.ts';

type WantedBoard = {
  readonly window: BoardWindow;
  /** The season, where it is not the one of today. */
  readonly seasonId?: string | undefined;
  /** The platform's id of the channel whose board is wanted. */
  readonly channel?: string | undefined;
};

export type Coach = {
  /**
   * Takes what a member did and says what they are to see. When it returns, all of it is on the disk; the same delivery
   * again changes nothing and is answered again. `onTaken` is called when an answer is on the disk and its grade is still to come.
   */
  handle(interaction: Interaction, onTaken?: () => void): Promise<Reply>;
  /** Grades the answers that have waited for so long, because of a stop or a fault; their members get the results in private. */
  resume(minAgeMs?: number): Promise<void>;
  /** Sends a member in private what could not be shown to them at once. */
  sendLater(interaction: Interaction, message: Message): Promise<void>;
  /** Tells whoever has set up the daily question of a channel that it cannot be posted there any more. */
  tellClosed(closed: ClosedChannel): Promise<void>;
  /** Makes a file for a member alone. */
  readonly makeFile: MakeFile;
  /** Deletes somebody with all that is kept about them, as they can themselves; false when nothing is. */
  forget(owner: FileOwner): Promise<boolean>;
  /** Takes up work in a workspace again, or for the first time. */
  openWorkspace(place: Place): Promise<void>;
  /** Ends all work in a workspace; its data are purged after a grace period. */
  closeWorkspace(place: Place): Promise<void>;
  /**
   * Purges the workspaces whose grace period is over, and forgets some of the deliveries that are too old to come again, the sessions that are
   * over, and the days without a question that nobody asks about any more, and how fast messages went out long ago.
   */
  purge(): Promise<void>;
  /** Does what is due by the clock, inside a transaction of whoever keeps the time. */
  runJob(tx: Tx, job: Job): Promise<JobResult>;
  /** Sees to it that all that recurs has a time, and none that is too late: at a start, and after the clock was set back. */
  reschedule(): Promise<void>;
  /** Has a daily question asked in a channel that is not known yet. */
  addDailyChannel(channel: Place & { readonly channel: string }): Promise<void>;
  /** What the members of a workspace can be asked about now. */
  topics(place: Place): Promise<readonly Topic[]>;
  /** The standings of a workspace or of one of its channels, best first, far more than a board shows. */
  standings(board: Place & WantedBoard): Promise<readonly Standing[]>;
};

export function createCoach(deps: CoachDeps): Coach {
  const forgetDeliveries = createForgetting(deps);
  const log = createLogCleaner(deps);
  return {
    handle: (interaction, onTaken) => handle({ ...deps, log }, interaction, onTaken),
    resume: (minAgeMs = 0) => resume(deps, minAgeMs),
    sendLater: (interaction, message) => tellLater(deps, interaction, message),
    makeFile: (owner) => exportMember(deps, owner),
    forget: (owner) => forget({ ...deps, log }, owner),
    tellClosed: (closed) => tellClosed(deps, closed),
    openWorkspace: (place) =>
      deps.store.transaction(async (tx) => {
        const { id } = await workspaceOf(deps, tx, place);
        await keepWorkspace(tx, id);
        await unparkWorkspace(tx, id);
      }),
    closeWorkspace: (place) =>
      deps.store.transaction(async (tx) => {
        const { id } = await workspaceOf(deps, tx, place);
        await parkWorkspace(tx, id, { because: 'the coach was removed', purgeAt: deps.clock() + graceMs });
      }),
    purge: async () => {
      await purge({ ...deps, log });
      await forgetDeliveries();
      await forgetMissed(deps);
      await deps.store.transaction(async (tx) => {
        await forgetWebSessions(tx, deps.clock());
        await forgetPaces(tx, deps.clock() - longestPaceMs);
      });
    },
    runJob: async (tx, job) => runJob(await inWorkspace(deps, tx, job.workspaceId), tx, job),
    reschedule: async () => {
      await scheduleAll(deps);
      await scheduleReviewReminders(deps);
    },
    addDailyChannel: (channel) =>
      deps.store.transaction(async (tx) => {
        const { id } = await workspaceOf(deps, tx, channel);
        const newId = deps.newId<ChannelId>();
        const channelId = await recordChannel(tx, id, {
          id: newId,
          externalId: formatPlace({ type: 'channel', id: channel.channel }),
          at: deps.clock(),
        });
        if (channelId !== newId) return;
        await setDaily(tx, id, { channelId, schedule: allDay });
        await scheduleChannel(deps, tx, { workspaceId: id, channelId });
      }),
    topics: ({ platform, workspace: externalId }) =>
      deps.store.read((db) => topicsIn(deps, db, { platform, externalId })),
    standings: (board) =>
      deps.store.transaction(async (tx) =>
        standingsOf(tx, await workspaceOf(deps, tx, board), {
          window: board.window,
          seasonId: board.seasonId,
          channel: board.channel,
          at: deps.clock(),
        }),
      ),
  };
}

/** Asked as soon as the day begins, on every day: how a place without an admin's settings is served. */
const allDay: DailySchedule = {
  minute: 0,
  closeMinute: 0,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  skippedDays: [],
  topics: [],
  levels: [],
  catchUpMinutes: 24 * 60,
  since: 0,
};

/** By then the calls to a platform count no more: longer than the span of any rate. */
const longestPaceMs = 3_600_000;

/** How long the data of a workspace are kept after the coach was removed from it: 30 days. */
const graceMs = 30 * 86_400_000;

/** What is for one moment alone is not written down for later. */
async function tellLater(deps: CoachDeps, interaction: Interaction, message: Message): Promise<void> {
  if (message.fleeting) return;
  const { deliveryId, member, platform } = interaction;
  await deps.store.transaction(async (tx) => {
    const { id } = await workspaceOf(deps, tx, interaction);
    const kept = withoutLink(message, platform);
    await sendLater(deps, tx, id, { key: `reply:${deliveryId}`, member: member.id, message: kept });
  });
}

type CleanDeps = CoachDeps & { readonly log: LogCleaner };

async function handle(deps: CleanDeps, interaction: Interaction, onTaken?: () => void): Promise<Reply> {
  const ahead = true;
  const { workspace, taken } = await deps.store.transaction((tx) => take(deps, tx, interaction), { ahead });
  if (taken.type === 'reply') return taken.reply;
  if (taken.type === 'deleted') {
    await deps.log.clean();
    return deletedView;
  }
  if (taken.type === 'web-link') return issueWebLink(deps, workspace, taken.memberId);
  onTaken?.();
  // Whoever waits to be taken goes first.
  await turnOfOthers();
  try {
    return await gradeAttempt(deps, workspace, taken.attemptId, { late: false, delivery: interaction.deliveryId });
  } catch (error) {
    deps.onError(error);
    return noticeView(
      'Your answer is saved, but it could not be graded just now. It will be graded as soon as that works again.',
    );
  }
}

async function forget({ store, log }: CleanDeps, { platform, workspace, member }: FileOwner): Promise<boolean> {
  const id = await store.read((db) => findWorkspaceId(db, { platform, externalId: workspace }));
  if (!id) return false;
  const found = await store.transaction(async (tx) => {
    await lockWorkspace(tx, id);
    const owner = await findOwner(tx, id, member);
    if (owner) await forgetMember(tx, id, owner.memberId);
    return owner !== undefined;
  });
  await log.clean();
  return found;
}

/** Each workspace in a transaction of its own. */
async function purge(deps: CleanDeps): Promise<void> {
  const due = await deps.store.read((db) => listPurgeable(db, deps.clock()));
  for (const workspaceId of due)
    await deps.store.transaction(async (tx) => {
      await lockWorkspace(tx, workspaceId);
      // It may have been opened again since the list was made.
      if ((await listPurgeable(tx, deps.clock())).includes(workspaceId)) await purgeWorkspace(tx, workspaceId);
    });
  await (due.length > 0 ? deps.log.clean() : deps.log.retry());
}

async function resume(deps: CoachDeps, minAgeMs: number): Promise<void> {
  const receivedUntil = deps.clock() - minAgeMs;
  for (const { workspaceId, timeZone, attemptId } of await deps.store.read((db) => listUngraded(db, receivedUntil))) {
    try {
      await gradeAttempt(deps, { id: workspaceId, timeZone }, attemptId, { late: true });
    } catch (error) {
      deps.onError(error);
    }
  }
}
