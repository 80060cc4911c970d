/** A text as lower-case words, without Markdown, punctuation and case: equal for texts that say the same in the same words. */
export function wordsOf(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ');
}
