import type { CivilDate } from '../../domain/calendar.ts';
import type { DailySchedule } from '../../domain/daily-schedule.ts';
import { countText } from '../../domain/display.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { Question } from '../../domain/question.ts';
import type { Season } from '../../domain/season.ts';
import { plain } from '../inline.ts';
import type { Block, Message } from '../reply.ts';
import { homeActions } from './actions.ts';
import { dayText } from './day.ts';
import { linksLine, questionLine } from './line.ts';
import { levelName } from './question.ts';
import { timesText, weekdaysText } from './schedule.ts';

export type ChannelSettings = {
  readonly id: ChannelId;
  /** The platform's id. */
  readonly name: string;
  readonly schedule: DailySchedule;
  /** Titles of its topics; none for all. */
  readonly topics: readonly string[];
  /** When a question is asked next, in words; undefined when none is within a year. */
  readonly next: string | undefined;
  /** The last question that was asked. */
  readonly last: { readonly on: CivilDate; readonly question: Pick<Question, 'text'> } | undefined;
  /** Why the platform does not let the coach post there. */
  readonly parkedBecause: string | null;
};

export type SettingsView = {
  readonly timeZone: string;
  readonly season: Season;
  /** How many members have met the coach; undefined for more than `mostMembers`. */
  readonly members: number | undefined;
  readonly mostMembers: number;
  /** What waits for an admin or an author. */
  readonly disputes: number;
  readonly reports: number;
  readonly channels: readonly ChannelSettings[];
  /** Channels that are left out. */
  readonly more: number;
};

/** A workspace as its admins have set it up, and what waits for them. */
export function settingsView(view: SettingsView): Message {
  const { channels, more } = view;
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Settings' },
      { type: 'facts', items: workspaceFacts(view) },
      { type: 'note', text: adminLinks },
      ...(channels.length > 0 ? channels.flatMap(channelBlocks) : noChannel),
      ...(more > 0 ? [{ type: 'note' as const, text: plain(`… and ${countText(more, 'more channel')}`) }] : []),
      homeActions(true),
    ],
  };
}

const adminLinks = linksLine([
  { type: 'page', text: 'Packs', page: 'packs', value: '' },
  { type: 'page', text: 'Disputes', page: 'disputes', value: '' },
  { type: 'page', text: 'Reports', page: 'reports', value: '' },
  { type: 'page', text: 'Missed days', page: 'missed', value: '' },
]);

const noChannel: readonly Block[] = [
  { type: 'paragraph', text: plain('No channel has a question of the day yet.') },
  { type: 'actions', actions: [{ name: 'setup', label: 'Set up a channel', value: '', style: 'primary' }] },
];

function workspaceFacts({ timeZone, season, members, mostMembers, disputes, reports }: SettingsView) {
  return [
    { label: 'Season', value: `${season.title}, ${dayText(season.startsOn)} to ${dayText(season.endsOn)}` },
    { label: 'Time zone', value: timeZone },
    { label: 'Members', value: members === undefined ? `more than ${mostMembers}` : String(members) },
    { label: 'Open disputes', value: String(disputes) },
    { label: 'Open reports', value: String(reports) },
  ];
}

function channelBlocks(channel: ChannelSettings): readonly Block[] {
  const { id, name, parkedBecause } = channel;
  return [
    { type: 'heading', text: `Channel ${name}` },
    ...(parkedBecause === null
      ? []
      : [{ type: 'paragraph' as const, text: plain(`Nothing is posted there: ${parkedBecause}`) }]),
    { type: 'facts', items: channelFacts(channel) },
    {
      type: 'actions',
      actions: [
        { name: 'setup', label: 'Change', value: id, style: 'primary' },
        { name: 'daily-details', label: 'More settings', value: id, style: 'default' },
        { name: 'test-post', label: 'Post a test message', value: id, style: 'default' },
      ],
    },
  ];
}

function channelFacts({ schedule, topics, next, last }: ChannelSettings) {
  const { weekdays, minute, closeMinute, levels, skippedDays } = schedule;
  return [
    { label: 'Asked', value: `${weekdaysText(weekdays)} ${timesText(minute, closeMinute)}` },
    { label: 'Topics', value: topics.join(', ') || 'all' },
    { label: 'Levels', value: levels.map(levelName).join(', ') || 'all' },
    ...(skippedDays.length > 0 ? [{ label: 'Days off', value: countText(skippedDays.length, 'day') }] : []),
    { label: 'Next question', value: next ?? 'none within a year' },
    { label: 'Last question', value: last ? `${dayText(last.on)}: ${questionLine(last.question)}` : 'none yet' },
  ];
}
