import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importAnki } from '../../src/knowledge/import-anki.ts';
import { csvColumns, importCsv } from '../../src/knowledge/import-csv.ts';
import type { ImportedPack } from '../../src/knowledge/imported-pack.ts';
import { keyPointFields } from '../../src/knowledge/parse-key-point.ts';
import { printPack } from '../../src/knowledge/print-pack.ts';
import { formatProblem } from '../../src/knowledge/problem.ts';
import { anyText } from '../domain/any-text.ts';
import { readPack } from './read-pack.ts';

const head = { id: 'caching', title: 'Caching', topic: 'caching', level: 'senior' } as const;

/** The pack in its canonical form, which reads back as the same pack; or what is wrong with the file. */
function printed(imported: ImportedPack): string {
  if (imported.type === 'problems') return imported.problems.map(formatProblem).join('\n');
  const text = printPack(imported.pack);
  expect(readPack(text, `${imported.pack.id}.md`)).toEqual(imported.pack);
  return text.slice(text.indexOf('\n## ') + 1);
}

const csv = (source: string) => printed(importCsv(source, head, 'quiz.csv'));
const anki = (source: string) => printed(importAnki(source, head, 'notes.txt'));

describe('a table', () => {
  it('is a key point a row, each with what the columns say of it', () => {
    const table = [
      'Key Point,question,weight,hint,follow-up,source,accepts,rejects',
      'It lowers **latency**.,What does a cache buy you?,2,Who waits?,How much?,The memory wall,"fast | ""RAM"", not disk",It is slower',
      'It takes load off the database.,,,,,,,',
      'Set a time to live.,How is it kept fresh?,"1,5",,,,,',
    ].join('\r\n');
    expect(csv(table)).toBe(`## What does a cache buy you? {#cache-buy}

- It lowers **latency**.
  - weight: 2
  - hint: Who waits?
  - follow-up: How much?
  - source: The memory wall
  - accepts:
    - fast
    - "RAM", not disk
  - rejects:
    - It is slower
- It takes load off the database.

## How is it kept fresh? {#kept-fresh}

- Set a time to live.
  - weight: 1.5
`);
  });

  it('may have semicolons, a byte order mark, lines within fields and bullets of its own', () => {
    expect(csv('\uFEFFquestion;key point\nWhat, and why?;"- Because\nof load"\n;2) And of time\n\n;;\n')).toBe(
      '## What, and why? {#why}\n\n- Because of load\n- And of time\n',
    );
  });

  it('has one id for each question and key point, whatever they are called', () => {
    const ids = csv('question,key point\n何ですか,一\n何ですか？,一\n,二\n,一\n').match(/\{#.*?\}/g);
    expect(ids).toEqual(['{#question}', '{#key-point}', '{#question-2}', '{#key-point}', '{#key-point-2}']);
  });

  it.each([
    [
      'nothing',
      '',
      'quiz.csv:1: no column "question": the first row names the columns (question, key point, weight, hint, follow-up, source, accepts, rejects)',
    ],
    ['only names of columns', 'question,key point\n', 'quiz.csv:1: there is no question in it'],
    ['no question', 'question,key point\n,So.\n', 'quiz.csv:2: a key point without a question'],
    ['no key point', 'question,key point\nWhy?,So.\nWhat?,\n', 'quiz.csv:3: no key point for "What?"'],
    [
      'a weight in words',
      'question,key point,weight\nWhy?,So.,heavy\n',
      'quiz.csv:2: weight must be a number above 0 and below 100, not "heavy"',
    ],
    [
      'an open quotation mark',
      'question,key point\nWhy?,"So.\n',
      'quiz.csv:2: a quotation mark is not closed, or stands in the middle of a field',
    ],
    [
      'a heading in a text',
      'question,key point\nWhy?,# So.\n',
      'quiz.csv:2: Markdown reads this as something else: begin each text with a word, and leave out "<" and "{#"',
    ],
  ])('with %s is refused at its line', (_, table, problem) => {
    expect(csv(table)).toBe(problem);
  });

  it('of anything at all is a pack, or is refused in sentences', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText, anyText)), anyText, (rows, rest) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = rows.map((row) => row.map(quoted).join(','));
        csv(['question,key point,accepts', ...lines, rest].join('\n'));
        csv(rest);
      }),
    );
  });

  it('has a column for every field of a key point that one line can hold', () => {
    expect(csvColumns.slice(2).toSorted()).toEqual(keyPointFields.filter((field) => field !== 'parts').toSorted());
  });
});

describe('notes of Anki', () => {
  it('have a question on the front and a key point in each line of the back', () => {
    const notes = `#separator:tab
#html:true
#guid column:1
#notetype column:2
#deck column:3
#tags column:6
a%1\tBasic\tInterviews\tWhat does a <b>cache</b> buy you?\t"<ul><li>Low latency &amp; load</li><li>""Fewer"" reads</li></ul>"\tcache
b%2\tBasic\tInterviews\tHow is it kept fresh?\tA time to live<br>Deleting<div>Versioned keys</div>\t
`;
    expect(anki(notes)).toBe(
      `## What does a cache buy you? {#does-cache-buy}

- Low latency & load
- "Fewer" reads

## How is it kept fresh? {#kept-fresh}

- A time to live
- Deleting
- Versioned keys
`.replace('does-cache-buy', 'cache-buy'),
    );
  });

  it('keep nothing of HTML but its words, and all of a text that is none', () => {
    expect(anki('Why?\t<script>alert(1)</script><img src=x onerror=alert(1)>Because<style>*{}</style>')).toBe(
      '## Why? {#why}\n\n- Because\n',
    );
    expect(anki('#html:false\n#separator:semicolon\nWhy?;a < b and c > d')).toContain('- a < b and c > d');
  });

  it('are refused at their line, the first ones counted too', () => {
    expect(anki('#separator:tab\nWhy?\tSo.\nWhat?\t<br>\n')).toBe('notes.txt:3: no key point for "What?"');
    expect(anki('#separator:tab\n#html:true\n')).toBe('notes.txt:1: there is no question in it');
    expect(anki('')).toBe('notes.txt:1: there is no question in it');
    expect(anki('#html:true\nWhy?\t"So')).toMatch(/^notes\.txt:2: a quotation mark is not closed/);
  });

  it('of anything at all are a pack, or are refused in sentences', () => {
    fc.assert(fc.property(anyText, anyText, (first, second) => void anki(`${first}\t${second}\n${second}`)));
  });
});
