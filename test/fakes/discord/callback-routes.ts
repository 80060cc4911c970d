import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import { type Json, obj, objects } from '../slack/json.ts';
import { announceAnswer } from './channel-events.ts';
import { type DiscordError, invalidForm, refuse } from './errors.ts';
import { countProblems, lengthProblems, problem, specProblems } from './form.ts';
import { type Acknowledgement, type InteractionRecord, interactionTypes } from './interaction-record.ts';
import { isLate, settle } from './interactions.ts';
import { type MessageRecord, messageFlags } from './message-record.ts';
import { edit, place, post, type Sent } from './messages.ts';
import { modalProblems, modalSpecProblems } from './modal-rules.ts';
import { type ApiRequest, noContent, ok, param, type Reply, type RouteDeps, type Routes } from './route.ts';
import { isEphemeral, messageJson } from './wire.ts';
import { changed, type World } from './world.ts';

const { command, component, autocomplete, modal, ping } = interactionTypes;

const names: Readonly<Record<number, Acknowledgement>> = {
  1: 'pong',
  4: 'message',
  5: 'deferred-message',
  6: 'deferred-update',
  7: 'update',
  8: 'choices',
  9: 'modal',
};

function allowed({ type, message }: InteractionRecord): readonly number[] {
  switch (type) {
    case ping:
      return [1];
    case command:
      return [4, 5, 9];
    case component:
      return [4, 5, 6, 7, 9];
    case autocomplete:
      return [8];
    case modal:
      return message === undefined ? [4, 5] : [4, 5, 6, 7];
    default:
      return type satisfies never;
  }
}

type Responding = { readonly world: World; readonly record: InteractionRecord; readonly request: ApiRequest };

function sent({ request }: Responding, schema: Sent['schema']): Sent {
  const { route, body, uploads } = request;
  return { where: `${route} (type ${body.type})`, schema, whole: body, field: 'data', body: obj(body.data), uploads };
}

function own({ world, record, request }: Responding) {
  const ephemeral = isEphemeral({ flags: Number(obj(request.body.data).flags ?? 0) });
  const where = { channel: record.channel, author: world.app.id, interaction: record.id };
  return ephemeral ? { ...where, onlyFor: record.user } : where;
}

function source({ world, record }: Responding): MessageRecord {
  const message = world.messages.find(({ id }) => id === record.message);
  if (!message) throw refuse(10_008);
  return message;
}

function defer(responding: Responding): MessageRecord {
  const { world, request } = responding;
  const { flags = 0 } = obj(request.body.data);
  const problems = specProblems(CreateMessageInteractionCallbackRequestSchema, request.body);
  if (flags !== null && (Number(flags) & ~messageFlags.ephemeral) !== 0)
    problems.push(problem(['data', 'flags'], 'BASE_TYPE_CHOICES', 'Only EPHEMERAL may be set when deferring'));
  if (problems.length > 0) throw invalidForm(world, `${request.route} (type 5)`, problems);
  return place(world, own(responding), messageFlags.loading);
}

function openModal({ world, record, request }: Responding): void {
  const data = obj(request.body.data);
  const known = modalProblems(data);
  const problems = known.length > 0 ? known : modalSpecProblems(request.body);
  if (problems.length > 0) throw invalidForm(world, `${request.route} (type 9)`, problems);
  world.shown.push({ where: `${request.route} (type 9)`, kind: 'modal', body: data });
  const { user, channel, message } = record;
  world.modals.set(user, { data, channel, message, inputs: new Map(), error: undefined });
}

function offer({ world, record, request }: Responding): void {
  const choices = objects(obj(request.body.data).choices);
  const path = ['data', 'choices'];
  const problems = [
    ...countProblems(choices, path, [0, 25]),
    ...choices.flatMap(({ name, value }, at) => [
      ...lengthProblems(name ?? '', [...path, at, 'name'], [1, 100]),
      ...lengthProblems(value, [...path, at, 'value'], [1, 100]),
    ]),
  ];
  const all =
    problems.length > 0 ? problems : specProblems(ApplicationCommandAutocompleteCallbackRequestSchema, request.body);
  if (all.length > 0) throw invalidForm(world, `${request.route} (type 8)`, all);
  record.choices = choices;
}

/** Does what a response asks for, and gives the message that it made or changed. */
function perform(responding: Responding): MessageRecord | undefined {
  const { world, record, request } = responding;
  switch (request.body.type) {
    case 4: {
      const message = post(world, own(responding), sent(responding, CreateMessageInteractionCallbackRequestSchema));
      record.original = message.id;
      return message;
    }
    case 5: {
      const message = defer(responding);
      record.original = message.id;
      return message;
    }
    case 6: {
      record.original = record.message;
      return source(responding);
    }
    case 7: {
      record.original = record.message;
      return edit(world, source(responding), sent(responding, UpdateMessageInteractionCallbackRequestSchema));
    }
    case 8:
      return void offer(responding);
    case 9:
      return void openModal(responding);
    default:
      return undefined;
  }
}

function callbackJson({ world, record, request }: Responding, message: MessageRecord | undefined): Json {
  const interaction = {
    id: record.id,
    type: record.type,
    response_message_id: message?.id,
    response_message_loading: message === undefined ? undefined : (message.flags & messageFlags.loading) !== 0,
    response_message_ephemeral: message === undefined ? undefined : isEphemeral(message),
  };
  const resource = message && { type: request.body.type, message: messageJson(world, message) };
  return { interaction, ...(resource ? { resource } : {}) };
}

function wrongType({ world, record, request }: Responding): DiscordError | undefined {
  const types = allowed(record);
  if (types.includes(Number(request.body.type))) return undefined;
  const message = `Value of field "type" must be one of (${types.join(', ')}).`;
  return invalidForm(world, `${request.route} (type ${request.body.type})`, [
    problem(['type'], 'UNION_TYPE_CHOICES', message),
  ]);
}

function respond({ world, emit }: RouteDeps, request: ApiRequest): Reply {
  const record = world.interactions.get(param(request, 'interaction'));
  if (!record || record.token !== param(request, 'token') || isLate(world, record)) throw refuse(10_062);
  if (record.acknowledged !== undefined) throw refuse(40_060);
  const responding = { world, record, request };
  const failure = wrongType(responding);
  if (failure) throw failure;
  const message = perform(responding);
  const by = names[Number(request.body.type)] ?? 'pong';
  record.acknowledged = by;
  settle(world, record, { type: 'answered', by });
  if (message && by === 'message') announceAnswer(world, emit, message);
  changed(world);
  return request.query.get('with_response') === 'true' ? ok(callbackJson(responding, message)) : noContent;
}

/** The first responses to interactions. */
export const callbackRoutes: Routes = {
  'POST /interactions/:interaction/:token/callback': respond,
};
