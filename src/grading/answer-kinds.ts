/**
 * The kinds of answers that are hard to judge, and why: what is said in words that no text has, what is false in true words, and what has
 * the words alone. All other kinds are ordinary.
 */
const hardKinds: Readonly<Record<string, string>> = {
  paraphrase: 'says the key points in other words',
  'strong-in-other-words': 'says the key points in other words',
  analogy: 'says the key points in a picture',
  'false-claims': 'denies key points in their own words',
  'confidently-wrong': 'denies key points in their own words',
  'half-truth': 'starts right and ends wrong',
  'name-dropper': 'names what key points are about and says nothing of it',
  'restated-question': 'gives the words of the question back',
  cheat: 'pastes, lists, shuffles or gives orders to the grader',
};

export type Difficulty = 'ordinary' | 'hard';

/** How hard a kind of answer is to judge. */
export function difficultyOf(kind: string): Difficulty {
  return Object.hasOwn(hardKinds, kind) ? 'hard' : 'ordinary';
}
