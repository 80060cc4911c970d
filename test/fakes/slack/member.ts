import { showCommandAnswer, showPressAnswer, showSubmissionAnswer } from './answers.ts';
import type { Answer, Kind, Packet } from './delivery.ts';
import { clientErrors, type Entry, entered } from './form.ts';
import { defined, isJson, type Json, obj, objects, str } from './json.ts';
import { addMessage } from './messages.ts';
import type { Outbox } from './outbox.ts';
import {
  closing,
  eventPayload,
  messagePress,
  type PayloadDeps,
  type Press,
  slashPayload,
  submission,
  suggestion,
  viewPress,
} from './payloads.ts';
import { renderView } from './render-text.ts';
import { findButton, findField, type Spot, screenText, spots } from './screen.ts';
import { asTyped } from './typed-text.ts';
import { closeModal, inputKey, titleOf, viewJson } from './views.ts';
import { until } from './waiting.ts';
import { type ChannelRecord, changed, get, type MemberRecord, next, nextTs, type ViewRecord } from './world.ts';

/** What a member's client needs. */
export type MemberDeps = PayloadDeps & {
  readonly outbox: Outbox;
  /** Real milliseconds that a member waits for a button or a modal to appear. */
  readonly patience: number;
};

/** A modal on the screen. */
export type ShownModal = { readonly title: string; readonly text: string; readonly raw: Json };

/** How a payload is sent again or made up: its kind, its body as it is, and when it was signed (seconds). */
export type RawOptions = { readonly kind?: Kind; readonly rawBody?: string; readonly timestamp?: number };

/** A person in front of Slack's client: sees what it shows, and acts as one does there. */
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly dmChannel: string;
  /** Goes to a channel by name or id; `dm` is the direct messages with the app. */
  in(place: string): Promise<void>;
  slash(line: string): Promise<Answer>;
  /** Presses the newest button of a label, waiting for it to appear. */
  click(label: string): Promise<Answer>;
  /** Presses a button twice before the app can answer. */
  clickTwice(label: string): Promise<readonly Answer[]>;
  /** Chooses in a menu on any surface, which tells the app at once. */
  choose(field: string, entry: Entry): Promise<Answer>;
  /** Fills fields of the open modal, by label, block_id or action_id, waiting for the modal. */
  fill(entries: Readonly<Record<string, Entry>>): Promise<void>;
  /** Submits the open modal; undefined when the client finds it wrong and does not send it. */
  submit(entries?: Readonly<Record<string, Entry>>): Promise<Answer | undefined>;
  close(): Promise<void>;
  mention(text: string): Promise<Answer>;
  dm(text: string): Promise<Answer>;
  openHome(): Promise<Answer>;
  modal(): ShownModal | undefined;
  sees(): string;
  /** Waits until the screen shows something, and gives the whole of it. */
  waitFor(what: string | RegExp): Promise<string>;
  problems(): readonly string[];
  /** Sends this member's last payload once more, signed at the same time or anew (HTTP). */
  redeliver(options?: { readonly timestamp?: 'same' | 'new' }): Promise<Answer>;
  /** Sends whatever payload as if it came from Slack. */
  raw(payload: Json, options?: RawOptions): Promise<Answer>;
};

type Last = { readonly packet: Packet; readonly show: (answer: Answer) => void };

function kindOf(payload: Json): Kind {
  if ('command' in payload) return 'slash_commands';
  return 'event' in payload || 'challenge' in payload ? 'events_api' : 'interactive';
}

