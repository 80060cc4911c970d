import type { PageName } from '../domain/interaction.ts';

/** What is shown of the web site: one of its pages and what that is about, or the overview. */
export type Spot = { readonly page: PageName | 'home'; readonly value: string };

/** The address of a page whose site is at `pagesUrl`. */
export function pageUrl(pagesUrl: string, { page, value }: Spot): string {
  if (page === 'home') return pagesUrl;
  return value === '' ? `${pagesUrl}/${page}` : `${pagesUrl}/${page}?${new URLSearchParams({ v: value })}`;
}
