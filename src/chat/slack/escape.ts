const lineBreak = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const unprintable = /[[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]--[\n\t\u200c\u200d]]/gv;

/** A text without lone surrogates, controls and characters that steer the text around them; emoji stay joined. */
export function clean(text: string): string {
  return text.replaceAll(lineBreak, '\n').replaceAll(unprintable, '');
}

/** At most `length` UTF-16 units of a text, whole code points. */
export function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** At most `length` UTF-16 units of a clean text, with a mark where it was cut: Slack's limits count units, not code points. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${cut(text, length - 1)}…`;
}

/** A text for a field that Slack reads as mrkdwn, in which nothing mentions or links; at most `length` units when escaped. */
export function escapeMrkdwn(text: string, length: number): string {
  const escaped = clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  if (escaped.length <= length) return escaped;
  return `${cut(escaped, length - 1).replace(/&[a-z]*$/, '')}…`;
}
