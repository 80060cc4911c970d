import { z } from 'zod';
import type { FieldValues } from '../../domain/interaction.ts';

const single = z
  .string()
  .nullish()
  .transform((value) => (value ? [value] : []));
const option = z.object({ value: z.string() });

/** What an input element holds, by the key under which its type keeps it; null while it is empty. */
const elementState = z.discriminatedUnion('type', [
  z.object({ type: z.literal('plain_text_input'), value: single }).transform(({ value }) => value),
  z
    .object({ type: z.enum(['static_select', 'radio_buttons']), selected_option: option.nullish() })
    .transform(({ selected_option: chosen }) => (chosen ? [chosen.value] : [])),
  z
    .object({ type: z.enum(['multi_static_select', 'checkboxes']), selected_options: z.array(option).nullish() })
    .transform(({ selected_options: chosen }) => chosen?.map(({ value }) => value) ?? []),
  z
    .object({ type: z.literal('conversations_select'), selected_conversation: single })
    .transform((state) => state.selected_conversation),
  z.object({ type: z.literal('timepicker'), selected_time: single }).transform((state) => state.selected_time),
]);

const unknownRecord = z.record(z.string(), z.unknown()).catch({});

/** Reads `view.state.values`: what was put into each field, by the id of its block; what is none of our elements is left out. */
export function parseFields(values: unknown): FieldValues {
  const blocks = Object.entries(unknownRecord.parse(values));
  return Object.fromEntries(
    blocks.flatMap(([name, elements]) => {
      const states = Object.values(unknownRecord.parse(elements)).map((state) => elementState.safeParse(state));
      const known = states.find(({ success }) => success);
      return known?.data === undefined ? [] : [[name, known.data]];
    }),
  );
}
