import type { Interaction } from '../domain/interaction.ts';
import type { Message, Reply } from '../reply/reply.ts';

/** Takes an interaction; when the reply comes, all that it changed is on the disk. */
export type Handle = (interaction: Interaction) => Promise<Reply>;

/** A message for a channel, places named by the platform's ids. */
export type Post = {
  /** Names the message once and for all: posting a key again must not show a second message. */
  readonly key: string;
  readonly workspace: string;
  readonly channel: string;
  readonly message: Message;
};

/**
 * A chat platform: it turns what members do into interactions, and shows replies and posts. A call that gets no answer
 * fails after a bounded time.
 */
export type ChatAdapter = {
  readonly platform: string;
  /** Connects and hands every interaction to `handle` from now on. */
  start(handle: Handle): Promise<void>;
  /** Shows a message in a channel and gives the platform's reference to it. */
  post(post: Post): Promise<string>;
  /** Shows another message in the place of a posted one. */
  edit(ref: string, post: Post): Promise<void>;
  stop(): Promise<void>;
};
