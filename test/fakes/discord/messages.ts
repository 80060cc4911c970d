import type { Schema } from 'discord-api-spec/zod';
import { type Json, obj, objects, str } from '../slack/json.ts';
import { componentTypes, kept, walk } from './component-tree.ts';
import { type FormProblem, invalidForm, misuse, refuse } from './errors.ts';
import { lengthProblems, problem, specProblems } from './form.ts';
import { pingsOf } from './mentions.ts';
import { type AttachmentRecord, type MessageRecord, messageFlags } from './message-record.ts';
import { type Draft, houseProblems, messageProblems } from './message-rules.ts';
import { attachmentUrl } from './wire.ts';
import { changed, nextId, type World } from './world.ts';

/** A file of a multipart body. */
export type Upload = {
  readonly index: string;
  readonly filename: string;
  readonly size: number;
  readonly type: string;
  /** The first 8 bytes, as Latin-1. */
  readonly head: string;
};

const largestFile = 10 * 1024 * 1024;
const pngHead = '\u0089PNG\r\n\u001a\n';

/** What an app sent to be a message: the body, its files, which schema it follows, and what it is called in violations. */
export type Sent = {
  readonly where: string;
  readonly schema: Schema;
  /** The whole body when the message is only a part of it. */
  readonly whole?: Json;
  /** The field of the whole body that it is. */
  readonly field?: string;
  readonly body: Json;
  readonly uploads: readonly Upload[];
};

/** Where a message stands, and whose it is. */
export type Place = Pick<MessageRecord, 'channel' | 'author' | 'onlyFor' | 'interaction' | 'nonce' | 'replyTo'> &
  Partial<Pick<MessageRecord, 'id'>>;

const sendable = messageFlags.suppressEmbeds | messageFlags.suppressNotifications | messageFlags.componentsV2;

function once(problems: readonly FormProblem[]): readonly FormProblem[] {
  const keys = problems.map(({ path }) => path.join('.'));
  return problems.filter((_each, at) => keys.indexOf(keys[at] ?? '') === at);
}

function attachmentsOf(world: World, sent: Sent, before: readonly AttachmentRecord[]): readonly AttachmentRecord[] {
  const listed = objects(sent.body.attachments);
  const stays =
    sent.body.attachments == null ? before : before.filter(({ id }) => listed.some((item) => item.id === id));
  if (sent.uploads.some(({ size }) => size > largestFile)) throw refuse(40_005);
  const known = [...before.map(({ id }) => id), ...sent.uploads.map(({ index }) => index)];
  const problems = listed.flatMap(({ id, description }, at) => [
    ...(known.includes(String(id))
      ? []
      : [problem(['attachments', at, 'id'], 'BASE_TYPE_CHOICES', 'Not a file of it')]),
    ...lengthProblems(description, ['attachments', at, 'description'], [0, 1024]),
  ]);
  if (problems.length > 0) throw invalidForm(world, sent.where, problems);
  const added = sent.uploads.map(({ index, filename, size, type, head }) => {
    const entry = listed.find((item) => String(item.id) === index);
    const description = str(entry?.description);
    if (description === '') world.violations.push(`${sent.where}: the file ${filename} has no description`);
    const isPicture = type === 'image/png' && head === pngHead;
    if (!isPicture && !filesIn(sent.body.components).includes(filename))
      world.violations.push(`${sent.where}: ${filename} is no PNG`);
    return { id: nextId(world), filename: str(entry?.filename) || filename, description, size, contentType: type };
  });
  return [...stays, ...added];
}

/** The names of the files that stand in some components as files, not as pictures. */
function filesIn(components: unknown): readonly string[] {
  return walk(components).flatMap(({ component }) =>
    component.type === componentTypes.file ? [str(obj(component.file).url).replace('attachment://', '')] : [],
  );
}

/** The names of the files that some components show. */
function namesIn(components: unknown): readonly string[] {
  const urls = JSON.stringify(components ?? []).matchAll(/"url":"attachment:\/\/([^"]+)"/g);
  return [...urls].map(([, name = '']) => name);
}

