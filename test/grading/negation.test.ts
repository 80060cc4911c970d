import { describe, expect, it } from 'vitest';
import { isInnocent, negations } from '../../src/grading/negation.ts';
import { parseWords } from '../../src/grading/text.ts';

/** For each negation of a sentence whether it denies nothing. */
function innocence(sentence: string): readonly boolean[] {
  const words = parseWords(sentence);
  return words.flatMap(({ form }, place) => (negations.has(form) ? [isInnocent(words, place)] : []));
}

describe('a negation', () => {
  it.each([
    'Limits per key so that no client takes it all.',
    'It is cached because the table cannot serve every read.',
    'If a region is not healthy, DNS answers with the other.',
    'Not only the CPU counts.',
    'There are no servers to patch.',
    'We use a queue instead of waiting.',
    'The request is queued, otherwise the caller could not go on.',
  ])('denies nothing in: %s', (sentence) => {
    expect(innocence(sentence)).not.toEqual([]);
    expect(innocence(sentence)).not.toContain(false);
  });

  it.each(['Throttling is not for gateways.', 'You should never cache a response.', 'Stage variables cannot do that.'])(
    'denies in: %s',
    (sentence) => expect(innocence(sentence)).toContain(false),
  );
});
