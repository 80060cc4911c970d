import { civilDateOf } from '../domain/calendar.ts';
import type { PrivacyWish } from '../domain/command.ts';
import { type FieldValues, textIn } from '../domain/interaction.ts';
import type { Message, Reply } from '../reply/reply.ts';
import { deleteForm, deletionWord, exportView, privacyView } from '../reply/views/privacy.ts';
import { forgetMember } from '../store/forget-member.ts';
import { countMemberRows } from '../store/member-rows.ts';
import { findOwner } from '../store/members.ts';
import { isHidden, setHidden } from '../store/standings.ts';
import { listSuggestionsOf } from '../store/suggestions.ts';
import type { Context } from './context.ts';
import type { Taken } from './taken.ts';

/** What a member wants to know of, or do with, what is kept about them. */
export function privacy(context: Context, wish: PrivacyWish): Promise<Reply> | Reply {
  switch (wish) {
    case 'show':
      return showPrivacy(context);
    case 'export':
      return exportView();
    case 'delete':
      return deleteForm();
    default:
      return wish satisfies never;
  }
}

/** Whether the member is on the boards and what is kept about them, with the ways to change that. */
export async function showPrivacy(context: Context): Promise<Message> {
  const { tx, workspace, member } = context;
  return privacyView({ hidden: await isHidden(tx, workspace.id, member.id), kept: await findKept(context) });
}

/** Takes the member off all boards, or puts them back. */
export async function changeHidden(context: Context, hidden: boolean): Promise<Message> {
  const { tx, workspace, member } = context;
  await setHidden(tx, workspace.id, { memberId: member.id, hidden });
  return showPrivacy(context);
}

async function findKept({ tx, workspace, member, actor, zone }: Context) {
  const owner = await findOwner(tx, workspace.id, actor.id);
  if (!owner) return undefined;
  const tables = ['attempts', 'reviews', 'mocks', 'disputes'] as const;
  const [answers = 0, reviews = 0, interviews = 0, disputes = 0] = await countMemberRows(tx, workspace.id, {
    owner,
    tables,
  });
  const suggestions = (await listSuggestionsOf(tx, workspace.id, member.id)).length;
  const since = civilDateOf(owner.metAt, zone);
  return { since, answers, reviews, interviews, disputes, suggestions };
}

/** Deletes the member with all that is kept about them, once they have typed the word; gives the form back for any other. */
export async function takeDeletion({ tx, workspace, member }: Context, fields: FieldValues): Promise<Taken> {
  if (textIn(fields, 'word').toLowerCase() !== deletionWord) {
    const problem = `Nothing is deleted yet: type the word ${deletionWord}, or close this form to keep everything.`;
    return { type: 'reply', reply: deleteForm(problem) };
  }
  await forgetMember(tx, workspace.id, member.id);
  return { type: 'deleted' };
}
