import { ComponentType } from 'discord.js';
import { z } from 'zod';
import type { FieldValues } from '../../domain/interaction.ts';

const selects = [ComponentType.StringSelect, ComponentType.ChannelSelect] as const;

/** A field as it comes back, by the type of its component: its name, and what it holds. */
const sentField = z.discriminatedUnion('type', [
  z
    .object({ type: z.literal(ComponentType.TextInput), custom_id: z.string(), value: z.string().nullish() })
    .transform((sent) => [sent.custom_id, sent.value ? [sent.value] : []] as const),
  z
    .object({ type: z.literal(selects), custom_id: z.string(), values: z.array(z.string()).nullish() })
    .transform((sent) => [sent.custom_id, sent.values ?? []] as const),
]);
const sentLabel = z.object({ type: z.literal(ComponentType.Label), component: sentField });
const unknownList = z.array(z.unknown()).catch([]);

/** Reads `data.components` of a sent modal: what was put into each field, by its name; what is none of ours is left out. */
export function parseFields(components: unknown): FieldValues {
  return Object.fromEntries(
    unknownList.parse(components).flatMap((component) => {
      const { data } = sentLabel.safeParse(component);
      return data === undefined ? [] : [data.component];
    }),
  );
}
