import { type Json, obj, objects, str } from '../slack/json.ts';
import { componentTypes, isSelect, walk } from './component-tree.ts';
import { canSee } from './directory.ts';
import type { MessageRecord } from './message-record.ts';
import { renderMessage, renderModal } from './render-text.ts';
import type { World } from './world.ts';

/** Something on a screen that can be pressed. */
export type Spot = { readonly component: Json; readonly message: MessageRecord };

/** The messages that somebody can see, oldest first: of the channels shown to them, ephemerals only their own. */
export function visibleMessages(world: World, user: string): readonly MessageRecord[] {
  return world.messages.filter(({ channel, onlyFor }) => {
    const place = world.channels.get(channel);
    const shown = place !== undefined && canSee(world, place, user);
    return shown && (onlyFor === undefined || onlyFor === user);
  });
}

function spots(world: World, user: string): readonly Spot[] {
  return visibleMessages(world, user)
    .toReversed()
    .flatMap((message) => walk(message.components).map(({ component }) => ({ component, message })))
    .filter(({ component }) => component.disabled !== true);
}

/** The newest button of a label that can be pressed. */
export function findButton(world: World, user: string, label: string): Spot | undefined {
  return spots(world, user).find(({ component }) => {
    const own = str(component.label);
    const withEmoji = `${str(obj(component.emoji).name)} ${own}`.trim();
    return component.type === componentTypes.button && component.style !== 5 && [own, withEmoji].includes(label);
  });
}

/** The newest select that somebody means by its placeholder or custom_id, or by an option's label. */
export function findSelect(world: World, user: string, name: string): Spot | undefined {
  const selects = spots(world, user).filter(({ component }) => isSelect(component));
  return (
    selects.find(({ component }) => [component.placeholder, component.custom_id].includes(name)) ??
    selects.find(({ component }) => objects(component.options).some(({ label }) => label === name))
  );
}

/** All that somebody sees, as text: messages, the open modal, and what the client complains about. */
export function screenText(world: World, user: string, problems: readonly string[]): string {
  const modal = world.modals.get(user);
  return [
    ...visibleMessages(world, user).map((message) => renderMessage(world, message)),
    ...(modal ? [renderModal(world, modal)] : []),
    ...problems.map((problem) => `⚠ ${problem}`),
  ].join('\n\n');
}
