import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Interaction } from '../../domain/interaction.ts';
import type { Form, Message, Reply } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import type { Listener } from '../chat-adapter.ts';
import { createDoubleClicks, type DoubleClicks } from '../double-clicks.ts';
import { fileIn } from '../files.ts';
import type { ShownReplies } from '../shown-replies.ts';
import { sentAside } from './files.ts';
import type { Members } from './members.ts';
import { memberKey, type Parsed, parseActionBody, parseCommandBody, parseSubmissionBody } from './parse.ts';
import { parseEvent } from './parse-event.ts';
import type { Pictures } from './pictures.ts';
import { renderHome, renderMessage } from './render-message.ts';
import { renderForm } from './render-modal.ts';
import { createRepeats } from './repeats.ts';
import { messageModal, respond, type Showing, show, tooLate } from './show.ts';
import { formatOrigin } from './surface.ts';

export type ListenersDeps = {
  readonly listener: Listener;
  readonly members: Members;
  readonly pictures: Pictures;
  readonly replies: ShownReplies;
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** Told of what went wrong; the member has been told already. */
  readonly onError: (error: unknown) => void;
};

/** Slack waits three seconds. */
const ackWithinMs = 2_500;

const failed = noticeView('That did not work, and nothing was changed: try again in a moment.');
const unknown = noticeView('That button is from another version of the coach: start anew with /coach practice.');
const foreign = noticeView('This coach belongs to another workspace: ask your own admins to install it in yours.');

/** Has Bolt hand everything that members do on Slack to the coach, and shows them the replies. */
export function registerListeners(app: App, deps: ListenersDeps): void {
  registerCommands(app, deps);
  const clicks = createDoubleClicks();
  registerActions(app, deps, clicks);
  registerViews(app, deps, clicks);
  registerEvents(app, deps);
  // A menu whose options nobody offers would hang otherwise.
  app.options(/.*/, async ({ ack }) => ack({ options: [] }));
  app.shortcut(/.*/, async ({ ack }) => ack());
}

function registerCommands(app: App, deps: ListenersDeps): void {
  app.command(/.*/, async ({ ack, body, client }) => {
    const parsed = parseCommandBody(body);
    if (!parsed) return ack({ response_type: 'ephemeral', ...renderMessage(unknown) });
    const startedAt = deps.clock();
    let early: Promise<boolean> | undefined;
    const taken = await take(deps, { client, parsed }, () => {
      early = acknowledged(deps, ack);
    });
    const { reply } = taken;
    // The reply travels with the acknowledgement, unless that was sent before, Slack has given up waiting for it, or pictures have to be drawn.
    const isReady = reply.type === 'message' && !deps.pictures.has(reply);
    const inTime = isReady && !early && deps.clock() - startedAt < ackWithinMs;
    const arrived = await (early ??
      acknowledged(deps, () => (inTime ? ack({ response_type: 'ephemeral', ...renderMessage(reply) }) : ack())));
    if (!inTime || !arrived)
      await showOrSend(deps, () => show({ client, pictures: deps.pictures, ...parsed }, reply), taken);
    await meet(deps, client, parsed);
  });
}

function registerActions(app: App, deps: ListenersDeps, clicks: DoubleClicks): void {
  app.action(/.*/, async ({ ack, body, client }) => {
    const parsed = parseActionBody(body);
    if (!parsed) return answerUnknown(body, ack);
    if (clicks.isDouble(parsed.click)) return ack();
    const taken = await take(deps, { client, parsed });
    if (!taken.interaction) clicks.forget(memberKey(parsed.sender));
    await acknowledged(deps, ack);
    await showOrSend(deps, () => show({ client, pictures: deps.pictures, ...parsed }, taken.reply), taken);
    await meet(deps, client, parsed);
  });
}

/** A button of another version, or one that nobody made. */
async function answerUnknown(body: object, ack: () => Promise<void>): Promise<void> {
  await ack();
  if ('response_url' in body && typeof body.response_url === 'string')
    await respond(body.response_url, renderMessage(unknown), false);
}

