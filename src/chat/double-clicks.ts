import type { ParsedPress, Sender } from './parse.ts';

/** Clicks on one button that come closer together than this are one. */
const windowSeconds = 1;
/** Members whose last click is remembered; the oldest go first. */
const kept = 10_000;

/** Tells the second click of a double click, by Slack's own times. */
export type DoubleClicks = {
  /** Whether the member's last doing was a click on the same button, a moment ago. */
  isDouble(press: ParsedPress): boolean;
  /** The member has done something else since. */
  forget(sender: Sender): void;
};

export function createDoubleClicks(): DoubleClicks {
  const last = new Map<string, Pick<ParsedPress, 'button' | 'clickedAt'>>();
  return {
    isDouble: ({ sender, button, clickedAt }) => {
      const member = memberOf(sender);
      const before = last.get(member);
      last.delete(member);
      last.set(member, { button, clickedAt });
      const [oldest] = last.keys();
      if (last.size > kept && oldest !== undefined) last.delete(oldest);
      return before?.button === button && Math.abs(clickedAt - before.clickedAt) < windowSeconds;
    },
    forget: (sender) => void last.delete(memberOf(sender)),
  };
}

function memberOf({ workspace, userId }: Sender): string {
  return `${workspace} ${userId}`;
}