function referenceProblems(body: Json, files: readonly AttachmentRecord[]): FormProblem[] {
  return walk(body.components).flatMap(({ component, path }) => {
    const urls = [component.media, component.file, ...objects(component.items).map(({ media }) => media)];
    const names = urls.flatMap((item) => objects([item])).map(({ url }) => /^attachment:\/\/(.+)$/.exec(str(url))?.[1]);
    return names.flatMap((name) =>
      name === undefined || files.some(({ filename }) => filename === name)
        ? []
        : [problem(path, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', 'The attachment is not part of it')],
    );
  });
}

function check(world: World, sent: Sent, draft: Draft, files: readonly AttachmentRecord[]): void {
  const { where, schema, body, whole = body, field } = sent;
  const own = [...messageProblems(draft), ...referenceProblems(body, files)].map((each) =>
    field === undefined ? each : { ...each, path: [field, ...each.path] },
  );
  const problems = [...own, ...specProblems(schema, whole)];
  if (problems.length > 0) throw invalidForm(world, where, once(problems));
  if (draft.content.trim() === '' && [draft.embeds, draft.components, files].every(({ length }) => length === 0))
    throw misuse(world, where, 50_006);
  const described = (name: string) =>
    files.some(({ filename, description }) => filename === name && description !== '');
  world.violations.push(...houseProblems(body, described).map((text) => `${where}: ${text}`));
  const unseen = sent.uploads.filter(({ filename }) => !namesIn(body.components).includes(filename));
  if ((draft.flags & messageFlags.componentsV2) !== 0)
    world.violations.push(...unseen.map(({ filename }) => `${where}: no component shows ${filename}`));
  world.shown.push({ where, kind: 'message', body });
}

function fillIn(world: World, message: MessageRecord, draft: Draft, allowed: unknown): void {
  const pings = pingsOf(draft, allowed);
  message.content = draft.content;
  message.embeds = draft.embeds;
  message.components = kept(draft.components, (name) => attachmentUrl(message.channel, message.id, name));
  message.mentions = pings.users;
  message.everyone = pings.everyone;
  changed(world);
}

/** Puts a message in its place as it is, without looking at it. */
export function place(world: World, where: Place, flags: number): MessageRecord {
  const message: MessageRecord = {
    id: nextId(world),
    ...where,
    sentAt: world.now(),
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    flags: flags | (where.onlyFor === undefined ? 0 : messageFlags.ephemeral),
    mentions: [],
    everyone: false,
    editedAt: undefined,
  };
  world.messages.push(message);
  changed(world);
  return message;
}

/** Sends a message, or throws what Discord answers when it is not one. */
export function post(world: World, where: Place, sent: Sent): MessageRecord {
  const { body } = sent;
  const flags = Number(body.flags ?? 0);
  const draft = {
    content: str(body.content),
    embeds: objects(body.embeds),
    components: objects(body.components),
    flags,
  };
  const files = attachmentsOf(world, sent, []);
  check(world, sent, draft, files);
  const message = place(world, where, flags & sendable);
  message.attachments = files;
  fillIn(world, message, draft, body.allowed_mentions);
  return message;
}

/** Changes a message, keeping what the body does not name. */
export function edit(world: World, message: MessageRecord, sent: Sent): MessageRecord {
  const { body, where } = sent;
  const v2 = messageFlags.componentsV2;
  const wasV2 = (message.flags & v2) !== 0;
  const flags = body.flags == null ? message.flags : Number(body.flags);
  if (wasV2 && (flags & v2) === 0)
    throw invalidForm(world, where, [
      problem(['flags'], 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG', 'IS_COMPONENTS_V2 cannot be removed'),
    ]);
  const draft = {
    content: body.content === undefined ? message.content : str(body.content),
    embeds: body.embeds === undefined ? message.embeds : objects(body.embeds),
    components: body.components === undefined ? message.components : objects(body.components),
    flags,
  };
  const files = attachmentsOf(world, sent, message.attachments);
  check(world, sent, draft, files);
  const kinds = messageFlags.suppressEmbeds | v2;
  message.flags = (message.flags & ~kinds & ~messageFlags.loading) | (flags & kinds);
  message.attachments = files;
  message.editedAt = world.now();
  fillIn(world, message, draft, body.allowed_mentions);
  return message;
}

/** Takes a message away. */
export function remove(world: World, message: MessageRecord): void {
  world.messages = world.messages.filter((other) => other !== message);
  changed(world);
}
