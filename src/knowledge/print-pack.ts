import { stringify } from 'yaml';
import type { KeyPoint, Pack, Question } from '../domain/question.ts';
import { slugOf } from '../domain/slug.ts';
import { splitId } from './parse-key-point.ts';

/** Writes a pack in its canonical form, which `parsePack` reads back as the same pack. */
export function printPack(pack: Pack): string {
  const frontMatter = {
    title: pack.title,
    topic: pack.topic,
    level: pack.level,
    ...(pack.licence && { licence: pack.licence }),
    ...(pack.reviewedOn && { reviewed: pack.reviewedOn }),
  };
  return [
    '---',
    stringify(frontMatter, { lineWidth: 0 }).trimEnd(),
    '---',
    ...pack.questions.map((question) => printQuestion(question, pack)),
  ]
    .join('\n')
    .concat('\n');
}

/** What differs from the pack stands after the question's id. */
function printQuestion(question: Question, { topic, level }: Pack): string {
  const slug = question.id.slice(question.pack.length + 1);
  const attributes = [
    `#${slug}`,
    ...(question.topic === topic ? [] : [`topic=${question.topic}`]),
    ...(question.level === level ? [] : [`level=${question.level}`]),
  ];
  return `\n## ${question.text} {${attributes.join(' ')}}\n\n${question.keyPoints.map(printKeyPoint).join('\n')}`;
}

function printKeyPoint(point: KeyPoint): string {
  const id = point.id === slugOf(point.text, 5) && splitId(point.text).id === undefined ? '' : ` {#${point.id}}`;
  const lines = [`- ${point.text}${id}`];
  if (point.weight !== 1) lines.push(`  - weight: ${point.weight}`);
  if (point.hint) lines.push(`  - hint: ${point.hint}`);
  if (point.followUp) lines.push(`  - follow-up: ${point.followUp}`);
  if (point.source) lines.push(`  - source: ${point.source}`);
  const parts = point.parts.map((alternatives) => alternatives.join(' | '));
  lines.push(
    ...printPhrases('parts', parts),
    ...printPhrases('accepts', point.accepts),
    ...printPhrases('rejects', point.rejects),
  );
  return lines.join('\n');
}

function printPhrases(name: string, phrases: readonly string[]): readonly string[] {
  return phrases.length === 0 ? [] : [`  - ${name}:`, ...phrases.map((phrase) => `    - ${phrase}`)];
}
