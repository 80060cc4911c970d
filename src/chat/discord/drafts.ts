import type { FieldValues, Interaction } from '../../domain/interaction.ts';

/** Forms that are remembered; the oldest go first. */
const kept = 1_000;

/** What members wrote into forms that were not taken, until they open them again. */
export type Drafts = {
  keep(interaction: Interaction, form: string, fields: FieldValues): void;
  find(interaction: Interaction, form: string): FieldValues | undefined;
  drop(interaction: Interaction, form: string): void;
};

export function createDrafts(): Drafts {
  const drafts = new Map<string, FieldValues>();
  const keyOf = ({ workspace, member }: Interaction, form: string) => [workspace, member.id, form].join(' ');
  return {
    keep: (interaction, form, fields) => {
      drafts.delete(keyOf(interaction, form));
      drafts.set(keyOf(interaction, form), fields);
      const [oldest] = drafts.keys();
      if (drafts.size > kept && oldest !== undefined) drafts.delete(oldest);
    },
    find: (interaction, form) => drafts.get(keyOf(interaction, form)),
    drop: (interaction, form) => void drafts.delete(keyOf(interaction, form)),
  };
}
