/** A member's click on a button. */
export type Click = {
  /** The platform's id of this delivery: the same one again is no second click. */
  readonly id: string;
  readonly member: string;
  /** Equal for two clicks on one button of one message. */
  readonly button: string;
  /** When it was clicked, by the platform's clock, in milliseconds; not a number when the platform does not say. */
  readonly at: number;
};

/** Clicks on one button that come closer together than this are one. */
const windowMs = 1_000;
/** Members whose last click is remembered; the oldest go first. */
const kept = 10_000;

/** Tells the second click of a double click. */
export type DoubleClicks = {
  /** Whether the member's last doing was a click on the same button, a moment ago. */
  isDouble(click: Click): boolean;
  /** The member has done something else since. */
  forget(member: string): void;
};

export function createDoubleClicks(): DoubleClicks {
  const last = new Map<string, Click>();
  return {
    isDouble: (click) => {
      const before = last.get(click.member);
      last.delete(click.member);
      last.set(click.member, click);
      const [oldest] = last.keys();
      if (last.size > kept && oldest !== undefined) last.delete(oldest);
      const another = before !== undefined && before.id !== click.id && before.button === click.button;
      return another && Math.abs(click.at - before.at) < windowMs;
    },
    forget: (member) => void last.delete(member),
  };
}
