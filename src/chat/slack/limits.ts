import type { Rates } from '../../domain/rates.ts';

/**
 * Slack's limits on what an app sends, in UTF-16 units where they count characters. They are those of the doc comments
 * in `@slack/types` (`block-kit/blocks`, `block-kit/block-elements`, `block-kit/composition-objects`, `views`), except:
 * `messageBlocks`, from docs.slack.dev; `messageSize`, the JSON of all blocks, which nothing documents (a message is
 * `msg_blocks_too_long` from about 13,000 characters on, the blocks' own structure counting too); `viewSize`, far below
 * the 250 kB from which a view is too large; and `fallback`, below the 4,000 that Slack advises.
 */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  messageSize: 12_000,
  viewSize: 100_000,
  fallback: 3_000,
  header: 150,
  plainText: 3_000,
  buttons: 25,
  buttonText: 75,
  buttonValue: 2_000,
  viewTitle: 24,
  inputLabel: 2_000,
  inputText: 3_000,
  /** Pictures of a message that are shown, of our own accord: each is an upload. */
  pictures: 10,
  altText: 2_000,
  /** Of our own accord: no time takes more words. */
  dateFallback: 100,
  options: 100,
  optionText: 75,
  optionValue: 75,
  checkboxes: 10,
  blockId: 255,
} as const;

/**
 * How fast messages are sent, from docs.slack.dev ("Rate limits"): one a second in a channel; several hundred a minute in a
 * workspace, taken as a little less than three hundred in bursts of twenty; `chat.update` is of tier 3, fifty a minute in a workspace. Slack has no limit in all;
 * that one is ours, so that a morning with thousands of channels leaves room for the people who answer.
 */
export const rates: Rates = {
  inAll: { calls: 5, perMs: 100 },
  inWorkspace: { calls: 20, perMs: 4_080 },
  editsInWorkspace: { calls: 50, perMs: 60_000 },
  inPlace: { calls: 1, perMs: 1_000 },
};
