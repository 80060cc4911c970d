import { type AutocompleteInteraction, type Client, type Interaction as DiscordInteraction, Events } from 'discord.js';
import type { FieldValues, Interaction } from '../../domain/interaction.ts';
import type { Message, Reply } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import type { Listener } from '../chat-adapter.ts';
import { createDoubleClicks } from '../double-clicks.ts';
import type { InFlight } from '../in-flight.ts';
import type { ShownReplies } from '../shown-replies.ts';
import { findTopics } from './commands.ts';
import type { Drafts } from './drafts.ts';
import { createMembership } from './membership.ts';
import { type Acting, carried, parseCommand, parseMessage, parsePress, parseSubmission, workspaceIn } from './parse.ts';
import { type Painted, type Painter, unpainted } from './pictures.ts';
import { defer, notTakenView, revise, type Showing, show, tooLate, withWords } from './show.ts';

export type ListenersDeps = {
  readonly listener: Listener;
  readonly inFlight: InFlight;
  readonly drafts: Drafts;
  readonly replies: ShownReplies;
  readonly paint: Painter;
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** Told of what went wrong; the member has been told already. */
  readonly onError: (error: unknown) => void;
};

/** Discord waits three seconds for a first answer; the coach is given this much before it asks for more. */
const patienceMs = 1_500;

const failed = noticeView('That did not work, and nothing was changed: try again in a moment.');
const unknown = noticeView('That is from another version of the coach: start anew with /coach practice.');
const left = noticeView('You are not in the server that this belongs to any more, or the coach is not.');

type Handling = ListenersDeps & {
  readonly isDouble: (acting: Acting) => boolean;
  readonly isMember: (interaction: Interaction) => Promise<boolean>;
};

/** Has everything that members do on Discord handed to the coach, and shows them the replies. */
export function registerListeners(client: Client, deps: ListenersDeps): void {
  const { listener, inFlight } = deps;
  const isMember = createMembership(deps.clock);
  const handling: Handling = {
    ...deps,
    isDouble: createIsDouble(),
    isMember: (interaction) => isMember(client, interaction),
  };
  client.on(Events.InteractionCreate, (interaction) => inFlight.add(take(handling, interaction)));
  client.on(Events.MessageCreate, (message) => {
    const words = client.user && parseMessage(message, client.user.id);
    if (words) inFlight.add(answerWords(deps, words));
  });
  client.on(Events.ClientReady, ({ guilds }) => inFlight.add(openAll(listener, [...guilds.cache.keys()])));
  client.on(Events.GuildCreate, ({ id }) => inFlight.add(listener.installed(id)));
  client.on(Events.GuildDelete, ({ id }) => inFlight.add(listener.uninstalled(id)));
}

/** The servers that the coach is in now: some may have let it in while it was away. */
async function openAll(listener: Listener, guilds: readonly string[]): Promise<void> {
  for (const id of guilds) await listener.installed(id);
}

function createIsDouble(): Handling['isDouble'] {
  const clicks = createDoubleClicks();
  return (acting) => {
    if (!acting.isMessageComponent()) {
      clicks.forget(acting.user.id);
      return false;
    }
    const button = `${acting.message.id} ${acting.customId}`;
    return clicks.isDouble({ id: acting.id, member: acting.user.id, button, at: acting.createdTimestamp });
  };
}

async function take(handling: Handling, interaction: DiscordInteraction): Promise<void> {
  if (interaction.isAutocomplete()) return suggest(handling, interaction);
  const isActing = interaction.isChatInputCommand() || interaction.isMessageComponent() || interaction.isModalSubmit();
  if (!isActing) return;
  if (handling.isDouble(interaction))
    return void (interaction.isMessageComponent() && (await interaction.deferUpdate()));
  await answer(handling, interaction, doingOf(interaction));
}

/** Offers what the members of the workspace can be asked about, while a topic is being typed. */
async function suggest({ listener }: Handling, interaction: AutocompleteInteraction): Promise<void> {
  const topics = await listener.topics(workspaceIn(interaction));
  await interaction.respond([...findTopics(topics, String(interaction.options.getFocused()))]);
}

type Doing = { readonly interaction?: Interaction | undefined; readonly fields?: FieldValues };

/** What was done, and what was written; no interaction for what another version has drawn. */
function doingOf(acting: Acting): Doing {
  if (acting.isChatInputCommand()) return { interaction: parseCommand(acting) };
  return acting.isModalSubmit() ? parseSubmission(acting) : { interaction: parsePress(acting) };
}

