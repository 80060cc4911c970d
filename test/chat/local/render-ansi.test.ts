import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { renderAnsi, renderAnsiForm } from '../../../src/chat/local/render-ansi.ts';
import { type Style, styleFor } from '../../../src/chat/local/style.ts';
import { entryUrl } from '../../../src/domain/site.ts';
import type { Block } from '../../../src/reply/reply.ts';
import { boardPicture } from '../../../src/reply/views/board-picture.ts';
import { answerField, everyBlock, everyBlockMessage, formOf, formWith } from './every-block.ts';

/** Writes a style's name instead of its escape sequence. */
const named: Style = (format, text) => `<${String(format)}>${text}</>`;
const none: Style = (_format, text) => text;

function render(block: Block, style: Style = named): string {
  return renderAnsi({ type: 'message', blocks: [block] }, style);
}

const cases: readonly (readonly [Block, string])[] = [
  [{ type: 'heading', text: 'Model answer' }, '<bold>Model answer</>'],
  [
    {
      type: 'paragraph',
      text: [
        { type: 'plain', text: 'Use ' },
        { type: 'strong', text: 'WAF' },
        { type: 'code', text: 'x' },
      ],
    },
    'Use <bold>WAF</><cyan>x</>',
  ],
  [{ type: 'paragraph', text: [{ type: 'time', text: '09:30', at: 1 }] }, '09:30'],
  [{ type: 'quote', text: 'one\ntwo' }, '<dim>    “one”</>\n<dim>    “two”</>'],
  [{ type: 'list', items: [[{ type: 'plain', text: 'a' }], [{ type: 'code', text: 'b' }]] }, '• a\n• <cyan>b</>'],
  [{ type: 'score', value: 0.5, label: '50 of 100' }, '<green>█████░░░░░</>  50 of 100'],
  [{ type: 'score', value: 7, label: 'too much' }, '<green>██████████</>  too much'],
  [
    {
      type: 'key-points',
      items: [
        { coverage: 'covered', text: [{ type: 'plain', text: 'a' }], evidence: 'said so' },
        { coverage: 'partial', text: [{ type: 'plain', text: 'b' }] },
        { coverage: 'missed', text: [{ type: 'plain', text: 'c' }] },
        { coverage: 'contradicted', text: [{ type: 'plain', text: 'd' }] },
      ],
    },
    [
      '<green>✓ Covered</> a',
      '<dim>    “said so”</>',
      '<yellow>◐ Half covered</> b',
      '<dim>○ Missed</> c',
      '<red>✗ Contradicted</> d',
    ].join('\n'),
  ],
  [
    {
      type: 'board',
      rows: [
        { rank: 1, name: 'Anastasia', points: 1_234, own: false },
        { rank: 12, name: 'Bo', points: 7, own: true },
      ],
    },
    '  1  Anastasia   1234\n<bold> 12  Bo             7  you</>',
  ],
  [{ type: 'facts', items: [{ label: 'Answers', value: '3' }] }, '<dim>Answers:</> 3'],
  [
    {
      type: 'picture',
      chart: {
        type: 'bars',
        title: 'How 4 answered',
        series: [
          { name: 'Covered', tone: 'covered' },
          { name: 'Missed', tone: 'missed' },
        ],
        bars: [{ label: 'a', amounts: [1, 3], marked: false }],
      },
      alt: 'One of four covered a.',
    },
    [
      '<bold>How 4 answered</>',
      '<green>█</> Covered   <dim>░</> Missed',
      'a',
      `<green>${'█'.repeat(8)}</><dim>${'░'.repeat(24)}</>  1 · 3`,
    ].join('\n'),
  ],
  [{ type: 'note', text: [{ type: 'plain', text: 'small print' }] }, '<dim>small print</>'],
  [{ type: 'link', label: 'Open', url: entryUrl('http://x', 'y') }, 'Open: http://x/web/enter/y'],
  [{ type: 'actions', actions: [{ name: 'help', label: 'Help', value: '', style: 'default' }] }, ''],
];

