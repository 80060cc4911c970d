import type { ActionName } from '../domain/interaction.ts';
import type { Coverage } from '../domain/verdict.ts';

/** A run of text. Nothing in it is markup: a renderer escapes it. */
export type Inline =
  | { readonly type: 'plain'; readonly text: string }
  | { readonly type: 'strong'; readonly text: string }
  | { readonly type: 'code'; readonly text: string };
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
  /** Small print. */
  | { readonly type: 'note'; readonly text: RichText }
  | { readonly type: 'actions'; readonly actions: readonly Action[] };

export type Message = { readonly type: 'message'; readonly blocks: readonly Block[] };

/** Asks for one long text: a modal on Slack and Discord, a text area on the local page. */
export type Form = {
  readonly type: 'form';
  readonly title: string;
  readonly label: string;
  readonly submitLabel: string;
  /** Comes back with the submission; at most 100 characters. */
  readonly value: string;
  readonly context: RichText;
  /** What is already in the field. */
  readonly text: string;
  /** Longest text that is taken, in characters. */
  readonly maxLength: number;
  /** Why the last submission was not taken. */
  readonly problem?: string;
};

/** What the member who acted gets to see, and nobody else. */
export type Reply = Message | Form;

/** How each coverage is written: a mark that does not rely on colour, and its word. */
export const coverageMarks: Readonly<Record<Coverage, { readonly mark: string; readonly word: string }>> = {
  covered: { mark: '✓', word: 'Covered' },
  partial: { mark: '◐', word: 'Half covered' },
  missed: { mark: '○', word: 'Missed' },
  contradicted: { mark: '✗', word: 'Contradicted' },
};
