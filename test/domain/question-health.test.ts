import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Figures, healthOf, type ScoredAnswer } from '../../src/domain/question-health.ts';
import { smallPack } from '../fixtures/practice-world.ts';

const pack = smallPack();
const [what = '', fresh = ''] = pack.questions.map(({ id }) => id);
const versionOf = new Map(pack.questions.map(({ id, version }) => [id, version]));
const nothing: Figures = { answers: [], decisions: [], reports: [] };

function answer(memberId: string, questionId: string, score: number): ScoredAnswer {
  return { memberId, questionId, questionVersion: versionOf.get(questionId) ?? 'x', score };
}

/** Members with a score at each of the two questions. */
function answersOf(...scores: readonly (readonly [what: number, fresh: number])[]): readonly ScoredAnswer[] {
  return scores.flatMap(([one, other], index) => [answer(`m${index}`, what, one), answer(`m${index}`, fresh, other)]);
}

function healthAt(questionId: string, figures: Partial<Figures>) {
  const found = healthOf([pack], { ...nothing, ...figures }).find(({ question }) => question.id === questionId);
  if (!found) throw new Error(`no question ${questionId}`);
  return found;
}

const twenty = Array.from({ length: 20 }, (_, index) => index / 19);

describe('the health of a question', () => {
  it('is unknown while nobody has answered, and asks for no care', () => {
    expect(healthAt(what, {})).toMatchObject({ answers: 0, members: 0, decided: 0, accepted: 0, reports: 0, care: [] });
    expect(healthAt(what, {}).meanScore).toBeUndefined();
    expect(healthAt(what, {}).separation).toBeUndefined();
  });

  it('counts the first answer of each member for the mean, and all of them as answers', () => {
    const answers = [answer('ann', what, 0.2), answer('ann', what, 1), answer('bob', what, 0.6)];
    expect(healthAt(what, { answers })).toMatchObject({ answers: 3, members: 2, compared: 0 });
    expect(healthAt(what, { answers }).meanScore).toBeCloseTo(0.4);
  });

  it('has the item–rest correlation as its separation, as a worked example has it', () => {
    // The item 1, 0, 1, 0 against rests of 0.9, 0.2, 0.7, 0.4: r = 0.5 / (1 · √0.29).
    const answers = answersOf([1, 0.9], [0, 0.2], [1, 0.7], [0, 0.4]);
    expect(healthAt(what, { answers }).separation).toBeCloseTo(0.5 / Math.sqrt(0.29), 10);
    expect(healthAt(what, { answers })).toMatchObject({ compared: 4 });
  });

  it('compares with the mean of all other questions, those of no pack among them, and never with itself', () => {
    const answers = [
      ...[answer('ann', what, 1), answer('ann', fresh, 0.4), answer('ann', 'gone/one', 0.8)],
      ...[answer('bob', what, 0), answer('bob', fresh, 0.1), answer('bob', 'gone/one', 0.3)],
      ...[answer('cy', what, 0.3), answer('cy', fresh, 0.9)],
      answer('dan', what, 0.5),
    ];
    // 1, 0, 0.3 against 0.6, 0.2, 0.9.
    expect(healthAt(what, { answers }).separation).toBeCloseTo(0.37, 3);
    expect(healthAt(what, { answers })).toMatchObject({ members: 4, compared: 3 });
  });

  it('is not told where nothing varies', () => {
    expect(healthAt(what, { answers: answersOf([1, 0.5], [1, 0.7]) }).separation).toBeUndefined();
    // (0.1 + 0.7) − 0.1 is not quite what (0.3 + 0.7) − 0.3 is.
    expect(healthAt(what, { answers: answersOf([0.1, 0.7], [0.3, 0.7]) }).separation).toBeUndefined();
  });

  it('leaves out what was answered before the question was changed', () => {
    const old = { ...answer('ann', what, 1), questionVersion: 'before' };
    expect(healthAt(what, { answers: [old, answer('bob', what, 0)] })).toMatchObject({ answers: 1, meanScore: 0 });
  });

  it('is a reason to look at it only when enough members say so', () => {
    const against = twenty.map((share) => [share, 1 - share] as const);
    expect(healthAt(what, { answers: answersOf(...against) }).care).toEqual(['separates-badly']);
    expect(healthAt(what, { answers: answersOf(...against.slice(1)) }).care).toEqual([]);
    const hard = twenty.map((share) => [share / 10, share] as const);
    expect(healthAt(what, { answers: answersOf(...hard) }).care).toEqual(['too-hard']);
    const easy = twenty.map((share) => [1 - share / 10, 1 - share] as const);
    expect(healthAt(what, { answers: answersOf(...easy) }).care).toEqual(['too-easy']);
    expect(healthAt(what, { answers: answersOf(...easy.slice(1)) }).care).toEqual([]);
  });

  it('is a reason to look at it when one dispute was accepted or one key point is reported', () => {
    const decisions = [
      { questionId: what, accepted: true },
      { questionId: what, accepted: false },
    ];
    expect(healthAt(what, { decisions })).toMatchObject({ decided: 2, accepted: 1, care: ['misjudged'] });
    expect(healthAt(fresh, { decisions: [{ questionId: fresh, accepted: false }] }).care).toEqual([]);
    expect(healthAt(what, { reports: [{ questionId: what }] })).toMatchObject({ reports: 1, care: ['reported'] });
  });

  it('puts first what has most reasons, then most objections, then what separates worst', () => {
    const order = (figures: Partial<Figures>) =>
      healthOf([pack], { ...nothing, ...figures }).map(({ question }) => question.id);
    expect(order({})).toEqual([fresh, what]);
    expect(order({ reports: [{ questionId: what }] })).toEqual([what, fresh]);
    const decisions = [{ questionId: fresh, accepted: true }];
    expect(order({ reports: [{ questionId: what }], decisions: [...decisions, ...decisions] })).toEqual([fresh, what]);
    const third = (share: number) => [share, 1 - share] as const;
    const answers = [
      ...answersOf(third(0.1), third(0.7)),
      answer('m0', 'gone/one', 0.2),
      answer('m1', 'gone/one', 0.9),
    ];
    expect(healthAt(what, { answers }).separation).toBeGreaterThan(healthAt(fresh, { answers }).separation ?? 9);
    expect(order({ answers })).toEqual([fresh, what]);
  });

  it('stays within its bounds, whatever was answered', () => {
    const anyAnswer = fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom(what, fresh, 'gone/one'), fc.nat(24))
      .map(([member, question, score]) => answer(member, question, score / 24));
    fc.assert(
      fc.property(fc.array(anyAnswer), (answers) => {
        for (const { answers: all, members, compared, meanScore = 0, separation = 0 } of healthOf([pack], {
          ...nothing,
          answers,
        })) {
          expect(members).toBeLessThanOrEqual(all);
          expect(compared).toBeLessThanOrEqual(members);
          expect(meanScore).toBeGreaterThanOrEqual(0);
          expect(meanScore).toBeLessThanOrEqual(1 + 1e-9);
          expect(Math.abs(separation)).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});
