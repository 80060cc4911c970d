import { parse } from 'csv-parse/sync';
import { type ImportedPack, type ImportedRow, type PackHead, packOf } from './imported-pack.ts';
import { weightOf, weightProblem } from './parse-key-point.ts';
import type { Problem } from './problem.ts';

/** Columns that a table may have; the first two are needed. */
export const csvColumns = [
  'question',
  'key point',
  'weight',
  'hint',
  'follow-up',
  'source',
  'accepts',
  'rejects',
] as const;

/**
 * Reads a table with a row for each key point and a first row that names its columns (`csvColumns`, in any order). A row without a question
 * belongs to the one above it; phrases stand between bars.
 */
export function importCsv(source: string, head: PackHead, file: string): ImportedPack {
  const problems: Problem[] = [];
  const [header, ...records] = readRecords(source, file, problems);
  const columns = new Map(header?.fields.map((name, index) => [name.trim().toLowerCase(), index]));
  for (const name of ['question', 'key point'])
    if (!columns.has(name) && problems.length === 0)
      problems.push({
        file,
        line: 1,
        message: `no column "${name}": the first row names the columns (${csvColumns.join(', ')})`,
      });
  if (problems.length > 0) return { type: 'problems', problems };
  const rows: ImportedRow[] = [];
  for (const { fields, line } of records) {
    const field = (name: (typeof csvColumns)[number]) => fields[columns.get(name) ?? -1]?.trim() ?? '';
    // Spreadsheets write a comma in many countries.
    const weight = field('weight') === '' ? 1 : weightOf(field('weight').replace(',', '.'));
    if (weight === undefined) problems.push({ file, line, message: weightProblem(field('weight')) });
    rows.push({
      line,
      question: field('question') || (rows.at(-1)?.question ?? ''),
      text: field('key point'),
      weight: weight ?? 1,
      hint: field('hint'),
      followUp: field('follow-up'),
      source: field('source'),
      accepts: field('accepts').split('|'),
      rejects: field('rejects').split('|'),
    });
  }
  return problems.length > 0 ? { type: 'problems', problems } : packOf(rows, head, file);
}

type Row = { readonly fields: readonly string[]; readonly line: number };

/** The rows of a table with commas or, as spreadsheets write it in many countries, semicolons. */
function readRecords(source: string, file: string, problems: Problem[]): readonly Row[] {
  const [first = ''] = source.split('\n', 1);
  const delimiter = first.split(';').length > first.split(',').length ? ';' : ',';
  return readTable(source, { delimiter, file, problems });
}

export type TableOptions = { readonly delimiter: string; readonly file: string; readonly problems: Problem[] };

/** The records of a table that have anything in them, each with the line of its end. What cannot be read is told as a problem. */
export function readTable(source: string, { delimiter, file, problems }: TableOptions): readonly Row[] {
  try {
    const rows: Row[] = [];
    const keep = (fields: string[], { lines }: { readonly lines: number }) => void rows.push({ fields, line: lines });
    parse(source, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, on_record: keep });
    return rows.filter(({ fields }) => fields.some((field) => field.trim() !== ''));
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : 1;
    problems.push({ file, line, message: 'a quotation mark is not closed, or stands in the middle of a field' });
    return [];
  }
}
