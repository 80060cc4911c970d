import type { Context } from 'hono';
import { type LocalMember, parseMember } from './parse.ts';

/** The member whose name stands in an address; undefined where none does, or the address is broken. */
export function memberOf(c: Context): LocalMember | undefined {
  return isDecodable(c) ? parseMember(c.req.param('name') ?? '') : undefined;
}

/** Whether the address holds no broken escape, which would be taken for a part of a name. */
function isDecodable(c: Context): boolean {
  try {
    decodeURIComponent(new URL(c.req.url).pathname);
    return true;
  } catch {
    return false;
  }
}

/** Where the chat of a member is; below it, what belongs to them. */
export function pathOf(member: LocalMember): string {
  return `/as/${encodeURIComponent(member.name)}`;
}

/** Where the pages of a member are. */
export function pagesOf(member: LocalMember): string {
  return `${pathOf(member)}${pagesPath}`;
}

/** What follows the path of a member's chat where their pages are. */
export const pagesPath = '/pages';
