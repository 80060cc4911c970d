/** Levels of an interview, from the easiest to the hardest. */
export const levels = ['junior', 'mid', 'senior', 'architect'] as const;
export type Level = (typeof levels)[number];

/** One checkable idea of a good answer, with what its author knows about how people say it. Texts are inline Markdown. */
export type KeyPoint = {
  /** Slug, unique within its question. */
  readonly id: string;
  readonly text: string;
  /** Share in the score relative to the question's other key points, above 0; 1 unless the author says otherwise. */
  readonly weight: number;
  /** Other ways in which people say it; each alone covers the key point. */
  readonly accepts: readonly string[];
  /** Tempting but wrong claims; each contradicts the key point. */
  readonly rejects: readonly string[];
  /** The ideas that it is made of, each as the words that show it; an answer with some of them says it in part. */
  readonly parts: readonly (readonly string[])[];
  /** Points at the area of the key point without naming it. */
  readonly hint?: string;
  /** What an interviewer asks when the key point was missed. */
  readonly followUp?: string;
  /** Where it is documented. */
  readonly source?: string;
};

export type Question = {
  /** `<pack>/<slug>`, stable while the wording changes. */
  readonly id: string;
  /** Digest of all that the question says; a changed question has another version. */
  readonly version: string;
  readonly pack: string;
  readonly topic: string;
  readonly level: Level;
  readonly text: string;
  readonly keyPoints: readonly KeyPoint[];
};

export type Pack = {
  /** Slug of the pack's file name. */
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  readonly level: Level;
  readonly licence?: string;
  /** Civil day (`2026-01-31`) on which the facts were last checked. */
  readonly reviewedOn?: string;
  readonly questions: readonly Question[];
};

/** What packs are about; several packs may share one. */
export type Topic = { readonly id: string; readonly title: string };
