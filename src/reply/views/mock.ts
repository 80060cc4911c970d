import type { CivilDate } from '../../domain/calendar.ts';
import { countText } from '../../domain/display.ts';
import type { MockId } from '../../domain/ids.ts';
import type { Question } from '../../domain/question.ts';
import { toPercent } from '../../domain/verdict.ts';
import { emphasised, parseInline, plain, strong } from '../inline.ts';
import type { Action, Block, Inline, Message, RichText } from '../reply.ts';
import { overviewActions } from './actions.ts';
import { dayText } from './day.ts';
import { levelName } from './question.ts';

/** Where a mock interview stands. */
export type MockStand = {
  /** The question's place, from 0, and how many there are. */
  readonly position: number;
  readonly questions: number;
  /** Where the answer goes, as `formatTarget` writes it; the press of *Next question* carries it too. */
  readonly target: string;
  /** When the interview is over. */
  readonly until: Inline;
  /** Whether it was there already and is shown once more, so that it can also be ended. */
  readonly resumed: boolean;
};

export type AskedInMock = MockStand & {
  readonly question: Question;
  /** Title of the question's topic. */
  readonly topic: string;
  /** Whole minutes that are this question's share, and when they are over. */
  readonly shareMinutes: number;
  readonly shareUntil: Inline;
  /** What is said above it. */
  readonly note?: string | undefined;
};

/** A question of an interview: what is asked, and how long there is. */
export function mockQuestionView(asked: AskedInMock): Message {
  const { question, topic, target, note } = asked;
  const facts = [`Mock interview, question ${placeText(asked)}`, topic, levelName(question.level)];
  return {
    type: 'message',
    blocks: [
      ...(note === undefined ? [] : [{ type: 'paragraph' as const, text: plain(note) }]),
      ...(asked.resumed ? [{ type: 'paragraph' as const, text: plain('This interview is still open.') }] : []),
      { type: 'note', text: plain(facts.join(' · ')) },
      { type: 'paragraph', text: emphasised(question.text) },
      timeLeft(asked),
      {
        type: 'actions',
        actions: [
          { name: 'answer', label: 'Answer', value: target, style: 'primary' },
          { name: 'mock-next', label: isLast(asked) ? 'Skip and finish' : 'Skip', value: target, style: 'default' },
          ...ending(asked),
        ],
      },
      ...(asked.position === 0 ? [{ type: 'note' as const, text: plain(houseRules) }] : []),
    ],
  };
}

function ending({ resumed, target }: MockStand): readonly Action[] {
  return resumed ? [{ name: 'mock-stop', label: 'End the interview', value: target, style: 'default' }] : [];
}

const houseRules =
  'No hints and no verdicts before the scorecard, as in an interview. Leaving is fine: /coach mock goes on where you were until the time is over.';

function timeLeft(asked: AskedInMock): Block {
  const share = plain(`About ${minutesText(asked.shareMinutes)} for this question, until `);
  const own = isLast(asked) ? [] : [...share, asked.shareUntil, ...plain('. ')];
  return { type: 'paragraph', text: [...own, ...plain('The interview ends at '), asked.until, ...plain('.')] };
}

export type Noted = MockStand & {
  /** What was answered: a question, once more after an answer that counts, or its follow-up. */
  readonly answered: 'question' | 'again' | 'follow-up';
  /** What an interviewer would ask next (inline Markdown), and where its answer goes. */
  readonly followUp: { readonly text: string; readonly target: string } | undefined;
};

const notedText: Readonly<Record<Noted['answered'], string>> = {
  question: 'Answer noted',
  again: 'Noted; your first answer to this question is the one that counts',
  'follow-up': 'Noted',
};

/** What is said to an answer in an interview: that it was heard, a follow-up question if there is one, and the way on. */
export function mockNotedView(noted: Noted): Message {
  const { answered, followUp, target, until } = noted;
  const next: Action = {
    name: 'mock-next',
    label: isLast(noted) ? 'Finish' : 'Next question',
    value: target,
    style: 'primary',
  };
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: `${notedText[answered]}, ${placeText(noted)}` },
      ...(followUp
        ? [{ type: 'paragraph' as const, text: [strong('Follow-up: '), ...parseInline(followUp.text)] }]
        : []),
      { type: 'paragraph', text: [...plain('The interview ends at '), until, ...plain('.')] },
      {
        type: 'actions',
        actions: [
          ...(followUp
            ? [
                {
                  name: 'answer' as const,
                  label: 'Answer the follow-up',
                  value: followUp.target,
                  style: 'default' as const,
                },
              ]
            : []),
          next,
          ...ending(noted),
        ],
      },
    ],
  };
}

/** What the overview says while an interview goes on. */
export function mockHomeView(until: Inline): Message {
  const text = 'The leaderboard and your progress are back here when it is over, because they would tell your scores.';
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Mock interview' },
      { type: 'paragraph', text: [...plain('Your interview goes on until '), until, ...plain('.')] },
      { type: 'note', text: plain(text) },
      { type: 'actions', actions: [{ name: 'mock', label: 'Go on', value: '', style: 'primary' }] },
    ],
  };
}

export type PastMock = {
  readonly id: MockId;
  readonly on: CivilDate;
  /** Title of its topic; undefined for any. */
  readonly topic: string | undefined;
  readonly questions: number;
  readonly answered: number;
  /** 0 to 1; null while nothing is graded. */
  readonly mean: number | null;
};

/** A member's interviews, newest first. */
export function mockHistoryView(past: readonly PastMock[]): Message {
  const items = past.map(
    ({ id, on, topic = 'any topic', questions, answered, mean }): RichText => [
      strong(mean === null ? 'not graded yet' : `${toPercent(mean)} of 100`),
      ...plain(' on '),
      { type: 'page', text: dayText(on), page: 'mock', value: id },
      ...plain(` · ${topic} · ${answered} of ${questions} answered`),
    ],
  );
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Your mock interviews' },
      items.length > 0
        ? { type: 'list', items }
        : { type: 'paragraph', text: plain('None yet: start one with /coach mock.') },
      overviewActions(),
    ],
  };
}

/** A number of minutes in words. */
export function minutesText(minutes: number): string {
  return countText(minutes, 'minute');
}

function placeText({ position, questions }: MockStand): string {
  return `${position + 1} of ${questions}`;
}

function isLast({ position, questions }: MockStand): boolean {
  return position + 1 >= questions;
}
