/** What an admin typed about packs; `pack` is as it was typed. */
export type PacksCommand =
  /** A page of the list, counted from 1. */
  | { readonly type: 'packs'; readonly doing: 'list'; readonly page: number }
  | { readonly type: 'packs'; readonly doing: 'on' | 'off'; readonly pack: string }
  | { readonly type: 'packs'; readonly doing: 'preview'; readonly pack: string; readonly page: number };

/** Reads what follows `packs`: nothing or a page, `on`, `off` or `preview` with a pack, or a pack alone, which is previewed. */
export function parsePacks(rest: string): PacksCommand {
  const words = rest.split(/\s+/).filter(Boolean);
  const [first = '', ...others] = words;
  const doing = first.toLowerCase();
  if (words.length === 0) return { type: 'packs', doing: 'list', page: 1 };
  if (words.length === 1 && isPage(first)) return { type: 'packs', doing: 'list', page: Number(first) };
  if (doing === 'on' || doing === 'off') return { type: 'packs', doing, pack: others.join(' ') };
  const named = doing === 'preview' || doing === 'show' ? others : words;
  const last = named.at(-1) ?? '';
  return named.length > 1 && isPage(last)
    ? { type: 'packs', doing: 'preview', pack: named.slice(0, -1).join(' '), page: Number(last) }
    : { type: 'packs', doing: 'preview', pack: named.join(' '), page: 1 };
}

function isPage(word: string): boolean {
  return /^[1-9]\d{0,3}$/.test(word);
}
