import type { ChatAdapter, Outcome, Post } from '../../src/chat/chat-adapter.ts';
import type { Message } from '../../src/reply/reply.ts';

export type Call = { readonly type: 'post' | 'edit'; readonly ref: string; readonly post: Post };

/** A platform in memory that keeps what a real one would show, and fails when a test wants it to. */
export type FakeChat = {
  readonly adapter: ChatAdapter;
  /** Every call in its order, those that failed too. */
  readonly calls: Call[];
  /** What is shown, by the platform's reference. */
  readonly shown: Map<string, Post>;
  /** Runs before a call has its effect; a rejection is the platform's failure. */
  before: (call: Call) => Promise<void>;
  /** What the platform says to a call; undefined shows it. */
  answer: (call: Call) => Outcome | undefined;
};

export function createFakeChat(platform: string): FakeChat {
  let posted = 0;
  const calls: Call[] = [];
  const shown = new Map<string, Post>();
  const act = async (call: Call): Promise<Outcome> => {
    calls.push(call);
    await chat.before(call);
    const answer = chat.answer(call);
    if (answer) return answer;
    shown.set(call.ref, call.post);
    return { type: 'shown', ref: call.ref };
  };
  const chat: FakeChat = {
    calls,
    shown,
    before: async () => {},
    answer: () => undefined,
    adapter: {
      platform,
      start: async () => {},
      stop: async () => {},
      post: (post) => act({ type: 'post', ref: `${platform}-${++posted}`, post }),
      edit: (ref, post) => act({ type: 'edit', ref, post }),
    },
  };
  return chat;
}

/** All the words of a message, for a test to look into. */
export function wordsOf(message: Message | undefined): string {
  return JSON.stringify(message?.blocks);
}
