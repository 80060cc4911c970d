import type { Json } from '../slack/json.ts';
import type { ChannelRecord } from './directory.ts';
import { type Emit, intents } from './gateway-events.ts';
import type { MessageRecord } from './message-record.ts';
import { channelJson, memberJson, messageJson } from './wire.ts';
import { get, type World } from './world.ts';

/** A message as an app without MESSAGE_CONTENT may read it. */
export function readable(world: World, message: MessageRecord): Json {
  const json = messageJson(world, message);
  const inGuild = get(world.channels, message.channel).guild !== '';
  const own = message.author === world.app.id;
  if (!inGuild || own || message.mentions.includes(world.app.id)) return json;
  return { ...json, content: '', embeds: [], attachments: [], components: [] };
}

/** Tells the app of a message. */
export function announceMessage(world: World, emit: Emit, message: MessageRecord): 'sent' | 'kept' | 'nobody' {
  const { guild, type } = get(world.channels, message.channel);
  const member = world.members.get(`${guild}:${message.author}`);
  const from = member ? { member: memberJson(world, member) } : {};
  const where = { channel_type: type, ...(guild === '' ? {} : { guild_id: guild, ...from }) };
  return emit({
    name: 'MESSAGE_CREATE',
    data: { ...messageJson(world, message), ...where },
    withoutContent: { ...readable(world, message), ...where },
    guild,
    intent: guild === '' ? intents.directMessages : intents.guildMessages,
  });
}

/** Tells the app of its own answer to an interaction, if everybody sees it where the bot is. */
export function announceAnswer(world: World, emit: Emit, message: MessageRecord): void {
  const { guild, type } = get(world.channels, message.channel);
  const isThere = guild === '' ? type === 1 : world.guilds.get(guild)?.installed === true;
  if (message.onlyFor === undefined && isThere) announceMessage(world, emit, message);
}

/** Tells the app that a channel or thread came, changed or went. */
export function announceChannel(
  world: World,
  emit: Emit,
  channel: ChannelRecord,
  what: 'CREATE' | 'UPDATE' | 'DELETE',
): void {
  const name = `${channel.parent === undefined ? 'CHANNEL' : 'THREAD'}_${what}`;
  emit({ name, data: channelJson(world, channel), guild: channel.guild, intent: intents.guilds });
}
