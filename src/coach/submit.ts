import type { MemberAction } from '../domain/interaction.ts';
import { findTask, noTask, takeAnswer } from './answers.ts';
import type { Context } from './context.ts';
import { saveDetails } from './daily-details.ts';
import { takeDecision } from './decide-dispute.ts';
import { approve, decline } from './decide-suggestion.ts';
import { takeDispute } from './disputes.ts';
import { takePhrase } from './learn-phrase.ts';
import { takeEdit } from './own-pack.ts';
import { takeDeletion } from './privacy.ts';
import { savePlan } from './review-plan.ts';
import { saveSetup } from './setup.ts';
import { takeSuggestion } from './suggestions.ts';
import type { Taken } from './taken.ts';

type Submission = Extract<MemberAction, { type: 'submit' }>;

/** Takes what was put into a form. */
export async function submit(context: Context, { form, value, fields }: Submission): Promise<Taken> {
  switch (form) {
    case 'answer': {
      const task = await findTask(context, value);
      return task ? takeAnswer(context, task, fields.answer?.[0] ?? '') : { type: 'reply', reply: noTask };
    }
    case 'dispute':
      return { type: 'reply', reply: await takeDispute(context, value, fields) };
    case 'review-plan':
      return { type: 'reply', reply: await savePlan(context, fields) };
    case 'setup':
      return { type: 'reply', reply: await saveSetup(context, fields) };
    case 'daily-details':
      return { type: 'reply', reply: await saveDetails(context, value, fields) };
    case 'accept':
    case 'reject':
      return { type: 'reply', reply: await takeDecision(context, { outcome: outcomes[form], value, fields }) };
    case 'keep-phrase':
      return { type: 'reply', reply: await takePhrase(context, value, fields) };
    case 'suggest':
      return { type: 'reply', reply: await takeSuggestion(context, fields) };
    case 'approve':
      return { type: 'reply', reply: await approve(context, value, fields) };
    case 'decline':
      return { type: 'reply', reply: await decline(context, value, fields) };
    case 'delete-data':
      return takeDeletion(context, fields);
    case 'edit-question':
      return { type: 'reply', reply: await takeEdit(context, value, fields) };
    default:
      return form satisfies never;
  }
}

/** What the two decisions on a dispute are called. */
export const outcomes = { accept: 'accepted', reject: 'rejected' } as const;
