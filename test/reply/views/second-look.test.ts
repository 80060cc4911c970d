import { describe, expect, it } from 'vitest';
import { type LookOutcome, lookOutcomes } from '../../../src/domain/second-look.ts';
import { toPlainText } from '../../../src/reply/plain-text.ts';
import type { Message } from '../../../src/reply/reply.ts';
import { withLook } from '../../../src/reply/views/second-look.ts';

const result: Message = {
  type: 'message',
  blocks: [
    { type: 'heading', text: 'Good answer' },
    { type: 'actions', actions: [{ name: 'next', label: 'Next', value: '', style: 'default' }] },
  ],
};
const look = (outcome: LookOutcome | undefined, keyPoints = 2) =>
  withLook(result, { keyPoints, checkedBy: 'model-1 (p1, s1)', outcome });

describe('a result that is looked at a second time', () => {
  it('says so above its buttons', () => {
    expect(look(undefined).blocks.map(({ type }) => type)).toEqual(['heading', 'note', 'actions']);
    expect(toPlainText(look(undefined))).toContain('Checking 2 points: model-1 takes a second look.');
    expect(toPlainText(look(undefined, 1))).toContain('Checking 1 point:');
  });

  it.each(lookOutcomes.filter((outcome) => outcome !== 'superseded'))('says what came of it: %s', (outcome) => {
    const text = toPlainText(look(outcome));
    expect(text).toMatch(/2 points (were|could)/);
    if (outcome !== 'upgraded') expect(text).toContain('the grade stands.');
  });

  it('says nothing where somebody else has decided meanwhile', () => {
    expect(look('superseded')).toEqual(result);
  });
});
