import {
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { FieldValues } from '../../domain/interaction.ts';
import type { Form, Message, Reply } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import { renderMessage } from './render-message.ts';
import { renderForm } from './render-modal.ts';

export type Acting = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

/** What the buttons and forms of a reply carry. */
export type Showing = {
  /** The workspace that a message sent in private belongs to. */
  readonly workspace?: string;
  /** What was written into this form before and not taken. */
  readonly draft?: FieldValues;
};

const nobody = { parse: [] } as const;

/** Said when a form cannot be opened, because something else was answered first. */
export const tooLate = noticeView('That took too long for a form to open: press the button again.');

/** Shows a reply to the member alone; a result takes the place of the question where that was theirs alone. */
export async function show(acting: Acting, reply: Reply, showing: Showing): Promise<void> {
  try {
    if (reply.type === 'form') await openForm(acting, reply, showing);
    else await showMessage(acting, reply, showing);
  } catch (error) {
    // The gateway has brought it a second time, and it is answered already.
    if (codeOf(error) !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) throw error;
  }
}

/** Tells Discord that the reply takes longer than it waits. */
export async function defer(acting: Acting): Promise<void> {
  await acting.deferReply({ flags: MessageFlags.Ephemeral });
}

async function openForm(acting: Acting, form: Form, showing: Showing): Promise<void> {
  if (acting.deferred) return showMessage(acting, tooLate, showing);
  if (acting.isModalSubmit()) return showMessage(acting, rejectedView(form), showing);
  await acting.showModal(renderForm(form, showing));
}

async function showMessage(acting: Acting, message: Message, showing: Showing): Promise<void> {
  const components = renderMessage(message, showing);
  if (acting.deferred) {
    await acting.editReply({ components, flags: MessageFlags.IsComponentsV2, allowedMentions: nobody });
    return;
  }
  if (acting.isModalSubmit() && acting.isFromMessage() && isTheirs(acting)) {
    await acting.update({ components, flags: MessageFlags.IsComponentsV2, allowedMentions: nobody });
    return;
  }
  const flags = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2;
  await acting.reply({ components, flags, allowedMentions: nobody });
}

/** Whether the message that a form was opened from is seen by the member alone. */
function isTheirs({ message }: ModalSubmitInteraction): boolean {
  return message?.flags.has(MessageFlags.Ephemeral) === true;
}

/** A form cannot follow a form: what is wrong with it is told, with the way to open it again as it was filled in. */
function rejectedView(form: Form): Message {
  const problems = form.fields.flatMap(({ problem }) => problem ?? []);
  const { blocks } = noticeView(problems.join(' ') || 'That could not be taken: try again.');
  const again = { name: form.name, label: 'Back to the form', value: form.value, style: 'primary' } as const;
  const texts = form.fields.flatMap((field) => (field.type === 'text' && field.text !== '' ? [field.text] : []));
  return {
    type: 'message',
    blocks: [
      ...blocks.filter(({ type }) => type !== 'actions'),
      ...texts.map((text) => ({ type: 'quote', text }) as const),
      { type: 'actions', actions: [again] },
    ],
  };
}

/** Discord's number for an error of a call; undefined when Discord said nothing. */
export function codeOf(error: unknown): number | string | undefined {
  return error instanceof DiscordAPIError ? error.code : undefined;
}
