import { type Json, objects, str } from '../slack/json.ts';
import { isBranch } from './command-rules.ts';
import { type ChannelRecord, may, permissionsIn } from './directory.ts';
import { optionValue, type Refusal, type Resolved } from './option-value.ts';
import { get, type World } from './world.ts';

/** A command as somebody composed it, ready to be sent; or why the client does not send it. */
export type Line = { readonly type: 'line'; readonly data: Json; readonly focused: Json | undefined } | Refusal;

/** Who composes a command where, and whether it is still being typed. */
export type Composer = {
  readonly world: World;
  readonly user: string;
  readonly channel: ChannelRecord;
  readonly typing: boolean;
  /** The choices that the app last offered, by option name. */
  readonly offered: ReadonlyMap<string, readonly Json[]>;
};

function refused(problem: string): Refusal {
  return { type: 'refused', problem };
}

function context(channel: ChannelRecord): number {
  if (channel.type === 1) return 1;
  return channel.type === 3 ? 2 : 0;
}

function list(value: unknown, otherwise: readonly number[]): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : otherwise;
}

/** The commands that the client offers somebody in a channel. */
export function offeredCommands({ world, user, channel }: Composer): readonly Json[] {
  const guild = world.guilds.get(channel.guild);
  const byUser = world.users.get(user)?.installed === true;
  const installs = [...(guild?.installed || channel.type === 1 ? [0] : []), ...(byUser ? [1] : [])];
  const permissions = permissionsIn(world, channel, user);
  const everywhere = world.commands.get('') ?? [];
  const own = guild?.installed ? (world.commands.get(guild.id) ?? []) : [];
  return [...own, ...everywhere].filter((command) => {
    const needed = command.default_member_permissions;
    const allowed = needed == null || channel.guild === '' || may(permissions, 'Administrator');
    const types = list(command.integration_types, [0]);
    const hasLeave = allowed || (permissions & BigInt(str(needed))) === BigInt(str(needed));
    return (
      (command.type ?? 1) === 1 &&
      list(command.contexts, [0, 1, 2]).includes(context(channel)) &&
      (channel.type !== 1 || command.dm_permission !== false) &&
      types.some((type) => installs.includes(type)) &&
      hasLeave
    );
  });
}

type Found = {
  readonly owner: Json;
  readonly rest: string;
  readonly wrap: (options: readonly Json[]) => readonly Json[];
};

/** Follows subcommands as far as they go. */
function descend(owner: Json, rest: string): Found | Refusal {
  const branches = objects(owner.options).filter(isBranch);
  if (branches.length === 0) return { owner, rest, wrap: (options) => options };
  const [word = ''] = rest.split(/\s+/, 1);
  const branch = branches.find(({ name }) => name === word);
  if (word === '') return refused(`/${str(owner.name)} needs one of: ${names(branches)}.`);
  if (!branch) return refused(`/${str(owner.name)} has no "${word}"; there is ${names(branches)}.`);
  const below = descend(branch, rest.slice(word.length).trimStart());
  if ('type' in below) return below;
  const { type, name } = branch;
  return { ...below, wrap: (options) => [{ type, name, options: below.wrap(options) }] };
}

function names(options: readonly Json[]): string {
  return options.map(({ name }) => str(name)).join(', ');
}

/** Splits `topic:caching level:senior` at the names of options; words before the first belong to the first option. */
function split(options: readonly Json[], text: string): readonly (readonly [Json, string])[] | Refusal {
  const known = options.map(({ name }) => str(name).replace(/[-']/g, '\\$&'));
  const marks = known.length > 0 ? [...text.matchAll(new RegExp(`(?:^|\\s)(${known.join('|')}):`, 'gu'))] : [];
  const parts = marks.flatMap((mark, at) => {
    const option = options.find(({ name }) => name === mark[1]);
    const value = text.slice(mark.index + mark[0].length, marks[at + 1]?.index).trim();
    return option ? [[option, value] as const] : [];
  });
  const loose = text.slice(0, marks[0]?.index).trim();
  if (loose === '') return parts;
  const first = options.find((option) => !parts.some(([given]) => given === option));
  if (!first) return refused(`There is no option for "${loose}".`);
  return [[first, loose], ...parts];
}

function missing(options: readonly Json[], given: readonly Json[]): Refusal | undefined {
  const absent = options.find((option) => option.required === true && !given.some(({ name }) => name === option.name));
  return absent && refused(`The option "${str(absent.name)}" is required. Specify a value.`);
}

function fillIn(
  composer: Composer,
  found: Found,
): { readonly options: readonly Json[]; readonly resolved: Resolved } | Refusal {
  const options = objects(found.owner.options);
  const parts = split(options, found.rest);
  if ('type' in parts) return parts;
  const resolved: Resolved = { users: {}, members: {}, channels: {}, roles: {} };
  const given: Json[] = [];
  for (const [at, [option, text]] of parts.entries()) {
    const { type, name } = option;
    if (composer.typing && at === parts.length - 1) {
      given.push({ type, name, value: text, focused: true });
      continue;
    }
    const value = optionValue(composer, option, text, resolved);
    if (value.type === 'refused') return value;
    given.push({ type, name, value: value.value });
  }
  return (composer.typing ? undefined : missing(options, given)) ?? { options: given, resolved };
}

/** Composes what somebody typed after the slash as the client does, by the commands that it offers. */
export function composeCommand(composer: Composer, text: string): Line {
  const [word = ''] = text.trim().replace(/^\//, '').split(/\s+/, 1);
  const command = offeredCommands(composer).find(({ name }) => name === word);
  if (!command) return refused(`There is no command "/${word}" here.`);
  const found = descend(command, text.trim().replace(/^\//, '').slice(word.length).trimStart());
  if ('type' in found) return found;
  const filled = fillIn(composer, found);
  if ('type' in filled) return filled;
  const { options, resolved } = filled;
  const shown = Object.fromEntries(Object.entries(resolved).filter(([, entries]) => Object.keys(entries).length > 0));
  const { guild } = get(composer.world.channels, composer.channel.id);
  return {
    type: 'line',
    focused: options.find(({ focused }) => focused === true),
    data: {
      id: command.id,
      name: command.name,
      type: command.type ?? 1,
      options: found.wrap(options),
      ...(command.guild_id === undefined ? {} : { guild_id: guild }),
      ...(Object.keys(shown).length > 0 ? { resolved: shown } : {}),
    },
  };
}
