import { z } from 'zod';
import { actionNames, type Interaction, type MemberAction } from '../../domain/interaction.ts';

export const platform = 'local';
export const workspace = 'local';

const body = z.discriminatedUnion('type', [
  z.object({ type: z.literal('say'), delivery: z.string(), text: z.string() }),
  z.object({ type: z.literal('press'), delivery: z.string(), action: z.enum(actionNames), value: z.string().max(200) }),
  z.object({ type: z.literal('submit'), delivery: z.string(), value: z.string().max(200), text: z.string() }),
]);

/** The person at a window of the local page: whoever uses the same name in any case is the same member. */
export type LocalMember = { readonly id: string; readonly name: string };

/** A name that a person typed or that stands in the address; undefined when it names nobody or is too long. */
export function parseMember(raw: string): LocalMember | undefined {
  const name = raw
    .normalize('NFKC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(name) || [...name].length > 40 || /[/\\]/.test(name)) return undefined;
  return { id: name.toLowerCase(), name };
}

/** What a window sent, as an interaction; undefined when it is not one of the page's own forms. */
export function parseAct(member: LocalMember, form: unknown): Interaction | undefined {
  const parsed = body.safeParse(form);
  if (!parsed.success || !/^[\w-]{8,64}$/.test(parsed.data.delivery)) return undefined;
  const { delivery, ...act } = parsed.data;
  // Deliveries are numbered by the window, so they are told apart by member: nobody meets another's.
  return { deliveryId: `${member.id}:${delivery}`, platform, workspace, member, action: actionOf(act) };
}

type Act = z.infer<typeof body> extends infer Body ? (Body extends unknown ? Omit<Body, 'delivery'> : never) : never;

function actionOf(act: Act): MemberAction {
  if (act.type !== 'say') return act;
  const command = /^\s*\/coach(?:\s+|$)(?<rest>[\s\S]*)$/i.exec(act.text);
  return command ? { type: 'command', text: command.groups?.rest ?? '' } : { type: 'message', text: act.text };
}
