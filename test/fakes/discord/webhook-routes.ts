import { IncomingWebhookRequestPartialSchema, IncomingWebhookUpdateRequestPartialSchema } from 'discord-api-spec/zod';
import { announceAnswer } from './channel-events.ts';
import { refuse } from './errors.ts';
import type { InteractionRecord } from './interaction-record.ts';
import { tokenTime } from './interactions.ts';
import { type MessageRecord, messageFlags } from './message-record.ts';
import { edit, post, remove, type Sent } from './messages.ts';
import { type ApiRequest, noContent, ok, param, type Reply, type RouteDeps, type Routes } from './route.ts';
import { isEphemeral, messageJson } from './wire.ts';
import { changed, type World } from './world.ts';

function interactionOf(world: World, request: ApiRequest): InteractionRecord {
  const token = param(request, 'token');
  const record = [...world.interactions.values()].find((each) => each.token === token);
  if (!record || param(request, 'application') !== world.app.id) throw refuse(10_015);
  if (world.now() - record.createdAt > tokenTime) throw refuse(50_027);
  if (record.acknowledged === undefined) throw refuse(10_015);
  return record;
}

function messageOf(world: World, request: ApiRequest): MessageRecord {
  const record = interactionOf(world, request);
  const named = param(request, 'message');
  const id = named === '@original' ? record.original : named;
  const message = world.messages.find((each) => each.id === id);
  const mine = message?.interaction === record.id || message?.id === record.original;
  if (!message || !mine) throw refuse(10_008);
  return message;
}

function sent({ route, body, uploads }: ApiRequest, schema: Sent['schema']): Sent {
  return { where: route, schema, body, uploads };
}

function followUp({ world, emit }: RouteDeps, request: ApiRequest): Reply {
  const record = interactionOf(world, request);
  const first = world.messages.find(({ id }) => id === record.original);
  if (first && (first.flags & messageFlags.loading) !== 0)
    return ok(messageJson(world, edit(world, first, sent(request, IncomingWebhookRequestPartialSchema))));
  const where = { channel: record.channel, author: world.app.id, interaction: record.id };
  const ephemeral = isEphemeral({ flags: Number(request.body.flags ?? 0) });
  const message = post(
    world,
    ephemeral ? { ...where, onlyFor: record.user } : where,
    sent(request, IncomingWebhookRequestPartialSchema),
  );
  announceAnswer(world, emit, message);
  return ok(messageJson(world, message));
}

/** What follows the first response to an interaction. */
export const webhookRoutes: Routes = {
  'POST /webhooks/:application/:token': followUp,
  'GET /webhooks/:application/:token/messages/:message': ({ world }, request) =>
    ok(messageJson(world, messageOf(world, request))),
  'PATCH /webhooks/:application/:token/messages/:message': ({ world }, request) =>
    ok(
      messageJson(
        world,
        edit(world, messageOf(world, request), sent(request, IncomingWebhookUpdateRequestPartialSchema)),
      ),
    ),
  'DELETE /webhooks/:application/:token/messages/:message': ({ world }, request) => {
    remove(world, messageOf(world, request));
    changed(world);
    return noContent;
  },
};
