import { z } from 'zod';
import { actionNames, formNames, type MemberAction } from '../domain/interaction.ts';

/** What stands before a field's name in our forms. */
export const fieldPrefix = 'field.';

/** What was sent, under the id of its delivery. */
export type Act = { readonly delivery: string; readonly action: MemberAction };

/** An id as a page gives it to a form. */
export const deliveryId = z.string().regex(/^[\w-]{8,64}$/);

const value = z.string().max(200);
const body = z.discriminatedUnion('type', [
  z.object({ type: z.literal('press'), delivery: deliveryId, action: z.enum(actionNames), value }),
  z.object({
    type: z.literal('submit'),
    delivery: deliveryId,
    form: z.enum(formNames),
    value,
    fields: z.record(z.string(), z.array(z.string())),
  }),
]);

/** What a button or a form sent that `renderMessage` or `renderForm` has drawn; undefined for anything else. */
export function parseAct(form: unknown): Act | undefined {
  const parsed = body.safeParse(withFields(form));
  if (!parsed.success) return undefined;
  const { delivery, ...action } = parsed.data;
  return { delivery, action };
}

/** What was written into the fields of a form, whatever else is wrong with it. */
export function writtenIn(form: Readonly<Record<string, unknown>>): readonly string[] {
  const fields = Object.entries(form).filter(([name]) => name.startsWith(fieldPrefix));
  return fields.flatMap(([, sent]) => (typeof sent === 'string' && sent.trim() !== '' ? [sent] : []));
}

/** The entries of a form with those of its fields put together. */
function withFields(form: unknown): unknown {
  const entries = Object.entries(z.record(z.string(), z.unknown()).safeParse(form).data ?? {});
  const fields = Object.fromEntries(
    entries
      .filter(([name]) => name.startsWith(fieldPrefix))
      .map(([name, sent]) => [name.slice(fieldPrefix.length), [sent].flat()]),
  );
  return { ...Object.fromEntries(entries), fields };
}
