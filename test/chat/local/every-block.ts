import type { Block, Form, Message, RichText } from '../../../src/reply/reply.ts';

/** One block of each type with `text` wherever people's words can stand. */
export function everyBlock(text: string): readonly Block[] {
  const rich: RichText = [
    { type: 'plain', text },
    { type: 'strong', text },
    { type: 'code', text },
  ];
  return [
    { type: 'heading', text },
    { type: 'paragraph', text: rich },
    { type: 'quote', text },
    { type: 'list', items: [rich, rich] },
    { type: 'score', value: 0.5, label: text },
    {
      type: 'key-points',
      items: [
        { coverage: 'covered', text: rich, evidence: text },
        { coverage: 'missed', text: rich },
      ],
    },
    { type: 'board', rows: [{ rank: 1, name: text, points: 7, own: true }] },
    { type: 'facts', items: [{ label: 'Answers', value: text }] },
    { type: 'note', text: rich },
    { type: 'actions', actions: [{ name: 'help', label: text, value: text, style: 'default' }] },
  ];
}

export function everyBlockMessage(text: string): Message {
  return { type: 'message', blocks: everyBlock(text) };
}

/** A form with `text` wherever people's words can stand. */
export function formWith(text: string): Form {
  return {
    type: 'form',
    title: 'Your answer',
    label: 'In your own words',
    submitLabel: 'Submit answer',
    value: 'session:1',
    context: [{ type: 'strong', text }],
    text,
    maxLength: 4_000,
    problem: text,
  };
}
