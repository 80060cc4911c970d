import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryUrl } from '../../src/domain/site.ts';
import { strong, textOf } from '../../src/reply/inline.ts';
import { scoreBar, toPlainText } from '../../src/reply/plain-text.ts';
import type { Block, Field, Form } from '../../src/reply/reply.ts';
import { boardPicture } from '../../src/reply/views/board-picture.ts';
import { anyForm, anyMessage } from './any-reply.ts';

const word = (text: string) => ({ type: 'plain' as const, text });

const shown: { readonly [Type in Block['type']]: { readonly block: Extract<Block, { type: Type }>; text: string } } = {
  heading: { block: { type: 'heading', text: 'Strong answer' }, text: 'Strong answer' },
  paragraph: { block: { type: 'paragraph', text: [strong('Hint: '), word('think.')] }, text: 'Hint: think.' },
  quote: { block: { type: 'quote', text: 'one\ntwo' }, text: '  > one\n  > two' },
  list: { block: { type: 'list', items: [[strong('a'), word('b')], [word('c')]] }, text: '• ab\n• c' },
  score: { block: { type: 'score', value: 0.64, label: '64 of 100' }, text: '██████░░░░  64 of 100' },
  'key-points': {
    block: {
      type: 'key-points',
      items: [
        { coverage: 'covered', text: [word('Memory.')], evidence: 'in RAM\nof course' },
        { coverage: 'partial', text: [word('Fast.')], evidence: 'quick' },
        { coverage: 'missed', text: [word('Small.')] },
        { coverage: 'contradicted', text: [word('Cheap.')], evidence: '' },
      ],
    },
    text: [
      '✓ Covered: Memory.',
      '  > in RAM',
      '  > of course',
      '◐ Half covered: Fast.',
      '  > quick',
      '○ Missed: Small.',
      '✗ Contradicted: Cheap.',
      '  > ',
    ].join('\n'),
  },
  file: { block: { type: 'file', file: 'my-data', label: 'Your data' }, text: 'Your data' },
  link: {
    block: { type: 'link', label: 'Open', url: entryUrl('https://coach.example', 'abc') },
    text: 'Open: https://coach.example/web/enter/abc',
  },
  board: {
    block: {
      type: 'board',
      rows: [
        { rank: 1, name: 'Ada', points: 30, own: false },
        { rank: 2, name: 'Bob', points: 20, own: true, streak: 5 },
      ],
    },
    text: '1. Ada: 30 points\n2. Bob (you): 20 points, 5-day streak',
  },
  facts: {
    block: {
      type: 'facts',
      items: [
        { label: 'Answers', value: '3' },
        { label: 'Points', value: '12' },
      ],
    },
    text: 'Answers: 3\nPoints: 12',
  },
  picture: {
    block: {
      type: 'picture',
      chart: { type: 'bars', title: 'Points', series: [{ name: 'Points', tone: 'plain' }], bars: [] },
      alt: 'Ada has 30 points.',
    },
    text: 'Ada has 30 points.',
  },
  note: { block: { type: 'note', text: [word('Small print')] }, text: 'Small print' },
  actions: {
    block: { type: 'actions', actions: [{ name: 'help', label: 'Help', value: '', style: 'default' }] },
    text: '',
  },
};

describe('toPlainText', () => {
  it.each(Object.entries(shown))('shows %s', (_, { block, text }) => {
    expect(toPlainText({ type: 'message', blocks: [block] })).toBe(text);
  });

  it('puts a blank line between blocks and leaves out those without words', () => {
    const blocks = [shown.heading.block, shown.actions.block, shown.note.block, { type: 'list' as const, items: [] }];
    expect(toPlainText({ type: 'message', blocks })).toBe('Strong answer\n\nSmall print');
  });

  const answer: Field = {
    type: 'text',
    name: 'answer',
    label: 'Answer in your own words',
    text: 'draft',
    maxLength: 4_000,
    multiline: true,
  };
  const form: Form = {
    type: 'form',
    name: 'answer',
    title: 'Your answer',
    submitLabel: 'Submit answer',
    value: 'session:1',
    context: [strong('What is a cache?')],
    fields: [answer, { type: 'time', name: 'time', label: 'Time', time: '09:00' }],
  };

  it('shows a form as its title and what it is about', () => {
    expect(toPlainText(form)).toBe('Your answer\n\nWhat is a cache?');
  });

  it('says why a form was not taken', () => {
    expect(toPlainText({ ...form, fields: [{ ...answer, problem: 'Too long.' }] })).toBe(
      'Your answer\n\nWhat is a cache?\n\nToo long.',
    );
  });

  it('tells a board once where its picture follows, and a picture that stands alone in its words', () => {
    const rows = [{ rank: 1, name: 'Ana', points: 70, own: false }];
    const picture = boardPicture(rows, 'This week');
    const heading = { type: 'heading', text: 'Others' } as const;
    const board = { type: 'board', rows } as const;
    expect(toPlainText({ type: 'message', blocks: [board, picture] })).toBe('1. Ana: 70 points');
    expect(toPlainText({ type: 'message', blocks: [board, heading, picture] })).toBe(
      `1. Ana: 70 points\n\nOthers\n\n${picture.alt}`,
    );
    expect(toPlainText({ type: 'message', blocks: [picture] })).toBe(picture.alt);
  });

  it('holds every heading, paragraph and name of any message', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const text = toPlainText(message);
        for (const block of message.blocks) {
          if (block.type === 'heading') expect(text).toContain(block.text);
          if (block.type === 'paragraph') expect(text).toContain(textOf(block.text));
          if (block.type === 'board') for (const row of block.rows) expect(text).toContain(row.name);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('holds the title of any form, and the problems of its fields', () => {
    fc.assert(
      fc.property(anyForm, (reply) => {
        const text = toPlainText(reply);
        expect(text).toContain(reply.title);
        for (const { problem } of reply.fields) expect(text).toContain(problem ?? '');
      }),
      { seed: 1 },
    );
  });
});

describe('scoreBar', () => {
  it.each([
    [0, '░░░░░░░░░░'],
    [0.04, '░░░░░░░░░░'],
    [0.05, '█░░░░░░░░░'],
    [0.5, '█████░░░░░'],
    [1, '██████████'],
    [-1, '░░░░░░░░░░'],
    [7, '██████████'],
  ])('draws %d as %s', (value, bar) => {
    expect(scoreBar(value)).toBe(bar);
  });
});
