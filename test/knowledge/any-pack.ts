import fc from 'fast-check';
import type { KeyPoint, Pack, Question } from '../../src/domain/question.ts';
import { levels } from '../../src/domain/question.ts';
import { slugOf } from '../../src/domain/slug.ts';

const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
const word = fc.oneof(
  fc.constantFrom('cache', 'API', 'Route 53', 'the', 'it’s', 'naïve', 'キャッシュ', '1986'),
  fc.string({ unit: letters, minLength: 1, maxLength: 8 }),
);
const marked = fc.oneof(
  word,
  word.map((text) => `**${text}**`),
  word.map((text) => `\`${text}\``),
  fc.constantFrom(
    '(e.g.,',
    '`/v1/{id}`',
    '->',
    '–',
    '&',
    '50%',
    '<b>',
    '[x](y)',
    '_so_',
    'C#',
    '\\*',
    '#',
    '{x}',
    '"q"',
  ),
);
const ending = fc.constantFrom('', '.', '?', '!', ':', ';', ')', ' →', ' 👍');

/** One line of inline Markdown as authors write it: it begins with a word and may go on with marks and punctuation. */
const text = fc
  .tuple(fc.constantFrom('How', 'Use', '**Bold**', '`code`', 'hint'), fc.array(marked, { maxLength: 5 }), ending)
  .map(([first, rest, end]) => [first, ...rest].join(' ') + end);

const slug = fc
  .array(fc.string({ unit: letters, minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('-'));
const weight = fc.oneof(fc.constant(1), fc.constantFrom(0.01, 0.5, 2, 2.25, 10, 99.99));
const phrases = fc.array(text, { maxLength: 2 });

const bare = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const parts = fc.array(fc.array(bare, { minLength: 1, maxLength: 3 }), { maxLength: 2 });

const keyPoint: fc.Arbitrary<KeyPoint> = fc
  .record(
    { id: slug, text, weight, accepts: phrases, rejects: phrases, parts, hint: text, followUp: text, source: text },
    { requiredKeys: ['text', 'weight', 'accepts', 'rejects', 'parts'] },
  )
  .map(({ id, ...rest }) => ({ ...rest, id: id ?? slugOf(rest.text, 5) }));

const keyPoints = fc.uniqueArray(keyPoint, { selector: ({ id }) => id, minLength: 1, maxLength: 3 });
const questions = fc.uniqueArray(
  fc.record({
    slug,
    text,
    keyPoints,
    own: fc.option(fc.record({ topic: slug, level: fc.constantFrom(...levels) }, { requiredKeys: [] }), {
      nil: undefined,
    }),
  }),
  {
    selector: (question) => question.slug,
    minLength: 1,
    maxLength: 3,
  },
);

const title = fc.oneof(
  text,
  fc.constantFrom(
    '- a',
    '# b',
    '"quoted"',
    "it's: so",
    '2026',
    'null',
    'true',
    '*star*',
    '@at',
    '{c}',
    '%',
    '---',
    '~',
  ),
);
const day = fc.constantFrom('2026-01-31', '2028-02-29', '1999-12-31');

/** A pack in the file `generated.md`; the versions of its questions are left to `parsePack`. */
export const anyPack: fc.Arbitrary<Pack> = fc
  .record(
    { title, topic: slug, level: fc.constantFrom(...levels), licence: title, reviewedOn: day, questions },
    { requiredKeys: ['title', 'topic', 'level', 'questions'] },
  )
  .map(({ questions: drafts, ...pack }) => ({
    ...pack,
    id: 'generated',
    questions: drafts.map(
      (draft): Question => ({
        id: `generated/${draft.slug}`,
        version: '',
        pack: 'generated',
        topic: draft.own?.topic ?? pack.topic,
        level: draft.own?.level ?? pack.level,
        text: draft.text,
        keyPoints: draft.keyPoints,
      }),
    ),
  }));

const piece = fc.constantFrom(
  ...['alpha', 'beta', 'the', 'x', '**', '`', '``', ' ', ' ', '\u00A0', '\t', '\\', '"', "'", ': ', ':', '[', ']', '('],
  ...[
    ')',
    '<b>',
    '<',
    '>',
    '!',
    '&amp;',
    '~',
    '_',
    '|',
    '#',
    '?',
    'é',
    '😀',
    '\0',
    '\x85',
    '<!--',
    '-->',
    ' {x}',
    '::',
  ],
);
const mark = fc.constantFrom(
  ...['# ', '## ', '### ', '- ', '* ', '1. ', '  - ', '   - ', '    - ', '  ', '', '- **', '1. **', '  - hint: '],
  ...[
    '  - weight: 2',
    '  - accepts:\n    - ',
    '  - rejects:\n    - ',
    '  - parts:\n    - a | ',
    '\n## ',
    '\n- ',
    '---\ntitle: ',
    '---\n',
  ],
);
const line = fc
  .tuple(mark, fc.constantFrom('alpha', 'Beta', 'gamma'), fc.array(piece, { maxLength: 5 }))
  .map((parts) => parts.flat().join(''));

/** Lines as a careless author might write them: some are a pack, most have problems. */
export const anyMarkdown: fc.Arbitrary<string> = fc.oneof(
  fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n')),
  fc.array(line, { maxLength: 6 }).map((lines) => `## What is it?\n- A thing.\n${lines.join('\n')}\n`),
);
