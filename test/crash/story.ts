import type { ActionName, FormName, Interaction, MemberAction } from '../../src/domain/interaction.ts';
import type { Reply } from '../../src/reply/reply.ts';
import { deletionWord } from '../../src/reply/views/privacy.ts';
import { deletion, latency, lifetime, load } from '../coach/literal-grader.ts';
import { type Chance, createChance } from './chance.ts';
import type { Shown } from './platform-file.ts';

/** What happens at one moment, at most one delivery in each workspace. */
export type Step = { readonly at: number; readonly deliveries: readonly Interaction[] };

/** People who press what they see, seeded. */
export type Story = {
  /** What they do next. */
  next(shown: Iterable<Shown>): Step;
  /** One of them gets a reply. */
  see(interaction: Interaction, reply: Reply): void;
};

const workspaces = ['acme', 'birch'] as const;
const members = ['ann', 'bob'] as const;
const admin = 'ada';
/** A guest does at least so many things, and then has everything deleted; the next one comes after them. */
const fewestDeeds = 4;
const minuteMs = 60_000;
/** From Monday morning on, before the questions of the day. */
const startAt = Date.parse('2026-11-23T07:00:00Z');
const pauses = [5, 10, 30, 120, 300, 600] as const;
const texts = [latency, load, `${latency} ${load}`, lifetime, `${lifetime} ${deletion}`, 'Nothing.', ' '] as const;

/** What a member has before them: for each button and field that they saw last, what it carries. */
type View = Map<string, string>;

type Doing = {
  /** The button or field that they must have before them. */
  readonly needs?: string;
  /** How often it is chosen, beside the others. */
  readonly weight?: number;
  readonly act: (chance: Chance, view: View) => MemberAction;
};

const typing = (text: string): Doing => ({ act: () => ({ type: 'command', text }) });
const pressing = (action: ActionName): Doing => ({
  needs: action,
  act: (_, view) => ({ type: 'press', action, value: view.get(action) ?? '' }),
});
const answering = (button: string, weight: number): Doing => ({
  needs: button,
  weight,
  act: (chance, view) => sending('answer', view.get(button), { answer: chance.pick(texts) }),
});

function sending(form: FormName, value: string | undefined, fields: Readonly<Record<string, string>>): MemberAction {
  const values = Object.entries(fields).map(([name, text]): [string, readonly string[]] => [name, [text]]);
  return { type: 'submit', form, value: value ?? '', fields: Object.fromEntries(values) };
}

const doings: readonly Doing[] = [
  { ...typing('practice'), weight: 3 },
  answering('answer', 14),
  answering('daily', 8),
  { act: (chance) => ({ type: 'command', text: `answer ${chance.pick(texts)}` }), weight: 2 },
  { act: (chance) => ({ type: 'command', text: `follow-up ${chance.pick(texts)}` }) },
  ...(['hint', 'show-answer', 'share', 'mock-next', 'hide-me', 'show-me'] as const).map(pressing),
  { ...pressing('next'), weight: 3 },
  { ...pressing('dispute'), weight: 3 },
  {
    needs: 'keyPoint',
    weight: 3,
    act: (_, view) =>
      sending('dispute', view.get('dispute'), { keyPoint: view.get('keyPoint') ?? '', reason: 'I did say it.' }),
  },
  ...['mock 2 30', 'review', 'goal 2026-12-20', 'remind on', 'board week', 'stats', 'privacy', 'privacy delete'].map(
    typing,
  ),
  { ...typing('privacy export'), weight: 2 },
  { act: () => leaving('no') },
  { act: () => ({ type: 'home' }) },
];

const adminDoings: readonly Doing[] = [
  { ...typing('disputes'), weight: 3 },
  {
    needs: 'accept',
    weight: 3,
    act: (_, view) => sending('accept', view.get('accept'), { coverage: 'covered', evidence: '', note: 'You did.' }),
  },
  { needs: 'reject', act: (_, view) => sending('reject', view.get('reject'), { note: 'Not that.' }) },
  { act: (chance) => setUp(chance.pick(['09:00', '09:30'])) },
  pressing('test-post'),
];

/** One of the doings that a member's view allows. */
function chooseDoing(chance: Chance, all: readonly Doing[], view: View): Doing | undefined {
  const possible = all.filter(({ needs }) => needs === undefined || view.has(needs));
  return chance.some(possible.flatMap((doing) => Array<Doing>(doing.weight ?? 1).fill(doing)));
}

