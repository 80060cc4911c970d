import type { Finding, LlmFinding } from '../../../src/grading/llm-schema.ts';
import type { AskedPrompt } from './read-prompt.ts';

/** Decides what the model behind the wire says. */
export type Brain = (asked: AskedPrompt) => readonly LlmFinding[];

/** Finds the same of every key point whose text `about` knows, with the quote that it gives; everything else is not there. */
export function brainThat(
  about: (text: string) => { readonly finding: Finding; readonly quote?: string } | undefined,
): Brain {
  return ({ points }) =>
    points.map(({ id, text }) => {
      const { finding, quote = '' } = about(text) ?? { finding: 'not' };
      return { id, quote, finding, confidence: 0.9 };
    });
}

/** A model that finds nothing. */
export const nothingThere: Brain = brainThat(() => undefined);
