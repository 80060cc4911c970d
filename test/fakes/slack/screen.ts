import { elementsOf } from './block-kit.ts';
import { type Json, obj, objects, str } from './json.ts';
import { renderMessage, renderView } from './render-text.ts';
import type { MemberRecord, MessageRecord, ViewRecord, World } from './world.ts';

/** Something on a member's screen that can be pressed. */
export type Spot = {
  readonly block: Json;
  readonly element: Json;
  readonly message?: MessageRecord;
  readonly view?: ViewRecord;
};

/** The messages that a member can see, oldest first: of their channels and direct messages, ephemerals only their own. */
export function visibleMessages(world: World, member: MemberRecord): readonly MessageRecord[] {
  return world.messages.filter(({ channel, onlyFor }) => {
    const place = world.channels.get(channel);
    const inside = place?.members.has(member.id) === true;
    return inside && (onlyFor === undefined || onlyFor === member.id);
  });
}

function spotsOf(blocks: readonly Json[], where: Pick<Spot, 'message' | 'view'>): Spot[] {
  return blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element, ...where })));
}

/** All that can be pressed, the likeliest first: the topmost modal, then what they look at, newest first. */
export function spots(world: World, member: MemberRecord, atHome: boolean): readonly Spot[] {
  const modal = member.modals.at(-1);
  const inModal = modal ? spotsOf(modal.blocks, { view: modal }) : [];
  const inHome = member.home ? spotsOf(member.home.blocks, { view: member.home }) : [];
  const inMessages = visibleMessages(world, member)
    .toReversed()
    .flatMap((message) => spotsOf(message.blocks, { message }));
  return [...inModal, ...(atHome ? [...inHome, ...inMessages] : [...inMessages, ...inHome])];
}

/** The button of a label, or the overflow menu with that entry. */
export function findButton(all: readonly Spot[], label: string): (Spot & { readonly option?: Json }) | undefined {
  for (const spot of all) {
    const { element } = spot;
    if (element.type === 'button' && str(obj(element.text).text) === label) return spot;
    const option = objects(element.options).find((each) => str(obj(each.text).text) === label);
    if (element.type === 'overflow' && option) return { ...spot, option };
  }
  return undefined;
}

/** The menu or field that somebody means by its label, its placeholder, the text beside it, its block_id or action_id. */
export function findField(all: readonly Spot[], name: string): Spot | undefined {
  return all.find(({ block, element }) => {
    if (['button', 'overflow', 'image'].includes(str(element.type))) return false;
    const texts = [block.label, block.text, element.placeholder].map((text) => str(obj(text).text));
    return [...texts, str(block.block_id), str(element.action_id)].includes(name);
  });
}

/** All that a member sees, as text. */
export function screenText(world: World, member: MemberRecord): string {
  const modal = member.modals.at(-1);
  return [
    ...visibleMessages(world, member).map((message) => renderMessage(world, message)),
    ...(member.home ? [renderView(world, member.home)] : []),
    ...(modal ? [renderView(world, modal)] : []),
    ...member.problems.map((problem) => `⚠ ${problem}`),
  ].join('\n\n');
}
