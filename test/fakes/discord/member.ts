import type { Json } from '../slack/json.ts';
import { str } from '../slack/json.ts';
import { autocomplete, complain, picked, press, type Seat, shownChoices, slash, submit, write } from './actions.ts';
import { addDm, type ChannelRecord, canSee, dmOf } from './directory.ts';
import type { Answer, InteractionType } from './interaction-record.ts';
import { createInteraction, deliver, type InteractionDeps } from './interactions.ts';
import { enter, findField } from './modal-form.ts';
import type { Input, ModalRecord } from './modal-record.ts';
import { renderModal } from './render-text.ts';
import { findButton, findSelect, screenText } from './screen.ts';
import { until } from './waiting.ts';
import { changed, get } from './world.ts';

/** What a member works with. */
export type MemberDeps = InteractionDeps & {
  /** Real milliseconds to wait for something to appear. */
  readonly patience: number;
};

/** What a modal shows. */
export type ShownModal = { readonly title: string; readonly text: string; readonly raw: Json };

/** A person in front of Discord's client: sees what it shows, and acts as one does there. */
export type Member = {
  readonly id: string;
  readonly name: string;
  /** Goes to a channel by name or id; `dm` is the direct messages with the bot, `elsewhere` a group without it. */
  in(place: string): Promise<void>;
  /** Sends a command; `refused` when the client does not know it or finds it wrong. */
  slash(line: string): Promise<Answer>;
  /** Types a command up to its last option, and gives the choices offered for that. */
  autocomplete(line: string): Promise<readonly { readonly name: string; readonly value: string }[]>;
  /** Presses the newest button of a label, waiting for it to appear. */
  click(label: string): Promise<Answer>;
  /** Presses a button twice before the app can answer. */
  clickTwice(label: string): Promise<readonly Answer[]>;
  /** Picks in a select on a message, by its placeholder or custom_id. */
  choose(select: string, entry: string | readonly string[]): Promise<Answer>;
  /** Fills fields of the open modal, by label or custom_id, waiting for the modal. */
  fill(entries: Readonly<Record<string, Input>>): Promise<void>;
  /** Submits the open modal; `refused` when the client finds it wrong and does not send it. */
  submit(entries?: Readonly<Record<string, Input>>): Promise<Answer>;
  /** Closes the open modal, which the app does not hear of. */
  close(): Promise<void>;
  /** Writes into the channel, mentioning the bot. */
  mention(text: string): Promise<Answer>;
  /** Writes into the channel, not to the bot. */
  say(text: string): Promise<Answer>;
  dm(text: string): Promise<Answer>;
  /** Whether the app's direct messages to them are refused. */
  blockDms(on: boolean): void;
  /** Installs the app for themselves, or removes it. */
  install(on: boolean): void;
  modal(): ShownModal | undefined;
  sees(): string;
  /** Waits until the screen shows something, and gives the whole of it. */
  waitFor(what: string | RegExp): Promise<string>;
  problems(): readonly string[];
  /** The gateway sends this member's last interaction or message again, with the same id. */
  redeliver(): Promise<Answer>;
  /** Sends an interaction of whatever type and data, at a message if one is given by its id. */
  raw(type: InteractionType, data: Json, message?: string): Promise<Answer>;
};

/** The group of people that `elsewhere` is, without the bot. */
function elsewhere({ world }: MemberDeps, user: string): ChannelRecord {
  const known = [...world.channels.values()].find(({ type, people }) => type === 3 && people.has(user));
  return known ?? addDm(world, user, 3);
}

/** Seats a person of a server (none: empty) in front of the client. */
export function createMember(deps: MemberDeps, user: string, guild: string, firstPlace: string): Member {
  const { world, patience } = deps;
  const problems: string[] = [];
  let channel = firstPlace;
  let again: (() => Promise<Answer>) | undefined;
  const { displayName: name } = get(world.users, user);
  const seat: Seat = {
    ...deps,
    user,
    problems,
    offered: new Map(),
    channel: () => get(world.channels, channel),
    remember(send) {
      again = send;
    },
  };

  const dm = (): ChannelRecord => dmOf(world, user) ?? addDm(world, user);
  const wait = <T>(probe: () => T | undefined, what: string): Promise<T> =>
    until(world, probe, {
      timeout: patience,
      failure: () => `${name} does not find ${what}, but sees:\n${screenText(world, user, problems)}`,
    });
  const openModal = (): Promise<ModalRecord> => wait(() => world.modals.get(user), 'an open modal');
  const button = (label: string) => wait(() => findButton(world, user, label), `the button "${label}"`);
  const fill = async (entries: Readonly<Record<string, Input>>): Promise<void> => {
    const modal = await openModal();
    for (const [label, entry] of Object.entries(entries)) {
      const { component } = await wait(() => findField(modal, label), `the field "${label}"`);
      world.typed.push(String(entry));
      modal.inputs.set(str(component.custom_id), enter(world, get(world.channels, modal.channel), component, entry));
    }
    changed(world);
  };
  const findPlace = (place: string): ChannelRecord | undefined => {
    if (place === 'dm') return dm();
    if (place === 'elsewhere') return elsewhere(deps, user);
    const bare = place.replace(/^#/, '');
    return [...world.channels.values()].find((each) => each.guild === guild && [each.id, each.name].includes(bare));
  };

  return {
    id: user,
    name,
    async in(place) {
      const found = findPlace(place);
      if (!found || !canSee(world, found, user)) throw new Error(`${name} does not see "${place}".`);
      channel = found.id;
    },
    slash: (line) => slash(seat, line),
    autocomplete: async (line) => shownChoices(await autocomplete(seat, line)),
    click: async (label) => press(seat, await button(label)),
    async clickTwice(label) {
      const spot = await button(label);
      return Promise.all([press(seat, spot), press(seat, spot)]);
    },
    async choose(select, entry) {
      const spot = await wait(() => findSelect(world, user, select), `the select "${select}"`);
      return press(seat, spot, picked(seat, spot, entry));
    },
    fill,
    async submit(entries = {}) {
      await fill(entries);
      return submit(seat, await openModal());
    },
    async close() {
      await openModal();
      world.modals.delete(user);
      changed(world);
    },
    mention: (text) => write(seat, seat.channel(), text, true),
    say: (text) => write(seat, seat.channel(), text, false),
    dm: (text) => write(seat, dm(), text, false),
    blockDms(on) {
      get(world.users, user).blocksDms = on;
    },
    install(on) {
      get(world.users, user).installed = on;
    },
    modal() {
      const open = world.modals.get(user);
      return open && { title: str(open.data.title), text: renderModal(world, open), raw: open.data };
    },
    sees: () => screenText(world, user, problems),
    async waitFor(what) {
      const shows = (text: string) => (typeof what === 'string' ? text.includes(what) : what.test(text));
      await wait(() => (shows(screenText(world, user, problems)) ? true : undefined), `${what}`);
      return screenText(world, user, problems);
    },
    problems: () => [...problems],
    async redeliver() {
      if (!again) throw new Error(`${name} has not sent anything yet.`);
      return again();
    },
    async raw(type, data, message) {
      const answer = await deliver(deps, createInteraction(world, { type, user, channel, data, message }));
      if (answer.type === 'failed') complain(seat, 'The application did not respond');
      return answer;
    },
  };
}
