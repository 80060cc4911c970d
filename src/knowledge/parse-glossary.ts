import type { Term } from '../domain/glossary.ts';
import type { Problem } from './problem.ts';

/** Reads a glossary: each bullet is `- term: alias, alias`; all else is prose. A bad bullet is left out and told. */
export function parseGlossary(
  source: string,
  file: string,
): { readonly terms: readonly Term[]; readonly problems: readonly Problem[] } {
  const terms: Term[] = [];
  const problems: Problem[] = [];
  const termOf = new Map<string, string>();
  for (const [index, line] of source.split('\n').entries()) {
    if (!/^\s*[-*] /.test(line)) continue;
    const report = (message: string) => problems.push({ file, line: index + 1, message });
    const [, name, list] = /^\s*[-*] ([^:]+):(.*)$/.exec(line) ?? [];
    const aliases = (list ?? '')
      .split(',')
      .map((alias) => alias.trim())
      .filter((alias) => alias !== '');
    const taken = aliases.find((alias) => termOf.has(alias.toLowerCase()));
    if (!name || aliases.length === 0) report('an entry is "- term: alias, alias"');
    else if (taken !== undefined) report(`"${taken}" is already another name of "${termOf.get(taken.toLowerCase())}"`);
    else {
      terms.push({ name: name.trim(), aliases });
      for (const alias of aliases) termOf.set(alias.toLowerCase(), name.trim());
    }
  }
  return { terms, problems };
}
