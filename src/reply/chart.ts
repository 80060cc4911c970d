/** How a part of a bar is told from its neighbours; each tone has a colour and, where bars have several parts, a pattern of its own. */
export const tones = ['covered', 'partial', 'missed', 'contradicted', 'plain'] as const;
export type Tone = (typeof tones)[number];

/** A chart as plain data: what it shows, not how it is drawn. */
export type Chart = BarChart | ProgressChart;

export type BarChart = {
  readonly type: 'bars';
  readonly title: string;
  /** What one bar stands for, such as `Member`; with a number it names a bar whose label cannot be drawn. */
  readonly noun?: string;
  /** The parts that each bar is made of, from its foot on. */
  readonly series: readonly { readonly name: string; readonly tone: Tone }[];
  readonly bars: readonly Bar[];
};

export type Bar = {
  /** Stands before the label, where the bars are a ranking. */
  readonly rank?: number;
  readonly label: string;
  /** A short word beside the label that is never cut off, such as `you`. */
  readonly tag?: string;
  /** One amount for each series, 0 or above. */
  readonly amounts: readonly number[];
  /** Whether it stands out, such as the asker's own. */
  readonly marked: boolean;
};

/** What somebody's answers came to: a line of scores by week, a grid of answers by day over the same weeks, bars of scores by topic. */
export type ProgressChart = {
  readonly type: 'progress';
  readonly title: string;
  readonly weeks: { readonly title: string; readonly points: readonly WeekPoint[] };
  /** One row for each day of the week, from the first one on. */
  readonly days: { readonly title: string; readonly rows: readonly DayRow[] };
  readonly topics: {
    readonly title: string;
    readonly bars: readonly { readonly label: string; readonly score: number }[];
    /** Topics that have no bar. */
    readonly more: number;
  };
};

export type WeekPoint = {
  /** Names the week under the line and under the grid. */
  readonly label: string;
  /** 0 to 100; null where there is none, which leaves a gap. */
  readonly score: number | null;
};

export type DayRow = {
  readonly label: string;
  /** One for each week, 0 or above; null for a day to come. */
  readonly counts: readonly (number | null)[];
};
