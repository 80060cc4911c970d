import type { Json } from '../slack/json.ts';
import { componentTypes } from './component-tree.ts';
import { type ChannelRecord, nameIn } from './directory.ts';
import { memberJson, partialChannelJson, userJson } from './wire.ts';
import { get, type World } from './world.ts';

/** The ids that somebody means by the names of channels or people. */
export function entityIds(
  world: World,
  channel: ChannelRecord,
  component: Json,
  names: readonly string[],
): readonly string[] {
  return names.map((name) => {
    const types = Array.isArray(component.channel_types) ? component.channel_types : [];
    const bare = name.replace(/^[@#]/, '');
    const channels = [...world.channels.values()].filter(
      ({ guild, type }) => guild === channel.guild && (types.length === 0 || types.includes(type)),
    );
    const found =
      component.type === componentTypes.channelSelect
        ? channels.find((each) => each.name === bare || each.id === bare)?.id
        : [...world.members.values()].find(
            ({ guild, user }) => guild === channel.guild && [user, nameIn(world, guild, user)].includes(bare),
          )?.user;
    if (found === undefined) throw new Error(`There is no "${name}" to choose.`);
    return found;
  });
}

/** What is sent along about the channels and people chosen; undefined when there are none. */
export function resolve(
  { world, channel, user }: { readonly world: World; readonly channel: ChannelRecord; readonly user: string },
  ids: readonly string[],
): Json | undefined {
  const channels = ids.flatMap((id) => {
    const found = world.channels.get(id);
    return found ? [[id, partialChannelJson(world, found, user)] as const] : [];
  });
  const people = ids.filter((id) => world.users.has(id));
  if (channels.length === 0 && people.length === 0) return undefined;
  const members = people.flatMap((id) => {
    const member = world.members.get(`${channel.guild}:${id}`);
    return member ? [[id, { ...memberJson(world, member), permissions: String(member.permissions) }] as const] : [];
  });
  return {
    ...(channels.length > 0 ? { channels: Object.fromEntries(channels) } : {}),
    ...(people.length > 0
      ? {
          users: Object.fromEntries(people.map((id) => [id, userJson(get(world.users, id))])),
          members: Object.fromEntries(members),
        }
      : {}),
  };
}
