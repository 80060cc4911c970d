import type { Json } from '../slack/json.ts';
import { defined } from '../slack/json.ts';
import type { Emit } from './gateway-events.ts';
import type { Answer, InteractionRecord, InteractionType } from './interaction-record.ts';
import { botPermissions, interactionMember, messageJson, partialChannelJson, userJson } from './wire.ts';
import { busy, changed, get, next, nextId, type World } from './world.ts';

/** Milliseconds that an app has for the first response, by the clock. */
export const responseTime = 3000;

/** Milliseconds that the token of an interaction lasts, by the clock. */
export const tokenTime = 900_000;

/** What is needed to send an interaction. */
export type InteractionDeps = {
  readonly world: World;
  readonly emit: Emit;
  /** Real milliseconds that the app has for the first response. */
  readonly ackTimeout: number;
};

/** Whose interaction it is, where, and about what. */
export type Occasion = {
  readonly type: InteractionType;
  readonly user: string;
  readonly channel: string;
  readonly data: Json;
  readonly message?: string | undefined;
};

function owners(world: World, guild: string, user: string): Json {
  const inGuild = guild !== '' && world.guilds.get(guild)?.installed === true;
  const byUser = world.users.get(user)?.installed === true;
  const inDm = guild === '' && !byUser;
  return defined({ 0: inGuild ? guild : inDm ? '0' : undefined, 1: byUser ? user : undefined });
}

function contextOf(type: number): number {
  if (type === 1) return 1;
  return type === 3 ? 2 : 0;
}

function payloadOf(world: World, id: string, token: string, occasion: Occasion): Json {
  const channel = get(world.channels, occasion.channel);
  const guild = world.guilds.get(channel.guild);
  const user = userJson(get(world.users, occasion.user));
  const member = guild && get(world.members, `${guild.id}:${occasion.user}`);
  const message = world.messages.find((each) => each.id === occasion.message);
  return defined({
    id,
    application_id: world.app.id,
    type: occasion.type,
    data: occasion.data,
    guild: guild && { id: guild.id, locale: guild.locale, features: [] },
    guild_id: guild?.id,
    guild_locale: guild?.locale,
    channel: partialChannelJson(world, channel, occasion.user),
    channel_id: channel.id,
    member: member && interactionMember(world, channel, member),
    user: member ? undefined : user,
    token,
    version: 1,
    message: message && messageJson(world, message),
    app_permissions: String(botPermissions(world, channel)),
    locale: 'en-US',
    entitlements: [],
    authorizing_integration_owners: owners(world, channel.guild, occasion.user),
    context: contextOf(channel.type),
    attachment_size_limit: 10_485_760,
  });
}

/** Writes an interaction down, with its payload. */
export function createInteraction(world: World, occasion: Occasion): InteractionRecord {
  const id = nextId(world);
  const token = `interaction-token-${next(world, 'interaction')}`;
  const record: InteractionRecord = {
    id,
    token,
    type: occasion.type,
    user: occasion.user,
    channel: occasion.channel,
    guild: get(world.channels, occasion.channel).guild,
    createdAt: world.now(),
    message: occasion.message,
    payload: payloadOf(world, id, token, occasion),
    acknowledged: undefined,
    late: false,
    original: undefined,
    choices: [],
    settled: [],
  };
  world.interactions.set(id, record);
  changed(world);
  return record;
}

/** Tells whoever waits what came of an interaction. */
export function settle(world: World, record: InteractionRecord, answer: Answer): void {
  for (const tell of record.settled.splice(0)) tell(answer);
  changed(world);
}

/** Whether the three seconds for the first response are over, which then is remembered. */
export function isLate(world: World, record: InteractionRecord): boolean {
  if (record.acknowledged === undefined && world.now() - record.createdAt > responseTime) record.late = true;
  return record.late;
}

/** Gives up on every interaction whose three seconds are over by the clock. */
export function expire(world: World): void {
  for (const record of world.interactions.values())
    if (record.acknowledged === undefined && isLate(world, record))
      settle(world, record, { type: 'failed', error: 'no-response' });
}

function send(emit: Emit, record: InteractionRecord): 'sent' | 'kept' | 'nobody' {
  return emit({ name: 'INTERACTION_CREATE', data: record.payload, guild: record.guild, intent: 0 });
}

/** Sends an interaction, and waits for its first response as long as Discord does. */
export function deliver({ world, emit, ackTimeout }: InteractionDeps, record: InteractionRecord): Promise<Answer> {
  return busy(world, () => {
    const answer = new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => {
        record.late = true;
        settle(world, record, { type: 'failed', error: 'no-response' });
      }, ackTimeout);
      record.settled.push((result) => {
        clearTimeout(timer);
        resolve(result);
      });
    });
    if (send(emit, record) === 'nobody') {
      record.late = true;
      settle(world, record, { type: 'failed', error: 'not-connected' });
    }
    return answer;
  });
}

/** Sends an interaction once more with the same id, and waits only if it has no response yet. */
export async function redeliver(deps: InteractionDeps, record: InteractionRecord): Promise<Answer> {
  if (record.acknowledged === undefined && !isLate(deps.world, record)) return deliver(deps, record);
  const { acknowledged } = record;
  const sent = send(deps.emit, record);
  if (sent === 'nobody') return { type: 'failed', error: 'not-connected' };
  return acknowledged ? { type: 'answered', by: acknowledged } : { type: 'failed', error: 'no-response' };
}
