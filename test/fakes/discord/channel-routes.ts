import {
  CreatePrivateChannelRequestSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
} from 'discord-api-spec/zod';
import { flag, obj, str } from '../slack/json.ts';
import { announceChannel, announceMessage, readable } from './channel-events.ts';
import { addDm, type ChannelRecord, dmOf, may, permissionsIn } from './directory.ts';
import { invalidForm, refuse } from './errors.ts';
import { problem, specProblems } from './form.ts';
import type { MessageRecord } from './message-record.ts';
import { edit, type Place, post, remove } from './messages.ts';
import { type ApiRequest, channelFor, noContent, ok, param, type Reply, type RouteDeps, type Routes } from './route.ts';
import { channelJson, isEphemeral, messageJson } from './wire.ts';
import { get, type World } from './world.ts';

const nonceTime = 300_000;

function sameNonce(world: World, { body }: ApiRequest): MessageRecord | undefined {
  const nonce = str(body.nonce);
  if (nonce === '' || !flag(body.enforce_nonce)) return undefined;
  return world.messages.find(
    (message) =>
      message.nonce === nonce && message.author === world.app.id && world.now() - message.sentAt <= nonceTime,
  );
}

function placeOf(world: World, channel: ChannelRecord, { route, body }: ApiRequest): Place {
  const nonce = str(body.nonce);
  const reference = obj(body.message_reference);
  const replyTo = str(reference.message_id);
  if (replyTo !== '' && channel.guild !== '' && !may(permissionsIn(world, channel, world.app.id), 'ReadMessageHistory'))
    throw refuse(160_002);
  const exists = world.messages.some(({ id, channel: at }) => id === replyTo && at === channel.id);
  if (replyTo !== '' && !exists && reference.fail_if_not_exists !== false)
    throw invalidForm(world, route, [problem(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message')]);
  return {
    channel: channel.id,
    author: world.app.id,
    ...(nonce === '' ? {} : { nonce }),
    ...(exists ? { replyTo } : {}),
  };
}

/** Sends a message of the app to a channel, once for a nonce that is enforced. */
export function send({ world, emit }: RouteDeps, channel: ChannelRecord, request: ApiRequest): MessageRecord {
  const { route, body, uploads } = request;
  const before = sameNonce(world, request);
  if (before) return before;
  if (channel.locked) throw refuse(50_083);
  const message = post(world, placeOf(world, channel, request), {
    where: route,
    schema: MessageCreateRequestSchema,
    body,
    uploads,
  });
  channel.archived = false;
  announceMessage(world, emit, message);
  return message;
}

function create(deps: RouteDeps, request: ApiRequest): Reply {
  const channel = channelFor(deps.world, param(request, 'channel'));
  if (channel.type === 15) throw refuse(50_008);
  const needed = channel.parent === undefined ? ('SendMessages' as const) : ('SendMessagesInThreads' as const);
  channelFor(deps.world, channel.id, needed, ...(request.uploads.length > 0 ? (['AttachFiles'] as const) : []));
  return ok(messageJson(deps.world, send(deps, channel, request)));
}

function messageIn(world: World, request: ApiRequest): MessageRecord {
  const channel = channelFor(world, param(request, 'channel'));
  const message = world.messages.find(({ id }) => id === param(request, 'message'));
  if (!message || message.channel !== channel.id || isEphemeral(message)) throw refuse(10_008);
  return message;
}

function list(world: World, request: ApiRequest): Reply {
  const channel = channelFor(world, param(request, 'channel'), 'ReadMessageHistory');
  const { query, route } = request;
  const limit = Number(query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= 100))
    throw invalidForm(world, route, [problem(['limit'], 'NUMBER_TYPE_MAX', 'int value should be from 1 to 100.')]);
  const [before, after] = [query.get('before'), query.get('after')];
  const within = world.messages.filter(
    ({ id, channel: at, flags }) =>
      at === channel.id &&
      !isEphemeral({ flags }) &&
      (before === null || BigInt(id) < BigInt(before)) &&
      (after === null || BigInt(id) > BigInt(after)),
  );
  const page = after === null ? within.slice(-limit) : within.slice(0, limit);
  return ok(page.toReversed().map((message) => readable(world, message)));
}

function change(world: World, request: ApiRequest): Reply {
  const message = messageIn(world, request);
  const { route, body, uploads } = request;
  if (message.author !== world.app.id) throw refuse(50_005);
  if (get(world.channels, message.channel).archived) throw refuse(50_083);
  if (uploads.length > 0) channelFor(world, message.channel, 'AttachFiles');
  return ok(
    messageJson(world, edit(world, message, { where: route, schema: MessageEditRequestPartialSchema, body, uploads })),
  );
}

function erase(world: World, request: ApiRequest): Reply {
  const message = messageIn(world, request);
  if (message.author !== world.app.id) channelFor(world, message.channel, 'ManageMessages');
  remove(world, message);
  return noContent;
}

function openDm(world: World, { route, body }: ApiRequest): Reply {
  const problems = specProblems(CreatePrivateChannelRequestSchema, body);
  if (typeof body.recipient_id !== 'string')
    problems.push(problem(['recipient_id'], 'BASE_TYPE_REQUIRED', 'This field is required'));
  if (problems.length > 0) throw invalidForm(world, route, problems);
  const user = world.users.get(str(body.recipient_id));
  if (!user) throw refuse(10_013);
  if (user.bot) throw refuse(50_007);
  return ok(channelJson(world, dmOf(world, user.id) ?? addDm(world, user.id)));
}

/** Channels that can be read, and the messages in them. */
export const channelRoutes: Routes = {
  'GET /channels/:channel': ({ world }, request) =>
    ok(channelJson(world, channelFor(world, param(request, 'channel')))),
  'DELETE /channels/:channel': ({ world, emit }, request) => {
    const channel = channelFor(world, param(request, 'channel'), 'ManageChannels');
    world.channels.delete(channel.id);
    announceChannel(world, emit, channel, 'DELETE');
    return ok(channelJson(world, channel));
  },
  'POST /channels/:channel/typing': ({ world }, request) => {
    channelFor(world, param(request, 'channel'), 'SendMessages');
    return noContent;
  },
  'GET /channels/:channel/messages': ({ world }, request) => list(world, request),
  'POST /channels/:channel/messages': create,
  'GET /channels/:channel/messages/:message': ({ world }, request) => {
    const message = messageIn(world, request);
    channelFor(world, message.channel, 'ReadMessageHistory');
    return ok(readable(world, message));
  },
  'PATCH /channels/:channel/messages/:message': ({ world }, request) => change(world, request),
  'DELETE /channels/:channel/messages/:message': ({ world }, request) => erase(world, request),
  'POST /users/@me/channels': ({ world }, request) => openDm(world, request),
};
