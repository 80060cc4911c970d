import type { Inline, RichText } from './reply.ts';

/** Plain words, shown exactly as they are. */
export function plain(text: string): RichText {
  return [{ type: 'plain', text }];
}

/** A word that stands out. */
export function strong(text: string): Inline {
  return { type: 'strong', text };
}

/** The moment of an instant (epoch milliseconds) that every calendar knows; undefined for one beyond. */
export function momentOf(at: number): Date | undefined {
  const moment = new Date(at);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

const span = /\*\*(?<strong>[^*\n]{1,400})\*\*|`(?<code>[^`\n]{1,400})`|\\(?<escaped>[!-/:-@[-`{-~])/g;

/** Reads the inline Markdown of a pack: `**strong**`, `` `code` `` and backslash escapes; all else is plain. */
export function parseInline(markdown: string): RichText {
  const runs: Inline[] = [];
  let end = 0;
  for (const match of markdown.matchAll(span)) {
    addPlain(runs, markdown.slice(end, match.index));
    const { strong: bold, code, escaped } = match.groups ?? {};
    if (bold !== undefined) runs.push(strong(bold));
    else if (code !== undefined) runs.push({ type: 'code', text: code });
    else addPlain(runs, escaped ?? '');
    end = match.index + match[0].length;
  }
  addPlain(runs, markdown.slice(end));
  return runs;
}

/** Inline Markdown that stands out as a whole: its plain words become strong. */
export function emphasised(markdown: string): RichText {
  return parseInline(markdown).map((run) => (run.type === 'plain' ? strong(run.text) : run));
}

/** The words of a rich text without its marks. */
export function textOf(rich: RichText): string {
  return rich.map((run) => run.text).join('');
}

function addPlain(runs: Inline[], text: string): void {
  if (text === '') return;
  const last = runs.at(-1);
  if (last?.type === 'plain') runs[runs.length - 1] = { type: 'plain', text: last.text + text };
  else runs.push({ type: 'plain', text });
}
