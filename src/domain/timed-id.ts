/**
 * A UUID of version 7 (RFC 9562): the instant (epoch milliseconds) and the random bits of a UUID of version 4. Ids that are made one after
 * another lie side by side in the indexes of a database, which then changes few of their pages.
 */
export function timedId(at: number, random: string): string {
  const instant = at.toString(16).padStart(12, '0');
  return `${instant.slice(0, 8)}-${instant.slice(8, 12)}-7${random.slice('xxxxxxxx-xxxx-4'.length)}`;
}