describe('a message for a terminal', () => {
  it.each(cases)('shows a block of $type', (block, expected) => {
    expect(render(block)).toBe(expected);
  });

  it('has a case for every type of block', () => {
    const types = new Set(everyBlock('x').map(({ type }) => type));
    expect([...types].filter((type) => cases.every(([block]) => block.type !== type))).toEqual([]);
  });

  it('sets its blocks apart, and leaves no gap where buttons were', () => {
    const [heading, paragraph] = [{ type: 'heading', text: 'a' } as const, { type: 'heading', text: 'b' } as const];
    const blocks: readonly Block[] = [heading, { type: 'actions', actions: [] }, paragraph];
    expect(renderAnsi({ type: 'message', blocks }, none)).toBe('a\n\nb');
  });

  it('tells the streaks of those who have one', () => {
    const rows = [
      { rank: 1, name: 'Ada', points: 3, own: false, streak: 12 },
      { rank: 2, name: 'Bob', points: 2, own: false },
    ];
    expect(render({ type: 'board', rows })).toBe('  1  Ada      3  12-day streak\n  2  Bob      2');
  });

  it('shows a board once, without the bars that follow it, and a chart of its own where it stands alone', () => {
    const rows = [{ rank: 1, name: 'Ana', points: 70, own: false }];
    const picture = boardPicture(rows, 'This week');
    const both = renderAnsi({ type: 'message', blocks: [{ type: 'board', rows }, picture] }, none);
    expect(both).toBe(render({ type: 'board', rows }, none));
    expect(render(picture, none)).toContain('█');
  });

  it('shows an empty board and an empty message as nothing', () => {
    expect(render({ type: 'board', rows: [] })).toBe('');
    expect(renderAnsi({ type: 'message', blocks: [] }, none)).toBe('');
  });

  it('gives no style to a stream that is no terminal', () => {
    const output = renderAnsi(everyBlockMessage('words'), styleFor(new PassThrough()));
    expect(output).toContain('words');
    expect(output).not.toContain('\u001b');
  });
});

const hostile = [
  ['a colour', '\u001b[31mred'],
  ['a title', '\u001b]0;owned\u0007'],
  ['a link', '\u001b]8;;http://evil.example\u001b\\click\u001b]8;;\u001b\\'],
  ['a cleared screen', '\u001b[2J\u001b[H'],
  ['an eight-bit sequence', '\u009b31m\u009d0;owned\u009c'],
  ['a carriage return and backspaces', 'innocent\r\b\b\bguilty'],
  ['a bell and a null', '\u0007\u0000'],
  ['a right-to-left override', '\u202egnp.exe'],
  ['invisible characters', 'a\u200b\u2060\ufeffb\u00ad'],
  ['line and paragraph separators', 'a\u2028b\u2029c'],
] as const;

describe('what people typed', () => {
  it.each(hostile)('steers no terminal with %s', (_what, text) => {
    const output =
      renderAnsi(everyBlockMessage(`${text} words`), none) + renderAnsiForm(formWith(`${text} words`), none);
    expect(output).toContain('words');
    expect(output.match(/[^\P{C}\n]/gu)).toBeNull();
    expect(output).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it('keeps its words apart where a tab stood between them', () => {
    expect(render({ type: 'quote', text: 'first\tsecond' }, none)).toMatch(/first\s+second/);
    expect(render({ type: 'paragraph', text: [{ type: 'plain', text: 'first\tsecond' }] }, none)).toMatch(
      /first\s+second/,
    );
  });

  it('keeps letters of every script, and emoji', () => {
    expect(render({ type: 'quote', text: 'Grüße, 李小龍, привет, 🚀' }, none)).toContain('Grüße, 李小龍, привет, 🚀');
  });
});

describe('a form for a terminal', () => {
  it('says what is asked, what was wrong, and what to do', () => {
    const expected = '<bold>What is a cache?</>\n<red>The answer is empty.</>\n<dim>In your own words</>';
    expect(renderAnsiForm(formOf('What is a cache?', [answerField('', 'The answer is empty.')]), named)).toBe(expected);
  });

  it('says nothing of a problem when there is none', () => {
    expect(renderAnsiForm(formOf('What is a cache?', [answerField('')]), named)).toBe(
      '<bold>What is a cache?</>\n<dim>In your own words</>',
    );
  });
});
