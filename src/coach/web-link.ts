import type { MemberId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import { entryUrl, linkMinutes, platformsWithPages } from '../domain/site.ts';
import type { Message } from '../reply/reply.ts';
import { lostLinkView, noSiteView, ownPagesView, webLinkView } from '../reply/views/web.ts';
import { lockWorkspace } from '../store/locks.ts';
import { recordWebLink } from '../store/web-links.ts';
import type { CoachDeps, Context } from './context.ts';
import type { Taken } from './taken.ts';

/** Takes a wish for the web site. The link itself is issued when that is on the disk, where only its hash may lie. */
export function askForWeb({ deps, platform, member }: Context): Taken {
  if (platformsWithPages.has(platform)) return { type: 'reply', reply: ownPagesView() };
  return deps.site ? { type: 'web-link', memberId: member.id } : { type: 'reply', reply: noSiteView };
}

/** Issues a link for a member, which takes the place of one that they have not used. */
export async function issueWebLink(deps: CoachDeps, workspace: Workspace, memberId: MemberId): Promise<Message> {
  const { site, store, clock } = deps;
  if (!site) return noSiteView;
  const token = site.newToken();
  await store.transaction(async (tx) => {
    await lockWorkspace(tx, workspace.id);
    await recordWebLink(tx, workspace.id, { memberId, token, expiresAt: clock() + linkMinutes * 60_000 });
  });
  return webLinkView(entryUrl(site.publicUrl, token));
}

/** A message as it may lie in the store until it is sent: a link must not. */
export function withoutLink(message: Message, platform: string): Message {
  return message.blocks.some(({ type }) => type === 'link') ? lostLinkView(platform) : message;
}
