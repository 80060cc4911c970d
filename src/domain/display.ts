/** At most `length` characters of a text, whole ones, with a mark where it was cut. */
export function clip(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** A name as it is shown: one line, without characters that steer the text around it, at most 60 characters. */
export function displayName(name: string): string {
  const visible = name
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/ +/g, ' ')
    .trim();
  return [...visible].slice(0, 60).join('').trim() || 'Someone';
}

/** That a text has more than `limit` characters, in a sentence that begins with what it is; undefined when it has not. */
export function lengthProblem(what: string, text: string, limit: number): string | undefined {
  const { length } = [...text];
  return length > limit ? `The ${what} has ${length} characters and the limit is ${limit}.` : undefined;
}

/** A number with its noun: `1 point`, `3 points`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const list = new Intl.ListFormat('en');

/** Things in a sentence: `one`, `one and two`, `one, two, and three`. */
export function listText(things: Iterable<string>): string {
  return list.format(things);
}

const units = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size as people say it: `0 bytes`, `12 KB`, `1.4 GB`; a KB has 1,024 bytes. */
export function sizeText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1_024 ** step;
  return `${amount < 10 && step > 1 ? amount.toFixed(1) : Math.round(amount)} ${units[step]}`;
}