function registerViews(app: App, deps: ListenersDeps, clicks: DoubleClicks): void {
  app.view({ callback_id: /.*/, type: 'view_closed' }, async ({ ack }) => ack());
  app.view(/.*/, async ({ ack, body, client }) => {
    const parsed = parseSubmissionBody(body);
    if (!parsed) return ack({ response_action: 'update', view: messageModal(unknown) });
    if (parsed.type === 'outdated')
      return ack({ response_action: 'update', view: messageModal(outdated(parsed.written)) });
    clicks.forget(memberKey(parsed.sender));
    const { surface } = parsed;
    const inModal = surface.type === 'home' || surface.type === 'modal';
    let early: Promise<boolean> | undefined;
    // What takes the place of the form has to come with the acknowledgement.
    const taken = await take(deps, { client, parsed }, () => {
      if (!inModal) early = acknowledged(deps, ack);
    });
    const { reply, failure } = taken;
    if (failure !== undefined && !early)
      return ack({ response_action: 'errors', errors: { [fieldsOf(parsed)[0] ?? '']: failure } });
    if (reply.type === 'form') return ack(problemsOf(reply, parsed));
    const arrived = await (early ??
      acknowledged(deps, () => (inModal ? ack({ response_action: 'update', view: messageModal(reply) }) : ack())));
    if (!inModal || !arrived)
      await showOrSend(deps, () => showResult({ client, pictures: deps.pictures, surface }, reply), taken);
    keepReply(deps, parsed);
  });
}

/** A result that stands where the question stood can be changed there; through any other response URL it would hide what was pressed. */
function keepReply({ replies }: ListenersDeps, { surface, sender, deliveryId }: Submission): void {
  if (surface.type !== 'message' || !surface.replace) return;
  const { responseUrl } = surface;
  const change = (message: Message) => respond(responseUrl, renderMessage(message), true);
  replies.keep({ deliveryId, member: memberKey(sender), change });
}

/** Sends an acknowledgement; false when it did not get through, which must not keep the member from the reply. */
async function acknowledged({ onError }: ListenersDeps, ack: () => Promise<void>): Promise<boolean> {
  try {
    await ack();
    return true;
  } catch (error) {
    onError(error);
    return false;
  }
}

type Submission = Parsed & { readonly surface: Showing['surface'] };

/** Slack shows what is wrong beside each field, and keeps what is in them; a form of other fields takes their place. */
function problemsOf(form: Form, { surface, channel, ...parsed }: Submission) {
  const problems = form.fields.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [[name, problem] as const],
  );
  const sent = new Set(fieldsOf(parsed));
  if (problems.length > 0 && problems.every(([name]) => sent.has(name)))
    return { response_action: 'errors', errors: Object.fromEntries(problems) } as const;
  const origin = formatOrigin({ value: form.value, surface, ...(channel !== undefined && { channel }) });
  return { response_action: 'update', view: renderForm(form, origin) } as const;
}

function fieldsOf({ action }: Pick<Parsed, 'action'>): readonly string[] {
  return action.type === 'submit' ? Object.keys(action.fields) : [];
}

/** A result stands where the question stood, if that was the member's alone. */
async function showResult({ client, pictures, surface }: Showing, result: Message): Promise<void> {
  if (surface.type !== 'message') throw new Error('there is no place to show the result in');
  const { responseUrl, replace } = surface;
  await pictures.send(client, result, (files) => respond(responseUrl, renderMessage(result, files), replace));
}

/** What a form of another version held is shown, so that it can be copied. */
function outdated(written: readonly string[]): Message {
  const { blocks } = noticeView(
    'This form was opened by another version of the coach and cannot be taken: start again, here is what you wrote.',
  );
  return { type: 'message', blocks: [...blocks, ...written.map((text) => ({ type: 'quote', text }) as const)] };
}

