export type BrokenPack = {
  /** What its author did; ends the sentence "tells the author who …". */
  readonly who: string;
  readonly lines: readonly string[];
  /** All that `parsePack` says of it as `broken.md`, in this order. */
  readonly problems: readonly string[];
};

const known = 'known: weight, hint, follow-up, source, parts, accepts, rejects';
const fields = 'weight, hint, follow-up, source, parts, accepts, rejects';
const frontMatterFields = 'known: title, topic, level, licence, reviewed';
const noQuestion = 'no question found: write a heading per question and a bullet per key point';

/** Packs that cannot be read, each with the problems that its author is told. */
export const brokenPacks: readonly BrokenPack[] = [
  {
    who: 'invents a field',
    lines: ['## What is a cache?', '', '- Memory.', '  - colour: red'],
    problems: [`broken.md:4: unknown field "colour" (${known})`],
  },
  {
    who: 'writes a field in the plural',
    lines: ['## What is a cache?', '', '- Memory.', '  - hints: Think.', '  - accept:', '    - RAM.'],
    problems: [`broken.md:4: unknown field "hints" (${known})`, `broken.md:5: unknown field "accept" (${known})`],
  },
  {
    who: 'gives a field twice',
    lines: ['## What is a cache?', '- Memory.', '  - hint: one', '  - weight: 2', '  - hint: two'],
    problems: ['broken.md:5: "hint" is given twice'],
  },
  {
    who: 'gives the phrases of a key point in two places',
    lines: ['## What is a cache?', '- Memory.', '  - accepts:', '    - RAM.', '  - accepts:', '    - Quick store.'],
    problems: ['broken.md:5: "accepts" is given twice'],
  },
  {
    who: 'leaves a part without words beside a bar',
    lines: ['## What is a cache?', '- Memory.', '  - parts:', '    - RAM | ', '    - near'],
    problems: ['broken.md:3: "parts" has nothing beside a bar in "RAM |"'],
  },
  {
    who: 'weighs with words, nothing, less than nothing, too much or too finely',
    lines: [
      '## What is a cache?',
      ...['heavy', '0', '0.00', '-1', '100', '1e3', '0.125', '1,5', 'Infinity'].flatMap((weight, index) => [
        `- Point number ${index}.`,
        `  - weight: ${weight}`,
      ]),
    ],
    problems: ['heavy', '0', '0.00', '-1', '100', '1e3', '0.125', '1,5', 'Infinity'].map(
      (weight, index) => `broken.md:${index * 2 + 3}: weight must be a number above 0 and below 100, not "${weight}"`,
    ),
  },
  {
    who: 'leaves fields empty',
    lines: [
      '## What is a cache?',
      '- Memory.',
      '  - weight:',
      '  - hint:',
      '  - follow-up:   ',
      '  - source:',
      '  - accepts:',
      '  - rejects:',
    ],
    problems: [
      'broken.md:3: "weight" is empty',
      'broken.md:4: "hint" is empty',
      'broken.md:5: "follow-up" is empty',
      'broken.md:6: "source" is empty',
      'broken.md:7: "accepts" has no phrases',
      'broken.md:8: "rejects" has no phrases',
    ],
  },
  {
    who: 'nests bullets where one text belongs',
    lines: [
      '## What is a cache?',
      '- Memory.',
      '  - hint: Think',
      '    - harder.',
      '  - accepts:',
      '    - a',
      '      - b',
    ],
    problems: [
      'broken.md:3: "hint" takes one text on its own line',
      'broken.md:6: a phrase of "accepts" has no nested bullets',
    ],
  },
  {
    who: 'mixes fields and plain bullets under a key point',
    lines: ['## What is a cache?', '- Memory.', '  - hint: Think.', '  - It is fast.'],
    problems: [`broken.md:4: expected a field (${fields}) under this key point`],
  },
  {
    who: 'forgets the key points of a question',
    lines: ['## What is a cache?', '', '## What is a queue?', '', '- A line.', '', '## What is a lock?', '', 'Prose.'],
    problems: ['broken.md:1: a question without key points', 'broken.md:7: a question without key points'],
  },
  {
    who: 'forgets the key points of one question in a numbered list',
    lines: [
      '1. **What is a cache?**',
      '   - Memory.',
      '2. **What is a queue?**',
      '3. **What is a lock?**',
      '   - A gate.',
    ],
    problems: ['broken.md:3: a question without key points'],
  },
  {
    who: 'writes bullets without a question',
    lines: ['- Memory.', '- Fast.'],
    problems: ['broken.md:1: bullets without a question: put a heading above them', `broken.md:1: ${noQuestion}`],
  },
  {
    who: 'starts a second list under a question',
    lines: ['## What is a cache?', '', '- Memory.', '', '* Fast.'],
    problems: ['broken.md:5: bullets without a question: put a heading above them'],
  },
  {
    who: 'asks the same question twice',
    lines: ['## What is a cache?', '- Memory.', '', '## What is **the** cache?', '- Fast.'],
    problems: [
      'broken.md:4: the same id as the question in line 1 (broken/cache): add {#another-id} after the question',
    ],
  },
  {
    who: 'gives two questions the same explicit id',
    lines: ['## One? {#same}', '- Memory.', '## Two? {#same}', '- Fast.', '## Three? {#same}', '- Small.'],
    problems: [
      'broken.md:3: the same id as the question in line 1 (broken/same): add {#another-id} after the question',
      'broken.md:5: the same id as the question in line 1 (broken/same): add {#another-id} after the question',
    ],
  },
  {
    who: 'makes the same key point twice',
    lines: ['## What is a cache?', '', '- It is **memory**.', '- It is fast.', '- It is memory!'],
    problems: ['broken.md:5: two key points have the id "memory": add {#another-id} after one of them'],
  },
  {
    who: 'writes a question and a key point without a word for an id',
    lines: ['## ???', '- キャッシュ', '- Fast.'],
    problems: [
      'broken.md:1: the question has no word to make an id of: add {#an-id} after it',
      'broken.md:2: key point "キャッシュ" has no word to make an id of: add {#an-id} after it',
    ],
  },
  {
    who: 'writes an empty heading above bullets',
    lines: ['##', '', '- Memory.'],
    problems: ['broken.md:1: a question without text'],
  },
  {
    who: 'leaves a bullet empty',
    lines: ['## What is a cache?', '- Memory.', '-', '- Fast.'],
    problems: ['broken.md:3: a bullet without text'],
  },
  {
    who: 'writes two paragraphs in a bullet',
    lines: ['## What is a cache?', '', '- Memory.', '', '  And it is fast.', '', '- Small.'],
    problems: ['broken.md:5: a bullet holds one paragraph and nested bullets, not a second paragraph'],
  },
  {
    who: 'puts code and a quotation into bullets',
    lines: ['## What is a cache?', '', '- Memory.', '', '  ```', '  get(key)', '  ```', '', '- Small.', '  > quoted'],
    problems: [
      'broken.md:5: a bullet holds one paragraph and nested bullets, not a code',
      'broken.md:10: a bullet holds one paragraph and nested bullets, not a blockquote',
    ],
  },
  { who: 'saves an empty file', lines: [''], problems: [`broken.md:1: ${noQuestion}`] },
  {
    who: 'writes prose only',
    lines: ['# Caching', '', 'To be done.', '', '> Soon.'],
    problems: [`broken.md:1: ${noQuestion}`],
  },
  {
    who: 'writes only a table of contents',
    lines: ['# Caching', '', '1. What is a cache?', '2. What is a queue?'],
    problems: [`broken.md:1: ${noQuestion}`],
  },
  {
    who: 'breaks the YAML of the front matter',
    lines: ['---', 'title: Caching', 'level: "mid', '---', '## What is a cache?', '- Memory.'],
    problems: ['broken.md:3: front matter: Missing closing "quote'],
  },
  {
    who: 'gives a front matter field twice',
    lines: ['---', 'level: mid', 'title: Caching', 'level: senior', '---', '## What is a cache?', '- Memory.'],
    problems: ['broken.md:4: front matter: Map keys must be unique'],
  },
  {
    who: 'gives a question a level that does not exist, a topic of two words, and an attribute that nobody knows',
    lines: [
      ...['## What? {#what level=boss}', '- Memory.', '## Why? {#why topic=A}', '- Speed.'],
      ...['## How? {#how colour=red}', '- Well.'],
    ],
    problems: [
      'broken.md:1: level must be one of junior, mid, senior, architect',
      'broken.md:3: topic must be lower-case words joined by "-"',
      'broken.md:5: unknown attribute "colour" (known: topic, level)',
    ],
  },
  {
    who: 'misspells a front matter field',
    lines: ['---', 'title: Caching', 'license: MIT', '---', '## What is a cache?', '- Memory.'],
    problems: [`broken.md:3: front matter: unknown field "license" (${frontMatterFields})`],
  },
  {
    who: 'names a level that does not exist',
    lines: ['---', 'title: Caching', 'topic: caching', 'level: boss', '---', '## What is a cache?', '- Memory.'],
    problems: ['broken.md:4: front matter: level must be one of junior, mid, senior, architect'],
  },
  {
    who: 'names a day that does not exist',
    lines: ['---', 'reviewed: 2026-02-30', '---', '## What is a cache?', '- Memory.'],
    problems: ['broken.md:2: front matter: reviewed must be a day such as 2026-01-31'],
  },
  {
    who: 'writes a day as people do',
    lines: ['---', 'reviewed: 31.01.2026', '---', '## What is a cache?', '- Memory.'],
    problems: ['broken.md:2: front matter: reviewed must be a day such as 2026-01-31'],
  },
  {
    who: 'leaves title and licence empty',
    lines: ['---', 'title: " "', "licence: ''", '---', '## What is a cache?', '- Memory.'],
    problems: ['broken.md:2: front matter: title is empty', 'broken.md:3: front matter: licence is empty'],
  },
  {
    who: 'has a field that only begins like the one that is wrong',
    lines: ['---', 'topics: caching', 'topic: Caching things', '---', '## What is a cache?', '- Memory.'],
    problems: [
      `broken.md:2: front matter: unknown field "topics" (${frontMatterFields})`,
      'broken.md:3: front matter: topic must be lower-case words joined by "-"',
    ],
  },
  {
    who: 'makes many mistakes at once, and hears of all in the order of their lines',
    lines: [
      '---',
      'title: Caching',
      'level: expert',
      '---',
      '',
      '## What is a cache? {#cache}',
      '',
      '- Memory.',
      '  - weight: much',
      '  - colour: red',
      '',
      '## What is a queue?',
      '',
      '## Which cache? {#cache}',
      '',
      '- Fast.',
      '  - hint:',
    ],
    problems: [
      'broken.md:3: front matter: level must be one of junior, mid, senior, architect',
      'broken.md:9: weight must be a number above 0 and below 100, not "much"',
      `broken.md:10: unknown field "colour" (${known})`,
      'broken.md:12: a question without key points',
      'broken.md:14: the same id as the question in line 6 (broken/cache): add {#another-id} after the question',
      'broken.md:17: "hint" is empty',
    ],
  },
];
