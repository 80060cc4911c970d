import { countText } from '../../domain/display.ts';
import type { LookOutcome } from '../../domain/second-look.ts';
import { plain } from '../inline.ts';
import type { Message } from '../reply.ts';

/** A second look at some key points of a result; no outcome while it is under way. */
export type LookState = {
  readonly keyPoints: number;
  readonly checkedBy: string;
  readonly outcome: LookOutcome | undefined;
};

/** A result that says what has come, or is coming, of a second look at it: below its small print, above its buttons. */
export function withLook({ type, blocks }: Message, look: LookState): Message {
  const text = lookText(look);
  if (text === undefined) return { type, blocks };
  const found = blocks.findIndex((block) => block.type === 'actions');
  const at = found === -1 ? blocks.length : found;
  return { type, blocks: blocks.toSpliced(at, 0, { type: 'note', text: plain(text) }) };
}

/** People are told the model; its prompt's and schema's versions, in brackets, are for the record. */
function lookText({ keyPoints, checkedBy, outcome }: LookState): string | undefined {
  const [model = checkedBy] = checkedBy.split(' (');
  const points = countText(keyPoints, 'point');
  const were = keyPoints === 1 ? 'was' : 'were';
  switch (outcome) {
    case undefined:
      return `Checking ${points}: ${model} takes a second look. You hear of it if that changes the grade.`;
    case 'upgraded':
      return `${points} ${were} checked by ${model}, which changed the grade.`;
    case 'confirmed':
      return `${points} ${were} checked by ${model}: the grade stands.`;
    case 'member-limit':
      return `${points} ${were} not checked a second time, because you have used up your checks of today: the grade stands.`;
    case 'workspace-limit':
      return `${points} ${were} not checked a second time, because this workspace has used up its checks of today: the grade stands.`;
    case 'budget':
      return `${points} ${were} not checked a second time, because the budget of today is used up: the grade stands.`;
    case 'failed':
      return `${points} could not be checked a second time just now: the grade stands.`;
    case 'superseded':
      return undefined;
    default:
      return outcome satisfies never;
  }
}
