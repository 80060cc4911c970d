import { usualSchedule } from '../../src/domain/daily-schedule.ts';
import * as attempts from '../../src/store/attempts.ts';
import * as dailies from '../../src/store/dailies.ts';
import * as dailyChannels from '../../src/store/daily-channels.ts';
import * as dailyResults from '../../src/store/daily-results.ts';
import * as jobs from '../../src/store/jobs.ts';
import * as missed from '../../src/store/missed-dailies.ts';
import * as outbox from '../../src/store/outbox.ts';
import * as reminders from '../../src/store/reminders.ts';
import { acme, ann, channel, id, now, question, schedules, season, target, today } from './seeded-store.ts';
import type { Call, Reader, Undoer } from './tenants.ts';

const job = { kind: 'daily-open', subject: channel } as const;
const schedule = { ...usualSchedule, since: 0 };

/** What reads dailies, their results and jobs. */
export const clockReaders: Readonly<Record<string, Reader>> = {
  findDailyAdmin: {
    call: async (tx, ws) => {
      await dailyChannels.setDaily(tx, acme, { channelId: channel, schedule, by: ann });
      return dailyChannels.findDailyAdmin(tx, ws, channel);
    },
    nothing: undefined,
  },
  findDailyChannel: { call: (tx, ws) => dailyChannels.findDailyChannel(tx, ws, channel), nothing: undefined },
  listDailySettings: {
    call: (tx, ws) => dailyChannels.listDailySettings(tx, ws),
    nothing: [
      {
        channelId: 'channel-of-rival',
        externalId: 'general',
        parkedBecause: null,
        schedule: schedules.rival,
      },
    ],
  },
  findLastDaily: { call: (tx, ws) => dailies.findLastDaily(tx, ws, channel), nothing: undefined },
  listMissed: { call: (tx, ws) => missed.listMissed(tx, ws, { from: '2026-11-01', limit: 9 }), nothing: [] },
  findDaily: {
    call: (tx, ws) => dailies.findDaily(tx, ws, { channelId: channel, askedOn: today }),
    nothing: undefined,
  },
  listAskedDays: {
    call: (tx, ws) => dailies.listAskedDays(tx, ws, { channelId: channel, from: today, to: today }),
    nothing: [],
  },
  wasAnswerPublished: {
    call: async (tx, ws) => {
      await dailies.closeDaily(tx, acme, { channelId: channel, askedOn: today, at: now });
      const logicalKey = dailies.closingKeyOf(`daily:${channel}:${today}`);
      await outbox.recordOutgoing(tx, acme, { logicalKey, channelId: channel, message: '""', at: now });
      return dailies.wasAnswerPublished(tx, ws, { questionId: question.id, since: 0 });
    },
    nothing: false,
  },
  wasOneShown: { call: (tx, ws) => outbox.wasOneShown(tx, ws, ['greeting']), nothing: false },
  listDailyUse: { call: (tx, ws) => dailies.listDailyUse(tx, ws, channel), nothing: new Map() },
  listCoverageCounts: { call: (tx, ws) => dailyResults.listCoverageCounts(tx, ws, target), nothing: [] },
  listTopScores: { call: (tx, ws) => dailyResults.listTopScores(tx, ws, { target, limit: 9 }), nothing: [] },
  listLastMet: {
    call: async (tx, ws) => {
      const standing = { scope: channel, span: 'all', member_id: ann, points: 1, hidden: 0, reached_at: now };
      await tx
        .insertInto('standings')
        .values({ workspace_id: acme, ...standing })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return dailyResults.listLastMet(tx, ws, channel);
    },
    nothing: new Map(),
  },
  listToRemind: {
    call: (tx, ws) => reminders.listToRemind(tx, ws, { channelId: channel, target: 'daily:none' }),
    nothing: [],
  },
  findJobTime: { call: (tx, ws) => jobs.findJobTime(tx, ws, job), nothing: undefined },
  countUngraded: {
    call: async (tx, ws) => {
      await attempts.recordAttempt(tx, acme, {
        ...{ id: id(`waiting-beside-${ws}`), memberId: ann, question, target, answer: 'Words.' },
        ...{
          sawModelAnswer: false,
          receivedAt: now,
          receivedOn: today,
          localOn: today,
          afterModelAnswer: false,
          season,
        },
      });
      return attempts.countUngraded(tx, ws, target);
    },
    nothing: 0,
  },
};

/** What writes to a channel, a daily or a reminder that is acme's. */
export const clockWriters: Readonly<Record<string, Call>> = {
  recordMissed: (tx, ws) =>
    missed.recordMissed(tx, ws, { channelId: channel, days: [today], because: 'empty', at: now }),
  dropMissed: (tx, ws) => missed.dropMissed(tx, ws, { channelId: channel, askedOn: '2026-11-20' }),
  recordDaily: (tx, ws) =>
    dailies.recordDaily(tx, ws, { channelId: channel, askedOn: '2026-11-24', question, closesAt: now + 1, at: now }),
  closeDaily: (tx, ws) => dailies.closeDaily(tx, ws, { channelId: channel, askedOn: today, at: now }),
  setDaily: (tx, ws) => dailyChannels.setDaily(tx, ws, { channelId: channel, schedule: undefined }),
  setReminder: (tx, ws) => reminders.setReminder(tx, ws, { channelId: channel, memberId: ann, on: ws !== acme }),
  dropJob: (tx, ws) => jobs.dropJob(tx, ws, job),
  claimJob: (tx, ws) => jobs.claimJob(tx, ws, { ...job, dueAt: now, runAt: now }),
  postponeJob: (tx, ws) => jobs.postponeJob(tx, ws, { ...job, dueAt: now, runAt: now + 1 }),
};

/** What a workspace may well do: it gets its own row. */
export const clockSharers: Readonly<Record<string, Call>> = {
  restartDailies: (tx, ws) => dailyChannels.restartDailies(tx, ws, now + 1),
  scheduleJob: (tx, ws) => jobs.scheduleJob(tx, ws, { ...job, dueAt: now + 2 }),
  scheduleJobOnce: (tx, ws) => jobs.scheduleJobOnce(tx, ws, { ...job, subject: 'another', dueAt: now + 2 }),
};

/** What undoes something that was done to acme. */
export const clockUndoers: Readonly<Record<string, Undoer>> = {
  dropTimely: {
    done: (tx) =>
      outbox.recordOutgoing(tx, acme, { logicalKey: 'daily:1', channelId: channel, message: '"hello"', at: now }),
    call: (tx, ws) => outbox.dropTimely(tx, ws).execute(),
  },
};