function registerEvents(app: App, deps: ListenersDeps): void {
  const isRepeated = createRepeats();
  const take = async ({ body, client }: { readonly body: unknown; readonly client: WebClient }) => {
    const parsed = parseEvent(body);
    switch (parsed?.type) {
      case undefined:
        return;
      case 'uninstalled':
        return deps.listener.uninstalled(parsed.workspace);
      case 'home':
        return publishHome(deps, client, parsed);
      case 'said':
        return answerWords(deps, { client, isRepeated }, parsed);
      default:
        return parsed satisfies never;
    }
  };
  for (const name of ['app_home_opened', 'app_mention', 'message', 'app_uninstalled', 'tokens_revoked'] as const)
    app.event(name, take);
}

async function publishHome(deps: ListenersDeps, client: WebClient, parsed: Parsed): Promise<void> {
  await deps.members.meet(client, parsed.sender).catch(deps.onError);
  // Looking changes nothing, so it is no delivery of its own.
  const interaction = await deps.members.identify(client, { ...parsed, deliveryId: '', action: { type: 'home' } });
  if (!interaction) return;
  const reply = await deps.listener.handle(interaction);
  if (reply.type === 'message') await client.views.publish({ user_id: parsed.sender.userId, view: renderHome(reply) });
}

type Said = Extract<ReturnType<typeof parseEvent>, { type: 'said' }>;

/** Words in private are answered in private, for good; a mention to the member alone, where it was. */
async function answerWords(
  deps: ListenersDeps,
  { client, isRepeated }: { readonly client: WebClient; readonly isRepeated: (id: string) => boolean },
  parsed: Said,
): Promise<void> {
  await deps.members.meet(client, parsed.sender).catch(deps.onError);
  const { place, sender, channel } = parsed;
  const aside = async (message: Message) => {
    await client.chat.postEphemeral({
      ...renderMessage(message),
      channel: place.channel,
      user: sender.userId,
      ...(place.threadTs !== undefined && { thread_ts: place.threadTs }),
    });
  };
  const interaction = await deps.members.identify(client, parsed);
  if (!interaction) return aside(foreign);
  const reply = await handle(deps.listener, interaction);
  if (reply.type === 'form') return;
  if (channel === undefined) return deps.listener.sendLater(interaction, reply);
  if (isRepeated(parsed.deliveryId)) return;
  await aside(reply).catch(() => deps.listener.sendLater(interaction, reply));
}

type Taken = {
  readonly reply: Reply;
  /** What was handed on; none when nothing was. */
  readonly interaction?: Interaction;
  /** Why it was not taken, for the member. */
  readonly failure?: string;
};

/** Hands an interaction on; a reply with a file goes to the member in private, where alone Slack shows one. */
async function handle(listener: Listener, interaction: Interaction, onTaken?: () => void): Promise<Reply> {
  const reply = await listener.handle(interaction, onTaken);
  if (reply.type === 'form' || !fileIn(reply)) return reply;
  await listener.sendLater(interaction, reply);
  return sentAside;
}

type Sent = { readonly client: WebClient; readonly parsed: Parsed };

/** Hands an interaction on; a failure becomes a reply that says so, and nothing has been changed. */
async function take(deps: ListenersDeps, { client, parsed }: Sent, onTaken?: () => void): Promise<Taken> {
  try {
    const interaction = await deps.members.identify(client, parsed);
    if (!interaction) return { reply: foreign };
    return { reply: await handle(deps.listener, interaction, onTaken), interaction };
  } catch (error) {
    deps.onError(error);
    return { reply: failed, failure: 'That could not be saved just now: send it again in a moment.' };
  }
}

/** Shows a reply where the member is; a message that cannot be shown there is sent in private, by the outbox. */
async function showOrSend(
  deps: ListenersDeps,
  work: () => Promise<void>,
  { reply, interaction }: Taken,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!interaction) throw error;
    await deps.listener.sendLater(interaction, reply.type === 'form' ? tooLate : reply);
  }
}

/** A member who is met for the first time gets a Home, and the board their name. */
async function meet(deps: ListenersDeps, client: WebClient, parsed: Parsed): Promise<void> {
  try {
    if (await deps.members.meet(client, parsed.sender)) await publishHome(deps, client, parsed);
  } catch (error) {
    deps.onError(error);
  }
}
