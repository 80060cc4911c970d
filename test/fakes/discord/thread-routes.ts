import type { Schema } from 'discord-api-spec/zod';
import {
  CreateForumThreadRequestSchema,
  CreateTextThreadWithMessageRequestSchema,
  CreateTextThreadWithoutMessageRequestSchema,
  UpdateThreadRequestPartialSchema,
} from 'discord-api-spec/zod';
import { obj, str } from '../slack/json.ts';
import { announceChannel, announceMessage } from './channel-events.ts';
import { type ChannelRecord, may, permissionsIn } from './directory.ts';
import { invalidForm, refuse } from './errors.ts';
import { lengthProblems, specProblems } from './form.ts';
import { post } from './messages.ts';
import { type ApiRequest, channelFor, ok, param, type Reply, type RouteDeps, type Routes } from './route.ts';
import { channelJson, messageJson } from './wire.ts';
import { changed, nextId, type World } from './world.ts';

function checkForm(world: World, { route, body }: ApiRequest, schema: Schema): void {
  const own = lengthProblems(body.name, ['name'], [1, 100]);
  const problems = own.length > 0 ? own : specProblems(schema, body);
  if (problems.length > 0) throw invalidForm(world, route, problems);
}

type Kind = { readonly id: string; readonly type: 10 | 11 | 12; readonly name: string };

function addThread({ world, emit }: RouteDeps, parent: ChannelRecord, kind: Kind): ChannelRecord {
  const thread: ChannelRecord = {
    ...kind,
    guild: parent.guild,
    parent: parent.id,
    people: new Set(parent.people),
    private: parent.private,
    denied: parent.denied,
    archived: false,
    locked: false,
  };
  world.channels.set(thread.id, thread);
  announceChannel(world, emit, thread, 'CREATE');
  changed(world);
  return thread;
}

function underMessage(deps: RouteDeps, request: ApiRequest): Reply {
  const { world } = deps;
  const parent = channelFor(world, param(request, 'channel'), 'CreatePublicThreads');
  const id = param(request, 'message');
  if (!world.messages.some((message) => message.id === id && message.channel === parent.id)) throw refuse(10_008);
  if (parent.type !== 0 && parent.type !== 5) throw refuse(50_024);
  if (world.channels.has(id)) throw refuse(160_004);
  checkForm(world, request, CreateTextThreadWithMessageRequestSchema);
  const thread = addThread(deps, parent, {
    id,
    type: parent.type === 5 ? 10 : 11,
    name: str(request.body.name),
  });
  return ok(channelJson(world, thread), 201);
}

function inForum(deps: RouteDeps, request: ApiRequest, forum: ChannelRecord): Reply {
  const { world, emit } = deps;
  const { route, body, uploads } = request;
  channelFor(world, forum.id, 'SendMessages', ...(uploads.length > 0 ? (['AttachFiles'] as const) : []));
  checkForm(world, request, CreateForumThreadRequestSchema);
  const id = nextId(world);
  const message = post(
    world,
    { id, channel: id, author: world.app.id },
    {
      where: route,
      schema: CreateForumThreadRequestSchema,
      whole: body,
      field: 'message',
      body: obj(body.message),
      uploads,
    },
  );
  const thread = addThread(deps, forum, { id, type: 11, name: str(body.name) });
  announceMessage(world, emit, message);
  return ok({ ...channelJson(world, thread), message: messageJson(world, message) }, 201);
}

function inChannel(deps: RouteDeps, request: ApiRequest): Reply {
  const { world } = deps;
  const parent = channelFor(world, param(request, 'channel'));
  if (parent.type === 15) return inForum(deps, request, parent);
  if (parent.type !== 0) throw refuse(50_024);
  const isPrivate = request.body.type === 12;
  channelFor(world, parent.id, isPrivate ? 'CreatePrivateThreads' : 'CreatePublicThreads');
  checkForm(world, request, CreateTextThreadWithoutMessageRequestSchema);
  const kind = { id: nextId(world), type: isPrivate ? (12 as const) : (11 as const), name: str(request.body.name) };
  return ok(channelJson(world, addThread(deps, parent, kind)), 201);
}

function update({ world, emit }: RouteDeps, request: ApiRequest): Reply {
  const thread = channelFor(world, param(request, 'channel'));
  const { body } = request;
  if (thread.parent === undefined) throw refuse(50_024);
  const manages = may(permissionsIn(world, thread, world.app.id), 'ManageThreads');
  if (body.locked !== undefined && body.locked !== null && !manages) throw refuse(50_013);
  if (thread.archived && body.archived !== false) throw refuse(50_083);
  if (thread.locked && !manages) throw refuse(50_083);
  const problems = specProblems(UpdateThreadRequestPartialSchema, body);
  if (problems.length > 0) throw invalidForm(world, request.route, problems);
  thread.name = str(body.name) || thread.name;
  thread.archived = typeof body.archived === 'boolean' ? body.archived : thread.archived;
  thread.locked = typeof body.locked === 'boolean' ? body.locked : thread.locked;
  announceChannel(world, emit, thread, 'UPDATE');
  return ok(channelJson(world, thread));
}

/** Threads under messages, in channels and in forums. */
export const threadRoutes: Routes = {
  'POST /channels/:channel/messages/:message/threads': underMessage,
  'POST /channels/:channel/threads': inChannel,
  'PATCH /channels/:channel': update,
};
