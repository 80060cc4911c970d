import type { Bullet, OutlineEntry } from './outline-entry.ts';

/** A heading, or a bullet at most two levels deep, on one line each, whose text begins with what begins no other block. */
const line =
  /^(?:(?<marks>#{1,6}) |(?<indent>(?: {2}){0,2})- )(?<text>(?!\d{1,9}[.)](?:\s|$))(?:[\p{L}\p{N}"'“‘($→…/]|\*\*(?![\s*])|`(?!``)).*)$/u;

type Draft = Omit<Bullet, 'children'> & { readonly children: Draft[] };

/**
 * Reads Markdown that is nothing but headings and bullets as packs are printed, a hundred times faster than a parser of all of Markdown would;
 * undefined for anything else, and whatever a parser might read in another way.
 */
export function readPlainOutline(markdown: string): readonly OutlineEntry[] | undefined {
  const entries: OutlineEntry[] = [];
  let levels: Draft[][] = [];
  let blankAbove = true;
  for (const [index, source] of markdown.split('\n').entries()) {
    if (source === '') {
      blankAbove = true;
      continue;
    }
    const { marks, indent = '', text = '' } = line.exec(source)?.groups ?? {};
    if (text === '' || /\s$|\s\s|#$|\\$/.test(text)) return undefined;
    if (marks !== undefined) {
      entries.push({ type: 'heading', depth: marks.length, text, line: index + 1 });
      levels = [];
    } else {
      const depth = indent.length / 2;
      // A blank line between bullets, or a bullet that hangs in the air, is for a parser to judge.
      if (depth > 0 ? blankAbove || levels.length < depth + 1 : blankAbove && levels.length > 0) return undefined;
      const bullet: Draft = { text, line: index + 1, children: [] };
      const siblings = levels[depth] ?? [];
      if (levels.length === 0) entries.push({ type: 'list', ordered: false, line: index + 1, bullets: siblings });
      siblings.push(bullet);
      levels = [...levels.slice(0, depth), siblings, bullet.children];
    }
    blankAbove = false;
  }
  return entries;
}
