/** Longest answer that is taken, in characters (code points). */
export const maxAnswerLength = 4_000;

export type ParsedAnswer =
  | { readonly type: 'answer'; readonly text: string }
  | { readonly type: 'problem'; readonly message: string };

/**
 * Checks what a member sent as an answer and removes what no person types: line ends become `\n`, control characters
 * go. Everything else stays as it was written, so that evidence can be quoted verbatim.
 */
export function parseAnswer(raw: string): ParsedAnswer {
  const text = withoutControlCharacters(raw.replaceAll(/\r\n?/g, '\n')).trim();
  if (text === '') return { type: 'problem', message: 'The answer is empty: write a sentence or two first.' };
  const length = [...text].length;
  if (length > maxAnswerLength) {
    const [has, limit] = [length, maxAnswerLength].map((count) => count.toLocaleString('en'));
    return {
      type: 'problem',
      message: `The answer has ${has} characters and the limit is ${limit}: shorten it a little.`,
    };
  }
  if (!/[\p{L}\p{N}]/u.test(text))
    return { type: 'problem', message: 'The answer has no words in it: say it in words.' };
  return { type: 'answer', text };
}

/** Drops C0 and C1 control characters (but not tab and newline) and lone surrogates, which no store can keep. */
function withoutControlCharacters(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t\n]/gu, '').replaceAll(/\p{Cs}/gu, '');
}
