import type { CivilDate } from '../../domain/calendar.ts';
import { countText } from '../../domain/display.ts';
import type { KeyPoint, Question } from '../../domain/question.ts';
import { plain, strong } from '../inline.ts';
import type { Message, RichText } from '../reply.ts';
import { homeActions } from './actions.ts';
import { dayText } from './day.ts';
import { keyPointLine, questionLine } from './line.ts';

export type ReportRow = {
  readonly question: Pick<Question, 'pack' | 'text'>;
  /** Undefined when the question has no such key point any more. */
  readonly keyPoint: Pick<KeyPoint, 'id' | 'text'> | undefined;
  readonly reason: string;
  readonly on: CivilDate;
};

export type ReportsView = {
  /** Newest first. */
  readonly rows: readonly ReportRow[];
  /** How many there are in all. */
  readonly open: number;
};

/** Key points that members hold to be outdated, for the admins of their workspace; nobody is told who reported them. */
export function reportsView({ rows, open }: ReportsView): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Key points reported as outdated' },
      rows.length > 0
        ? { type: 'list', items: rows.map(rowText) }
        : { type: 'paragraph', text: plain('There are none that wait for an author.') },
      ...(open > rows.length
        ? [{ type: 'note' as const, text: plain(`The newest ${rows.length} of ${countText(open, 'report')}`) }]
        : []),
      {
        type: 'note',
        text: [
          ...plain('Authors list them with '),
          { type: 'code', text: 'coach reports' },
          ...plain(' and mark them as handled there.'),
        ],
      },
      homeActions(true),
    ],
  };
}

function rowText({ question, keyPoint, reason, on }: ReportRow): RichText {
  return [
    ...plain(`${dayText(on)}, pack ${question.pack}, “${questionLine(question)}”: `),
    strong(keyPointLine(keyPoint)),
    ...plain(` – ${reason}`),
  ];
}
