import type { Rates } from '../../domain/rates.ts';

/**
 * Discord's limits on what an app sends, as its developer documents have them ("Component Reference", "Message
 * Resource"). Where they count characters it is kept to in UTF-16 units, which are never fewer.
 */
export const limits = {
  /** Components of a message, those within others too. */
  components: 40,
  /** Characters of all text displays of a message. */
  displayedText: 4_000,
  /** The name of a thread, or of a forum's post. */
  threadName: 100,
  /** Files of a message, the bytes of each (without a paid plan), and the characters that describe one. */
  pictures: 10,
  fileBytes: 10 * 1024 * 1024,
  description: 1_024,
  rowButtons: 5,
  buttonLabel: 80,
  customId: 100,
  options: 25,
  /** An option's label, value and description. */
  optionText: 100,
  modalTitle: 45,
  modalComponents: 5,
  fieldLabel: 45,
  fieldDescription: 100,
  inputText: 4_000,
  placeholder: 100,
} as const;

/**
 * How fast messages are sent, from Discord's developer documents ("Rate Limits"): fifty requests a second for the whole bot,
 * of which two are left over for what the network brings out of step; five in five seconds in a channel, as Discord's
 * headers have it. A thread, and a direct conversation, is opened before anything is sent there.
 */
export const rates: Rates = {
  inAll: { calls: 5, perMs: 104 },
  inPlace: { calls: 5, perMs: 5_000 },
  callsInThread: 2,
  callsToMember: 2,
};
