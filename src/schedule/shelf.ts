import type { DueMessage } from '../store/outbox.ts';

/** Messages that were read and are not tried yet, in the order of their turn. */
export type Shelf = {
  /** Puts messages on it that are not there yet. */
  put(messages: readonly DueMessage[]): void;
  list(): readonly DueMessage[];
  take(message: DueMessage): void;
  /** Takes off all of a place, or of a workspace: they are read again when their time has come. */
  drop(which: (message: DueMessage) => boolean): void;
  readonly size: number;
};

export function createShelf(): Shelf {
  const messages = new Map<string, DueMessage>();
  const nameOf = ({ workspaceId, logicalKey }: DueMessage) => `${workspaceId} ${logicalKey}`;
  return {
    put: (more) => {
      // The newest words of a message are tried, in its old turn.
      for (const message of more) messages.set(nameOf(message), message);
    },
    list: () => [...messages.values()],
    take: (message) => void messages.delete(nameOf(message)),
    drop: (which) => {
      for (const [name, message] of messages) if (which(message)) messages.delete(name);
    },
    get size() {
      return messages.size;
    },
  };
}
