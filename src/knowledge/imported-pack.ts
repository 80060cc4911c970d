import type { KeyPoint, Pack, Question } from '../domain/question.ts';
import { freeSlug, slugOf } from '../domain/slug.ts';
import { isPrintable } from './is-printable.ts';
import { versionOf } from './parse-pack.ts';
import type { Problem } from './problem.ts';

/** What is known of a pack besides its questions. */
export type PackHead = Omit<Pack, 'questions' | 'licence' | 'reviewedOn'>;

/** A key point as it stands in a file of another program, with the question that it belongs to. */
export type ImportedRow = Pick<KeyPoint, 'text' | 'weight' | 'accepts' | 'rejects' | 'hint' | 'followUp' | 'source'> & {
  readonly line: number;
  readonly question: string;
};

export type ImportedPack =
  | { readonly type: 'pack'; readonly pack: Pack }
  | { readonly type: 'problems'; readonly problems: readonly Problem[] };

/** Makes a pack of rows, those of a question together, in the order in which questions come first; `file` names them in problems. */
export function packOf(rows: readonly ImportedRow[], head: PackHead, file: string): ImportedPack {
  const tidied = rows.map(tidy);
  const problems = tidied.flatMap((row) => {
    const message = problemOf(row, head);
    return message === undefined ? [] : [{ file, line: row.line, message }];
  });
  if (tidied.length === 0) problems.push({ file, line: 1, message: 'there is no question in it' });
  return problems.length > 0 ? { type: 'problems', problems } : { type: 'pack', pack: build(tidied, head) };
}

function build(rows: readonly ImportedRow[], head: PackHead): Pack {
  const takenIds = new Set<string>();
  const questions = [...Map.groupBy(rows, ({ question }) => question)].map(([text, points]): Question => {
    const keyPoints = keyPointsOf(points);
    const slug = takeSlug(slugOf(text, 6) || 'question', takenIds);
    const { id, topic, level } = head;
    return { id: `${id}/${slug}`, version: versionOf(text, keyPoints), pack: id, topic, level, text, keyPoints };
  });
  return { ...head, questions };
}

function keyPointsOf(rows: readonly ImportedRow[]): readonly KeyPoint[] {
  const takenIds = new Set<string>();
  const distinct = rows.filter(({ text }, index) => rows.findIndex((row) => row.text === text) === index);
  return distinct.map(({ line: _, question: __, ...point }) => ({
    ...point,
    id: takeSlug(slugOf(point.text, 5) || 'key-point', takenIds),
    parts: [],
  }));
}

/** Another program's lists often have their own bullets in the text. */
function tidy(row: ImportedRow): ImportedRow {
  const { hint = '', followUp = '', source = '', ...needed } = row;
  return {
    ...needed,
    question: oneLine(row.question),
    text: oneLine(row.text),
    accepts: row.accepts.map(oneLine).filter(Boolean),
    rejects: row.rejects.map(oneLine).filter(Boolean),
    ...(hint && { hint: oneLine(hint) }),
    ...(followUp && { followUp: oneLine(followUp) }),
    ...(source && { source: oneLine(source) }),
  };
}

function oneLine(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(?:[-*+•–]|\d{1,3}[.)])\s+/, '');
}

function problemOf(row: ImportedRow, head: PackHead): string | undefined {
  if (row.question === '') return 'a key point without a question';
  if (row.text === '') return `no key point for "${row.question}"`;
  return isPrintable(build([row], head)) ? undefined : misread;
}

const misread = 'Markdown reads this as something else: begin each text with a word, and leave out "<" and "{#"';

/** A slug that none of those before had. */
function takeSlug(slug: string, taken: Set<string>): string {
  const free = freeSlug(slug, taken);
  taken.add(free);
  return free;
}
