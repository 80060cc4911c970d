import type { Json } from '../slack/json.ts';
import { defined } from '../slack/json.ts';
import {
  allPermissions,
  type ChannelRecord,
  type GuildRecord,
  type MemberRecord,
  may,
  memberPermissions,
  permissionsIn,
  type UserRecord,
} from './directory.ts';
import { type AttachmentRecord, type MessageRecord, messageFlags } from './message-record.ts';
import { get, type World } from './world.ts';

/** A moment as Discord writes it. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000+00:00');
}

/** Somebody as the API shows them. */
export function userJson({ id, name, displayName, bot }: UserRecord): Json {
  return {
    id,
    username: name,
    discriminator: bot ? '0001' : '0',
    global_name: bot ? null : displayName,
    avatar: null,
    bot,
    system: false,
    public_flags: 0,
    avatar_decoration_data: null,
    banner: null,
    accent_color: null,
  };
}

/** The role that gives somebody what not everybody may do. */
function roleIdOf({ user }: MemberRecord): string {
  return String(BigInt(user) + 1n);
}

/** A member as the API shows them, without the user. */
export function memberJson(world: World, member: MemberRecord): Json {
  return {
    nick: member.nick,
    roles: member.permissions === memberPermissions ? [] : [roleIdOf(member)],
    avatar: null,
    banner: null,
    joined_at: isoTime(world.now()),
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
  };
}

/** A member with the user. */
export function fullMemberJson(world: World, member: MemberRecord): Json {
  return { ...memberJson(world, member), user: userJson(get(world.users, member.user)) };
}

/** Where a file of a message can be fetched. */
export function attachmentUrl(channel: string, message: string, name: string): string {
  return `https://cdn.discordapp.com/attachments/${channel}/${message}/${encodeURIComponent(name)}`;
}

function attachmentJson(message: MessageRecord, file: AttachmentRecord): Json {
  const url = attachmentUrl(message.channel, message.id, file.filename);
  return defined({
    id: file.id,
    filename: file.filename,
    description: file.description === '' ? undefined : file.description,
    size: file.size,
    content_type: file.contentType,
    url,
    proxy_url: url,
    ephemeral: message.onlyFor === undefined ? undefined : true,
  });
}

function metadata(world: World, interaction: string | undefined): Json | undefined {
  const record = interaction === undefined ? undefined : world.interactions.get(interaction);
  if (!record) return undefined;
  return {
    id: record.id,
    type: record.type,
    user: userJson(get(world.users, record.user)),
    authorizing_integration_owners: record.payload.authorizing_integration_owners,
  };
}

/** A message as the API shows it. */
export function messageJson(world: World, message: MessageRecord): Json {
  const { interaction, replyTo } = message;
  const isCommand = interaction !== undefined && world.interactions.get(interaction)?.type === 2;
  const referenced = replyTo === undefined ? undefined : world.messages.find(({ id }) => id === replyTo);
  return defined({
    id: message.id,
    channel_id: message.channel,
    author: userJson(get(world.users, message.author)),
    content: message.content,
    timestamp: isoTime(message.sentAt),
    edited_timestamp: message.editedAt === undefined ? null : isoTime(message.editedAt),
    tts: false,
    mention_everyone: message.everyone,
    mentions: message.mentions.flatMap((id) => {
      const user = world.users.get(id);
      return user ? [userJson(user)] : [];
    }),
    mention_roles: [],
    // What components show is told with them alone.
    attachments: message.attachments
      .filter(
        ({ filename }) =>
          !JSON.stringify(message.components).includes(attachmentUrl(message.channel, message.id, filename)),
      )
      .map((file) => attachmentJson(message, file)),
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: message.components,
    pinned: false,
    type: isCommand ? 20 : replyTo === undefined ? 0 : 19,
    flags: message.flags,
    nonce: message.nonce,
    application_id: interaction === undefined ? undefined : world.app.id,
    webhook_id: interaction === undefined ? undefined : world.app.id,
    interaction_metadata: metadata(world, interaction),
    message_reference:
      replyTo === undefined ? undefined : { type: 0, message_id: replyTo, channel_id: message.channel },
    referenced_message: referenced && messageJson(world, referenced),
  });
}

/** Whether a message is shown to one person only. */
export function isEphemeral({ flags }: { readonly flags: number }): boolean {
  return (flags & messageFlags.ephemeral) !== 0;
}

