import { formatTarget } from '../../domain/answer-target.ts';
import type { CivilDate } from '../../domain/calendar.ts';
import type { MockId } from '../../domain/ids.ts';
import type { Question } from '../../domain/question.ts';
import { type Findings, findingsOf, type JudgedKeyPoint } from '../../domain/scorecard.ts';
import { toPercent, type Verdict } from '../../domain/verdict.ts';
import { parseInline, plain, strong } from '../inline.ts';
import type { Block, Message, RichText } from '../reply.ts';
import { dayText } from './day.ts';
import { minutesText } from './mock.ts';
import { shownKeyPoint } from './result.ts';

/** A question of an interview, and what came of it. */
export type ScoredQuestion = {
  readonly position: number;
  readonly question: Question;
  /** Minutes until the answer came, 0 or above; undefined when there was no answer in time. */
  readonly minutes: number | undefined;
  /** Undefined without an answer, and while the answer waits for its grade. */
  readonly verdict: Verdict | undefined;
  /** Whether the member has seen the model answer. */
  readonly revealed: boolean;
};

export type Scorecard = {
  readonly mockId: MockId;
  /** How many questions it was to have, and the minutes that each had. */
  readonly questions: number;
  readonly shareMinutes: number;
  /** Those that were asked, in that order. */
  readonly asked: readonly ScoredQuestion[];
  /** The interview before it with a score, 0 to 1. */
  readonly last: { readonly on: CivilDate; readonly mean: number } | undefined;
};

/** Key points that are named at most, of each kind, and places to read. */
const mostNamed = 5;

/** What came of an interview: how good it was, what is known and what is not, and where to read about that. */
export function scorecardView(card: Scorecard): Message {
  const answered = card.asked.filter(({ minutes }) => minutes !== undefined);
  const findings = findingsOf(card.asked);
  const blocks = answered.length === 0 ? [nothingAnswered] : scoredBlocks(card, findings, answered.length);
  return { type: 'message', blocks: [{ type: 'heading', text: 'Scorecard' }, ...blocks, waysOn(card, findings)] };
}

const nothingAnswered: Block = {
  type: 'paragraph',
  text: plain('The interview is over. Nothing was answered, so there is nothing to score.'),
};

function scoredBlocks(card: Scorecard, findings: Findings, answered: number): readonly Block[] {
  const { strengths, gaps, reading, mean } = findings;
  return [
    ...(mean === undefined ? [] : meanBlocks(mean, card, answered)),
    { type: 'list', items: card.asked.map((one) => scoredText(one, card.shareMinutes)) },
    ...waiting(card.asked),
    ...named('Strengths', strengths, card),
    ...named('Gaps', gaps, card),
    ...toRead(reading),
  ];
}

function meanBlocks(mean: number, { last, questions }: Scorecard, answered: number): readonly Block[] {
  const label = `${toPercent(mean)} of 100 on average · ${answered} of ${questions} questions answered`;
  return [
    { type: 'score', value: mean, label },
    ...(last ? [{ type: 'paragraph' as const, text: plain(comparison(mean, last)) }] : []),
  ];
}

function comparison(mean: number, last: NonNullable<Scorecard['last']>): string {
  const more = toPercent(mean) - toPercent(last.mean);
  const amount = more === 0 ? 'As many' : `${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'}`;
  return `${amount} ${more === 0 ? 'as' : 'than'} on ${dayText(last.on)}.`;
}

function scoredText({ question, minutes, verdict }: ScoredQuestion, share: number): RichText {
  if (minutes === undefined) return [strong('Not answered: '), ...parseInline(question.text)];
  const score = verdict ? `${toPercent(verdict.score)} of 100` : 'Not graded yet';
  return [
    strong(score),
    ...plain(` in ${Math.ceil(minutes)} of ${minutesText(share)}: `),
    ...parseInline(question.text),
  ];
}

function waiting(asked: readonly ScoredQuestion[]): readonly Block[] {
  const some = asked.some(({ minutes, verdict }) => minutes !== undefined && !verdict);
  const text = 'What is not graded yet will be sent to you as soon as it is, and counts from then on.';
  return some ? [{ type: 'paragraph', text: plain(text) }] : [];
}

function named(title: string, points: readonly JudgedKeyPoint[], { asked }: Scorecard): readonly Block[] {
  if (points.length === 0) return [];
  const items = points.slice(0, mostNamed).map(({ position, keyPoint, coverage }) => {
    const revealed = asked.find((one) => one.position === position)?.revealed ?? false;
    return {
      coverage,
      text: [...plain(`Question ${position + 1}: `), ...shownKeyPoint(keyPoint, coverage, revealed)],
    };
  });
  return [{ type: 'heading', text: title }, { type: 'key-points', items }, ...andMore(points.length)];
}

function andMore(count: number): readonly Block[] {
  return count > mostNamed ? [{ type: 'note', text: plain(`… and ${count - mostNamed} more`) }] : [];
}

function toRead(places: readonly string[]): readonly Block[] {
  if (places.length === 0) return [];
  return [
    { type: 'heading', text: 'What to read' },
    { type: 'list', items: places.slice(0, mostNamed).map(parseInline) },
    ...andMore(places.length),
  ];
}

/** Another one, the question with the heaviest gap once more, and what is due. */
function waysOn({ mockId }: Scorecard, { gaps: [gap] }: Findings): Block {
  const again = gap && formatTarget({ type: 'mock', mockId, position: gap.position });
  return {
    type: 'actions',
    actions: [
      { name: 'mock', label: 'Another interview', value: mockId, style: 'primary' },
      again === undefined
        ? { name: 'practice', label: 'Practise', value: '', style: 'default' }
        : { name: 'answer', label: 'Practise a gap', value: again, style: 'default' },
      { name: 'review', label: 'Review', value: '', style: 'default' },
    ],
  };
}
