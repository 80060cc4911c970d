import type { WeekRecord } from '../../domain/progress.ts';
import type { KeyPoint } from '../../domain/question.ts';
import { toPercent } from '../../domain/verdict.ts';
import { parseInline, plain } from '../inline.ts';
import type { Block, RichText } from '../reply.ts';
import { questionLine } from './line.ts';

/** Mean of the best scores on a topic's questions, 0 to 1. */
export type TopicScore = { readonly title: string; readonly score: number };

/** A key point, the question that it belongs to, and how well its member knows it, 0 to 1. */
export type KnownPoint = { readonly question: string; readonly point: KeyPoint; readonly strength: number };

/** How a member's progress came about. */
export type Progress = {
  /** Oldest first. */
  readonly weeks: readonly WeekRecord[];
  /** The most practised first. */
  readonly topics: readonly TopicScore[];
  /** Topics that are not shown. */
  readonly moreTopics: number;
  /** Best first; each was covered in an answer, so that its text gives nothing away. */
  readonly strongest: readonly KnownPoint[];
  /** Weakest first. */
  readonly weakest: readonly KnownPoint[];
};

/** The key points that a member knows best and least. */
export function knownPointBlocks({ strongest, weakest }: Progress): readonly Block[] {
  return [
    ...pointList('Strongest key points:', strongest, ({ text }) => parseInline(text)),
    ...pointList('Weakest key points:', weakest, areaOf),
  ];
}

function pointList(
  title: string,
  points: readonly KnownPoint[],
  shown: (point: KeyPoint) => RichText,
): readonly Block[] {
  if (points.length === 0) return [];
  const items = points.map(({ question, point, strength }) => [
    ...plain(`${toPercent(strength)} of 100: `),
    ...shown(point),
    ...plain(' ('),
    ...plain(questionLine({ text: question })),
    ...plain(')'),
  ]);
  return [
    { type: 'paragraph', text: plain(title) },
    { type: 'list', items },
  ];
}

/** The text of a weak key point would be the model answer: its area stands for it, as on the card of a result. */
function areaOf({ hint }: KeyPoint): RichText {
  return hint ? parseInline(hint) : plain('a key point that is still to be found');
}
