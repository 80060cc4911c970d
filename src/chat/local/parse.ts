import { z } from 'zod';
import type { Actor, Interaction } from '../../domain/interaction.ts';
import { type Act, deliveryId, parseAct } from '../../html/parse-act.ts';

export const platform = 'local';
export const workspace = 'local';
/** The page's one channel. */
export const channel = 'daily';

const line = z.object({ type: z.literal('say'), delivery: deliveryId, text: z.string() });

/** The person at a window of the local page: whoever uses the same name in any case is the same member. */
export type LocalMember = Actor & { readonly role: 'admin' };

/** A member of the local page. It has no accounts: whoever is at this machine may set everything. */
export function localMember(id: string, name: string): LocalMember {
  return { id, name, role: 'admin' };
}

/** A name that a person typed or that stands in the address; undefined when it names nobody or is too long. */
export function parseMember(raw: string): LocalMember | undefined {
  const name = raw
    .normalize('NFKC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(name) || [...name].length > 40 || /[/\\]/.test(name)) return undefined;
  return localMember(name.toLowerCase(), name);
}

/** What a window sent, as an interaction; undefined when it is not one of the page's own forms. */
export function parseWindow(member: LocalMember, form: unknown): Interaction | undefined {
  const act = parseLine(form) ?? parseAct(form);
  // Deliveries are numbered by the window, so they are told apart by member: nobody meets another's.
  return (
    act && { deliveryId: `${member.id}:${act.delivery}`, platform, workspace, channel, member, action: act.action }
  );
}

/** What was typed, a command where it begins with one. */
function parseLine(form: unknown): Act | undefined {
  const { data } = line.safeParse(form);
  if (!data) return undefined;
  const { delivery, text } = data;
  const command = /^\s*\/coach(?:\s+|$)(?<rest>[\s\S]*)$/i.exec(text);
  return {
    delivery,
    action: command ? { type: 'command', text: command.groups?.rest ?? '' } : { type: 'message', text },
  };
}
