import type { Seat } from '../chat/directory.ts';
import type { Interaction, MemberAction } from '../domain/interaction.ts';
import { platformName } from '../domain/platform-names.ts';
import type { SignedIn } from '../store/web-sessions.ts';

/** Somebody who asks for pages, by their platform's ids. */
export type Visitor = SignedIn & {
  /** Whether they must be known already; on the local page whoever comes is. */
  readonly visit: boolean;
  /** Where their pages are, without a slash at its end. */
  readonly base: string;
  /** How they leave: to another page, or by ending their session. */
  readonly exit: { readonly type: 'link' | 'form'; readonly label: string; readonly url: string };
  /** Asks the platform, as `Directory.find` does. */
  readonly find: () => Promise<Seat | undefined>;
};

/** A visitor with what their platform says of them; `unsure` when it did not answer, so that they are taken for a member. */
export type SeatedVisitor = Visitor & { readonly seat: Seat; readonly unsure: boolean };

/** Somebody waits for the page. */
const patienceMs = 2_000;

/** What people call the chat that a visitor comes from. */
export function chatName({ platform }: Pick<Visitor, 'platform'>): string {
  return platformName(platform) ?? 'The chat';
}

/** Asks what a visitor is at this moment; undefined for one who is not in the workspace any more. */
export async function seatOf(visitor: Visitor, onError: (error: unknown) => void): Promise<SeatedVisitor | undefined> {
  try {
    const seat = await soon(visitor.find());
    return seat && { ...visitor, seat, unsure: false };
  } catch (error) {
    onError(error);
    return { ...visitor, seat: { role: 'member', workspaceName: chatName(visitor) }, unsure: true };
  }
}

async function soon<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('the platform did not say in time who that is')), patienceMs);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/** What a visitor does. Deliveries are numbered by the page, so they are told apart by member: nobody meets another's. */
export function interactionOf(
  { platform, workspace, member, name, seat, visit }: SeatedVisitor,
  action: MemberAction,
  delivery = '',
): Interaction {
  return {
    deliveryId: delivery && `web:${member}:${delivery}`,
    platform,
    workspace,
    member: { id: member, name, provisional: true, role: seat.role },
    visit,
    action,
  };
}
