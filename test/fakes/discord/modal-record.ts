import type { Json } from '../slack/json.ts';

/** What a person put into a field: a text, the values of options, or a tick. */
export type Input = string | readonly string[] | boolean;

/** A modal in front of a person. */
export type ModalRecord = {
  readonly data: Json;
  readonly channel: string;
  /** The message with the button that opened it. */
  readonly message: string | undefined;
  /** What they put in, by custom_id. */
  readonly inputs: Map<string, Input>;
  /** What the client says is wrong. */
  error: string | undefined;
};
