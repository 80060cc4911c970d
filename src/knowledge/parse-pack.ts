import { createHash } from 'node:crypto';
import { type KeyPoint, type Level, levels, type Pack, type Question } from '../domain/question.ts';
import { slugOf } from '../domain/slug.ts';
import { type FrontMatter, levelProblem, splitFrontMatter, topicProblem, topicShape } from './front-matter.ts';
import { parseOutline } from './outline.ts';
import type { Bullet, OutlineEntry } from './outline-entry.ts';
import { type KeyPointDraft, parseKeyPoints, splitId } from './parse-key-point.ts';
import type { Problem, Report } from './problem.ts';

export type ParsedPack =
  | { readonly type: 'pack'; readonly pack: Pack }
  | { readonly type: 'problems'; readonly problems: readonly Problem[] };

type Draft = { readonly heading: string; readonly line: number; readonly bullets: readonly Bullet[] };
type PackFields = Pick<Pack, 'id' | 'topic' | 'level'>;

/**
 * Reads a pack of questions. Two ways of writing are understood: a heading per question with a bullet per key point
 * (the canonical form, see `printPack`), and a numbered list of bold questions with nested bullets. All problems are
 * reported at once, in the order of their lines.
 */
export function parsePack(source: string, file: string): ParsedPack {
  const problems: Problem[] = [];
  const report: Report = (line, message) => problems.push({ file, line, message });
  const { fields, body } = splitFrontMatter(normalise(source), report);
  const outline = parseOutline(body, report);
  const id = slugOf(file.replace(/^.*[\\/]/, '').replace(/\.md$/i, ''), 12);
  if (id === '') report(1, 'the file name has no word to make an id of');
  const packFields: PackFields = { id, topic: fields.topic ?? id, level: fields.level ?? 'senior' };
  const questions = draftsOf(outline, report).map((draft) => parseQuestion(draft, packFields, report));
  if (questions.length === 0) report(1, 'no question found: write a heading per question and a bullet per key point');
  reportRepeats(questions, report);
  if (problems.length > 0) return { type: 'problems', problems: problems.toSorted((a, b) => a.line - b.line) };
  const parsed = questions.map(({ question }) => question);
  return {
    type: 'pack',
    pack: { ...packFields, title: titleOf(fields, outline, id), ...provenanceOf(fields), questions: parsed },
  };
}

type ParsedQuestion = { readonly question: Question; readonly line: number };

function normalise(source: string): string {
  return source
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\S\n\t]/g, ' ');
}

function titleOf(fields: FrontMatter, outline: readonly OutlineEntry[], id: string): string {
  const heading = outline.find((entry) => entry.type === 'heading');
  const words = splitId(heading?.text ?? '')
    .text.replace(/:$/, '')
    .trim();
  return fields.title ?? (words || id);
}

function provenanceOf(fields: FrontMatter): Pick<Pack, 'licence' | 'reviewedOn'> {
  return {
    ...(fields.licence && { licence: fields.licence }),
    ...(fields.reviewed && { reviewedOn: fields.reviewed }),
  };
}

/** A heading followed by bullets is a question; so is a numbered item with nested bullets. A numbered item without any is an entry of a table of contents. */
function draftsOf(outline: readonly OutlineEntry[], report: Report): readonly Draft[] {
  const drafts: Draft[] = [];
  for (const [index, entry] of outline.entries()) {
    const before = outline[index - 1];
    if (entry.type === 'heading') {
      if (entry.depth > 1 && outline[index + 1]?.type !== 'list') report(entry.line, 'a question without key points');
    } else if (entry.ordered) {
      const items = entry.bullets.filter((bullet) => bullet.children.length > 0);
      if (items.length > 0)
        for (const { line, children } of entry.bullets)
          if (children.length === 0) report(line, 'a question without key points');
      for (const { text, line, children } of items) drafts.push({ heading: unbold(text), line, bullets: children });
    } else if (before?.type === 'heading')
      drafts.push({ heading: before.text, line: before.line, bullets: entry.bullets });
    else report(entry.line, 'bullets without a question: put a heading above them');
  }
  return drafts;
}

function unbold(text: string): string {
  return text.replace(/^\*\*\s*([^*]+?)\s*\*\*(?=$|\s*\{#)/, '$1');
}

function parseQuestion(draft: Draft, pack: PackFields, report: Report): ParsedQuestion {
  const { heading, ...own } = splitAttributes(draft, report);
  const { text, id } = splitId(heading);
  if (text === '') report(draft.line, 'a question without text');
  const slug = id ?? slugOf(text, 6);
  if (text !== '' && slug === '')
    report(draft.line, 'the question has no word to make an id of: add {#an-id} after it');
  const drafts = parseKeyPoints(draft.bullets, report);
  reportRepeatedKeyPoints(drafts, report);
  const keyPoints = drafts.map(({ keyPoint }) => keyPoint);
  const version = versionOf(text, keyPoints);
  return {
    line: draft.line,
    question: {
      id: `${pack.id}/${slug}`,
      version,
      pack: pack.id,
      topic: own.topic ?? pack.topic,
      level: own.level ?? pack.level,
      text,
      keyPoints,
    },
  };
}

type Attributes = { readonly heading: string; readonly topic?: string; readonly level?: Level };

/** Takes the topic and the level of a question's own off its heading: `{#id topic=caching level=junior}`. */
function splitAttributes({ heading, line }: Draft, report: Report): Attributes {
  const [, before = '', given = ''] = /^(.*\{#[a-z0-9-]+)((?: [a-z]+=[^\s{}]*)+)\}$/.exec(heading) ?? [];
  if (given === '') return { heading };
  const attributes = new Map(
    given
      .trim()
      .split(' ')
      .map((pair): [string, string] => {
        const [name = '', value = ''] = pair.split('=');
        return [name, value];
      }),
  );
  const { topic, level, ...others } = Object.fromEntries(attributes);
  for (const name of Object.keys(others)) report(line, `unknown attribute "${name}" (known: topic, level)`);
  const known = levels.find((one) => one === level);
  if (topic !== undefined && !topicShape.test(topic)) report(line, topicProblem);
  if (level !== undefined && !known) report(line, levelProblem);
  return { heading: `${before}}`, ...(topic !== undefined && { topic }), ...(known && { level: known }) };
}

/** Twelve hexadecimal digits of the SHA-256 of all that a question says. */
export function versionOf(text: string, keyPoints: readonly KeyPoint[]): string {
  const content = keyPoints.map((point) => [
    point.id,
    point.text,
    point.weight,
    point.accepts,
    point.rejects,
    point.parts,
    point.hint,
    point.followUp,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([text, content]))
    .digest('hex')
    .slice(0, 12);
}

function reportRepeats(questions: readonly ParsedQuestion[], report: Report): void {
  const lines = new Map<string, number>();
  for (const { question, line } of questions) {
    const first = lines.get(question.id);
    if (first)
      report(
        line,
        `the same id as the question in line ${first} (${question.id}): add {#another-id} after the question`,
      );
    else lines.set(question.id, line);
  }
}

function reportRepeatedKeyPoints(drafts: readonly KeyPointDraft[], report: Report): void {
  const seen = new Set<string>();
  for (const {
    keyPoint: { id, text },
    line,
  } of drafts) {
    if (text === '') continue;
    if (id === '') report(line, `key point "${text}" has no word to make an id of: add {#an-id} after it`);
    else if (seen.has(id)) report(line, `two key points have the id "${id}": add {#another-id} after one of them`);
    seen.add(id);
  }
}
