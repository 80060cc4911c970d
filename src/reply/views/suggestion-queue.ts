import type { DraftKeyPoint } from '../../domain/suggestion.ts';
import { toPercent } from '../../domain/verdict.ts';
import { emphasised, parseInline, plain, strong } from '../inline.ts';
import type { Action, Block, Message } from '../reply.ts';
import { overviewActions } from './actions.ts';

/** A question that is there already and is much like a suggested one. */
export type LikeQuestion = {
  readonly text: string;
  /** The title of its pack. */
  readonly pack: string;
  /** 0 to 1, as `findLikest` measures it. */
  readonly likeness: number;
};

export type SuggestionItem = {
  /** Its id. */
  readonly value: string;
  /** None once its member has left. */
  readonly memberName: string | null;
  /** Whether it is the admin's own. */
  readonly own: boolean;
  readonly question: string;
  readonly keyPoints: readonly DraftKeyPoint[];
  /** The title of its topic. */
  readonly topic: string;
  readonly note: string;
  readonly like: LikeQuestion | undefined;
};

export type SuggestionQueue = {
  /** The suggestion that is shown; undefined when none waits. */
  readonly item: SuggestionItem | undefined;
  /** How many wait for a decision. */
  readonly open: number;
};

const next: Action = { name: 'suggestions', label: 'Next suggestion', value: '', style: 'default' };
const packs: Action = { name: 'packs', label: 'Packs', value: '', style: 'default' };

/** The suggested questions of a workspace for its admins, one at a time. */
export function suggestionsView({ item, open }: SuggestionQueue): Message {
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: 'Suggested questions' },
      ...(item ? itemBlocks(item) : [{ type: 'paragraph' as const, text: plain('There are none.') }]),
      ...(item ? [{ type: 'note' as const, text: plain(open === 1 ? '1 is open' : `${open} are open`) }] : []),
      { type: 'actions', actions: item ? itemActions(item, open) : [packs] },
      overviewActions(),
    ],
  };
}

function itemBlocks({ memberName, own, question, keyPoints, topic, note, like }: SuggestionItem): readonly Block[] {
  const name = memberName ?? 'Somebody who has left';
  return [
    { type: 'paragraph', text: [strong(own ? `${name} (you)` : name), ...plain(` suggests, on ${topic}:`)] },
    { type: 'paragraph', text: emphasised(question) },
    {
      type: 'list',
      items: keyPoints.map(({ text, accepts }) => [
        ...parseInline(text),
        ...(accepts.length > 0 ? plain(` (or: ${accepts.join(' | ')})`) : []),
      ]),
    },
    ...(note === '' ? [] : [{ type: 'quote' as const, text: note }]),
    ...(like ? [likeBlock(like)] : []),
  ];
}

function likeBlock({ text, pack, likeness }: LikeQuestion): Block {
  const how = `${toPercent(likeness)} % alike by the letters of their words`;
  return { type: 'note', text: [...plain(`Much like “`), ...parseInline(text), ...plain(`” of ${pack}: ${how}.`)] };
}

function itemActions({ value }: SuggestionItem, open: number): readonly Action[] {
  return [
    { name: 'approve', label: 'Approve', value, style: 'primary' },
    { name: 'decline', label: 'Decline', value, style: 'default' },
    ...(open > 1 ? [{ ...next, value }] : []),
    packs,
  ];
}

type Decided = {
  readonly approved: boolean;
  readonly question: string;
  /** None once the member has left. */
  readonly memberName: string | null;
};

/** What an admin sees of their decision; `hint` is what else they should know. */
export function suggestionDecidedView({ approved, question, memberName }: Decided, hint?: string): Message {
  const said = approved ? 'Approved: it is asked from now on. ' : 'Declined. ';
  const told = memberName === null ? [] : plain(`${memberName} is told in private.`);
  return {
    type: 'message',
    blocks: [
      { type: 'paragraph', text: [strong(said), ...told] },
      { type: 'quote', text: question },
      ...(hint === undefined ? [] : [{ type: 'paragraph' as const, text: plain(hint) }]),
      { type: 'actions', actions: [next, packs] },
      overviewActions(),
    ],
  };
}

type Told = { readonly approved: boolean; readonly question: string; readonly note: string; readonly by: string };

/** What a member is told in private about a question that they suggested. */
export function suggestionOutcomeView({ approved, question, note, by }: Told): Message {
  const decided = approved
    ? `${by} has approved it: it is asked in this workspace from now on.`
    : `${by} has looked at it, and it is not asked here.`;
  return {
    type: 'message',
    blocks: [
      { type: 'heading', text: approved ? 'Your question is approved' : 'Your question is not taken' },
      { type: 'paragraph', text: emphasised(question) },
      { type: 'paragraph', text: plain(`${decided}${note === '' ? '' : ' The note:'}`) },
      ...(note === '' ? [] : [{ type: 'quote' as const, text: note }]),
      overviewActions(),
    ],
  };
}
