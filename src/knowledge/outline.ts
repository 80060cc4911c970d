import type { List, ListItem, Nodes, Paragraph } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Bullet, OutlineEntry } from './outline-entry.ts';
import { readPlainOutline } from './plain-outline.ts';
import type { Report } from './problem.ts';

/** Reads Markdown as headings and nested lists; other content at the top level is prose for readers and left out. */
export function parseOutline(markdown: string, report: Report): readonly OutlineEntry[] {
  return readPlainOutline(markdown) ?? parseMarkdown(markdown, report);
}

/** The same for any Markdown. */
export function parseMarkdown(markdown: string, report: Report): readonly OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  for (const node of fromMarkdown(markdown).children) {
    const line = lineOf(node);
    if (node.type === 'heading') {
      const [first, last] = [node.children[0], node.children.at(-1)];
      const text = first && last ? source(markdown, first, last) : '';
      entries.push({ type: 'heading', depth: node.depth, text, line });
    }
    if (node.type === 'list') {
      entries.push({ type: 'list', ordered: node.ordered === true, line, bullets: bulletsOf(node, markdown, report) });
    }
  }
  return entries;
}

function bulletsOf(list: List, markdown: string, report: Report): readonly Bullet[] {
  return list.children.map((item) => bulletOf(item, markdown, report));
}

function bulletOf(item: ListItem, markdown: string, report: Report): Bullet {
  const children: Bullet[] = [];
  let paragraph: Paragraph | undefined;
  for (const node of item.children) {
    if (node.type === 'paragraph' && !paragraph) paragraph = node;
    else if (node.type === 'list') children.push(...bulletsOf(node, markdown, report));
    else report(lineOf(node), `a bullet holds one paragraph and nested bullets, not ${article(node.type)}`);
  }
  const text = paragraph ? source(markdown, paragraph, paragraph) : '';
  if (!paragraph) report(lineOf(item), 'a bullet without text');
  else if (beginsBlock(text)) report(lineOf(item), beginsBlockProblem);
  return { text, line: lineOf(item), children };
}

export const beginsBlockProblem = 'a text may not begin like a list, heading or quotation: begin with a word';

/** Whether Markdown would take a text for the beginning of another block if it stood on a line of its own. */
export function beginsBlock(text: string): boolean {
  return /^([-+*>]|#{1,6}|\d+[.)])( |$)/.test(text);
}

function article(nodeType: string): string {
  if (nodeType === 'paragraph') return 'a second paragraph';
  return /^[aeiou]/.test(nodeType) ? `an ${nodeType}` : `a ${nodeType}`;
}

function source(markdown: string, first: Nodes, last: Nodes): string {
  const text = markdown.slice(first.position?.start.offset, last.position?.end.offset);
  return text.replaceAll(/\s+/g, ' ').trim();
}

function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 1;
}
