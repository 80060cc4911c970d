import type { Question } from '../../domain/question.ts';
import { emphasised, parseInline, plain } from '../inline.ts';
import type { Block, Message } from '../reply.ts';
import { factsOf, pageActions, pageOf, pageValue, type ShownPack, switchOf } from './packs.ts';
import { levelName } from './question.ts';

/** Questions of a page; fewer where each has buttons of its own. */
const questionsOfPage = 10;
const ownOfPage = 5;

export type PackPreview = ShownPack & {
  /** Counted from 1; a page that is not there is the nearest one. */
  readonly page: number;
  /** Whether it is the workspace's own, whose questions its admins change. */
  readonly own: boolean;
  readonly titleOf: (topic: string) => string;
  /** What has just been done, in a sentence. */
  readonly done?: string | undefined;
};

/** The questions of a pack for the admins of a workspace, a page of them, with the key points of the first. */
export function packPreview({ pack, topic, on, page, own, titleOf, done }: PackPreview): Message {
  const { shown, at, last } = pageOf(pack.questions, page, own ? ownOfPage : questionsOfPage);
  const where = last > 1 ? ` · page ${at} of ${last}` : '';
  return {
    type: 'message',
    blocks: [
      ...(done === undefined ? [] : [{ type: 'paragraph' as const, text: plain(done) }]),
      { type: 'heading', text: pack.title },
      { type: 'note', text: plain(factsOf({ pack, topic, on }) + where) },
      ...(own ? shown.flatMap((question) => ownBlocks(question, titleOf)) : [listOf(shown)]),
      ...shown.slice(0, 1).flatMap(keyPointBlocks),
      {
        type: 'actions',
        actions: [
          switchOf(pack, on),
          ...pageActions('pack-preview', (number) => pageValue(pack, number), { at, last }),
          { name: 'packs', label: 'All packs', value: '', style: 'default' },
        ],
      },
    ],
  };
}

function listOf(questions: readonly Question[]): Block {
  return { type: 'list', items: questions.map(({ text }) => parseInline(text)) };
}

function ownBlocks(question: Question, titleOf: PackPreview['titleOf']): readonly Block[] {
  const value = question.id.slice(question.pack.length + 1);
  return [
    {
      type: 'paragraph',
      text: [...emphasised(question.text), ...plain(` · ${titleOf(question.topic)} · ${levelName(question.level)}`)],
    },
    {
      type: 'actions',
      actions: [
        { name: 'edit-question', label: 'Edit', value, style: 'default' },
        { name: 'retire', label: 'Retire', value, style: 'default' },
      ],
    },
  ];
}

function keyPointBlocks({ text, keyPoints }: Question): readonly Block[] {
  return [
    { type: 'paragraph', text: [...plain('The key points of “'), ...parseInline(text), ...plain('”:')] },
    { type: 'list', items: keyPoints.map((point) => parseInline(point.text)) },
  ];
}
