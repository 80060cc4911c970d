import { parseTarget } from '../../domain/answer-target.ts';
import type { AttemptId } from '../../domain/ids.ts';
import type { Action, Block } from '../reply.ts';

type Actions = Extract<Block, { type: 'actions' }>;

const practice: Action = { name: 'practice', label: 'Practise', value: '', style: 'primary' };
const review: Action = { name: 'review', label: 'Review', value: '', style: 'default' };
const leaderboard: Action = { name: 'leaderboard', label: 'Leaderboard', value: '', style: 'default' };
const stats: Action = { name: 'stats', label: 'My stats', value: '', style: 'default' };
const setup: Action = { name: 'setup', label: 'Settings', value: '', style: 'default' };
const disputes: Action = { name: 'disputes', label: 'Disputes', value: '', style: 'default' };
const packs: Action = { name: 'packs', label: 'Packs', value: '', style: 'default' };
const suggestions: Action = { name: 'suggestions', label: 'Suggestions', value: '', style: 'default' };
const suggest: Action = { name: 'suggest', label: 'Suggest a question', value: '', style: 'default' };
const help: Action = { name: 'help', label: 'Help', value: '', style: 'default' };

/** The ways on from an overview. */
export function overviewActions(): Block {
  return { type: 'actions', actions: [practice, review, leaderboard, stats, help] };
}

/** The ways on from the overview that stays in view. */
export function homeActions(settings: boolean): Block {
  return {
    type: 'actions',
    actions: [practice, review, suggest, help, ...(settings ? [setup, packs, suggestions, disputes] : [])],
  };
}

/** The ways on from a practice question; `answerLabel` says whether it was answered before. */
export function practiceActions(target: string, answerLabel: 'Answer' | 'Try again'): Actions {
  return {
    type: 'actions',
    actions: [
      { name: 'answer', label: answerLabel, value: target, style: 'primary' },
      { name: 'hint', label: 'Hint', value: target, style: 'default' },
      { name: 'show-answer', label: 'Show model answer', value: target, style: 'default' },
      { name: 'next', label: 'Next question', value: target, style: 'default' },
    ],
  };
}

/** The ways on from an answered daily question. */
export function dailyActions(target: string): Actions {
  return {
    type: 'actions',
    actions: [
      { name: 'answer', label: 'Try again', value: target, style: 'primary' },
      { name: 'show-answer', label: 'Show model answer', value: target, style: 'default' },
      leaderboard,
    ],
  };
}

/** What can be done with the result of an attempt. */
export function resultActions(attemptId: AttemptId): Block {
  return {
    type: 'actions',
    actions: [
      { name: 'share', label: 'Share', value: attemptId, style: 'default' },
      { name: 'dispute', label: 'This grade is wrong', value: attemptId, style: 'default' },
    ],
  };
}

/** The ways on from a question of an interview that is over. */
function mockActions(target: string): Actions {
  return {
    type: 'actions',
    actions: [
      { name: 'answer', label: 'Try again', value: target, style: 'primary' },
      { name: 'show-answer', label: 'Show model answer', value: target, style: 'default' },
      { name: 'mock', label: 'Another interview', value: '', style: 'default' },
    ],
  };
}

/** The ways on from an answered question, whatever it belongs to; `target` is as `formatTarget` writes it. */
export function answeredActions(target: string): Actions {
  const type = parseTarget(target)?.type;
  if (type === 'daily') return dailyActions(target);
  return type === 'mock' ? mockActions(target) : practiceActions(target, 'Try again');
}

/** The same where its model answer is in view, which leaves nothing to hint at or to show. */
export function actionsBesideModelAnswer(target: string): Block {
  const { type, actions } = answeredActions(target);
  return { type, actions: actions.filter(({ name }) => name !== 'hint' && name !== 'show-answer') };
}
