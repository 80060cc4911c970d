export type Room = {
  /** Width of a line in pixels. */
  readonly width: number;
  readonly lines: number;
  /** Width of a text in pixels. */
  readonly measure: (text: string) => number;
};

/** A text on one line broken into lines that fit, between words where possible; what has no room ends in `…`. */
export function wrap(text: string, room: Room): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest !== '' && lines.length < room.lines) {
    const line = lines.length === room.lines - 1 ? lastLine(rest, room) : firstLine(rest, room);
    lines.push(line);
    rest = rest.slice(line.length).trimStart();
    if (line.endsWith('…')) break;
  }
  return lines;
}

function firstLine(text: string, room: Room): string {
  const fitting = longestFitting(text, room);
  if (fitting === text) return text;
  const space = text.slice(0, fitting.length + 1).lastIndexOf(' ');
  return space > 0 ? text.slice(0, space) : fitting;
}

/** Of a sentence, which has several lines, whole words are left; of a name as many letters as there is room for. */
function lastLine(text: string, { width, lines, measure }: Room): string {
  if (measure(text) <= width) return text;
  const fitting = longestFitting(text, { width: width - measure('…'), measure });
  const space = fitting.lastIndexOf(' ');
  const kept = lines > 1 && space > fitting.length / 2 ? fitting.slice(0, space) : fitting;
  return `${kept.replace(/[\s,;:.–-]+$/, '')}…`;
}

/** The first characters of a text that fit, at least one. */
function longestFitting(text: string, { width, measure }: Pick<Room, 'width' | 'measure'>): string {
  let fitting = '';
  for (const character of text) {
    if (fitting !== '' && measure(fitting + character) > width) break;
    fitting += character;
  }
  return fitting;
}
