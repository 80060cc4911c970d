import { MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import type { ActionName, FieldValues, Interaction } from '../../domain/interaction.ts';
import { plain } from '../../reply/inline.ts';
import type { Form, Message, Reply } from '../../reply/reply.ts';
import { noticeView } from '../../reply/views/help.ts';
import { codeOf } from './outcome.ts';
import type { Acting } from './parse.ts';
import { filesIn, type Painted, unpainted, withPictures } from './pictures.ts';
import { renderMessage } from './render-message.ts';
import { renderForm } from './render-modal.ts';

/** How a reply is shown, and what its buttons and forms carry. */
export type Showing = {
  /** The workspace that a message sent in private belongs to. */
  readonly workspace?: string;
  /** What was written into this form before and not taken. */
  readonly draft?: FieldValues;
  /** Whether Discord was asked for patience, even if its answer to that was lost. */
  readonly deferral?: boolean;
  /** What was drawn of the pictures of the reply. */
  readonly painted?: Painted;
  /** Whether a form was not taken: what it was opened from must stay. */
  readonly notTaken?: boolean;
};

/** Said when a form cannot be opened, because something else was answered first. */
export const tooLate = noticeView('That took too long for a form to open: press the button again.');

/** Shows a reply to the member alone; a result takes the place of the question where that was theirs alone. */
export async function show(acting: Acting, reply: Reply, showing: Showing): Promise<void> {
  try {
    if (reply.type === 'form') await openForm(acting, reply, showing);
    else await showMessage(acting, reply, showing);
  } catch (error) {
    if (!isRepeated(error) || showing.deferral) throw error;
  }
}

/** Whether the gateway has brought an interaction a second time, and it is answered already. */
function isRepeated(error: unknown): boolean {
  return codeOf(error) === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
}

/** Shows another message in the place of what an interaction was answered with. */
export async function revise(acting: Acting, message: Message, showing: Pick<Showing, 'workspace'>): Promise<void> {
  const components = renderMessage(message, { ...showing, pictures: unpainted.names });
  const content = { components, flags: MessageFlags.IsComponentsV2, allowedMentions: { parse: [] } } as const;
  await acting.webhook.editMessage('@original', content);
}

/** Tells Discord that the reply takes longer than it waits; `inPlace` when it will stand where the form was opened, if that is the member's alone. */
export async function defer(acting: Acting, { inPlace }: { readonly inPlace: boolean }): Promise<void> {
  try {
    if (inPlace && acting.isModalSubmit() && acting.isFromMessage() && isTheirs(acting)) await acting.deferUpdate();
    else await acting.deferReply({ flags: MessageFlags.Ephemeral });
  } catch (error) {
    if (!isRepeated(error)) throw error;
  }
}

async function openForm(acting: Acting, form: Form, showing: Showing): Promise<void> {
  if (showing.deferral) return showMessage(acting, tooLate, showing);
  if (acting.isModalSubmit()) return showMessage(acting, rejectedView(form), showing);
  await acting.showModal(renderForm(form, showing));
}

function showMessage(acting: Acting, message: Message, showing: Showing): Promise<void> {
  return withPictures(showing.painted ?? unpainted, (painted) => send(acting, message, { ...showing, painted }));
}

async function send(
  acting: Acting,
  message: Message,
  { workspace, deferral, notTaken, painted }: Showing & { readonly painted: Painted },
): Promise<void> {
  const components = renderMessage(message, { workspace, pictures: painted.names });
  const files = filesIn(components, painted).map(({ name, description, data }) => ({
    name,
    description,
    attachment: data,
  }));
  const content = { components, files, flags: MessageFlags.IsComponentsV2, allowedMentions: { parse: [] } } as const;
  // The older pictures of a message that is changed go.
  if (deferral) await acting.webhook.editMessage('@original', { ...content, attachments: [] });
  else if (acting.isModalSubmit() && acting.isFromMessage() && isTheirs(acting) && !notTaken)
    await acting.update({ ...content, attachments: [] });
  else await acting.reply({ ...content, flags: MessageFlags.Ephemeral | MessageFlags.IsComponentsV2 });
}

/** Whether the message that a form was opened from is seen by the member alone. */
function isTheirs({ message }: Extract<Acting, { message: unknown }>): boolean {
  return message?.flags.has(MessageFlags.Ephemeral) === true;
}

/** A form cannot follow a form: what is wrong with it is told, with the way to open it again as it was filled in. */
function rejectedView(form: Form): Message {
  const problems = form.fields.flatMap(({ problem }) => problem ?? []);
  const texts = form.fields.flatMap((field) => (field.type === 'text' && field.text !== '' ? [field.text] : []));
  const sentence = noticeView(problems.join(' ') || 'That could not be taken: try again.');
  return withWay(withWords(sentence, { texts }), form.name, form.value);
}

/** A form that could not be saved, with the way to open it again; the plain sentence for anything else. */
export function notTakenView(sentence: Message, { action }: Interaction): Message {
  return action.type === 'submit' ? withWay(withWords(sentence, action.fields), action.form, action.value) : sentence;
}

/** A sentence with what was written below it, so that it can be copied. */
export function withWords({ blocks }: Message, fields: FieldValues): Message {
  const words = Object.values(fields).flat();
  return {
    type: 'message',
    blocks: [...blocks, ...words.map((text) => ({ type: 'paragraph', text: plain(text) }) as const)],
  };
}

/** A message whose only button leads back to a form. */
function withWay({ blocks }: Message, name: ActionName, value: string): Message {
  const back = { name, label: 'Back to the form', value, style: 'primary' } as const;
  const others = blocks.filter(({ type }) => type !== 'actions');
  return { type: 'message', blocks: [...others, { type: 'actions', actions: [back] }] };
}
