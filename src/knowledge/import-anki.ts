import { parse as parseHtml } from 'node-html-parser';
import { readTable } from './import-csv.ts';
import { type ImportedPack, type ImportedRow, type PackHead, packOf } from './imported-pack.ts';
import type { Problem } from './problem.ts';

const separators: Readonly<Record<string, string>> = {
  tab: '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
  colon: ':',
};

/**
 * Reads the notes that Anki exports as text (File, Export, Notes in Plain Text): the front is a question, and each line or list item of the back
 * a key point of it. Its `#` lines are obeyed (https://docs.ankiweb.net/importing/text-files.html).
 */
export function importAnki(source: string, head: PackHead, file: string): ImportedPack {
  const { directives, notes, skipped } = splitDirectives(source.replace(/^\uFEFF/, ''));
  const problems: Problem[] = [];
  const wanted = directives.get('separator')?.toLowerCase() ?? 'tab';
  const delimiter = separators[wanted] ?? (wanted.length === 1 ? wanted : '\t');
  const records = readTable(notes, { delimiter, file, problems });
  if (problems.length > 0)
    return { type: 'problems', problems: problems.map((each) => ({ ...each, line: each.line + skipped })) };
  const other = new Set(
    [...directives].flatMap(([name, value]) => (name.endsWith(' column') ? [Number(value) - 1] : [])),
  );
  const isHtml = directives.get('html') !== 'false';
  const rows = records.flatMap(({ fields, line }): ImportedRow[] => {
    const [front = '', back = ''] = fields.filter((_, index) => !other.has(index));
    const [question = ''] = linesOf(front, isHtml);
    const texts = linesOf(back, isHtml);
    return (texts.length === 0 ? [''] : texts).map((text) => ({
      line: line + skipped,
      question,
      text,
      weight: 1,
      accepts: [],
      rejects: [],
    }));
  });
  return packOf(rows, head, file);
}

/** The lines at the beginning that tell how the others are to be read. */
function splitDirectives(source: string) {
  const lines = source.split('\n');
  const skipped = lines.findIndex((line) => !line.startsWith('#'));
  const begun = skipped < 0 ? lines.length : skipped;
  const directives = new Map(
    lines.slice(0, begun).map((line) => {
      const [name = '', ...value] = line.slice(1).trim().split(':');
      return [name.trim().toLowerCase(), value.join(':').trim()] as const;
    }),
  );
  return { directives, notes: lines.slice(begun).join('\n'), skipped: begun };
}

/** The lines that a reader sees; of HTML nothing but its words is kept. */
function linesOf(field: string, isHtml: boolean): readonly string[] {
  const text = isHtml ? wordsOf(field) : field;
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function wordsOf(html: string): string {
  const root = parseHtml(html);
  for (const hidden of root.querySelectorAll('script, style')) hidden.remove();
  return root.structuredText;
}
