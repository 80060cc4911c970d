import { parsePlace } from '../domain/place.ts';
import type { Message } from '../reply/reply.ts';
import { type ChannelSettings, settingsView } from '../reply/views/settings.ts';
import { findLastDaily } from '../store/dailies.ts';
import { type DailySetting, listDailySettings } from '../store/daily-channels.ts';
import { countOpenDisputes } from '../store/disputes.ts';
import { countMembers } from '../store/members.ts';
import { countOpenReports } from '../store/reports.ts';
import type { Context } from './context.ts';
import { questionOf } from './question-of.ts';
import { dayOf } from './season-of.ts';
import { findNextAt, formatInstant } from './setup.ts';

/** Channels that are shown, and members that are counted. */
const [shown, mostMembers] = [15, 1_000];

/** The workspace as its admins have set it up, and what waits for them. */
export async function showSettings(context: Context): Promise<Message> {
  const { tx, workspace, at } = context;
  const settings = await listDailySettings(tx, workspace.id);
  const channels: ChannelSettings[] = [];
  for (const setting of settings.slice(0, shown)) channels.push(await channelOf(context, setting));
  const members = await countMembers(tx, workspace.id, mostMembers + 1);
  const { season } = await dayOf(tx, workspace, at);
  return settingsView({
    ...{ season, channels, mostMembers, timeZone: workspace.timeZone },
    members: members > mostMembers ? undefined : members,
    disputes: await countOpenDisputes(tx, workspace.id),
    reports: await countOpenReports(tx, workspace.id),
    more: settings.length - channels.length,
  });
}

async function channelOf(context: Context, setting: DailySetting): Promise<ChannelSettings> {
  const { deps, tx, workspace } = context;
  const { channelId: id, externalId, schedule, parkedBecause } = setting;
  const { timeZone } = workspace;
  const nextAt = await findNextAt(context, { channelId: id, schedule, timeZone });
  const last = await findLastDaily(tx, workspace.id, id);
  return {
    ...{ id, schedule, parkedBecause, name: parsePlace(externalId).id },
    topics: schedule.topics.map(deps.offer.titleOf),
    next: nextAt === undefined ? undefined : formatInstant(nextAt, timeZone),
    last: last && { on: last.askedOn, question: await questionOf(deps, tx, last.question) },
  };
}
