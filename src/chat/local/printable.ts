/** A text that cannot steer the terminal: escape sequences and other controls go, line breaks stay. */
export function printable(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(/[^\P{C}\n]/gu, '');
}
