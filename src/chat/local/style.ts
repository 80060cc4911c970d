import { styleText } from 'node:util';

export type Format = Parameters<typeof styleText>[0];

/** Styles a text, or leaves it as it is where the terminal has no styles. */
export type Style = (format: Format, text: string) => string;

/** Styles for a terminal, honouring `NO_COLOR` and redirected output. */
export function styleFor(stream: NodeJS.WritableStream): Style {
  return (format, text) => styleText(format, text, { stream: stream as NodeJS.WriteStream });
}
