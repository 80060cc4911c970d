import { describe, expect, it } from 'vitest';
import { createLearnedQuestions } from '../../src/knowledge/learned-questions.ts';
import { smallPack } from '../fixtures/practice-world.ts';
import { keyPoints, question } from '../reply/views/asked.ts';

const [first, second] = keyPoints;
const learned = (keyPointId: string, phrase: string) => ({ keyPointId, phrase });

describe('a question with learned phrases', () => {
  it('accepts them at their key point, under another version, and is else the same', () => {
    const withPhrases = createLearnedQuestions();
    const changed = withPhrases(question, [learned(second.id, 'Databases rest.')]);
    expect(changed.keyPoints[1]?.accepts).toEqual([...second.accepts, 'Databases rest.']);
    expect(changed.keyPoints[0]).toBe(first);
    expect(changed.version).not.toBe(question.version);
    expect({ ...changed, keyPoints: question.keyPoints, version: question.version }).toEqual(question);
    expect(second.accepts).toEqual([]);
  });

  it('is the question itself when there is nothing new to accept', () => {
    const withPhrases = createLearnedQuestions();
    expect(withPhrases(question, [])).toBe(question);
    expect(withPhrases(question, [learned('gone', 'Databases rest.')])).toBe(question);
    const known = { ...question, keyPoints: [{ ...first, accepts: ['Quick.'] }, second] };
    expect(withPhrases(known, [learned(first.id, 'Quick.')])).toBe(known);
  });

  it('is one object for the same phrases, and another one for others', () => {
    const withPhrases = createLearnedQuestions();
    const once = withPhrases(question, [learned(first.id, 'Quick.')]);
    expect(withPhrases(structuredClone(question), [learned(first.id, 'Quick.')])).toBe(once);
    expect(withPhrases(question, [learned(first.id, 'Fast.')])).not.toBe(once);
    const [other = question] = smallPack().questions;
    expect(withPhrases(other, [learned(other.keyPoints[0]?.id ?? '', 'Quick.')])).not.toBe(once);
  });

  it('is forgotten when 12 others were asked for since', () => {
    const withPhrases = createLearnedQuestions();
    const phrase = (index: number) => [learned(first.id, `Phrase ${index}.`)];
    const [kept, lost] = [withPhrases(question, phrase(0)), withPhrases(question, phrase(1))];
    for (let index = 2; index < 12; index += 1) withPhrases(question, phrase(index));
    expect(withPhrases(question, phrase(0))).toBe(kept);
    withPhrases(question, phrase(13));
    expect(withPhrases(question, phrase(0))).toBe(kept);
    expect(withPhrases(question, phrase(1))).not.toBe(lost);
  });
});
