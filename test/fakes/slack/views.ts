import { elementsOf, viewFaults } from './block-kit.ts';
import { copy, defined, isJson, type Json, obj, objects, str } from './json.ts';
import { withIds } from './messages.ts';
import { stateOf } from './view-state.ts';
import {
  changed,
  get,
  type MemberRecord,
  next,
  SlackApiError,
  type ViewRecord,
  violation,
  type World,
} from './world.ts';

const sizeLimit = 250_000;

function freshHash(world: World): string {
  return `${Math.floor(world.now() / 1000)}.h${next(world, 'hash')}`;
}

function checked(world: World, where: string, source: unknown, type: 'modal' | 'home'): Json {
  if (!isJson(source)) throw violation(world, where, 'invalid_arguments', ['view must be an object']);
  const faults = [...viewFaults(source), ...(source.type === type ? [] : [`view must be a ${type}`])];
  if (faults.length > 0) throw violation(world, where, 'invalid_arguments', faults);
  if (JSON.stringify(source).length > sizeLimit) throw violation(world, where, 'view_too_large', ['250 KB at most']);
  world.shown.push(copy(source));
  return copy(source);
}

function createView(world: World, member: MemberRecord, source: Json, below: ViewRecord | undefined): ViewRecord {
  const id = `V${next(world, 'view')}`;
  const view: ViewRecord = {
    id,
    workspace: member.workspace,
    owner: member.id,
    source,
    hash: freshHash(world),
    blocks: withIds(world, objects(source.blocks)),
    rootId: below?.rootId ?? id,
    previousId: below?.id ?? null,
    inputs: new Map(),
    errors: {},
  };
  world.views.set(id, view);
  return view;
}

/** Opens a modal before a member, in the place of any other. */
export function openModal(world: World, where: string, member: MemberRecord, source: unknown): ViewRecord {
  const view = createView(world, member, checked(world, where, source, 'modal'), undefined);
  member.modals = [view];
  changed(world);
  return view;
}

/** Puts a modal upon the open one; three are the most. */
export function pushModal(world: World, where: string, member: MemberRecord, source: unknown): ViewRecord {
  if (member.modals.length >= 3) throw violation(world, where, 'push_limit_reached', ['three views are open']);
  const view = createView(world, member, checked(world, where, source, 'modal'), member.modals.at(-1));
  member.modals = [...member.modals, view];
  changed(world);
  return view;
}

/** Puts other content into a view; what was typed into inputs of the same ids stays. */
export function updateView(world: World, where: string, view: ViewRecord, source: unknown): ViewRecord {
  const type = view.source.type === 'home' ? 'home' : 'modal';
  view.source = checked(world, where, source, type);
  view.blocks = withIds(world, objects(view.source.blocks));
  view.hash = freshHash(world);
  view.errors = {};
  const kept = new Set(view.blocks.flatMap((block) => elementsOf(block).map((element) => inputKey(block, element))));
  for (const key of view.inputs.keys()) if (!kept.has(key)) view.inputs.delete(key);
  changed(world);
  return view;
}

/** Shows a member's home tab. */
export function publishHome(world: World, where: string, member: MemberRecord, source: unknown): ViewRecord {
  const { home } = member;
  if (home) return updateView(world, where, home, source);
  member.home = createView(world, member, checked(world, where, source, 'home'), undefined);
  changed(world);
  return member.home;
}

/** The open view of an id or an external id; a closed one is not found. */
export function findView(world: World, id: string, externalId: string): ViewRecord {
  const all = [...world.members.values()].flatMap((member) => [
    ...member.modals,
    ...(member.home ? [member.home] : []),
  ]);
  const view = all.find((each) => each.id === id || (externalId !== '' && each.source.external_id === externalId));
  if (!view) throw new SlackApiError('not_found');
  return view;
}

/** Refuses a call that was made for another state of the view. */
export function checkHash(view: ViewRecord | undefined, hash: string): void {
  if (view && hash !== '' && hash !== view.hash) throw new SlackApiError('hash_conflict');
}

/** Closes the topmost modal, or all. */
export function closeModal(world: World, member: MemberRecord, all: boolean): void {
  member.modals = all ? [] : member.modals.slice(0, -1);
  changed(world);
}

/** Names an input within its view. */
export function inputKey(block: Json, element: Json): string {
  return `${str(block.block_id)}/${str(element.action_id)}`;
}

/** A view as payloads and answers of the Web API show it. */
export function viewJson(world: World, view: ViewRecord): Json {
  const { source } = view;
  const workspace = get(world.workspaces, view.workspace);
  return defined({
    id: view.id,
    team_id: workspace.id,
    type: source.type,
    blocks: view.blocks,
    private_metadata: str(source.private_metadata),
    callback_id: str(source.callback_id),
    state: { values: stateOf(view) },
    hash: view.hash,
    title: source.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: source.clear_on_close === true,
    notify_on_close: source.notify_on_close === true,
    close: source.close ?? null,
    submit: source.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: world.app.appId,
    external_id: str(source.external_id),
    app_installed_team_id: workspace.id,
    bot_id: workspace.botId,
  });
}

/** The title of a view. */
export function titleOf(view: ViewRecord): string {
  return str(obj(view.source.title).text);
}
