import { z } from 'zod';

/** Changes with the form of a reply. */
export const schemaVersion = 's1';

export const findings = ['met', 'partly', 'not', 'contradicted'] as const;
export type Finding = (typeof findings)[number];

/** What a model is to reply. The quote comes first, so that the finding follows from it; there is no number that counts for points. */
export const replySchema = z.object({
  findings: z.array(
    z.object({
      id: z.string(),
      quote: z.string(),
      finding: z.enum(findings),
      confidence: z.number(),
    }),
  ),
});

/** The same as a server that lets models talk freely may send it: all of it bounded. */
export const boundedReply = z.object({
  findings: z
    .array(
      z.object({
        id: z.string().max(40),
        quote: z.string().max(8_000),
        finding: z.enum(findings),
        confidence: z.number().min(0).max(1),
      }),
    )
    .max(60),
});
export type LlmFinding = z.infer<typeof boundedReply>['findings'][number];