/** Seats a person in front of the client. */
export function createMember(deps: MemberDeps, record: MemberRecord, firstPlace: string): Member {
  const { world, outbox, patience } = deps;
  let channel = firstPlace;
  let atHome = false;
  let last: Last | undefined;

  const deliver = async (kind: Kind, payload: Json, show: (answer: Answer) => void): Promise<Answer> => {
    const packet = { kind, payload, timestamp: outbox.stamp() };
    last = { packet, show };
    const answer = await (kind === 'events_api' ? outbox.event(packet) : outbox.send(packet));
    show(answer);
    return answer;
  };
  const wait = <T>(probe: () => T | undefined, what: string): Promise<T> =>
    until(world, probe, {
      timeout: patience,
      failure: () => `${record.name} does not find ${what}, but sees:\n${screenText(world, record)}`,
    });
  const press = (spot: Spot, label: string, fields: Json): Promise<Answer> => {
    const what: Press = { block: spot.block, element: spot.element, fields };
    const { message, view } = spot;
    const payload = message ? messagePress(deps, record, message, what) : view && viewPress(deps, record, view, what);
    return deliver('interactive', obj(payload), (answer) => showPressAnswer(world, record, label, answer));
  };
  const button = async (label: string) => {
    const spot = await wait(() => findButton(spots(world, record, atHome), label), `the button "${label}"`);
    return () => press(spot, label, spot.option ? { selected_option: spot.option } : {});
  };
  const offered = async (spot: Spot, entry: Entry): Promise<readonly Json[] | undefined> => {
    if (spot.element.type !== 'external_select') return undefined;
    const asked: Press = { block: spot.block, element: spot.element, fields: { value: str(entry) } };
    const payload = suggestion(deps, record, { ...spot, press: asked });
    const answer = await outbox.send({ kind: 'interactive', payload });
    const body = answer.type === 'answered' ? obj(answer.body) : {};
    return [...objects(body.options), ...objects(body.option_groups).flatMap((group) => objects(group.options))];
  };
  const enter = async (spot: Spot, entry: Entry) => {
    world.typed.push(...(typeof entry === 'string' ? [entry] : entry));
    const { field, value } = entered(world, spot.element, entry, await offered(spot, entry));
    spot.view?.inputs.set(inputKey(spot.block, spot.element), value);
    return { [field]: value };
  };
  const openModal = (): Promise<ViewRecord> => wait(() => record.modals.at(-1), 'an open modal');
  const fill = async (entries: Readonly<Record<string, Entry>>): Promise<void> => {
    await openModal();
    for (const [name, entry] of Object.entries(entries)) {
      const inModal = () => spots(world, record, atHome).filter(({ view }) => view && view === record.modals.at(-1));
      const spot = await wait(() => findField(inModal(), name), `the field "${name}"`);
      const fields = await enter(spot, entry);
      if (spot.block.type !== 'input' || spot.block.dispatch_action === true) await press(spot, name, fields);
    }
  };
  const event = (fields: Json): Promise<Answer> =>
    deliver('events_api', eventPayload(world, record.workspace, fields, record.stranger), () => {});
  const write = (place: string, text: string, fields: Json): Promise<Answer> => {
    const { ts } = addMessage(world, { channel: place, author: record.id }, { text, blocks: [], metadata: undefined });
    return event(
      defined({
        ...fields,
        user: record.id,
        ts,
        text,
        channel: place,
        event_ts: ts,
        team: record.homeTeam,
        user_team: record.stranger ? record.homeTeam : undefined,
        bot_id: record.bot ? `B${record.id}` : undefined,
        client_msg_id: `client-message-${next(world, 'client message')}`,
      }),
    );
  };
  const findPlace = (place: string): ChannelRecord | undefined =>
    [...world.channels.values()].find(
      (each) =>
        each.workspace === record.workspace &&
        (place === 'dm' ? each.id === record.dm : each.id === place || each.name === place.replace(/^#/, '')),
    );

  return {
    id: record.id,
    name: record.name,
    dmChannel: record.dm,
    async in(place) {
      const found = findPlace(place);
      if (!found?.members.has(record.id)) throw new Error(`${record.name} is not in "${place}".`);
      channel = found.id;
      atHome = false;
    },
    slash(line) {
      world.typed.push(line);
      const payload = slashPayload(deps, record, channel, line);
      const target = { workspace: record.workspace, channel, member: record.id };
      const at = { target, command: str(payload.command) };
      return deliver('slash_commands', payload, (answer) => showCommandAnswer(world, record, at, answer));
    },
    async click(label) {
      return (await button(label))();
    },
    async clickTwice(label) {
      const once = await button(label);
      return Promise.all([once(), once()]);
    },
    async choose(field, entry) {
      const spot = await wait(() => findField(spots(world, record, atHome), field), `the menu "${field}"`);
      return press(spot, field, await enter(spot, entry));
    },
    fill,
    async submit(entries = {}) {
      const view = await openModal();
      await fill(entries);
      view.errors = clientErrors(view);
      const wrong = Object.entries(view.errors);
      for (const [id, text] of wrong) {
        const label = obj(view.blocks.find((block) => block.block_id === id)?.label);
        record.problems.push(`${str(label.text)}: ${text}`);
      }
      changed(world);
      if (wrong.length > 0) return undefined;
      const show = (answer: Answer) => showSubmissionAnswer(world, record, view, answer);
      return deliver('interactive', submission(deps, record, view), show);
    },
    async close() {
      const view = await openModal();
      const all = view.source.clear_on_close === true;
      const payload = closing(deps, record, view, all);
      closeModal(world, record, all);
      if (view.source.notify_on_close === true) await deliver('interactive', payload, () => {});
    },
    mention(text) {
      const { botUserId } = get(world.workspaces, record.workspace);
      return write(channel, `<@${botUserId}> ${asTyped(world, text)}`, { type: 'app_mention' });
    },
    dm(text) {
      return write(record.dm, asTyped(world, text), { type: 'message', channel_type: 'im' });
    },
    openHome() {
      atHome = true;
      const view = record.home ? viewJson(world, record.home) : undefined;
      const ts = nextTs(world);
      return event(
        defined({ type: 'app_home_opened', user: record.id, channel: record.dm, tab: 'home', view, event_ts: ts }),
      );
    },
    modal() {
      const view = record.modals.at(-1);
      return view && { title: titleOf(view), text: renderView(world, view), raw: viewJson(world, view) };
    },
    sees: () => screenText(world, record),
    async waitFor(what) {
      const shows = (text: string) => (typeof what === 'string' ? text.includes(what) : what.test(text));
      await wait(() => (shows(screenText(world, record)) ? true : undefined), `${what}`);
      return screenText(world, record);
    },
    problems: () => [...record.problems],
    async redeliver({ timestamp = 'same' } = {}) {
      if (!last) throw new Error(`${record.name} has not sent anything yet.`);
      const { packet, show } = last;
      const answer = await outbox.send(timestamp === 'same' ? packet : { ...packet, timestamp: outbox.stamp() });
      show(answer);
      return answer;
    },
    raw(payload, options = {}) {
      const { kind = isJson(payload) ? kindOf(payload) : 'interactive', ...rest } = options;
      return outbox.send({ kind, payload, timestamp: outbox.stamp(), ...rest });
    },
  };
}
