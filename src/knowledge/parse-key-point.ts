import type { KeyPoint } from '../domain/question.ts';
import { slugOf } from '../domain/slug.ts';
import { beginsBlock, beginsBlockProblem } from './outline.ts';
import type { Bullet } from './outline-entry.ts';
import type { Report } from './problem.ts';

const textFields = ['hint', 'follow-up', 'source', 'weight'] as const;
/** The fields that a key point may have under its bullet, in the order in which they are written. */
export const keyPointFields = ['weight', 'hint', 'follow-up', 'source', 'parts', 'accepts', 'rejects'] as const;

type Field = { readonly name: string; readonly value: string; readonly bullet: Bullet };

/** A key point with the line of its bullet. */
export type KeyPointDraft = { readonly keyPoint: KeyPoint; readonly line: number };

/**
 * The key points of a question's bullets. A bullet whose nested bullets are all fields (`hint: …`) is a key point, and
 * so is one without nested bullets; any other bullet only introduces the key points nested in it.
 */
export function parseKeyPoints(bullets: readonly Bullet[], report: Report): readonly KeyPointDraft[] {
  return bullets.flatMap((bullet) => {
    const fields = bullet.children.map(fieldOf);
    if (fields.every((field) => field === undefined) && bullet.children.length > 0)
      return parseKeyPoints(bullet.children, report);
    return [{ keyPoint: parseKeyPoint(bullet, fields, report), line: bullet.line }];
  });
}

/** Takes a trailing `{#id}` off a text. */
export function splitId(text: string): { readonly text: string; readonly id: string | undefined } {
  const match = /^(?<text>.*?)\s*\{#(?<id>[a-z0-9]+(?:-[a-z0-9]+)*)\}$/.exec(text);
  return { text: match?.groups?.text ?? text, id: match?.groups?.id };
}

function fieldOf(bullet: Bullet): Field | undefined {
  const match = /^(?<name>[a-z][a-z-]*):(?:\s+(?<value>.*))?$/.exec(bullet.text);
  if (!match?.groups?.name) return undefined;
  return { name: match.groups.name, value: match.groups.value?.trim() ?? '', bullet };
}

function parseKeyPoint(bullet: Bullet, fields: readonly (Field | undefined)[], report: Report): KeyPoint {
  const { text, id } = splitId(bullet.text);
  if (text === '' && id !== undefined) report(bullet.line, 'a key point without text');
  const values = new Map<string, Field>();
  for (const [index, field] of fields.entries()) {
    const line = bullet.children[index]?.line ?? bullet.line;
    if (!field) report(line, `expected a field (${keyPointFields.join(', ')}) under this key point`);
    else if (!isKnown(field.name)) report(line, `unknown field "${field.name}" (known: ${keyPointFields.join(', ')})`);
    else if (values.has(field.name)) report(line, `"${field.name}" is given twice`);
    else values.set(field.name, field);
  }
  const texts = readTexts(values, report);
  return {
    id: id ?? slugOf(text, 5),
    text,
    weight: parseWeight(values.get('weight'), report),
    accepts: phrasesOf(values.get('accepts'), report),
    rejects: phrasesOf(values.get('rejects'), report),
    parts: partsOf(values.get('parts'), report),
    ...(texts.hint && { hint: texts.hint }),
    ...(texts['follow-up'] && { followUp: texts['follow-up'] }),
    ...(texts.source && { source: texts.source }),
  };
}

function isKnown(name: string): boolean {
  return keyPointFields.some((field) => field === name);
}

function readTexts(values: ReadonlyMap<string, Field>, report: Report): Partial<Record<string, string>> {
  const texts: Partial<Record<string, string>> = {};
  for (const name of textFields) {
    const field = values.get(name);
    if (!field) continue;
    if (field.bullet.children.length > 0) report(field.bullet.line, `"${name}" takes one text on its own line`);
    else if (field.value === '') report(field.bullet.line, `"${name}" is empty`);
    else texts[name] = field.value;
  }
  return texts;
}

function parseWeight(field: Field | undefined, report: Report): number {
  if (!field || field.value === '') return 1;
  const weight = weightOf(field.value);
  if (weight === undefined) report(field.bullet.line, weightProblem(field.value));
  return weight ?? 1;
}

/** The weight that a text says; undefined when it says none. */
export function weightOf(text: string): number | undefined {
  return /^\d{1,2}(\.\d{1,2})?$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

/** That a text says no weight, in a sentence. */
export function weightProblem(text: string): string {
  return `weight must be a number above 0 and below 100, not "${text}"`;
}

function phrasesOf(field: Field | undefined, report: Report): readonly string[] {
  if (!field) return [];
  if (beginsBlock(field.value)) report(field.bullet.line, beginsBlockProblem);
  const nested = field.bullet.children;
  for (const phrase of nested)
    if (phrase.children.length > 0) report(phrase.line, `a phrase of "${field.name}" has no nested bullets`);
  const phrases = [field.value, ...nested.map((phrase) => phrase.text)].filter((text) => text !== '');
  if (phrases.length === 0) report(field.bullet.line, `"${field.name}" has no phrases`);
  return phrases;
}

/** Each bullet is an idea, with the words that show it between bars: `throttle | rate limit | quota`. */
function partsOf(field: Field | undefined, report: Report): readonly (readonly string[])[] {
  return phrasesOf(field, report).map((phrase) => {
    const alternatives = phrase.split('|').map((words) => words.trim());
    if (alternatives.includes('') && field)
      report(field.bullet.line, `"${field.name}" has nothing beside a bar in "${phrase}"`);
    return alternatives;
  });
}
