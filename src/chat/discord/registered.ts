/** Whether Discord's list of commands is the one that is wanted: it adds ids and defaults to what it was told. */
export function isRegistered(wanted: readonly object[], known: unknown): boolean {
  return (
    Array.isArray(known) &&
    known.length === wanted.length &&
    wanted.every((command) => known.some((one) => holds(one, command)))
  );
}

/** Whether `there` says all that `wanted` says, and as many of each list. */
function holds(there: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(there) && there.length === wanted.length && wanted.every((item, index) => holds(there[index], item))
    );
  if (typeof wanted !== 'object' || wanted === null) return there === wanted;
  if (typeof there !== 'object' || there === null) return false;
  const entries = new Map<string, unknown>(Object.entries(there));
  return Object.entries(wanted).every(([key, value]) => holds(entries.get(key), value));
}
