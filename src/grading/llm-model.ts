import type { Usage } from './checker.ts';
import type { Prompt } from './llm-prompt.ts';

/** What a model said, not yet judged. */
export type ModelReply = {
  /** What its reply held, as JSON was parsed. */
  readonly content: unknown;
  readonly usage: Usage;
};

/** A language model that answers in a given schema. */
export type Model = {
  readonly name: string;
  /** Makes one HTTP call, which the signal ends. Throws a CheckFailed for whatever keeps it from a whole reply. */
  ask(prompt: Prompt, signal?: AbortSignal): Promise<ModelReply>;
};
