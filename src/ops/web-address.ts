import { z } from 'zod';
import { isLoopback } from '../domain/loopback.ts';

/** A variable that holds an http or https address. */
export const webAddress = z.string().transform((text, context) => {
  const address = parseWebAddress(text);
  if (address !== undefined) return address;
  context.addIssue('must be an address such as https://coach.example, without a query or a password');
  return z.NEVER;
});

/** A variable that holds the address under which people's browsers come: what they carry is not for others on the way. */
export const publicAddress = webAddress.refine(
  (address) => address.startsWith('https://') || isLoopback(new URL(address).hostname),
  'must begin with https://, unless it is an address of this machine such as http://127.0.0.1:3000',
);

/**
 * An http or https address without a slash at its end, as others are to be made from it. Undefined for what is none, or
 * has a name and password, a query or a fragment.
 */
export function parseWebAddress(text: string): string | undefined {
  if (!/^https?:\/\/[^\s\\?#@]+$/i.test(text)) return undefined;
  return URL.parse(text)?.href.replace(/\/+$/, '');
}
