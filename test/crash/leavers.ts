import type { Interaction } from '../../src/domain/interaction.ts';
import { deletionWord } from '../../src/reply/views/privacy.ts';
import type { Step } from './story.ts';

/** Somebody who has everything of theirs deleted in a step; their id marks all that they have ever typed. */
export type Leaver = {
  readonly step: number;
  readonly workspace: string;
  readonly member: string;
  /** With what they leave. */
  readonly deliveryId: string;
};

/** Whether somebody has all their data deleted, with the word that it takes. */
export function isLeaving({ action }: Interaction): boolean {
  return action.type === 'submit' && action.form === 'delete-data' && action.fields.word?.[0] === deletionWord;
}

export function leaversOf(steps: readonly Step[]): readonly Leaver[] {
  return steps.flatMap(({ deliveries }, step) =>
    deliveries
      .filter(isLeaving)
      .map(({ workspace, member, deliveryId }) => ({ step, workspace, member: member.id, deliveryId })),
  );
}

/** What a leaver has ever sent, leaving included. */
export function deliveriesOf({ member }: Leaver, steps: readonly Step[]): readonly Interaction[] {
  return steps.flatMap(({ deliveries }) => deliveries.filter((one) => one.member.id === member));
}
