import type { Interaction } from '../domain/interaction.ts';
import type { Place } from '../domain/place.ts';
import type { Topic } from '../domain/question.ts';
import type { Message, Reply } from '../reply/reply.ts';

/** What a chat platform hands its members' doings to. Workspaces are named by the platform's ids. */
export type Listener = {
  /**
   * Takes an interaction; when the reply comes, all that it changed is on the disk. `onTaken` is called before, when an answer is on the
   * disk and its grade, a message, is still to come.
   */
  handle(interaction: Interaction, onTaken?: () => void): Promise<Reply>;
  /** Sends a member in private, later, what could not be shown to them at once. */
  sendLater(interaction: Interaction, message: Message): Promise<void>;
  /** What the members of a workspace can be asked about now. */
  topics(workspace: string): Promise<readonly Topic[]>;
  /** The platform lets the coach into a workspace, for the first time or again. */
  installed(workspace: string): Promise<void>;
  /** The platform has shut the coach out of a workspace: its data go after a grace period. */
  uninstalled(workspace: string): Promise<void>;
};

/** A message for a place. */
export type Post = {
  /** Names the message once and for all: posting a key again must not show a second message. */
  readonly key: string;
  readonly workspace: string;
  readonly to: Place;
  readonly message: Message;
  /**
   * The platform's reference of a message in whose thread this one belongs; one that lies in no thread yet begins one. Where
   * there are no threads it is shown below the others.
   */
  readonly thread?: string;
  /** Whether an earlier try may have shown it without our knowing. */
  readonly again: boolean;
};

/** What a platform said to a message; `because` is a sentence for people. */
export type Outcome =
  /** It is shown, under the platform's reference. */
  | { readonly type: 'shown'; readonly ref: string }
  /** Not now: the place takes no message for so long. */
  | { readonly type: 'wait'; readonly ms: number }
  /** Never in this form. */
  | { readonly type: 'refused'; readonly because: string }
  /** Never in this place, until somebody changes it there. */
  | { readonly type: 'place-closed'; readonly because: string }
  /** Never in this workspace, until the coach is installed anew. */
  | { readonly type: 'workspace-closed'; readonly because: string };

/**
 * The reference of the reply to a delivery, while its platform lets it be changed: editing it once shows another message in its place, and is
 * refused when it is out of reach.
 */
export function replyRef(deliveryId: string): string {
  return `reply:${deliveryId}`;
}

/**
 * A chat platform: it turns what members do into interactions, and shows replies and posts. A call that gets no answer
 * fails after a bounded time, and then nobody knows whether it was shown.
 */
export type ChatAdapter = {
  readonly platform: string;
  /** Connects and tells the listener from now on. */
  start(listener: Listener): Promise<void>;
  /** Shows a message in a place. */
  post(post: Post): Promise<Outcome>;
  /** Shows another message in the place of a posted one. */
  edit(ref: string, post: Post): Promise<Outcome>;
  stop(): Promise<void>;
};
