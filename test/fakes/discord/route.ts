import type { Json } from '../slack/json.ts';
import { type ChannelRecord, dmOf, may, type PermissionName, permissionsIn } from './directory.ts';
import { type DiscordError, refuse } from './errors.ts';
import type { Gateway } from './gateway.ts';
import type { Emit } from './gateway-events.ts';
import type { Upload } from './messages.ts';
import type { World } from './world.ts';

/** A request of the app as it came in. */
export type ApiRequest = {
  /** Method and pattern, as `POST /channels/:channel/messages`. */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body as it is; `body` is the same when it is an object, and empty otherwise. */
  readonly raw: unknown;
  readonly body: Json;
  readonly uploads: readonly Upload[];
};

/** What Discord answers. */
export type Reply = { readonly status: number; readonly body?: unknown };

/** What the routes need. */
export type RouteDeps = { readonly world: World; readonly emit: Emit; readonly gateway: Gateway };

/** One route of the API. */
export type Route = (deps: RouteDeps, request: ApiRequest) => Reply;

/** A part of the API, by route. */
export type Routes = Readonly<Record<string, Route>>;

/** The answer with a body. */
export function ok(body: unknown, status = 200): Reply {
  return { status, body };
}

/** The answer without one. */
export const noContent: Reply = { status: 204 };

/** A value that a path names; an error when it names none. */
export function param({ params }: ApiRequest, name: string): string {
  const value = params[name];
  if (value === undefined) throw new Error(`The route has no parameter "${name}".`);
  return value;
}

/** A channel that the bot can see and may act in, or the error that Discord answers. */
export function channelFor(world: World, id: string, ...names: readonly PermissionName[]): ChannelRecord {
  const channel = world.channels.get(id);
  if (!channel) throw refuse(10_003);
  const failure = lackOf(world, channel, names);
  if (failure) throw failure;
  return channel;
}

function lackOf(world: World, channel: ChannelRecord, names: readonly PermissionName[]): DiscordError | undefined {
  const { guild, people, type } = channel;
  if (type === 3) return refuse(50_001);
  if (guild === '') {
    const [user = ''] = [...people].filter((id) => id !== world.app.id);
    const blocked = world.users.get(user)?.blocksDms === true && names.includes('SendMessages');
    return blocked ? refuse(50_007) : undefined;
  }
  const permissions = permissionsIn(world, channel, world.app.id);
  if (world.guilds.get(guild)?.installed !== true || !may(permissions, 'ViewChannel')) return refuse(50_001);
  const parent = channel.parent === undefined ? undefined : world.channels.get(channel.parent);
  const above = parent && lackOf(world, parent, channel.parent === undefined ? names : []);
  return above ?? (may(permissions, ...names) ? undefined : refuse(50_013));
}

/** The channel that a request is about; empty when it is about none. */
export function channelOf(world: World, request: ApiRequest): string {
  const { params, body } = request;
  const { channel, token } = params;
  if (channel !== undefined) return channel;
  if (token !== undefined) return [...world.interactions.values()].find((each) => each.token === token)?.channel ?? '';
  return typeof body.recipient_id === 'string' ? (dmOf(world, body.recipient_id)?.id ?? '') : '';
}
