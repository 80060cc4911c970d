import { type CivilDate, civilDateOf } from '../../domain/calendar.ts';
import { emphasised, plain } from '../inline.ts';
import type { Block, Message } from '../reply.ts';
import { type AskedQuestion, levelName } from './question.ts';

/** How a daily question stands: who has answered, and until when others may. */
export type DailyState = {
  readonly answered: number;
  readonly closes: {
    /** Epoch milliseconds. */
    readonly at: number;
    /** The civil day of the question. */
    readonly askedOn: CivilDate;
    readonly timeZone: string;
  };
};

/** The daily question as a channel sees it; answers go to the coach in private. */
export function dailyView(asked: AskedQuestion, { answered, closes }: DailyState): Message {
  return {
    type: 'message',
    blocks: [
      ...askedBlocks('Question of the day', asked),
      {
        type: 'note',
        text: plain(`${answeredBy(answered)} · answers are private · closes ${closingTime(closes)}`),
      },
      { type: 'actions', actions: [{ name: 'answer', label: 'Answer', value: asked.target, style: 'primary' }] },
    ],
  };
}

/** The question with its topic and level, under a heading. */
export function askedBlocks(heading: string, { question, topic }: AskedQuestion): readonly Block[] {
  return [
    { type: 'heading', text: heading },
    { type: 'note', text: plain(`${topic} · ${levelName(question.level)}`) },
    { type: 'paragraph', text: emphasised(question.text) },
  ];
}

/** How many have answered, in words. */
export function answeredBy(count: number): string {
  if (count === 0) return 'Nobody has answered yet';
  return count === 1 ? '1 person has answered' : `${count} people have answered`;
}

/** `17:00 (Europe/Berlin)`, with the weekday when it is another day than the question's. */
export function closingTime({ at, askedOn, timeZone }: DailyState['closes']): string {
  const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone }).format(at);
  return `${civilDateOf(at, timeZone) === askedOn ? '' : `${weekday} `}${time} (${timeZone})`;
}
