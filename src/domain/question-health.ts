import type { CivilDate } from './calendar.ts';
import type { Pack, Question } from './question.ts';
import { mean, pearson } from './statistics.ts';

/** A graded answer to a whole question that is its member's own work. */
export type ScoredAnswer = {
  /** Unique among all whose answers are counted together. */
  readonly memberId: string;
  readonly questionId: string;
  readonly questionVersion: string;
  /** 0 to 1. */
  readonly score: number;
};

/** What is known of how questions do. */
export type Figures = {
  /** Oldest first. */
  readonly answers: readonly ScoredAnswer[];
  /** Disputes that were decided, each by the question that it was about. */
  readonly decisions: readonly { readonly questionId: string; readonly accepted: boolean }[];
  /** Open reports of outdated key points, each by its question. */
  readonly reports: readonly { readonly questionId: string }[];
};

const cares = ['reported', 'misjudged', 'separates-badly', 'too-hard', 'too-easy'] as const;
/**
 * Why somebody should look at a question: a key point is reported as outdated, a dispute was accepted, those who know more do no better at
 * it, hardly anybody knows it, or nearly everybody does.
 */
export type Care = (typeof cares)[number];

/** How a question does with those who answer it. */
export type QuestionHealth = {
  readonly question: Question;
  readonly reviewedOn: CivilDate | undefined;
  /** Answers to the question as it is now, and the members who gave them. */
  readonly answers: number;
  readonly members: number;
  /** Mean score of the members' first answers, 0 to 1; undefined while there are none. */
  readonly meanScore: number | undefined;
  /** How well it tells members apart, −1 to 1; undefined while it cannot be told. */
  readonly separation: number | undefined;
  /** Members who have answered another question too, on whom the separation rests. */
  readonly compared: number;
  readonly decided: number;
  readonly accepted: number;
  readonly reports: number;
  readonly care: readonly Care[];
};

/** With fewer members no figure of theirs is a reason for anything. */
export const fewestMembers = 20;
/** Below this, questions are to be rejected or improved (Ebel and Frisbie, Essentials of Educational Measurement, 1991). */
const leastSeparation = 0.2;
/** Mean scores outside of these say little about anybody. */
const [leastMean, mostMean] = [0.2, 0.9];

/**
 * How the questions of packs do, those that need most care first. The separation of a question is the item–rest correlation, which books call its
 * discrimination: Pearson's correlation, over members, of their score at the question with the mean of their scores at all others (Crocker and Algina,
 * Introduction to Classical and Modern Test Theory, 1986, chapter 14: the item-total correlation, corrected for the item's own part in the total).
 * Of each member and question the first answer counts, because later ones have seen a result; answers to a question as it was before
 * a change are left out.
 */
export function healthOf(packs: readonly Pack[], { answers, decisions, reports }: Figures): readonly QuestionHealth[] {
  const current = new Map(packs.flatMap((pack) => pack.questions).map(({ id, version }) => [id, version]));
  const counted = answers.filter(
    ({ questionId, questionVersion }) => (current.get(questionId) ?? questionVersion) === questionVersion,
  );
  const known: Known = {
    answers: countsOf(counted),
    comparisons: comparisonsOf(counted),
    decided: countsOf(decisions),
    accepted: countsOf(decisions.filter(({ accepted }) => accepted)),
    reports: countsOf(reports),
  };
  const health = packs.flatMap(({ questions, reviewedOn }) =>
    questions.map((question) => ({ question, reviewedOn, ...figuresOf(question.id, known) })),
  );
  return health.map((one) => ({ ...one, care: careOf(one) })).toSorted(byCare);
}

type Counts = ReadonlyMap<string, number>;

type Known = {
  readonly comparisons: ReadonlyMap<string, readonly Comparison[]>;
  readonly answers: Counts;
  readonly decided: Counts;
  readonly accepted: Counts;
  readonly reports: Counts;
};

function figuresOf(id: string, { comparisons, ...counts }: Known) {
  const own = comparisons.get(id) ?? [];
  const scores = own.map(({ score }) => score);
  const compared = own.filter(({ rest }) => rest !== undefined);
  const correlation = pearson(
    compared.map(({ score }) => score),
    compared.map(({ rest = 0 }) => rest),
  );
  return {
    answers: counts.answers.get(id) ?? 0,
    members: own.length,
    meanScore: scores.length === 0 ? undefined : mean(scores),
    separation: correlation ?? undefined,
    compared: compared.length,
    decided: counts.decided.get(id) ?? 0,
    accepted: counts.accepted.get(id) ?? 0,
    reports: counts.reports.get(id) ?? 0,
  };
}

function careOf(health: Omit<QuestionHealth, 'care'>): readonly Care[] {
  const { members, compared, meanScore = 0.5, separation = 1, accepted, reports } = health;
  const reasons: Readonly<Record<Care, boolean>> = {
    reported: reports > 0,
    misjudged: accepted > 0,
    'separates-badly': compared >= fewestMembers && separation < leastSeparation,
    'too-hard': members >= fewestMembers && meanScore < leastMean,
    'too-easy': members >= fewestMembers && meanScore > mostMean,
  };
  return cares.filter((reason) => reasons[reason]);
}

function byCare(a: QuestionHealth, b: QuestionHealth): number {
  const objections = (health: QuestionHealth) => health.reports + health.accepted;
  return (
    b.care.length - a.care.length ||
    objections(b) - objections(a) ||
    (a.separation ?? 2) - (b.separation ?? 2) ||
    (a.question.id < b.question.id ? -1 : 1)
  );
}

/** A member's first score at a question, and the mean of those at all others; undefined when there are none. */
type Comparison = { readonly score: number; readonly rest: number | undefined };

/** Each question with the members who have answered it. */
function comparisonsOf(answers: readonly ScoredAnswer[]): ReadonlyMap<string, readonly Comparison[]> {
  const firsts = firstOnes(answers);
  const totals = new Map<string, { score: number; questions: number }>();
  for (const { memberId, score } of firsts) {
    const total = totals.get(memberId);
    if (!total) totals.set(memberId, { score, questions: 1 });
    else {
      total.score += score;
      total.questions += 1;
    }
  }
  const comparisons = new Map<string, Comparison[]>();
  for (const { memberId, questionId, score } of firsts) {
    const total = totals.get(memberId) ?? { score, questions: 1 };
    const rest = total.questions > 1 ? exact((total.score - score) / (total.questions - 1)) : undefined;
    const others = comparisons.get(questionId);
    if (others) others.push({ score, rest });
    else comparisons.set(questionId, [{ score, rest }]);
  }
  return comparisons;
}

/** The first answer of each member to each question. */
function firstOnes(answers: readonly ScoredAnswer[]): readonly ScoredAnswer[] {
  const known = new Set<string>();
  return answers.filter(({ memberId, questionId }) => {
    const key = `${questionId}\n${memberId}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** A mean without what rounding has added to it, so that equal means are equal. */
function exact(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

function countsOf(items: readonly { readonly questionId: string }[]): Counts {
  const counts = new Map<string, number>();
  for (const { questionId } of items) counts.set(questionId, (counts.get(questionId) ?? 0) + 1);
  return counts;
}
