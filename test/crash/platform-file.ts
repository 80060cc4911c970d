import { appendFileSync, readFileSync } from 'node:fs';
import type { ChatAdapter, Post } from '../../src/chat/chat-adapter.ts';
import type { Message } from '../../src/reply/reply.ts';
import type { FailPoint } from './protocol.ts';

/** One line of the file: a message that the platform shows under a reference from now on. */
export type Line = {
  readonly ref: string;
  readonly key: string;
  readonly workspace: string;
  readonly to: string;
  readonly message: Message;
};

/** A message as members see it. */
export type Shown = Omit<Line, 'ref'>;

/**
 * A platform that outlives every process: what it shows stands in a file. Like Slack it shows a second message to whoever posts
 * twice, unless they say that an earlier try may have succeeded; then it looks for the key.
 */
export function createPlatform(file: string, reach: (point: FailPoint) => void): ChatAdapter {
  const show = (ref: string, { key, workspace, to, message }: Post) => {
    appendFileSync(file, `${JSON.stringify({ ref, key, workspace, to: to.id, message } satisfies Line)}\n`);
    return { type: 'shown' as const, ref };
  };
  const calling = async (what: 'post' | 'edit', call: () => ReturnType<typeof show>) => {
    reach(`before ${what}`);
    const outcome = call();
    reach(`after ${what}`);
    return outcome;
  };
  return {
    platform: 'test',
    start: async () => {},
    stop: async () => {},
    edit: (ref, post) => calling('edit', () => show(ref, post)),
    post: (post) =>
      calling('post', () => {
        const shown = readShown(file);
        const found = post.again
          ? [...shown].find(([, other]) => other.key === post.key && other.workspace === post.workspace)
          : undefined;
        return show(found?.[0] ?? refOf(post, shown), post);
      }),
  };
}

/** What the platform shows, by reference. */
export function readShown(file: string): ReadonlyMap<string, Shown> {
  return new Map(readLines(file).map(({ ref, ...shown }) => [ref, shown]));
}

/** All that was ever shown, in its order. */
export function readLines(file: string): readonly Line[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/** The same in every run, unless the key is shown twice. */
function refOf({ workspace, key }: Post, shown: ReadonlyMap<string, Shown>): string {
  const ref = `${workspace}/${key}`;
  return shown.has(ref) ? `${ref}/again-${shown.size}` : ref;
}
