import type { WeekPoint } from '../reply/chart.ts';
import { soundAmount } from './amounts.ts';
import { centred, columnLabels, columnMiddle, columnsLeft, columnTexts, columnWidth, mostWeeks } from './columns.ts';
import type { Font } from './font.ts';
import { lineAt, type Point, type Rule, type Stroke, smallSize, type Text } from './scene.ts';

const height = 150;
/** Above and below the scale, for numbers on its ends. */
const room = 34;
/** Between a dot and its number. */
const numberGap = 26;
const scale = [0, 50, 100];

export type WeeksInput = { readonly top: number; readonly font: Font };

export type Weeks = {
  readonly texts: readonly Text[];
  readonly rules: readonly Rule[];
  readonly strokes: readonly Stroke[];
  readonly bottom: number;
};

type Dot = Point & { readonly week: number; readonly score: number };

/** A line through the scores of up to twelve weeks, each with its number; it is broken where a week has none. */
export function layWeeks(points: readonly WeekPoint[], { top, font }: WeeksInput): Weeks {
  const yOf = (score: number) => top + room + height * (1 - score / 100);
  const dots = points.slice(0, mostWeeks).flatMap(({ score }, week): Dot[] => {
    if (score === null) return [];
    const sound = Math.min(100, Math.round(soundAmount(score)));
    return [{ week, score: sound, x: columnMiddle(week), y: yOf(sound) }];
  });
  const bottom = top + height + 2 * room;
  const none = centred('No scores in these weeks.', { x: columnMiddle(mostWeeks / 2 - 0.5), y: yOf(75) }, font);
  return {
    texts: [
      ...scale.map((score) =>
        lineAt(columnsLeft - 12, yOf(score), String(score), { size: smallSize, align: 'right', quiet: true }),
      ),
      ...dots.map((dot, index) => numberOf(dot, dots[index - 1], { after: dots[index + 1], font })),
      ...(dots.length === 0 ? [none] : []),
      ...columnTexts(
        points.map(({ label }) => label),
        bottom + columnLabels / 2,
        font,
      ),
    ],
    rules: scale.map((score) => ({
      left: columnsLeft,
      right: columnsLeft + mostWeeks * columnWidth,
      y: yOf(score),
    })),
    strokes: strokesOf(dots),
    bottom: bottom + columnLabels,
  };
}

/** Dots of weeks that follow each other are joined. */
function strokesOf(dots: readonly Dot[]): readonly Stroke[] {
  const strokes: Dot[][] = [];
  for (const dot of dots) {
    const last = strokes.at(-1);
    if (last && last.at(-1)?.week === dot.week - 1) last.push(dot);
    else strokes.push([dot]);
  }
  return strokes.map((stroke) => stroke.map(({ x, y }) => ({ x, y })));
}

/** The number of a dot on the side from which the line does not come. */
function numberOf(
  dot: Dot,
  before: Dot | undefined,
  { after, font }: { readonly after: Dot | undefined; readonly font: Font },
): Text {
  const beside = [before, after].filter((other) => other !== undefined && Math.abs(other.week - dot.week) === 1);
  const mean = beside.reduce((sum, other) => sum + (other?.score ?? 0), 0) / Math.max(1, beside.length);
  const below = beside.length > 0 && dot.score < mean;
  const text = centred(String(dot.score), { x: dot.x, y: dot.y + (below ? numberGap : -numberGap) }, font);
  return { ...text, quiet: false, rimmed: true };
}
