import { type AutocompleteInteraction, type Client, type Interaction as DiscordInteraction, Events } from 'discord.js';
import type { Interaction } from '../../domain/interaction.ts';
import type { Topic } from '../../domain/question.ts';
import type { Message, Reply } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import type { Listener } from '../chat-adapter.ts';
import { createDoubleClicks } from '../double-clicks.ts';
import type { InFlight } from '../in-flight.ts';
import { findTopics } from './commands.ts';
import { createDrafts, type Drafts } from './drafts.ts';
import { carried, parseCommand, parseMessage, parsePress, parseSubmission } from './parse.ts';
import { type Acting, defer, type Showing, show, tooLate } from './show.ts';

export type ListenersDeps = {
  readonly listener: Listener;
  readonly topics: readonly Topic[];
  readonly inFlight: InFlight;
  /** Told of what went wrong; the member has been told already. */
  readonly onError: (error: unknown) => void;
};

/** Discord waits three seconds for a first answer; the coach is given this much before it asks for more. */
const patienceMs = 1_500;

const failed = noticeView('That did not work, and nothing was changed: try again in a moment.');
const unknown = noticeView('That is from another version of the coach: start anew with /coach practice.');

type Handling = ListenersDeps & { readonly drafts: Drafts; readonly isDouble: (acting: Acting) => boolean };

/** Has everything that members do on Discord handed to the coach, and shows them the replies. */
export function registerListeners(client: Client, deps: ListenersDeps): void {
  const clicks = createDoubleClicks();
  const isDouble = (acting: Acting) => {
    if (acting.isMessageComponent())
      return clicks.isDouble({
        member: acting.user.id,
        button: `${acting.message.id} ${acting.customId}`,
        at: acting.createdTimestamp,
      });
    clicks.forget(acting.user.id);
    return false;
  };
  const handling: Handling = { ...deps, drafts: createDrafts(), isDouble };
  client.on(Events.InteractionCreate, (interaction) => deps.inFlight.add(take(handling, interaction)));
  client.on(Events.MessageCreate, (message) => {
    const words = client.user && parseMessage(message, client.user.id);
    if (words) deps.inFlight.add(answerWords(deps, words));
  });
  client.on(Events.GuildCreate, ({ id }) => deps.inFlight.add(deps.listener.installed(id)));
  client.on(Events.GuildDelete, ({ id }) => deps.inFlight.add(deps.listener.uninstalled(id)));
}

async function take(handling: Handling, interaction: DiscordInteraction): Promise<void> {
  if (interaction.isAutocomplete()) return suggest(handling, interaction);
  if (interaction.isChatInputCommand())
    return answer(handling, interaction, { interaction: parseCommand(interaction) });
  if (interaction.isMessageComponent()) {
    if (!handling.isDouble(interaction)) return answer(handling, interaction, { interaction: parsePress(interaction) });
    await interaction.deferUpdate();
    return;
  }
  if (interaction.isModalSubmit()) {
    handling.isDouble(interaction);
    return answer(handling, interaction, parseSubmission(interaction));
  }
}

async function suggest({ topics }: Handling, interaction: AutocompleteInteraction): Promise<void> {
  await interaction.respond([...findTopics(topics, String(interaction.options.getFocused()))]);
}

type Doing = { readonly interaction?: Interaction | undefined; readonly fields?: Interaction['action'] | object };

/** Hands an interaction on and shows the reply; what cannot be shown any more is sent in private, by the outbox. */
async function answer(handling: Handling, acting: Acting, { interaction, fields }: Doing): Promise<void> {
  if (!interaction) return show(acting, outdated(fields ?? {}), {});
  const reply = await replyInTime(handling, acting, interaction);
  const showing = showingOf(handling, acting, { interaction, reply });
  try {
    await show(acting, reply, showing);
  } catch (error) {
    handling.onError(error);
    await handling.listener.sendLater(interaction, reply.type === 'form' ? tooLate : reply);
  }
}

/** The reply; Discord is asked for patience when it takes long. */
async function replyInTime(handling: Handling, acting: Acting, interaction: Interaction): Promise<Reply> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), patienceMs);
  const work = handling.listener.handle(interaction).catch((error): Message => {
    handling.onError(error);
    return failed;
  });
  const reply = await Promise.race([work, late]);
  clearTimeout(timer);
  if (reply) return reply;
  await defer(acting).catch(handling.onError);
  return work;
}

/** Remembers what a form held that was not taken, and gives it back when the form is opened again. */
function showingOf(
  { drafts }: Handling,
  acting: Acting,
  { interaction, reply }: { readonly interaction: Interaction; readonly reply: Reply },
): Showing {
  const workspace = acting.inGuild() ? {} : carried(interaction.workspace);
  const { action } = interaction;
  if (action.type === 'submit') {
    if (reply.type === 'form') drafts.keep(interaction, reply.name + reply.value, action.fields);
    else drafts.drop(interaction, action.form + action.value);
    return workspace;
  }
  const draft = reply.type === 'form' ? drafts.find(interaction, reply.name + reply.value) : undefined;
  return { ...workspace, ...(draft && { draft }) };
}

/** What a form of another version held is shown, so that it can be copied. */
function outdated(fields: object): Message {
  const texts = Object.values(fields).flat().map(String);
  return { type: 'message', blocks: [...unknown.blocks, ...texts.map((text) => ({ type: 'quote', text }) as const)] };
}

/** Words are answered in private: nothing else on Discord is seen by one member alone without an interaction. */
async function answerWords({ listener }: ListenersDeps, interaction: Interaction): Promise<void> {
  const reply = await listener.handle(interaction);
  if (reply.type === 'message') await listener.sendLater(interaction, reply);
}
