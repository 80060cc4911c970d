import { z } from 'zod';
import { type Actor, actionNames, formNames, type Interaction, type MemberAction } from '../../domain/interaction.ts';

export const platform = 'local';
export const workspace = 'local';
/** The page's one channel. */
export const channel = 'daily';

const body = z.discriminatedUnion('type', [
  z.object({ type: z.literal('say'), delivery: z.string(), text: z.string() }),
  z.object({ type: z.literal('press'), delivery: z.string(), action: z.enum(actionNames), value: z.string().max(200) }),
  z.object({
    type: z.literal('submit'),
    delivery: z.string(),
    form: z.enum(formNames),
    value: z.string().max(200),
    fields: z.record(z.string(), z.array(z.string())),
  }),
]);

/** What stands before a field's name in the page's forms. */
export const fieldPrefix = 'field.';

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
export function parseAct(member: LocalMember, form: unknown): Interaction | undefined {
  const parsed = body.safeParse(withFields(form));
  if (!parsed.success || !/^[\w-]{8,64}$/.test(parsed.data.delivery)) return undefined;
  const { delivery, ...act } = parsed.data;
  // Deliveries are numbered by the window, so they are told apart by member: nobody meets another's.
  return { deliveryId: `${member.id}:${delivery}`, platform, workspace, channel, member, action: actionOf(act) };
}

/** The entries of a form with those of its fields put together. */
function withFields(form: unknown): unknown {
  const entries = Object.entries(z.record(z.string(), z.unknown()).safeParse(form).data ?? {});
  const fields = Object.fromEntries(
    entries
      .filter(([name]) => name.startsWith(fieldPrefix))
      .map(([name, value]) => [name.slice(fieldPrefix.length), [value].flat()]),
  );
  return { ...Object.fromEntries(entries), fields };
}

type Act = z.infer<typeof body> extends infer Body ? (Body extends unknown ? Omit<Body, 'delivery'> : never) : never;

function actionOf(act: Act): MemberAction {
  if (act.type !== 'say') return act;
  const command = /^\s*\/coach(?:\s+|$)(?<rest>[\s\S]*)$/i.exec(act.text);
  return command ? { type: 'command', text: command.groups?.rest ?? '' } : { type: 'message', text: act.text };
}
