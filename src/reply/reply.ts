import type { ActionName, FormName, PageName } from '../domain/interaction.ts';
import type { FileName } from '../domain/member-file.ts';
import type { SiteUrl } from '../domain/site.ts';
import type { Coverage } from '../domain/verdict.ts';
import type { Chart } from './chart.ts';

/** A run of text. Nothing in it is markup: a renderer escapes it. */
export type Inline =
  | { readonly type: 'plain'; readonly text: string }
  | { readonly type: 'strong'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  /**
   * An instant (epoch milliseconds), shown on the reader's own clock and counted down where the platform can; `text` says it
   * everywhere else.
   */
  | { readonly type: 'time'; readonly text: string; readonly at: number }
  /** Leads to a page of the web site where it is shown there, and is its text everywhere else. */
  | { readonly type: 'page'; readonly text: string; readonly page: PageName; readonly value: string };
export type RichText = readonly Inline[];

export type Action = {
  readonly name: ActionName;
  readonly label: string;
  /** Travels with the button and comes back with the press; at most 100 characters. */
  readonly value: string;
  readonly style: 'primary' | 'default';
};

export type KeyPointItem = {
  readonly coverage: Coverage;
  /** What the key point says, or a stand-in while it stays hidden. */
  readonly text: RichText;
  /** Words of the answer that prove the coverage. */
  readonly evidence?: string;
};

export type BoardRow = {
  readonly rank: number;
  readonly name: string;
  readonly points: number;
  /** Whether this row is the asker's own. */
  readonly own: boolean;
  /** Scheduled days in a row with an answer, for those who have some. */
  readonly streak?: number;
};

/** The parts of a message, as plain data; each platform renders all of them. */
export type Block =
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: RichText }
  | { readonly type: 'quote'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly RichText[] }
  /** A share from 0 to 1 with what it says. */
  | { readonly type: 'score'; readonly value: number; readonly label: string }
  | { readonly type: 'key-points'; readonly items: readonly KeyPointItem[] }
  | { readonly type: 'board'; readonly rows: readonly BoardRow[] }
  | { readonly type: 'facts'; readonly items: readonly { readonly label: string; readonly value: string }[] }
  /** A chart as a picture; `alt` says in words all that it shows, for those who do not see it. */
  | { readonly type: 'picture'; readonly chart: Chart; readonly alt: string }
  /** A file for the member alone, which is made when it is shown. */
  | { readonly type: 'file'; readonly file: FileName; readonly label: string }
  /** Leads to our own web site. A message with one is shown at once and never kept. */
  | { readonly type: 'link'; readonly label: string; readonly url: SiteUrl }
  /** Small print. */
  | { readonly type: 'note'; readonly text: RichText }
  | { readonly type: 'actions'; readonly actions: readonly Action[] };

export type Message = {
  readonly type: 'message';
  readonly blocks: readonly Block[];
  /** Said to somebody of whom nothing is kept any more: it is shown at once, and never written down. */
  readonly fleeting?: true;
};

/** One thing that a form asks for. `problem` says why the last submission was not taken. */
export type Field =
  | {
      readonly type: 'text';
      readonly name: string;
      readonly label: string;
      /** What is already in the field. */
      readonly text: string;
      /** Longest text that is taken, in characters. */
      readonly maxLength: number;
      readonly multiline: boolean;
      /** Whether it may be left empty. */
      readonly optional?: boolean;
      readonly problem?: string;
    }
  | {
      readonly type: 'choice';
      readonly name: string;
      readonly label: string;
      readonly options: readonly Option[];
      /** Values of the options that are chosen already. */
      readonly chosen: readonly string[];
      /** Whether several, or none, may be chosen. */
      readonly multiple: boolean;
      readonly problem?: string;
    }
  /** A channel of the workspace, by the platform's id. */
  | {
      readonly type: 'channel';
      readonly name: string;
      readonly label: string;
      readonly channel?: string;
      readonly problem?: string;
    }
  /** A time of day, `09:00`. */
  | {
      readonly type: 'time';
      readonly name: string;
      readonly label: string;
      readonly time: string;
      readonly problem?: string;
    };

export type Option = { readonly value: string; readonly label: string };

/** Asks for something: a modal on Slack and Discord, a form on the local page. */
export type Form = {
  readonly type: 'form';
  readonly name: FormName;
  readonly title: string;
  readonly submitLabel: string;
  /** Comes back with the submission; at most 100 characters. */
  readonly value: string;
  readonly context: RichText;
  readonly fields: readonly Field[];
};

/** What the member who acted gets to see, and nobody else. */
export type Reply = Message | Form;

/** A streak in words. */
export function streakText(days: number): string {
  return `${days}-day streak`;
}

/** How each coverage is written: a mark that does not rely on colour, and its word. */
export const coverageMarks: Readonly<Record<Coverage, { readonly mark: string; readonly word: string }>> = {
  covered: { mark: '✓', word: 'Covered' },
  partial: { mark: '◐', word: 'Half covered' },
  missed: { mark: '○', word: 'Missed' },
  contradicted: { mark: '✗', word: 'Contradicted' },
};
