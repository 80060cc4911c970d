import type { types } from '@slack/bolt';
import { type ActionName, actionNames } from '../../domain/interaction.ts';
import type { Action } from '../../reply/reply.ts';
import { clean, cut } from './escape.ts';
import { limits } from './limits.ts';
import { label } from './texts.ts';

/** Gives each button of a message an id of its own: `hint`, and `hint:2` for the second of its name. */
export type ActionIds = (name: ActionName) => string;

/** Ids for the buttons of one message. */
export function countActionIds(): ActionIds {
  const counts = new Map<ActionName, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name}:${count}`;
  };
}

/** The action whose button has this id; undefined when no button of ours has. */
export function parseActionId(id: string): ActionName | undefined {
  return actionNames.find(
    (name) => id === name || (id.startsWith(`${name}:`) && /^[1-9]\d*$/.test(id.slice(name.length + 1))),
  );
}

/** Buttons, as many in a row of their own as Slack takes. */
export function renderActions(actions: readonly Action[], actionId: ActionIds): types.ActionsBlock[] {
  const rows = Math.ceil(actions.length / limits.buttons);
  return Array.from({ length: rows }, (_, row) => ({
    type: 'actions',
    elements: actions
      .slice(row * limits.buttons, (row + 1) * limits.buttons)
      .map((action) => renderButton(action, actionId(action.name))),
  }));
}

function renderButton(action: Action, actionId: string): types.Button {
  const value = cut(clean(action.value), limits.buttonValue);
  return {
    type: 'button',
    action_id: actionId,
    text: label(limits.buttonText, action.label, action.name),
    ...(value && { value }),
    ...(action.style === 'primary' && { style: 'primary' as const }),
  };
}
