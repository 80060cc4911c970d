import type { PackHead } from './imported-pack.ts';

/** What an author begins a question with: each field once, with what belongs into it. */
export function questionTemplate(text: string): string {
  return `## ${text}

- One idea that can be checked, with the **decisive words** in bold.
  - weight: 2
  - hint: Points at the area without naming the idea.
  - follow-up: What an interviewer asks whoever missed it?
  - source: The page or paper where it is documented
  - parts:
    - one half of the idea | the same in another word
    - its other half | an abbreviation
  - accepts:
    - How an expert says it.
    - How it is said in plain words, without the names.
    - terse, as in notes
    - What happened to us because of it.
  - rejects:
    - The tempting wrong claim.
`;
}

/** A pack with one question to be written; `today` is a civil day. */
export function packTemplate({ title, topic, level }: PackHead, today: string): string {
  return `---
title: ${JSON.stringify(title)}
topic: ${topic}
level: ${level}
licence: CC-BY-4.0
reviewed: ${today}
---

${questionTemplate('How would you …?')}`;
}
