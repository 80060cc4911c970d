import { type Json, str } from '../slack/json.ts';
import { announceMessage } from './channel-events.ts';
import { type Composer, composeCommand } from './command-line.ts';
import { isSelect } from './component-tree.ts';
import type { ChannelRecord } from './directory.ts';
import { resolve } from './entity-select.ts';
import { type Answer, interactionTypes } from './interaction-record.ts';
import { createInteraction, deliver, type InteractionDeps, type Occasion, redeliver } from './interactions.ts';
import { place } from './messages.ts';
import { enter, formErrors, submissionData } from './modal-form.ts';
import type { Input, ModalRecord } from './modal-record.ts';
import type { Spot } from './screen.ts';
import { changed, get } from './world.ts';

/** A person in front of the client: who they are, where they are, and what the client complained about. */
export type Seat = InteractionDeps & {
  readonly user: string;
  readonly problems: string[];
  /** The choices last offered, by option name. */
  readonly offered: Map<string, readonly Json[]>;
  channel(): ChannelRecord;
  /** Remembers what is to be sent again. */
  remember(again: () => Promise<Answer>): void;
};

/** Says something to the person that only their client says. */
export function complain({ world, problems }: Seat, problem: string): void {
  problems.push(problem);
  changed(world);
}

async function interact(seat: Seat, occasion: Omit<Occasion, 'user'>, whenFailed: string): Promise<Answer> {
  const record = createInteraction(seat.world, { ...occasion, user: seat.user });
  seat.remember(() => redeliver(seat, record));
  const answer = await deliver(seat, record);
  if (answer.type === 'failed') complain(seat, whenFailed);
  return answer;
}

function composer(seat: Seat, typing: boolean): Composer {
  const { world, user, offered } = seat;
  return { world, user, channel: seat.channel(), typing, offered };
}

/** Sends a command, if the client does. */
export async function slash(seat: Seat, line: string): Promise<Answer> {
  seat.world.typed.push(line);
  const composed = composeCommand(composer(seat, false), line);
  if (composed.type === 'refused') {
    complain(seat, composed.problem);
    return composed;
  }
  const occasion = { type: interactionTypes.command, channel: seat.channel().id, data: composed.data };
  return interact(seat, occasion, 'The application did not respond');
}

/** Asks for the choices of the option that is being typed. */
export async function autocomplete(seat: Seat, line: string): Promise<readonly Json[]> {
  seat.world.typed.push(line);
  const composed = composeCommand(composer(seat, true), line);
  if (composed.type === 'refused') {
    complain(seat, composed.problem);
    return [];
  }
  const name = str(composed.focused?.name);
  seat.offered.delete(name);
  const occasion = { type: interactionTypes.autocomplete, channel: seat.channel().id, data: composed.data };
  const record = createInteraction(seat.world, { ...occasion, user: seat.user });
  const answer = await deliver(seat, record);
  if (answer.type === 'failed') complain(seat, 'Loading options failed');
  seat.offered.set(name, record.choices);
  return record.choices;
}

/** Presses a button, or picks values in a select. */
export function press(seat: Seat, { component, message }: Spot, values?: readonly string[]): Promise<Answer> {
  const { custom_id, type, id } = component;
  const channel = get(seat.world.channels, message.channel);
  const entities = values && component.options === undefined ? values : [];
  const resolved = resolve({ world: seat.world, channel, user: seat.user }, entities);
  const data = {
    custom_id,
    component_type: type,
    id,
    ...(values ? { values } : {}),
    ...(resolved ? { resolved } : {}),
  };
  const occasion = { type: interactionTypes.component, channel: channel.id, data, message: message.id };
  return interact(seat, occasion, 'This interaction failed');
}

/** The values that somebody means in a select on a message. */
export function picked(seat: Seat, { component, message }: Spot, entry: Input): readonly string[] {
  if (!isSelect(component)) throw new Error('This is no select.');
  const channel = get(seat.world.channels, message.channel);
  const values = enter(seat.world, channel, component, entry);
  const { min_values: least = 1, max_values: most = 1 } = component;
  const list = Array.isArray(values) ? values : [];
  if (list.length < Number(least) || list.length > Number(most))
    throw new Error(`The select takes ${least} to ${most} choices.`);
  return list;
}

/** Sends the open form, if the client does; it closes when the app takes it. */
export async function submit(seat: Seat, modal: ModalRecord): Promise<Answer> {
  const { world, user } = seat;
  const errors = formErrors(modal);
  modal.error = errors.length > 0 ? errors.join('; ') : undefined;
  changed(world);
  if (errors.length > 0) {
    for (const error of errors) complain(seat, error);
    return { type: 'refused', problem: errors.join('; ') };
  }
  const channel = get(world.channels, modal.channel);
  const occasion = {
    type: interactionTypes.modal,
    channel: channel.id,
    data: submissionData(world, channel, modal, user),
    message: modal.message,
  };
  const answer = await interact(seat, occasion, 'Something went wrong. Try again.');
  if (answer.type === 'failed') modal.error = 'Something went wrong. Try again.';
  else if (world.modals.get(user) === modal) world.modals.delete(user);
  changed(world);
  return answer;
}

/** Writes a message, to the bot if it is mentioned. */
export function write(seat: Seat, channel: ChannelRecord, text: string, mentionsBot: boolean): Promise<Answer> {
  const { world, emit, user } = seat;
  world.typed.push(text);
  const message = place(world, { channel: channel.id, author: user }, 0);
  message.content = mentionsBot ? `<@${world.app.id}> ${text}` : text;
  message.mentions = mentionsBot ? [world.app.id] : [];
  const send = async (): Promise<Answer> => {
    const sent = announceMessage(world, emit, message);
    return sent === 'nobody' ? { type: 'failed', error: 'not-connected' } : { type: 'answered', by: 'pong' };
  };
  seat.remember(send);
  return send();
}

/** What was offered for an option, as a person reads it. */
export function shownChoices(choices: readonly Json[]): readonly { readonly name: string; readonly value: string }[] {
  return choices.map(({ name, value }) => ({ name: str(name), value: str(value) }));
}
