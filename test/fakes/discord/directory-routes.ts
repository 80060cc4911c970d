import { isJson, type Json, objects } from '../slack/json.ts';
import { commandListProblems, isBranch } from './command-rules.ts';
import { type GuildRecord, memberPermissions } from './directory.ts';
import { invalidForm, misuse, refuse } from './errors.ts';
import { problem } from './form.ts';
import { type ApiRequest, ok, param, type Reply, type RouteDeps, type Routes } from './route.ts';
import { channelJson, fullMemberJson, guildJson, userJson } from './wire.ts';
import { get, nextId, type World } from './world.ts';

function application(world: World): Json {
  return {
    id: world.app.id,
    name: world.app.name,
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot: userJson(get(world.users, world.app.id)),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    hook: true,
    owner: null,
    team: null,
    approximate_guild_count: [...world.guilds.values()].filter(({ installed }) => installed).length,
    redirect_uris: [],
    interactions_endpoint_url: null,
    integration_types_config: { 0: {}, 1: {} },
    ...world.application,
  };
}

function option(source: Json): Json {
  const { options, ...rest } = source;
  const within = objects(options).map(option);
  return isBranch(source) || within.length > 0 ? { ...rest, options: within } : rest;
}

function commandJson(world: World, guild: string, source: Json): Json {
  const before = (world.commands.get(guild) ?? []).find(
    ({ name, type }) => name === source.name && type === (source.type ?? 1),
  );
  return {
    id: before?.id ?? nextId(world),
    application_id: world.app.id,
    version: nextId(world),
    type: 1,
    description: '',
    name_localizations: null,
    description_localizations: null,
    default_member_permissions: null,
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    ...source,
    options: objects(source.options).map(option),
    ...(guild === '' ? {} : { guild_id: guild }),
  };
}

function ownApplication(world: World, request: ApiRequest): void {
  if (param(request, 'application') !== world.app.id) throw refuse(10_002);
}

function overwrite(world: World, request: ApiRequest, guild: string): Reply {
  ownApplication(world, request);
  if (guild !== '') guildFor(world, guild);
  const { raw, route } = request;
  if (!Array.isArray(raw) || !raw.every(isJson))
    throw invalidForm(world, route, [problem([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')]);
  if (raw.filter(({ type = 1 }) => type === 1).length > 100) throw misuse(world, route, 30_032);
  const problems = commandListProblems(raw);
  if (problems.length > 0) throw invalidForm(world, route, problems);
  const commands = raw.map((command) => commandJson(world, guild, command));
  world.commands.set(guild, commands);
  return ok(commands);
}

function commands(world: World, request: ApiRequest, guild: string): Reply {
  ownApplication(world, request);
  return ok(world.commands.get(guild) ?? []);
}

function guildFor(world: World, id: string): GuildRecord {
  const guild = world.guilds.get(id);
  if (!guild) throw refuse(10_004);
  if (!guild.installed) throw refuse(50_001);
  return guild;
}

function member(world: World, request: ApiRequest): Reply {
  const { id } = guildFor(world, param(request, 'guild'));
  const user = param(request, 'user');
  const found = world.members.get(`${id}:${user}`);
  if (!found) throw refuse(world.users.has(user) ? 10_007 : 10_013);
  return ok(fullMemberJson(world, found));
}

function channels(world: World, request: ApiRequest): Reply {
  const { id } = guildFor(world, param(request, 'guild'));
  const own = [...world.channels.values()].filter(({ guild, parent }) => guild === id && parent === undefined);
  return ok(own.map((channel) => channelJson(world, channel)));
}

function gatewayBot({ world, gateway }: RouteDeps): Reply {
  const remaining = Math.max(0, 1000 - gateway.identified.length);
  return ok({
    url: world.baseUrl.replace('http', 'ws'),
    shards: gateway.options.shards,
    session_start_limit: { total: 1000, remaining, reset_after: 86_400_000, max_concurrency: 16 },
  });
}

function ownGuilds(world: World): readonly Json[] {
  const own = [...world.guilds.values()].filter(({ installed }) => installed);
  return own.map(({ id, name }) => ({
    ...{ id, name, icon: null, banner: null, owner: false, features: [] },
    permissions: String(memberPermissions & ~(world.guildsDenied.get(id) ?? 0n)),
  }));
}

/** Who and what there is: the app with its commands, servers, members, users. */
export const directoryRoutes: Routes = {
  'GET /gateway': ({ world }) => ok({ url: world.baseUrl.replace('http', 'ws') }),
  'GET /gateway/bot': gatewayBot,
  'GET /applications/@me': ({ world }) => ok(application(world)),
  'GET /oauth2/applications/@me': ({ world }) => ok(application(world)),
  'GET /applications/:application/commands': ({ world }, request) => commands(world, request, ''),
  'PUT /applications/:application/commands': ({ world }, request) => overwrite(world, request, ''),
  'GET /applications/:application/guilds/:guild/commands': ({ world }, request) =>
    commands(world, request, param(request, 'guild')),
  'PUT /applications/:application/guilds/:guild/commands': ({ world }, request) =>
    overwrite(world, request, param(request, 'guild')),
  'GET /users/@me/guilds': ({ world }) => ok(ownGuilds(world)),
  'GET /users/@me': ({ world }) => ok(userJson(get(world.users, world.app.id))),
  'GET /users/:user': ({ world }, request) => {
    const user = world.users.get(param(request, 'user'));
    if (!user) throw refuse(10_013);
    return ok(userJson(user));
  },
  'GET /guilds/:guild': ({ world }, request) => ok(guildJson(world, guildFor(world, param(request, 'guild')))),
  'GET /guilds/:guild/members/:user': ({ world }, request) => member(world, request),
  'GET /guilds/:guild/channels': ({ world }, request) => channels(world, request),
};
