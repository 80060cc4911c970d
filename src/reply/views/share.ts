import type { Question } from '../../domain/question.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { emphasised, plain, strong } from '../inline.ts';
import type { Message } from '../reply.ts';
import { scoreLabel } from './result.ts';

/** A result as its member shares it: what was asked and how well it went, nothing of the answer or the key points. */
export function shareView(memberName: string, question: Question, verdict: Verdict): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: [strong(memberName), ...plain(' has answered')] },
      { type: 'paragraph', text: emphasised(question.text) },
      { type: 'score', value: verdict.score, label: scoreLabel(verdict) },
      { type: 'actions', actions: [{ name: 'practice', label: 'Practise too', value: '', style: 'default' }] },
    ],
  };
}
