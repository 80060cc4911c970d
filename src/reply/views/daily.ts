import { emphasised, plain } from '../inline.ts';
import type { Message } from '../reply.ts';
import { type AskedQuestion, levelName } from './question.ts';

/** The daily question as a channel sees it; answers go to the coach in private. */
export function dailyView({ question, topic, target }: AskedQuestion, answered: number): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Question of the day' },
      { type: 'note', text: plain(`${topic} · ${levelName(question.level)}`) },
      { type: 'paragraph', text: emphasised(question.text) },
      { type: 'note', text: plain(`${answeredBy(answered)} · answers are private`) },
      { type: 'actions', actions: [{ name: 'answer', label: 'Answer', value: target, style: 'primary' }] },
    ],
  };
}

function answeredBy(count: number): string {
  if (count === 0) return 'Nobody has answered yet';
  return count === 1 ? '1 person has answered' : `${count} people have answered`;
}
