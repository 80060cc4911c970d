import { maxAnswerLength } from '../../domain/answer.ts';
import { countText } from '../../domain/display.ts';
import type { Level, Question } from '../../domain/question.ts';
import type { KeyPointVerdict } from '../../domain/verdict.ts';
import { emphasised, parseInline, plain, strong } from '../inline.ts';
import { coverageMarks, type Form, type Message } from '../reply.ts';
import { actionsBesideModelAnswer, practiceActions } from './actions.ts';

export type AskedQuestion = {
  readonly question: Question;
  /** Title of the question's topic. */
  readonly topic: string;
  /** Where its answer goes, as `formatTarget` writes it. */
  readonly target: string;
  /** What is said beside it. */
  readonly note?: string | undefined;
};

/** A practice question as it is asked. */
export function questionView({ question, topic, target, note }: AskedQuestion): Message {
  const facts = [
    topic,
    levelName(question.level),
    countText(question.keyPoints.length, 'key point'),
    ...(note ? [note] : []),
  ];
  return {
    type: 'message',
    blocks: [
      { type: 'note', text: plain(facts.join(' · ')) },
      { type: 'paragraph', text: emphasised(question.text) },
      practiceActions(target, 'Answer'),
    ],
  };
}

/** What a form asks: a question, or the follow-up question on one of its key points (inline Markdown). */
export type Answerable = Pick<AskedQuestion, 'question' | 'target'> & { readonly followUp?: string | undefined };

/** The form in which a question is answered; after a submission that was not taken it keeps the text and says why. */
export function answerForm(
  { question, target, followUp }: Answerable,
  rejected?: { readonly text: string; readonly problem: string },
): Form {
  return {
    type: 'form',
    name: 'answer',
    title: 'Your answer',
    submitLabel: 'Submit answer',
    value: target,
    context: emphasised(followUp ?? question.text),
    fields: [
      {
        type: 'text',
        name: 'answer',
        label: 'Answer in your own words, as in the interview',
        text: rejected?.text ?? '',
        maxLength: maxAnswerLength,
        multiline: true,
        ...(rejected && { problem: rejected.problem }),
      },
    ],
  };
}

/** A hint on one key point: where to look, and with the second step the word to start from. */
export function hintView({ hint, word, target }: { hint: string; word: string | undefined; target: string }): Message {
  const start = word === undefined ? [] : [{ type: 'plain' as const, text: ' A word to start from: ' }, strong(word)];
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: [strong('Hint: '), ...parseInline(hint), ...start] },
      practiceActions(target, 'Answer'),
    ],
  };
}

/** The model answer: all key points, with what the member's last attempt covered of them if there is one; `target` is where an answer goes. */
export function modelAnswerView(
  question: Question,
  verdicts: readonly KeyPointVerdict[] | undefined,
  target: string,
): Message {
  const items = question.keyPoints.map((point) => {
    const coverage = verdicts?.find((verdict) => verdict.keyPointId === point.id)?.coverage;
    const mark = coverage === undefined ? [] : plain(`${coverageMarks[coverage].mark} `);
    return [...mark, ...parseInline(point.text)];
  });
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Model answer' },
      { type: 'paragraph', text: emphasised(question.text) },
      { type: 'list', items },
      {
        type: 'note',
        text: plain('From now on an answer to this question earns half of what it improves, until the season ends.'),
      },
      actionsBesideModelAnswer(target),
    ],
  };
}

export function levelName(level: Level): string {
  return level.charAt(0).toUpperCase() + level.slice(1);
}
