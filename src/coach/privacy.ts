import type { Message } from '../reply/reply.ts';
import { privacyView } from '../reply/views/privacy.ts';
import { isHidden, setHidden } from '../store/standings.ts';
import type { Context } from './context.ts';

/** Whether the member is on the boards, and the way to change that. */
export async function showPrivacy({ tx, workspace, member }: Context): Promise<Message> {
  return privacyView({ hidden: await isHidden(tx, workspace.id, member.id) });
}

/** Takes the member off all boards, or puts them back. */
export async function changeHidden({ tx, workspace, member }: Context, hidden: boolean): Promise<Message> {
  await setHidden(tx, workspace.id, { memberId: member.id, hidden });
  return privacyView({ hidden });
}
