import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import { isCivilDate } from '../domain/calendar.ts';
import { levels } from '../domain/question.ts';
import type { Report } from './problem.ts';

/** How the id of a topic is written. */
export const topicShape = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** What a topic has to be, in a sentence. */
export const topicProblem = 'topic must be lower-case words joined by "-"';
/** What a level has to be, in a sentence. */
export const levelProblem = `level must be one of ${levels.join(', ')}`;

const frontMatter = z.strictObject({
  title: z.string().trim().min(1, 'title is empty').optional(),
  topic: z.string().regex(topicShape, topicProblem).optional(),
  level: z.enum(levels, levelProblem).optional(),
  licence: z.string().trim().min(1, 'licence is empty').optional(),
  reviewed: z.string().refine(isCivilDate, 'reviewed must be a day such as 2026-01-31').optional(),
});

export type FrontMatter = z.infer<typeof frontMatter>;

export type SplitPack = {
  readonly fields: FrontMatter;
  /** The Markdown after the front matter, with blank lines before it so that line numbers stay those of the file. */
  readonly body: string;
};

/** Splits a pack into its YAML front matter, checked, and its body. A pack without front matter has no fields. */
export function splitFrontMatter(markdown: string, report: Report): SplitPack {
  const match = /^---[ \t]*\n(?<yaml>[\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(markdown);
  if (!match) return { fields: {}, body: markdown };
  const lines = match[0].split('\n').length - 1;
  const body = '\n'.repeat(lines) + markdown.slice(match[0].length);
  return { fields: parseFields(match.groups?.yaml ?? '', report), body };
}

function parseFields(yaml: string, report: Report): FrontMatter {
  const lineCounter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter, prettyErrors: false });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + 1;
  for (const error of document.errors) report(lineAt(error.pos[0]), `front matter: ${error.message}`);
  if (document.errors.length > 0) return {};
  const aliases = aliasesIn(document);
  for (const offset of aliases) report(lineAt(offset), 'front matter: put a text that begins with "*" in quotes');
  if (aliases.length > 0) return {};
  const parsed = frontMatter.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0] ?? '')];
    for (const name of names) {
      const at = yaml.search(new RegExp(`^["']?${escapeRegExp(name)}["']?\\s*:`, 'm'));
      report(
        lineAt(Math.max(0, at)),
        issue.code === 'unrecognized_keys' ? unknownField(name) : `front matter: ${issue.message}`,
      );
    }
  }
  return {};
}

/** Where YAML takes `*name` for a reference to another value: nobody who writes a pack means one. */
function aliasesIn(document: Document): readonly number[] {
  const offsets: number[] = [];
  visit(document, { Alias: (_, { range }) => void offsets.push(range?.[0] ?? 0) });
  return offsets;
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[^\w\s]/g, '\\$&');
}

function unknownField(name: string): string {
  return `front matter: unknown field "${name}" (known: ${Object.keys(frontMatter.shape).join(', ')})`;
}
