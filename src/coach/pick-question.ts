import type { Question } from '../domain/question.ts';

export type Use = { readonly times: number; readonly lastAt: number };

/**
 * The question to ask next: one asked least often, of those the one asked longest ago, chance (a number in [0, 1))
 * between equals. `not` is avoided while there is another. Undefined when there is no question at all.
 */
export function pickQuestion(
  questions: readonly Question[],
  used: ReadonlyMap<string, Use>,
  { chance, not }: { readonly chance: number; readonly not?: string },
): Question | undefined {
  const others = questions.filter(({ id }) => id !== not);
  const candidates = others.length > 0 ? others : questions;
  const useOf = ({ id }: Question): Use => used.get(id) ?? { times: 0, lastAt: 0 };
  const [first] = candidates.toSorted((a, b) => useOf(a).times - useOf(b).times || useOf(a).lastAt - useOf(b).lastAt);
  if (!first) return undefined;
  const best = useOf(first);
  const equals = candidates.filter(
    (question) => useOf(question).times === best.times && useOf(question).lastAt === best.lastAt,
  );
  return equals[Math.floor(chance * equals.length)];
}
