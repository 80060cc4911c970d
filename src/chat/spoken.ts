import type { MemberAction } from '../domain/interaction.ts';

/** Commands that are safe to take out of a sentence: they cost nothing and give nothing away. */
const spoken = /^(?:(?:practi[cs]e|next|leaderboard|board|stats|help)\b|privacy\s*$)/i;

/** What somebody means who writes to the coach in private or mentions it. */
export function actionOfWords(words: string): MemberAction {
  const text = words.trim();
  return spoken.test(text) ? { type: 'command', text } : { type: 'message', text };
}