function leaving(word: string): MemberAction {
  return sending('delete-data', '', { word });
}

/** What somebody types, with the mark of who has typed it, so that it is found wherever it is kept. */
function signed(action: MemberAction, member: string): MemberAction {
  const sign = (text: string) => `${text} So says ${member}.`;
  if (action.type === 'command') {
    const isAnswer = /^(answer|follow-up) /.test(action.text);
    return isAnswer ? { ...action, text: sign(action.text) } : action;
  }
  if (action.type !== 'submit') return action;
  const { answer, reason } = action.fields;
  const words = { ...(answer && { answer: answer.map(sign) }), ...(reason && { reason: reason.map(sign) }) };
  return { ...action, fields: { ...action.fields, ...words } };
}

function setUp(time: string): MemberAction {
  const weekdays = ['1', '2', '3', '4', '5', '6', '7'];
  const fields = { channel: ['general'], time: [time], timeZone: ['Europe/Berlin'], weekdays, topics: [] };
  return { type: 'submit', form: 'setup', value: '', fields };
}

/** A story begins with each workspace being set up. */
export function createStory(seed: number): Story {
  const chance = createChance(seed);
  const views = new Map<string, View>();
  let steps = 0;
  let at = startAt;
  const viewOf = (workspace: string, member: string) => {
    const view = views.get(`${workspace} ${member}`) ?? new Map();
    views.set(`${workspace} ${member}`, view);
    return view;
  };
  const guests = new Map<string, { number: number; deeds: number }>();
  const guestIn = (workspace: string) => `${workspace}-guest-${guests.get(workspace)?.number ?? 1}`;
  const memberAct = (member: string, workspace: string): MemberAction => {
    const view = viewOf(workspace, member);
    const doing = steps === 1 ? undefined : chooseDoing(chance, member === admin ? adminDoings : doings, view);
    return doing?.act(chance, view) ?? setUp('09:00');
  };
  const guestActs = (workspace: string): Pick<Interaction, 'member' | 'action'> => {
    const { number, deeds } = guests.get(workspace) ?? { number: 1, deeds: 0 };
    const id = guestIn(workspace);
    const leaves = deeds >= fewestDeeds && chance.below(2) === 0;
    guests.set(workspace, leaves ? { number: number + 1, deeds: 0 } : { number, deeds: deeds + 1 });
    const action = leaves ? leaving(deletionWord) : signed(memberAct(id, workspace), id);
    return { member: { id, name: id, role: 'member' }, action };
  };
  const memberActs = (workspace: string): Pick<Interaction, 'member' | 'action'> => {
    const isAdmin = steps === 1 || chance.below(4) === 0;
    const id = isAdmin ? admin : chance.pick(members);
    return { member: { id, name: id, role: isAdmin ? 'admin' : 'member' }, action: memberAct(id, workspace) };
  };
  const doOne = (workspace: string, index: number): Interaction => {
    const isGuest = steps > 1 && chance.below(5) < 2;
    const { member, action } = isGuest ? guestActs(workspace) : memberActs(workspace);
    const isWithOthers = isGuest || member.id === admin;
    return {
      // Ids of platforms may hold those of members.
      deliveryId: `delivery ${steps}-${index} of ${member.id}`,
      platform: 'test',
      workspace,
      ...(isWithOthers && { channel: 'general' }),
      ...{ member, action },
    };
  };
  return {
    next: (shown) => {
      steps += 1;
      at += chance.pick(pauses) * minuteMs;
      for (const { workspace, message } of shown)
        for (const member of [...members, guestIn(workspace)]) look(viewOf(workspace, member), message, 'daily:');
      const taking = workspaces.filter(() => steps === 1 || chance.below(3) > 0);
      return { at, deliveries: taking.map(doOne) };
    },
    see: ({ workspace, member }, reply) => look(viewOf(workspace, member.id), reply),
  };
}

/** Takes in what the buttons and the choices of a reply carry; of a daily question, where it is answered. */
function look(view: View, seen: unknown, only?: string): void {
  if (typeof seen !== 'object' || seen === null) return;
  for (const part of Object.values(seen)) look(view, part, only);
  if (!('name' in seen) || typeof seen.name !== 'string') return;
  const [option] = 'options' in seen && Array.isArray(seen.options) ? seen.options.slice(-1) : [];
  const value = 'value' in seen ? seen.value : option?.value;
  if (typeof value !== 'string' || value === '') return;
  if (only === undefined) view.set(seen.name, value);
  else if (value.startsWith(only)) view.set('daily', value);
}