function overwrites(world: World, channel: ChannelRecord): readonly Json[] {
  const bot = { id: world.app.id, type: 1, allow: '0', deny: String(channel.denied) };
  const hidden = { id: channel.guild, type: 0, allow: '0', deny: '1024' };
  const seen = { id: world.app.id, type: 1, allow: '1024', deny: String(channel.denied) };
  if (channel.private) return [hidden, seen];
  return channel.denied === 0n ? [] : [bot];
}

/** A channel as the API shows it. */
export function channelJson(world: World, channel: ChannelRecord): Json {
  const { id, type, name, guild } = channel;
  if (type === 1 || type === 3) {
    const recipients = [...channel.people].map((user) => userJson(get(world.users, user)));
    return defined({ id, type, last_message_id: null, flags: 0, recipients, name: type === 3 ? name : undefined });
  }
  const common = { id, type, name, guild_id: guild, flags: 0, last_message_id: null, rate_limit_per_user: 0 };
  if (channel.parent !== undefined) {
    const thread_metadata = {
      archived: channel.archived,
      locked: channel.locked,
      auto_archive_duration: 1440,
      archive_timestamp: isoTime(world.now()),
      create_timestamp: isoTime(world.now()),
    };
    return {
      ...common,
      parent_id: channel.parent,
      owner_id: world.app.id,
      message_count: 0,
      member_count: 1,
      total_message_sent: 0,
      applied_tags: [],
      thread_metadata,
    };
  }
  return {
    ...common,
    parent_id: null,
    position: 0,
    topic: null,
    nsfw: false,
    permission_overwrites: overwrites(world, channel),
    ...(type === 15 ? { available_tags: [], default_reaction_emoji: null, default_sort_order: null } : {}),
  };
}

/** The channel as an interaction shows it, with what the person may do there. */
export function partialChannelJson(world: World, channel: ChannelRecord, user: string): Json {
  const permissions = String(permissionsIn(world, channel, user));
  const json = channelJson(world, channel);
  return channel.guild === '' ? json : { ...json, permissions };
}

/** What the bot may do in a channel. */
export function botPermissions(world: World, channel: ChannelRecord): bigint {
  return channel.guild === '' ? memberPermissions : permissionsIn(world, channel, world.app.id);
}

/** A server as the API shows it. */
export function guildJson(world: World, guild: GuildRecord): Json {
  const everyone = {
    id: guild.id,
    name: '@everyone',
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: 0,
    permissions: String(memberPermissions),
    managed: false,
    mentionable: false,
    flags: 0,
  };
  const special = [...world.members.values()].filter(
    (member) => member.guild === guild.id && member.permissions !== memberPermissions,
  );
  const roles = special.map((member) => ({
    ...everyone,
    id: roleIdOf(member),
    name: `role of ${member.user}`,
    permissions: String(member.permissions),
  }));
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    widget_enabled: false,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    vanity_url_code: null,
    nsfw_level: 0,
    max_members: 500_000,
    max_presences: null,
    roles: [everyone, ...roles],
    emojis: [],
    stickers: [],
  };
}

/** A server as the gateway tells of it when the bot comes in. */
export function guildCreateJson(world: World, guild: GuildRecord): Json {
  const channels = [...world.channels.values()].filter((channel) => channel.guild === guild.id);
  const bot = world.members.get(`${guild.id}:${world.app.id}`);
  return {
    ...guildJson(world, guild),
    joined_at: isoTime(world.now()),
    large: false,
    unavailable: false,
    member_count: [...world.members.values()].filter((member) => member.guild === guild.id).length,
    members: bot ? [fullMemberJson(world, bot)] : [],
    channels: channels.filter(({ parent }) => parent === undefined).map((channel) => channelJson(world, channel)),
    threads: channels
      .filter(({ parent, archived }) => parent !== undefined && !archived)
      .map((channel) => channelJson(world, channel)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A member's permissions in a channel as an interaction shows them. */
export function interactionMember(world: World, channel: ChannelRecord, member: MemberRecord): Json {
  const permissions = permissionsIn(world, channel, member.user);
  const shown = may(permissions, 'Administrator') ? allPermissions : permissions;
  return { ...fullMemberJson(world, member), permissions: String(shown) };
}
