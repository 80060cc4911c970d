declare const brand: unique symbol;

/** An address of our own web site. Only this module makes one, so nothing that people write can become a link. */
export type SiteUrl = string & { readonly [brand]: 'SiteUrl' };

/** Where the web site is, below the public address. */
export const sitePath = '/web';

/** Where links into the web site lead; their token follows. */
export const enterPath = '/enter';

/** For how long a link can be used, in minutes. */
export const linkMinutes = 10;

/** The address under which a token opens the web site. */
export function entryUrl(publicUrl: string, token: string): SiteUrl {
  return `${publicUrl}${sitePath}${enterPath}/${token}` as SiteUrl;
}

/** Platforms that show their members' pages themselves: nobody needs a link there. */
export const platformsWithPages: ReadonlySet<string> = new Set(['local']);