/** Hands an interaction on and shows the reply; what cannot be shown any more is sent in private, by the outbox. */
async function answer(handling: Handling, acting: Acting, { interaction, fields = {} }: Doing): Promise<void> {
  if (!interaction) return show(acting, withWords(unknown, fields), {});
  const { reply, painted, deferral } = await replyInTime(handling, acting, interaction);
  const showing = { ...showingOf(handling, acting, { interaction, reply }), painted, deferral };
  try {
    await show(acting, reply ?? notTakenView(failed, interaction), showing);
    if (reply?.type === 'message' && isAnswer(interaction)) keepReply(handling, acting, interaction);
  } catch (error) {
    handling.onError(error);
    if (reply) await handling.listener.sendLater(interaction, reply.type === 'form' ? tooLate : reply);
  }
}

function isAnswer({ action }: Interaction): boolean {
  if (action.type === 'submit') return action.form === 'answer';
  return action.type === 'command' && action.text.startsWith('answer ');
}

/** What was shown can be changed while its interaction lasts. */
function keepReply({ replies }: Handling, acting: Acting, { deliveryId, workspace }: Interaction): void {
  const showing = acting.inGuild() ? {} : carried(workspace);
  const change = (message: Message) => revise(acting, message, showing);
  replies.keep({ deliveryId, member: acting.user.id, change });
}

type Timely = {
  /** None when it failed. */
  readonly reply?: Reply | undefined;
  readonly painted: Painted;
  /** Whether Discord was asked for patience. */
  readonly deferral: boolean;
};

/** The reply with its pictures; Discord is asked for patience when an answer is on the disk and is to be graded, and when anything takes long. */
async function replyInTime(handling: Handling, acting: Acting, interaction: Interaction): Promise<Timely> {
  const { promise: pause, resolve } = Promise.withResolvers<'taken' | 'late'>();
  const timer = setTimeout(() => resolve('late'), patienceMs);
  const onTaken = () => resolve('taken');
  const work = paintedReplyTo(handling, { acting, interaction, onTaken }).catch((error) => {
    handling.onError(error);
    return { painted: unpainted };
  });
  const first = await Promise.race([work, pause]);
  clearTimeout(timer);
  if (typeof first !== 'string') return { ...first, deferral: false };
  await defer(acting, { inPlace: first === 'taken' }).catch(handling.onError);
  return { ...(await work), deferral: true };
}

type Handing = { readonly acting: Acting; readonly interaction: Interaction; readonly onTaken: () => void };

async function paintedReplyTo(handling: Handling, handing: Handing) {
  const { interaction } = handing;
  const reply = await replyTo(handling, handing);
  const { platform, workspace, member } = interaction;
  return { reply, painted: await handling.paint(reply, { platform, workspace, member: member.id }) };
}

/** A message sent in private goes on in the server that it came from, as long as its member is there. */
async function replyTo({ listener, isMember }: Handling, { acting, interaction, onTaken }: Handing): Promise<Reply> {
  const elsewhere = !acting.inGuild() && carried(interaction.workspace).workspace !== undefined;
  return elsewhere && !(await isMember(interaction)) ? left : listener.handle(interaction, onTaken);
}

/** Remembers what a form held that was not taken, and gives it back when the form is opened again. */
function showingOf(
  { drafts }: Handling,
  acting: Acting,
  { interaction, reply }: { readonly interaction: Interaction; readonly reply: Reply | undefined },
): Omit<Showing, 'deferral'> {
  const workspace = acting.inGuild() ? {} : carried(interaction.workspace);
  const { action } = interaction;
  if (action.type === 'submit') {
    const form = action.form + action.value;
    if (reply?.type === 'message') drafts.drop(interaction, form);
    else drafts.keep(interaction, form, action.fields);
    return { ...workspace, notTaken: reply === undefined };
  }
  const draft = reply?.type === 'form' ? drafts.find(interaction, reply.name + reply.value) : undefined;
  return { ...workspace, ...(draft && { draft }) };
}

/** Words are answered in private: nothing else on Discord is seen by one member alone without an interaction. */
async function answerWords({ listener, onError }: ListenersDeps, interaction: Interaction): Promise<void> {
  const reply = await listener.handle(interaction).catch((error): Message => {
    onError(error);
    return failed;
  });
  if (reply.type === 'message') await listener.sendLater(interaction, reply);
}
