import type { Question } from '../../domain/question.ts';
import { type Coverage, toPercent } from '../../domain/verdict.ts';
import { emphasised, parseInline, plain, textOf } from '../inline.ts';
import { type Block, coverageMarks, type Message, type RichText } from '../reply.ts';
import { type CoverageBar, coveragePicture } from './coverage-picture.ts';
import { answeredBy, askedBlocks } from './daily.ts';
import type { AskedQuestion } from './question.ts';

/** What came of a daily question. */
export type DailyOutcome = {
  readonly question: Question;
  /** How many members have answered. */
  readonly answered: number;
  /** How many members' best answers gave a key point this coverage; pairs that nobody has are left out. */
  readonly counts: readonly { readonly keyPointId: string; readonly coverage: Coverage; readonly members: number }[];
  /** The best, best first. */
  readonly top: readonly { readonly name: string; readonly score: number }[];
};

/** A daily question that takes no more answers for points; who was late may still answer for practice. */
export function dailyClosedView(asked: AskedQuestion, answered: number): Message {
  return {
    type: 'message',
    blocks: [
      ...askedBlocks('Question of the day', asked),
      { type: 'note', text: plain(`Closed · ${closedCount(answered)} · the model answer is in the thread`) },
      {
        type: 'actions',
        actions: [{ name: 'answer', label: 'Answer for practice', value: asked.target, style: 'default' }],
      },
    ],
  };
}

/** The thread of a closed question: the model answer, how many covered each key point, the best, and room to talk. */
export function closingView({ question, answered, counts, top }: DailyOutcome): Message {
  const tally = question.keyPoints.map(({ id, text }) => ({ text, counts: countsOf(counts, id) }));
  const graded = Math.max(0, ...tally.map((point) => sum(Object.values(point.counts))));
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'The model answer' },
      { type: 'paragraph', text: emphasised(question.text) },
      {
        type: 'list',
        items: tally.map((point) => [...parseInline(point.text), ...(graded > 0 ? coverageText(point.counts) : [])]),
      },
      ...(graded > 0 ? [coveragePicture('How many covered what', tally.map(barOf))] : []),
      ...topBlocks(top),
      {
        type: 'note',
        text: plain(`${closedCount(answered)} · this thread is open: what would you have said otherwise?`),
      },
    ],
  };
}

function barOf({ text, counts }: { readonly text: string; readonly counts: Counts }): CoverageBar {
  return { label: textOf(parseInline(text)), ...counts };
}

type Counts = Readonly<Record<Coverage, number>>;

function countsOf(counts: DailyOutcome['counts'], keyPointId: string): Counts {
  const of = (coverage: Coverage) =>
    counts.find((count) => count.keyPointId === keyPointId && count.coverage === coverage)?.members ?? 0;
  return { covered: of('covered'), partial: of('partial'), missed: of('missed'), contradicted: of('contradicted') };
}

/** ` (✓ 4 · ◐ 2 · ○ 1)`: what the bars of the picture say, without what nobody had. */
function coverageText(counts: Counts): RichText {
  const parts = (['covered', 'partial', 'missed', 'contradicted'] as const)
    .filter((coverage) => counts[coverage] > 0)
    .map(
      (coverage) => `${coverageMarks[coverage].mark} ${counts[coverage]} ${coverageMarks[coverage].word.toLowerCase()}`,
    );
  return plain(` (${parts.join(' · ')})`);
}

function topBlocks(top: DailyOutcome['top']): readonly Block[] {
  if (top.length === 0) return [];
  const scores = top.map(({ score }) => toPercent(score));
  const rows = top.map(({ name }, index) => {
    const points = scores[index] ?? 0;
    return { rank: scores.indexOf(points) + 1, name, points, own: false };
  });
  return [
    { type: 'heading', text: 'Best of the day, out of 100' },
    { type: 'board', rows },
  ];
}

function closedCount(answered: number): string {
  return answered === 0 ? 'Nobody has answered' : answeredBy(answered);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
