import { type Json, objects, str } from '../slack/json.ts';
import { optionTypes } from './command-rules.ts';
import { type ChannelRecord, canSee, nameIn } from './directory.ts';
import { memberJson, partialChannelJson, userJson } from './wire.ts';
import { get, type World } from './world.ts';

/** Why the client does not send what somebody composed. */
export type Refusal = { readonly type: 'refused'; readonly problem: string };

/** What is known of the people and channels that a command names, by id. */
export type Resolved = {
  readonly users: Record<string, Json>;
  readonly members: Record<string, Json>;
  readonly channels: Record<string, Json>;
  readonly roles: Record<string, Json>;
};

type Value = { readonly type: 'value'; readonly value: string | number | boolean };

type At = {
  readonly world: World;
  readonly user: string;
  readonly channel: ChannelRecord;
  readonly offered: ReadonlyMap<string, readonly Json[]>;
};

function refused(problem: string): Refusal {
  return { type: 'refused', problem };
}

function value(given: string | number | boolean): Value {
  return { type: 'value', value: given };
}

function fromChoices(choices: readonly Json[], text: string): Value | undefined {
  const found = choices.find((choice) => choice.name === text || str(choice.value) === text);
  const given = found?.value;
  return typeof given === 'string' || typeof given === 'number' ? value(given) : undefined;
}

function textValue({ offered }: At, option: Json, text: string): Value | Refusal {
  const picked = fromChoices(offered.get(str(option.name)) ?? [], text);
  if (picked && option.autocomplete === true) return picked;
  const { min_length: least = 0, max_length: most = 6000 } = option;
  const { length } = [...text];
  if (length < Number(least)) return refused(`"${str(option.name)}" must be at least ${least} characters.`);
  if (length > Number(most)) return refused(`"${str(option.name)}" must be ${most} characters or fewer.`);
  return value(text);
}

function numberValue(option: Json, text: string): Value | Refusal {
  const number = Number(text);
  const whole = option.type === optionTypes.integer;
  const name = str(option.name);
  if (text === '' || !Number.isFinite(number) || (whole && !Number.isInteger(number)))
    return refused(`"${name}" must be a${whole ? ' whole' : ''} number.`);
  if (option.min_value !== undefined && number < Number(option.min_value)) return refused(`"${name}" is too small.`);
  if (option.max_value !== undefined && number > Number(option.max_value)) return refused(`"${name}" is too large.`);
  return value(number);
}

function userValue({ world, channel }: At, text: string, resolved: Resolved): Value | Refusal {
  const name = text.replace(/^@/, '');
  const inGuild = [...world.members.values()].filter(({ guild }) => guild === channel.guild).map(({ user }) => user);
  const people = channel.guild === '' ? [...channel.people] : inGuild;
  const id = people.find((each) => each === name || nameIn(world, channel.guild, each) === name);
  if (id === undefined) return refused(`There is nobody called "${name}".`);
  const member = world.members.get(`${channel.guild}:${id}`);
  resolved.users[id] = userJson(get(world.users, id));
  if (member) resolved.members[id] = { ...memberJson(world, member), permissions: String(member.permissions) };
  return value(id);
}

function channelValue({ world, channel, user }: At, option: Json, text: string, resolved: Resolved): Value | Refusal {
  const name = text.replace(/^#/, '');
  const types = Array.isArray(option.channel_types) ? option.channel_types : undefined;
  const found = [...world.channels.values()].find(
    (each) =>
      each.guild === channel.guild &&
      (each.name === name || each.id === name) &&
      canSee(world, each, user) &&
      (types === undefined || types.includes(each.type)),
  );
  if (!found) return refused(`There is no channel "${name}" to choose.`);
  resolved.channels[found.id] = partialChannelJson(world, found, user);
  return value(found.id);
}

/** What the client sends for the text of an option. */
export function optionValue(at: At, option: Json, text: string, resolved: Resolved): Value | Refusal {
  const choices = objects(option.choices);
  if (choices.length > 0)
    return fromChoices(choices, text) ?? refused(`"${text}" is no choice of "${str(option.name)}".`);
  switch (option.type) {
    case optionTypes.integer:
    case optionTypes.number:
      return fromChoices(at.offered.get(str(option.name)) ?? [], text) ?? numberValue(option, text);
    case optionTypes.boolean:
      return /^(true|false)$/i.test(text)
        ? value(/^true$/i.test(text))
        : refused(`"${text}" is neither True nor False.`);
    case optionTypes.user:
    case optionTypes.mentionable:
      return userValue(at, text, resolved);
    case optionTypes.channel:
      return channelValue(at, option, text, resolved);
    default:
      return textValue(at, option, text);
  }
}
